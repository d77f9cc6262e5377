import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { mapPosition, mergeTyped, spliceBetween, type Delta } from './merge.ts';

test('a caret moves with what is inserted or deleted before it, and stays where something is inserted at it', () => {
	expect(mapPosition(5, [{ insert: 'abc' }])).toBe(8);
	expect(mapPosition(5, [{ retain: 5 }, { insert: 'abc' }])).toBe(5);
	expect(mapPosition(5, [{ retain: 6 }, { insert: 'abc' }])).toBe(5);
	expect(mapPosition(5, [{ delete: 2 }])).toBe(3);
	expect(mapPosition(5, [{ retain: 3 }, { delete: 9 }])).toBe(3);
	expect(
		mapPosition(5, [{ retain: 1 }, { delete: 2 }, { insert: 'xyz' }, { retain: 1 }, { insert: '!' }])
	).toBe(7);
});

test('the smallest change never splits a surrogate pair', () => {
	expect(spliceBetween('a😀b', 'a😁b')).toEqual({ from: 1, to: 3, insert: '😁' });
	expect(spliceBetween('aaa', 'aa')).toEqual({ from: 2, to: 3, insert: '' });
	expect(spliceBetween('ab', 'axb')).toEqual({ from: 1, to: 1, insert: 'x' });
});

test('what was typed while others typed is merged, neither is lost (seeded, every pair of edits)', () => {
	let state = 20251118;
	const random = (below: number): number => {
		state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
		return Math.floor((state / 2 ** 32) * below);
	};
	for (let round = 0; round < 2000; round++) {
		const base = 'abcdefgh'.slice(0, random(9));
		const text = new Y.Doc().getText('t');
		text.insert(0, base);
		const deltas: Delta[] = [];
		text.observe((event) => deltas.push(event.delta));
		for (let edits = random(3); edits > 0; edits--)
			text.insert(random(text.length + 1), 'REMOTE'.slice(random(6)));
		const at = random(base.length + 1);
		const until = at + random(base.length - at + 1);
		const typed = base.slice(0, at) + '12345' + base.slice(until);
		const merged = mergeTyped(base, typed, text.toString(), deltas);
		const upper = (words: string): string => words.replace(/[^A-Z]/g, '');
		expect(merged).toContain('12345');
		expect(upper(merged), `round ${String(round)}`).toBe(upper(text.toString()));
	}
});
