// Whom the journal covers: paths by career stage, and who is missing. Pure; people are those who count
// (same-person.ts), and what is not known of somebody counts as not known, never as no.

import type { RecordId } from '../ids.ts';
import { LEVELS } from '../rules/lists.ts';
import type { Path, Segment } from './kinds/aim.ts';

export type Level = (typeof LEVELS)[number];

export interface CoveredPerson {
	readonly id: RecordId;
	readonly path: RecordId | null;
	readonly level: Level | null;
	readonly switcher: boolean;
	readonly industry: RecordId | null;
	readonly function: RecordId | null;
	/** Talked with, or at a stage that says so. */
	readonly met: boolean;
}

export interface Cell {
	/** null: the people of this row have no path yet. */
	readonly path: RecordId | null;
	/** null: the level is not known. */
	readonly level: Level | null;
	readonly people: number;
	readonly met: number;
	readonly switchers: number;
}

export interface EmptyCell {
	readonly path: RecordId;
	readonly level: Level;
}

export interface Coverage {
	/** By path, in the order of the paths; each row has a cell for every level that `levels` names. */
	readonly rows: readonly { readonly path: RecordId | null; readonly cells: readonly Cell[] }[];
	/** The columns: all levels, and null where somebody's is not known. */
	readonly levels: readonly (Level | null)[];
	/** R0-11: nobody yet, of the paths that are still considered; leading ones and early careers first. */
	readonly empty: readonly EmptyCell[];
	/** R2-06: whom a mix needs, and who is not in it on any path. */
	readonly missing: readonly ('early' | 'mid' | 'switcher')[];
}

type Considered = Pick<Path, 'id' | 'status'>;

const isOpen = ({ status }: Considered): boolean => status !== 'parked' && status !== 'ruled-out';

export function coverageOf(people: readonly CoveredPerson[], paths: readonly Considered[]): Coverage {
	const known = new Set(paths.map(({ id }) => id));
	const pathOf = ({ path }: CoveredPerson) => (path !== null && known.has(path) ? path : null);
	const has = (path: RecordId | null) => people.some((person) => pathOf(person) === path);

	const levels: (Level | null)[] = [...LEVELS];
	if (people.some(({ level }) => level === null)) levels.push(null);

	function cell(path: RecordId | null, level: Level | null): Cell {
		const who = people.filter((person) => pathOf(person) === path && person.level === level);
		return {
			path,
			level,
			people: who.length,
			met: who.filter(({ met }) => met).length,
			switchers: who.filter(({ switcher }) => switcher).length
		};
	}

	const shown: (RecordId | null)[] = paths.filter((path) => isOpen(path) || has(path.id)).map(({ id }) => id);
	if (has(null)) shown.push(null);
	const rows = shown.map((path) => ({ path, cells: levels.map((level) => cell(path, level)) }));

	const isOn = (path: RecordId, level: Level): boolean =>
		people.some((person) => person.path === path && person.level === level);
	const open = paths.filter(isOpen);
	const inOrder = [
		...open.filter(({ status }) => status === 'leading'),
		...open.filter(({ status }) => status !== 'leading')
	];
	const empty = LEVELS.flatMap((level) =>
		inOrder.filter(({ id }) => !isOn(id, level)).map(({ id }) => ({ path: id, level }))
	);

	const missing = (['early', 'mid', 'switcher'] as const).filter(
		(wanted) => !people.some(({ level, switcher }) => (wanted === 'switcher' ? switcher : level === wanted))
	);
	return { rows, levels, empty, missing };
}

/**
 * R2-31: segments marked as emerging that nobody covers. A person covers their own industry and function; where one is
 * not known, that of their path.
 */
export function uncoveredEmerging<Some extends Pick<Segment, 'id' | 'kind' | 'emerging'>>(
	people: readonly CoveredPerson[],
	paths: readonly Pick<Path, 'id' | 'industry' | 'function'>[],
	segments: readonly Some[]
): readonly Some[] {
	const path = (id: RecordId | null) => paths.find((row) => row.id === id);
	const covered = new Set(
		people.flatMap((person) => [
			person.industry ?? path(person.path)?.industry,
			person.function ?? path(person.path)?.function
		])
	);
	return segments.filter(({ id, emerging }) => emerging && !covered.has(id));
}
