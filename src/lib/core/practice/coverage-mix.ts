// Whether those one talks with come from different corners (R2-05). One introducer, one employer or one source gives
// one view of the work.

import type { RecordId } from '../ids.ts';

export interface MixedPerson {
	readonly introducedBy: RecordId | null;
	/** '' where it is not known. */
	readonly employer: string;
	readonly source: string | null;
}

export interface Concentration {
	readonly by: 'introducer' | 'employer' | 'source';
	/** The introducer's id, the employer as written, the source. */
	readonly value: string;
	readonly people: number;
	/** Of how many, where it is known. */
	readonly of: number;
}

/** Fewer people than this say nothing about a mix. */
const ENOUGH = 4;
/** More than this share from one corner is worth a word. */
const TOO_MUCH = 0.5;

/** How often each value occurs, the most frequent first; under how it was written first. */
function tally(values: readonly string[]): { readonly value: string; readonly people: number }[] {
	const counts = new Map<string, { value: string; people: number }>();
	for (const value of values) {
		const key = value.trim().toLocaleLowerCase('und');
		const entry = counts.get(key) ?? { value: value.trim(), people: 0 };
		counts.set(key, { ...entry, people: entry.people + 1 });
	}
	return [...counts.values()].sort((a, b) => b.people - a.people);
}

/** Above half from one corner, in a group that is large enough to say so. */
export function concentrations(people: readonly MixedPerson[]): readonly Concentration[] {
	const found = (by: Concentration['by'], values: readonly string[], of: number): Concentration[] => {
		const top = tally(values)[0];
		return top && of >= ENOUGH && top.people / of > TOO_MUCH ? [{ by, ...top, of }] : [];
	};
	const introducers = people.flatMap(({ introducedBy }) => introducedBy ?? []);
	const employers = people.map(({ employer }) => employer).filter((employer) => employer.trim() !== '');
	const sources = people.flatMap(({ source }) => source ?? []);
	return [
		// Not introduced by anybody is known too.
		...found('introducer', introducers, people.length),
		...found('employer', employers, employers.length),
		...found('source', sources, sources.length)
	];
}

export interface Diversity {
	/** People whose source is known. */
	readonly people: number;
	readonly ways: number;
	/** The chance, 0 to 1, that two of them taken at random were found in different ways (Gini and Simpson). */
	readonly index: number;
}

/** How widely people were found; null while too few say how. */
export function diversityOf(people: readonly MixedPerson[]): Diversity | null {
	const sources = people.flatMap(({ source }) => source ?? []);
	const total = sources.length;
	if (total < ENOUGH) return null;
	const counts = tally(sources).map((each) => each.people);
	const alike = counts.reduce((sum, count) => sum + count * (count - 1), 0) / (total * (total - 1));
	return { people: total, ways: counts.length, index: 1 - alike };
}
