import * as Y from 'yjs';
import { describe, expect, test } from 'vitest';
import { hunksBetween, rewrite } from './as-of-text.ts';
import { seededRandom } from './testing.ts';

const applied = (before: string, after: string): string =>
	hunksBetween(before, after).reduceRight(
		(text, { from, to, as }) => text.slice(0, from) + as + text.slice(to),
		before
	);

describe('the difference of two texts', () => {
	test.each([
		['', ''],
		['', 'new words'],
		['old words', ''],
		['same', 'same'],
		['a b c d e', 'a x c y e'],
		['one two three', 'three two one'],
		['ends with two  spaces', 'ends  with two spaces '],
		['👩🏽‍🏫 teaches', '👩🏻‍🏫 teaches'],
		['שלום עולם', 'שלום לעולם'],
		['line\nline\nline', 'line\nother\nline\nline']
	])('%j to %j and back', (one, other) => {
		expect(applied(one, other)).toBe(other);
		expect(applied(other, one)).toBe(one);
	});

	test('words that are the same are in no part of it', () => {
		expect(hunksBetween('keep a keep b keep', 'keep 1 keep 2 keep')).toEqual([
			{ from: 5, to: 6, as: '1' },
			{ from: 12, to: 13, as: '2' }
		]);
	});

	test('a thousand random pairs', () => {
		const random = seededRandom(7);
		const text = () => Array.from(random(random(1)[0]! % 24), (byte) => 'abc \n'.charAt(byte % 5)).join('');
		for (let round = 0; round < 1000; round++) {
			const [one, other] = [text(), text()];
			expect(applied(one, other), JSON.stringify([one, other])).toBe(other);
		}
	});

	test('where nearly everything differs it is one replacement, and quick', () => {
		const many = (word: string) => Array.from({ length: 4000 }, (_, at) => `${word}${String(at)}`).join(' ');
		const [one, other] = [`begin ${many('x')} end`, `begin ${many('y')} end`];
		expect(hunksBetween(one, other)).toHaveLength(1);
		expect(applied(one, other)).toBe(other);
	});
});

test('what another holds on to, and types meanwhile, outlasts a text being rewritten', () => {
	const [mine, theirs] = [new Y.Doc(), new Y.Doc()];
	const text = mine.getText('note');
	text.insert(0, 'She said mornings are calm and evenings are long.');
	Y.applyUpdate(theirs, Y.encodeStateAsUpdate(mine));
	const other = theirs.getText('note');
	const caret = Y.createRelativePositionFromTypeIndex(text, text.toString().indexOf('calm'));
	other.insert(other.toString().indexOf('calm'), 'mostly ');
	mine.transact(() => rewrite(text, 'He said mornings are calm and evenings are short.', null));
	expect(text.toString()).toBe('He said mornings are calm and evenings are short.');
	expect(Y.createAbsolutePositionFromRelativePosition(caret, mine)?.index).toBe(
		text.toString().indexOf('calm')
	);
	Y.applyUpdate(mine, Y.encodeStateAsUpdate(theirs));
	expect(text.toString()).toBe('He said mornings are mostly calm and evenings are short.');
});
