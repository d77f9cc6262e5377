import { expect, test } from 'vitest';
import type { LogId } from '../../src/lib/core/ids.ts';
import type { KeptSnapshot, RoomState } from '../store/store.ts';
import { Kept } from './kept.ts';

const logId = 'AAAAAAAAAAAAAAAAAAAAAA' as LogId;
const hash = new Uint8Array(32);
const snapshot = (seq: number, digest: number): KeptSnapshot => ({
	logId,
	seq,
	hash,
	digest: hash.with(0, digest),
	chunks: 1,
	bytes: 10,
	made: 100 * digest
});
const empty: RoomState = {
	logId,
	created: 1,
	seq: 9,
	hash,
	cut: 0,
	bytes: 900,
	tail: 900,
	sessions: 2,
	snapshots: [],
	former: [{ logId, until: 4 }]
};

test('S5: a reader whose place went with the log while it was let in begins with the snapshot', () => {
	const kept = new Kept(empty);
	expect(kept.startOf(3, null)).toMatchObject({ from: 3, sendsChunks: false });
	kept.taken(snapshot(5, 1), { covered: 500 });
	expect(kept.startOf(3, null)).toMatchObject({ from: 3, sendsChunks: false });
	kept.taken(snapshot(7, 2), { covered: 200 });
	expect(kept.startOf(3, null)).toMatchObject({ from: 7, snapshot: { seq: 7 }, sendsChunks: true });
	expect(kept.startOf(5, null)).toMatchObject({ from: 5, sendsChunks: false });
});

test('what it says while snapshots are taken is what a store would say afterwards', () => {
	const kept = new Kept(empty);
	kept.taken(snapshot(5, 1), { covered: 500 });
	kept.grown(50, 1);
	kept.taken(snapshot(7, 2), { covered: 200 });
	const { tail, counted, since, former, newest } = kept;
	expect({ tail, counted, since, former, newest }).toEqual({
		tail: 250,
		counted: 250 + 10 + 3 * 200,
		since: 100,
		former: [],
		newest: snapshot(7, 2)
	});
});
