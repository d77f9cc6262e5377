// Companies, roles and mentors to look for, and in which order: by what each would teach, or by what is known already.

import type { RecordId } from '../ids.ts';
import { NUMBERS, type TARGET_KINDS } from '../rules/lists.ts';
import { facetsOf, type Facets } from './aim-segments.ts';
import type { Assumption, Path, Target } from './kinds/aim.ts';
import type { Profile } from './kinds/people.ts';
import type { Records } from './practice.ts';

export type TargetKind = (typeof TARGET_KINDS)[number];

/** Where targets of a kind are kept (R2-02). Whom one would like as a mentor is a name: nobody else's business. */
export const targetsOf = (records: Pick<Records, 'targets' | 'mentorTargets'>, kind: TargetKind) =>
	kind === 'mentor' ? records.mentorTargets : records.targets;

/** What counts as not said: the middle. */
const MIDDLE = (NUMBERS.rating.least + NUMBERS.rating.most) / 2;
const weightOf = ({ importance }: Assumption): number => importance ?? MIDDLE;

export interface Teaches {
	/** Untested beliefs about the target's path, the more important first. */
	readonly beliefs: readonly Assumption[];
	/** People of that path who were spoken with; null where there is no path. */
	readonly met: number | null;
}

export interface Field {
	readonly paths: readonly Path[];
	readonly beliefs: readonly Assumption[];
	/** Beliefs that some talk has spoken for or against. */
	readonly tested: ReadonlySet<RecordId>;
	/** Profiles of people who were spoken with. */
	readonly met: readonly Pick<Profile, 'path' | 'industry' | 'function' | 'size'>[];
}

/** What somebody at this target could tell: untested beliefs, and whether anybody of that path was asked yet (R0-27). */
export function teaches(target: Pick<Target, 'path'>, { paths, beliefs, tested, met }: Field): Teaches {
	const path = paths.find(({ id }) => id === target.path);
	if (!path || path.status === 'ruled-out') return { beliefs: [], met: null };
	return {
		beliefs: beliefs
			.filter((belief) => belief.path === path.id && !tested.has(belief.id))
			.toSorted((a, b) => weightOf(b) - weightOf(a)),
		met: met.filter((profile) => profile.path === path.id).length
	};
}

export interface Ranked<Row> {
	readonly target: Row;
	readonly teaches: Teaches;
	readonly known: Known;
}

/** A target's facets that people who were spoken with share, each with how many (R0-48). */
export type Known = readonly { readonly facet: keyof Facets; readonly people: number }[];

const FACETS: readonly (keyof Facets)[] = ['industry', 'function', 'size'];

export function known(target: Pick<Target, 'path' | keyof Facets>, { paths, met }: Field): Known {
	const wanted = facetsOf(target, paths.find(({ id }) => id === target.path) ?? null);
	return FACETS.flatMap((facet) => {
		const people = met.filter(
			(profile) =>
				wanted[facet] !== null &&
				facetsOf(profile, paths.find(({ id }) => id === profile.path) ?? null)[facet] === wanted[facet]
		).length;
		return people > 0 ? [{ facet, people }] : [];
	});
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0);
/** Higher first; rows that tie stay in the order that people chose. */
const highestFirst = <Row>(rows: readonly Row[], by: ((row: Row) => number)[]): readonly Row[] =>
	rows.toSorted((a, b) => by.map((score) => score(b) - score(a)).find((difference) => difference !== 0) ?? 0);

export type TargetOrder = 'teaches' | 'apply' | 'own';

const ORDERS = {
	/** R0-27: more important untested beliefs first, then paths that fewer people were asked about. */
	teaches: [
		(row: Ranked<unknown>) => sum(row.teaches.beliefs.map(weightOf)),
		(row: Ranked<unknown>) => -(row.teaches.met ?? Number.MAX_SAFE_INTEGER)
	],
	/** R0-48: apply first where most is known, facet by facet. */
	apply: [
		(row: Ranked<unknown>) => row.known.length,
		(row: Ranked<unknown>) => sum(row.known.map(({ people }) => people))
	],
	own: []
} as const satisfies Record<TargetOrder, readonly ((row: Ranked<unknown>) => number)[]>;

/** Targets that are still looked for, in the order asked for, each with what speaks for its place. */
export function rankTargets<Row extends Pick<Target, 'path' | 'ruledOut' | keyof Facets>>(
	targets: readonly Row[],
	field: Field,
	order: TargetOrder
): readonly Ranked<Row>[] {
	const rows = targets
		.filter(({ ruledOut }) => !ruledOut)
		.map((target) => ({ target, teaches: teaches(target, field), known: known(target, field) }));
	return highestFirst(rows, [...ORDERS[order]]);
}
