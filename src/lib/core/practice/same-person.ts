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
	/** The other records of the person whom `person` counts as, without the one that counts. */
	readonly duplicatesOf: (person: RecordId) => readonly RecordId[];
	/** Whether `person` may be said to be the same as `other`: not itself, and not what counts as itself already. */
	readonly mayBe: (person: RecordId, other: RecordId) => boolean;
}

/**
 * `here`: people who are not put away. Of a chain the last one that is here counts; a person whose other record is put
 * away counts on their own. Two devices can each point at the other while apart: then the smallest id of the circle
 * counts, which is the same on both.
 */
export function samePeople(profiles: readonly SaidSame[], here: ReadonlySet<RecordId>): SamePeople {
	const said = new Map(
		profiles.flatMap(({ id, sameAs }) => (sameAs === null ? [] : [[id, sameAs] as const]))
	);
	const known = new Map<RecordId, RecordId>();

	/** Walks on from a person until the end, a circle, or somebody known, and remembers everybody it came by. */
	function follow(person: RecordId): void {
		const chain = new Set<RecordId>();
		let at: RecordId | undefined = person;
		while (at !== undefined && !chain.has(at) && !known.has(at)) {
			chain.add(at);
			at = said.get(at);
		}
		let counts = at === undefined ? undefined : known.get(at);
		if (at !== undefined && chain.has(at)) {
			const passed = [...chain];
			const circle = passed.slice(passed.indexOf(at)).filter((each) => here.has(each));
			counts = circle.sort()[0];
		}
		if (counts !== undefined && !here.has(counts)) counts = undefined;
		for (const each of [...chain].reverse()) {
			if (counts === undefined && here.has(each)) counts = each;
			known.set(each, counts ?? each);
		}
	}

	function counted(person: RecordId): RecordId {
		if (!known.has(person)) follow(person);
		return known.get(person) ?? person;
	}

	return {
		counted,
		duplicatesOf(person) {
			const one = counted(person);
			return [...said.keys()].filter((each) => each !== one && counted(each) === one);
		},
		mayBe: (person, other) => person !== other && counted(other) !== counted(person)
	};
}
