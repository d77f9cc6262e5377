// "Same person as …": one record says of itself that another is the person. Nothing is merged or moved, so taking it
// back costs nothing; everything that counts people or gathers what belongs to one asks here first.

import type { RecordId } from '../ids.ts';

/** What is read of a profile. */
export interface SaidSame {
	readonly id: RecordId;
	readonly sameAs: RecordId | null;
}

export interface SamePeople {
	/** The record that counts for this person: itself, unless it is the same person as another that is here. */
	readonly counted: (person: RecordId) => RecordId;
	/** Whether two records are one person, put away or not. What was written to one was written to the other. */
	readonly isSame: (one: RecordId, other: RecordId) => boolean;
	/** The other records of the person whom `person` counts as, without the one that counts. */
	readonly duplicatesOf: (person: RecordId) => readonly RecordId[];
	/** Whether `person` may be said to be the same as `other`: not itself, and not what counts as itself already. */
	readonly mayBe: (person: RecordId, other: RecordId) => boolean;
}

/**
 * `here`: people who are not put away. Everybody who leads to one record is one person, and that record counts; where it
 * is put away, the nearest to it that is here, so that nobody goes out of sight with it. Two devices can each point at
 * the other while apart, and two records can be as near: then the smallest id counts, which is the same on both.
 */
export function samePeople(profiles: readonly SaidSame[], here: ReadonlySet<RecordId>): SamePeople {
	const said = new Map<RecordId, RecordId>();
	const saidBy = new Map<RecordId, RecordId[]>();
	for (const { id, sameAs } of profiles) {
		if (sameAs === null) continue;
		said.set(id, sameAs);
		const others = saidBy.get(sameAs);
		if (others) others.push(id);
		else saidBy.set(sameAs, [id]);
	}
	/** One array for all who are one person, the record that counts first. */
	const known = new Map<RecordId, readonly RecordId[]>();

	/** Where a chain ends: its last record, or all records of the circle that it runs into. */
	function endOf(person: RecordId): RecordId[] {
		const chain = new Set<RecordId>();
		let at: RecordId | undefined = person;
		while (at !== undefined && !chain.has(at)) {
			chain.add(at);
			at = said.get(at);
		}
		const passed = [...chain];
		return at === undefined ? passed.slice(-1) : passed.slice(passed.indexOf(at));
	}

	/** Everybody who leads to the end of this one's chain, nearest first. */
	function gather(person: RecordId): readonly RecordId[] {
		const all = new Set<RecordId>();
		let counts: RecordId | undefined;
		let level = endOf(person);
		while (level.length > 0) {
			counts ??= level.sort().find((each) => here.has(each));
			for (const each of level) all.add(each);
			level = level.flatMap((each) => saidBy.get(each) ?? []).filter((each) => !all.has(each));
		}
		if (counts !== undefined) all.delete(counts);
		const one = counts === undefined ? [...all] : [counts, ...all];
		for (const each of one) known.set(each, one);
		return one;
	}

	const allOf = (person: RecordId): readonly RecordId[] => known.get(person) ?? gather(person);
	const counted = (person: RecordId): RecordId => allOf(person)[0] ?? person;
	const isSame = (one: RecordId, other: RecordId): boolean => allOf(one) === allOf(other);
	return {
		counted,
		isSame,
		duplicatesOf: (person) => allOf(person).slice(1),
		mayBe: (person, other) => !isSame(person, other)
	};
}

interface Rows<Row> {
	rows(): readonly Row[];
}

/** The people of a journal, worked out anew only when its tables changed. */
export function samePeopleOf(
	people: Rows<{ readonly id: RecordId }>,
	profiles: Rows<SaidSame>
): () => SamePeople {
	let known: { readonly here: unknown; readonly said: unknown; readonly same: SamePeople } | null = null;
	return () => {
		const [here, said] = [people.rows(), profiles.rows()];
		if (known?.here !== here || known.said !== said)
			known = { here, said, same: samePeople(said, new Set(here.map(({ id }) => id))) };
		return known.same;
	};
}
