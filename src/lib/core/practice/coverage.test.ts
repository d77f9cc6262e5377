import { expect, test } from 'vitest';
import { idOf } from '../journal/testing.ts';
import { coverageOf, uncoveredEmerging, type CoveredPerson } from './coverage.ts';

const [product, design, law] = ['product', 'design', 'law'].map(idOf);
const open = (
	id: string | undefined,
	status: 'exploring' | 'leading' | 'ruled-out' | null = 'exploring'
) => ({
	id: idOf(id!),
	status
});
const paths = [open(product), open(design, 'leading')];
const somebody = (id: string, some: Partial<CoveredPerson> = {}): CoveredPerson => ({
	id: idOf(id),
	path: product!,
	level: 'mid',
	switcher: false,
	industry: null,
	function: null,
	met: false,
	...some
});

test('R1-09: people are counted by path and level, with those met and recent switchers', () => {
	const { rows } = coverageOf(
		[
			somebody('a', { met: true }),
			somebody('b', { switcher: true }),
			somebody('c', { level: 'senior' }),
			somebody('d', { path: design! })
		],
		paths
	);
	const mid = rows.map(({ path, cells }) => [path, cells.find(({ level }) => level === 'mid')]);
	expect(mid).toEqual([
		[product, { path: product, level: 'mid', people: 2, met: 1, switchers: 1 }],
		[design, { path: design, level: 'mid', people: 1, met: 0, switchers: 0 }]
	]);
});

test('R0-11: the empty cells of paths that are still considered are named, leading paths and early careers first', () => {
	const { empty } = coverageOf([somebody('a')], [...paths, open(law, 'ruled-out')]);
	expect(empty.map(({ path, level }) => `${level} ${path}`)).toEqual([
		`early ${design}`,
		`early ${product}`,
		`mid ${design}`,
		`senior ${design}`,
		`senior ${product}`,
		`executive ${design}`,
		`executive ${product}`
	]);
});

test('R2-06: early careers, mid-careers and recent switchers are missed when nobody is one', () => {
	const missing = (...people: CoveredPerson[]) => coverageOf(people, paths).missing;
	expect(missing(somebody('a', { level: 'senior' }))).toEqual(['early', 'mid', 'switcher']);
	expect(missing(somebody('a', { switcher: true }))).toEqual(['early']);
	expect(missing(somebody('a', { switcher: true }), somebody('b', { level: 'early' }))).toEqual([]);
});

test('what is not known has a row and a column of its own, and only where somebody is in it', () => {
	const known = coverageOf([somebody('a')], paths);
	expect(known.rows.map(({ path }) => path)).toEqual([product, design]);
	expect(known.levels).not.toContain(null);
	const { rows, levels } = coverageOf(
		[somebody('a', { path: null, level: null }), somebody('b', { path: idOf('gone') })],
		paths
	);
	expect(rows.at(-1)?.path).toBeNull();
	expect(levels.at(-1)).toBeNull();
	expect(rows.at(-1)?.cells.at(-1)).toMatchObject({ path: null, level: null });
});

test('a path that was ruled out is shown while somebody is on it, and never as a gap', () => {
	const ruledOut = open(law, 'ruled-out');
	expect(coverageOf([], [ruledOut])).toMatchObject({ rows: [], empty: [] });
	const { rows, empty } = coverageOf([somebody('a', { path: law! })], [ruledOut]);
	expect([rows.map(({ path }) => path), empty]).toEqual([[law], []]);
});

test('R2-31: an emerging segment that nobody covers is named', () => {
	const [energy, health, data] = ['energy', 'health', 'data'].map(idOf);
	const segments = [
		{ id: energy!, kind: 'industry', emerging: true },
		{ id: health!, kind: 'industry', emerging: true },
		{ id: data!, kind: 'function', emerging: true },
		{ id: idOf('banks'), kind: 'industry', emerging: false }
	] as const;
	const withSegments = [{ id: product!, industry: energy!, function: null }];
	const uncovered = (...people: CoveredPerson[]) =>
		uncoveredEmerging(people, withSegments, segments).map(({ id }) => id);
	expect(uncovered()).toEqual([energy, health, data]);
	expect(uncovered(somebody('a'))).toEqual([health, data]);
	expect(uncovered(somebody('a', { industry: health!, function: data! }))).toEqual([energy]);
});
