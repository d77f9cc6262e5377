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
