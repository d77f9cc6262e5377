import { describe, expect, test } from 'vitest';
import { pathGiver, slug } from './file-names.ts';
import { tableCsv, tableJson } from './text-files.ts';

describe('names of files', () => {
	test.each([
		['Product lead, fintech', 'product-lead-fintech'],
		['Ångström & Söhne', 'angstrom-sohne'],
		['../../etc/passwd', 'etc-passwd'],
		['CON', 'con'],
		['a\u202Egnp.exe', 'a-gnp-exe'],
		['مهندسة', ''],
		['🌊🌲', ''],
		['x'.repeat(300), 'x'.repeat(40)]
	])('%s', (words, name) => {
		expect(slug(words)).toBe(name);
	});

	test('two of one name are numbered', () => {
		const path = pathGiver();
		expect([1, 2, 3].map(() => path('talks/', '2026-11-03-a', 'md'))).toEqual([
			'talks/2026-11-03-a.md',
			'talks/2026-11-03-a-2.md',
			'talks/2026-11-03-a-3.md'
		]);
	});
});

const table = {
	name: 'notes',
	home: 'shared',
	columns: ['id', 'words', 'levels', 'done'],
	words: ['words'],
	rows: [
		{ id: 'a', words: '=HYPERLINK("http://x")', levels: ['early', 'mid'], done: true },
		{ id: 'b', words: 'two\nlines, "quoted"', levels: [], done: null }
	]
} as const;

test('a table for a spreadsheet: nothing in it is run, and lines and quotes survive', () => {
	expect(tableCsv(table)).toBe(
		'\uFEFFid,words,levels,done\r\na,"\'=HYPERLINK(""http://x"")",early; mid,yes\r\nb,"two\nlines, ""quoted""",,\r\n'
	);
});

test('a table as JSON: one row a line, every column in each', () => {
	expect(JSON.parse(tableJson(table))).toEqual([
		{ id: 'a', words: '=HYPERLINK("http://x")', levels: ['early', 'mid'], done: true },
		{ id: 'b', words: 'two\nlines, "quoted"', levels: [], done: null }
	]);
	expect(tableJson(table).split('\n')).toHaveLength(4);
	expect(JSON.parse(tableJson({ ...table, rows: [] }))).toEqual([]);
});
