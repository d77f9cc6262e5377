import { expect, test } from 'vitest';
import type { RecordId } from '../ids.ts';
import { must, seeker } from '../journal/testing.ts';
import { openPractice } from './practice.ts';
import { rankTargets, targetsOf, type Field, type TargetOrder } from './targets.ts';

/** Two paths with a company each, listed in the order Lumen, Northwind, Elsewhere (which has no path). */
function looking() {
	const peer = seeker();
	const { records } = openPractice(peer.journal);
	const path = (title: string, size: 'small' | 'large') => must(records.paths.add({ title, size }));
	const [product, schools] = [path('Product', 'small'), path('Schools', 'large')];
	const company = (title: string, on: RecordId | null) =>
		must(records.targets.add({ title, kind: 'company', path: on }));
	const [lumen] = [company('Lumen', product), company('Northwind', schools), company('Elsewhere', null)];
	const believe = (on: RecordId, importance: number | null) =>
		must(records.assumptions.add({ statement: `About ${on}`, path: on, importance }));
	const ranked = (order: TargetOrder, more: Partial<Field> = {}) =>
		rankTargets(
			records.targets.rows(),
			{
				paths: records.paths.rows(),
				beliefs: records.assumptions.rows(),
				tested: new Set(),
				met: [],
				...more
			},
			order
		);
	const names = (...args: Parameters<typeof ranked>) => ranked(...args).map(({ target }) => target.titleText);
	return { ...peer, records, product, schools, lumen, believe, ranked, names };
}
const MET = { industry: null, function: null, size: null };

test('R2-02: companies and roles are shared, mentors are in the personal document only', () => {
	const { records, shared, personal } = looking();
	for (const kind of ['company', 'role', 'mentor'] as const)
		must(targetsOf(records, kind).add({ title: `A ${kind}`, kind }));
	const kinds = (doc: typeof shared, table: string) =>
		[...doc.getMap<{ get(key: string): unknown }>(table).values()].map((record) => record.get('kind'));
	expect(kinds(shared, 'targets').slice(-2)).toEqual(['company', 'role']);
	expect(kinds(personal, 'mentorTargets')).toEqual(['mentor']);
	expect(kinds(shared, 'mentorTargets')).toEqual([]);
});

test('R0-27: more important untested beliefs on its path bring a target up, and are named', () => {
	const { schools, product, believe, ranked, names } = looking();
	believe(product, 2);
	const weak = believe(schools, 1);
	const strong = believe(schools, 5);
	expect(names('teaches')).toEqual(['Northwind', 'Lumen', 'Elsewhere']);
	expect(ranked('teaches')[0]?.teaches.beliefs.map(({ id }) => id)).toEqual([strong, weak]);
	expect(names('teaches', { tested: new Set([strong]) })).toEqual(['Lumen', 'Northwind', 'Elsewhere']);
	expect(names('own')).toEqual(['Lumen', 'Northwind', 'Elsewhere']);
});

test('R0-27: with as much to learn, the path that fewer people were asked about comes first', () => {
	const { product, schools, believe, names } = looking();
	believe(product, null);
	believe(schools, 3);
	expect(names('teaches')).toEqual(['Lumen', 'Northwind', 'Elsewhere']);
	const met = [{ ...MET, path: product }];
	expect(names('teaches', { met })).toEqual(['Northwind', 'Lumen', 'Elsewhere']);
});

test('R0-27: what is ruled out, itself or its path, has nothing left to teach', () => {
	const { records, product, lumen, believe, ranked, names } = looking();
	believe(product, 5);
	must(records.paths.set(product, { status: 'ruled-out' }));
	expect(ranked('teaches').find(({ target }) => target.id === lumen)?.teaches.beliefs).toEqual([]);
	must(records.targets.set(lumen, { ruledOut: true }));
	expect(names('teaches')).toEqual(['Northwind', 'Elsewhere']);
});

test('R0-48: apply first where people of the same industry, function or size have been spoken with', () => {
	const { schools, product, ranked, names } = looking();
	expect(names('apply')).toEqual(['Lumen', 'Northwind', 'Elsewhere']);
	const met = [
		{ ...MET, path: schools },
		{ ...MET, path: null, size: 'large' as const },
		{ ...MET, path: product }
	];
	expect(names('apply', { met })).toEqual(['Northwind', 'Lumen', 'Elsewhere']);
	expect(ranked('apply', { met })[0]?.known).toEqual([{ facet: 'size', people: 2 }]);
});

test('R0-48: a company known by two of its facets comes before one known by more people of one', () => {
	const { records, product, schools, names } = looking();
	const fintech = must(records.segments.add({ kind: 'industry', title: 'Fintech' }));
	must(records.paths.set(schools, { industry: fintech }));
	const met = [
		...[1, 2, 3].map(() => ({ ...MET, path: product })),
		{ ...MET, path: null, industry: fintech },
		{ ...MET, path: null, size: 'large' as const }
	];
	expect(names('apply', { met })).toEqual(['Northwind', 'Lumen', 'Elsewhere']);
});
