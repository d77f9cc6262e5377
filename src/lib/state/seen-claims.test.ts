import { expect, test } from 'vitest';
import type { MemberId } from '../core/ids.ts';
import type { OtherMember } from '../core/sync/others.ts';
import { claimsOf } from './seen-claims.ts';
import { lackingWords, receiptWords } from './seen-words.ts';

const claims = (facts: Partial<OtherMember>, versions: Record<string, string> | null = { journal: 'now' }) =>
	claimsOf(
		new Map([['ana' as MemberId, { delivered: null, undelivered: 0, seen: new Map(), ...facts }]]),
		versions && new Map(Object.entries(versions)),
		() => 'Ana'
	);
const seen = (...items: [string, string][]) => ({
	seen: new Map(items.map(([id, version], i) => [id, { version, at: 800 + i }]))
});

test('that a device has everything: when all of it is proven', () => {
	const at = { seq: 7, at: 900 };
	expect(claims({ delivered: { ...at, all: true } }).deliveredTo).toEqual([{ name: 'Ana', at: 900 }]);
	expect(claims({ delivered: { ...at, all: false }, undelivered: 1 }).deliveredTo).toEqual([]);
	expect(claims({}).deliveredTo).toEqual([]);
});

test('that it was seen: in the version that is here now, and no other', () => {
	expect(claims(seen(['journal', 'now'])).seenBy).toEqual([{ name: 'Ana', at: 800 }]);
	expect(claims(seen(['journal', 'before'])).seenBy).toEqual([]);
	expect(claims(seen(['journal', 'now']), null).seenBy).toEqual([]);
	expect(claims(seen(['journal', 'now']), {}).seenBy).toEqual([]);
});

test('that it was seen: each talk too, and the last of them says when', () => {
	const both = { journal: 'now', talk: 'latest' };
	const gone: [string, string] = ['gone', 'x'];
	expect(claims(seen(['journal', 'now'], ['talk', 'latest'], gone), both).seenBy).toEqual([
		{ name: 'Ana', at: 801 }
	]);
	expect(claims(seen(['journal', 'now'], ['talk', 'older']), both).seenBy).toEqual([]);
	expect(claims(seen(['journal', 'now']), both).seenBy).toEqual([]);
});

test('the words name each member once, by the most that is proven, and nothing where nothing is', () => {
	const now = Date.UTC(2025, 10, 19, 9);
	const at = Date.UTC(2025, 10, 18, 14, 10);
	const ana = { name: 'Ana', seenAt: at };
	const vik = { name: 'Vik', seenAt: null };
	expect(receiptWords([], now)).toBe('');
	expect(receiptWords([ana], now, 'UTC')).toBe('Seen by Ana, Tue 14:10');
	expect(receiptWords([ana, vik], now, 'UTC')).toBe('Seen by Ana, Tue 14:10 · On Vik’s device');
	expect(lackingWords('Ana', 2)).toBe('Ana’s device has not confirmed 2 changes yet.');
	expect(lackingWords('Ana', 220)).toBe('Ana’s device has not confirmed the latest changes yet.');
});
