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

	function follow(person: RecordId): RecordId {
		const chain: RecordId[] = [];
		for (let at: RecordId | undefined = person; at !== undefined; at = said.get(at)) {
			const circle = chain.indexOf(at);
			if (circle >= 0) {
				const members = chain.slice(circle).filter((each) => here.has(each));
				if (members.length > 0) return members.sort()[0]!;
				break;
			}
			chain.push(at);
		}
		return chain.findLast((each) => here.has(each)) ?? person;
	}

	function counted(person: RecordId): RecordId {
		const before = known.get(person);
		if (before !== undefined) return before;
		const found = follow(person);
		known.set(person, found);
		return found;
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
