import { expect, test } from 'vitest';
import { byLightCategory } from './categories.ts';
import { RECORD_CATEGORIES } from './lists.ts';

test('R2-23: the four lighter categories are a view of the five, each shown once', () => {
	const view = byLightCategory([]);
	expect(view.map(({ light, categories }) => [light, categories])).toEqual([
		['roles', ['responsibilities', 'growth']],
		['skills', ['skills']],
		['day-to-day', ['pace']],
		['culture', ['culture']]
	]);
	expect(view.flatMap(({ categories }) => categories).sort()).toEqual([...RECORD_CATEGORIES].sort());
});

test('what was mentioned is shown under its category, and a lesson under none', () => {
	const kinds = ['task', 'tool', 'expectation', 'path', 'lesson', null] as const;
	const view = byLightCategory(kinds.map((kind) => ({ kind })));
	expect(view.map(({ mentions }) => mentions.map(({ kind }) => kind))).toEqual([
		['path'],
		['tool'],
		['task'],
		['expectation']
	]);
});
