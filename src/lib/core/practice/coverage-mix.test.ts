import { expect, test } from 'vitest';
import { idOf } from '../journal/testing.ts';
import { concentrations, diversityOf, type MixedPerson } from './coverage-mix.ts';

const known = (count: number, some: Partial<MixedPerson>): MixedPerson[] =>
	Array.from({ length: count }, () => ({ introducedBy: null, employer: '', source: null, ...some }));
const tom = idOf('tom');

test('R2-05: more than half by one introducer, employer or source is said, with the numbers', () => {
	expect(concentrations([...known(3, { introducedBy: tom }), ...known(2, {})])).toEqual([
		{ by: 'introducer', value: tom, people: 3, of: 5 }
	]);
	expect(
		concentrations([...known(3, { employer: 'Lumen Bank' }), ...known(1, { employer: 'Ostrom' })])
	).toEqual([{ by: 'employer', value: 'Lumen Bank', people: 3, of: 4 }]);
	const [typed] = concentrations([
		...known(2, { employer: 'Lumen Bank' }),
		...known(1, { employer: ' LUMEN bank ' }),
		...known(2, { employer: 'Ostrom' })
	]);
	expect(typed).toMatchObject({ value: 'Lumen Bank', people: 3, of: 5 });
	expect(concentrations([...known(4, { source: 'alumni' }), ...known(6, {})])).toEqual([
		{ by: 'source', value: 'alumni', people: 4, of: 4 }
	]);
});

test('half is not too much, and few people say nothing', () => {
	expect(concentrations([...known(2, { introducedBy: tom }), ...known(2, {})])).toEqual([]);
	expect(concentrations(known(3, { introducedBy: tom, employer: 'Lumen', source: 'event' }))).toEqual([]);
	expect(concentrations([])).toEqual([]);
});

test('R2-05: the diversity of a pool is the chance that two were found in different ways', () => {
	expect(diversityOf([...known(2, { source: 'alumni' }), ...known(2, { source: 'event' })])).toEqual({
		people: 4,
		ways: 2,
		index: 1 - 4 / 12
	});
	expect(diversityOf(known(5, { source: 'alumni' }))?.index).toBe(0);
	expect(diversityOf([...known(3, { source: 'alumni' }), ...known(9, {})])).toBeNull();
});
