// docs/invariants.md says where each invariant is kept and which tests guard it. What it says must be so.

import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const root = new URL('../../', import.meta.url);
const read = (path: string) => readFileSync(new URL(path, root), 'utf8');

/** Nothing keeps it yet. */
const RESERVED = 'S8';

interface Invariant {
	readonly id: string;
	readonly keptIn: readonly string[];
	readonly guards: readonly string[];
}

/** The files in backquotes behind one of a section's points. */
function filesUnder(section: string, point: string): string[] {
	const [, text = ''] = section.split(`- ${point}:`);
	const [own = ''] = text.split('\n- ');
	return [...own.matchAll(/`([\w./-]+\/[\w./-]+\.ts)`/g)].map(([, path]) => path!);
}

const invariants: Invariant[] = read('docs/invariants.md')
	.split(/^## /m)
	.slice(1)
	.map((section) => ({
		id: section.slice(0, section.indexOf('\n')),
		keptIn: filesUnder(section, 'Kept in'),
		guards: filesUnder(section, 'Guarded by')
	}));

test('every invariant is there, in order, with what keeps and what guards it', () => {
	expect(invariants.map(({ id }) => id)).toEqual(Array.from({ length: 18 }, (_, i) => `S${i + 1}`));
	const bare = invariants.filter(({ keptIn, guards }) => keptIn.length === 0 || guards.length < 2);
	expect(bare.map(({ id }) => id)).toEqual([RESERVED]);
});

test('every file that docs/invariants.md names is there, and every test quotes the id in a title', () => {
	const wrong = invariants.flatMap(({ id, keptIn, guards }) => {
		const missing = [...keptIn, ...guards].filter((path) => !existsSync(new URL(path, root)));
		const silent = guards.filter((path) => !missing.includes(path) && !quotes(read(path), id));
		return [
			...missing.map((path) => `${id}: no ${path}`),
			...silent.map((path) => `${path} does not quote ${id}`)
		];
	});
	expect(wrong).toEqual([]);
});

/** In a text between quotes, by itself or in a range such as S1–S7. */
function quotes(test: string, id: string): boolean {
	const number = Number(id.slice(1));
	const titles = [...test.matchAll(/(['"`])((?:(?!\1).)*\bS\d(?:(?!\1).)*)\1/g)].map(([, , title]) => title!);
	return titles.some((title) =>
		[...title.matchAll(/\bS(\d+)(?:–S(\d+))?/g)].some(
			([, from, to = from]) => Number(from) <= number && number <= Number(to)
		)
	);
}
