// docs/practices.md says where each practice lives and which test guards it. What it says must be so.

import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

interface Claim {
	readonly id: string;
	readonly files: readonly string[];
	readonly title: string;
	readonly testFile: string;
}

const root = new URL('../../', import.meta.url);
const read = (path: string) => readFileSync(new URL(path, root), 'utf8');

/** `| R2-43 | src/a.ts, src/b.svelte | R2-43: what holds (src/a.test.ts) |`, and `| R2-43 | … | none: why |`. */
const ROW = /^\| (R\d-\d\d) +\| (.+?) +\| (.+?) +\|$/;

const claims: Claim[] = read('docs/practices.md')
	.split('\n')
	.flatMap((line) => {
		const [, id, files, guard] = ROW.exec(line) ?? [];
		if (id === undefined || files === undefined || guard === undefined) return [];
		const [, title = '', testFile = ''] = /^(.*) \((\S+)\)$/.exec(guard) ?? [];
		return [{ id, files: files.split(', '), title, testFile }];
	});

test('every row of docs/practices.md names files that are there and a test that quotes its id', () => {
	expect(claims.length).toBeGreaterThan(100);
	const wrong = claims.flatMap(({ id, files, title, testFile }) => {
		const missing = [...files, testFile].filter((path) => path !== '' && !existsSync(new URL(path, root)));
		if (missing.length > 0) return [`${id}: no ${missing.join(', ')}`];
		if (testFile === '') return [`${id}: names no test`];
		const quoted = title.includes(id) && read(testFile).replaceAll("\\'", "'").includes(title);
		return quoted ? [] : [`${id}: ${testFile} has no test “${title}”`];
	});
	expect(wrong).toEqual([]);
});

test('no practice is claimed twice', () => {
	const ids = claims.map(({ id }) => id);
	expect(ids.filter((id, at) => ids.indexOf(id) !== at)).toEqual([]);
});
