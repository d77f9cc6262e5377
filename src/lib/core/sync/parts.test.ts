import { expect, test } from 'vitest';
import type { EntryHeader } from '../protocol/entry.ts';
import { Parts } from './parts.ts';

const header = (part: number, parts: number, counter = 10 + part, device = 'ana') =>
	({ device, session: 's', counter, part, parts }) as EntryHeader;
const bytes = (...values: number[]) => Uint8Array.from(values);

test('a change is whole with its last part, whatever their order', () => {
	const parts = new Parts();
	expect(parts.take(header(2, 3), bytes(3))).toBeNull();
	expect(parts.take(header(0, 3), bytes(1))).toBeNull();
	expect(parts.take(header(1, 3), bytes(2))).toEqual(bytes(1, 2, 3));
	expect(parts.all).toEqual([]);
});

test('what came and went between two changes of the store is not stored', () => {
	const parts = new Parts();
	parts.take(header(0, 2), bytes(1));
	parts.take(header(1, 2), bytes(2));
	parts.take(header(0, 2, 30), bytes(3));
	expect(parts.takeChange()).toEqual({
		putParts: [{ group: 'ana.s.30', index: 0, count: 2, payload: bytes(3) }],
		deleteParts: ['ana.s.10']
	});
	expect(parts.takeChange()).toEqual({ putParts: [], deleteParts: [] });
});

test('what was stored counts', () => {
	const parts = new Parts([{ group: 'ana.s.10', index: 0, count: 2, payload: bytes(1) }]);
	expect(parts.take(header(1, 2), bytes(2))).toEqual(bytes(1, 2));
});

test('S11: a change that its session has gone past will never be whole', () => {
	const parts = new Parts([{ group: 'ana.s.10', index: 0, count: 3, payload: bytes(1) }]);
	const shown = (upTo: number) => (session: string, counter: number) => session === 'ana.s' && upTo > counter;
	expect(parts.mayComplete(shown(12))).toBe(true);
	expect(parts.mayComplete(shown(13))).toBe(false);
	expect(new Parts().mayComplete(() => false)).toBe(false);
});

test('S11: nor one whose device goes on in another session; if its parts come all the same, it is whole', () => {
	const stored = { group: 'ana.s.10', index: 0, count: 3, payload: bytes(1) };
	const parts = new Parts([stored]);
	const may = (some: Parts) => some.mayComplete(() => false);
	parts.take(header(1, 3), bytes(2));
	for (const [device, session] of [
		['ana', 's'],
		['an', 'other'],
		['sam', 'other']
	])
		parts.passes({ ...header(0, 1), device, session } as EntryHeader);
	expect(may(parts)).toBe(true);
	parts.passes({ ...header(0, 1), session: 'other' } as EntryHeader);
	expect(may(parts)).toBe(false);
	const { putParts, deleteParts } = parts.takeChange();
	expect(putParts.map(({ index, isLeft }) => [index, isLeft])).toEqual([
		[0, true],
		[1, true]
	]);
	expect(deleteParts).toEqual([]);
	parts.passes({ ...header(0, 1), session: 'other' } as EntryHeader);
	expect(parts.takeChange().putParts).toEqual([]);
	// One more of them has come, and the device goes on once more before anything is stored.
	parts.take(header(2, 4, 32), bytes(3));
	parts.passes({ ...header(0, 1), session: 'other' } as EntryHeader);
	parts.take(header(3, 4, 33), bytes(4));
	parts.passes({ ...header(0, 1), session: 'other' } as EntryHeader);
	expect(parts.takeChange().putParts.map(({ group, index }) => [group, index])).toEqual([
		['ana.s.30', 2],
		['ana.s.30', 3]
	]);
	const later = new Parts(putParts);
	expect(may(later)).toBe(false);
	expect(later.take(header(2, 3), bytes(3))).toEqual(bytes(1, 2, 3));
});
