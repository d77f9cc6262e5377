// What every adapter of the RoomStore port must do.

import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { LogId, MemberId, SessionId } from '../../src/lib/core/ids.ts';
import {
	StorageError,
	type Cursor,
	type Held,
	type Part,
	type RoomChange,
	type RoomStore,
	type Sealed,
	type StoredOthers
} from '../../src/lib/core/sync/ports.ts';

export interface RoomStoreUnderTest {
	readonly store: RoomStore;
	/** Closes the store and opens the same room again. */
	reopen(): Promise<RoomStore>;
	/** The document's rows as stored, in order. */
	documentUpdates(): Promise<readonly Uint8Array[]>;
	dispose(): Promise<void>;
}

const bytes = (...values: number[]): Uint8Array => new Uint8Array(values);
const LOG = 'AAAAAAAAAAAAAAAAAAAAAA' as LogId;
const SESSION = 'BBBBBBBBBBBBBBBBBBBBBB' as SessionId;

const cursor = (seq: number): Cursor => ({ logId: LOG, seq, hash: new Uint8Array(32).fill(seq) });
const sealed = (key: number): Sealed => ({
	key,
	payload: bytes(key, 1),
	edits: 2,
	logId: LOG,
	epoch: 3,
	session: SESSION,
	entries: [
		{ counter: 7, bytes: bytes(key, 2) },
		{ counter: 8, bytes: bytes(key, 3) }
	]
});
const held = (seq: number): Held => ({ seq, bytes: bytes(seq), why: 'epoch' });
const part = (group: string, index: number): Part => ({ group, index, count: 2, payload: bytes(index) });

const others = (seq: number): StoredOthers => ({
	logId: LOG,
	delivered: [{ member: 'ana' as MemberId, seq, at: 1000 + seq }],
	seen: [{ member: 'ana' as MemberId, items: [{ item: 'journal', version: 'v1', at: 1000 }] }]
});

/** A change that touches every store and must fail as a whole: a key that is not a number cannot be stored. */
const impossible: RoomChange = {
	updates: [bytes(9)],
	cursor: cursor(9),
	deleteEdits: [1],
	deleteSealed: [1],
	deleteHeld: [1],
	deleteParts: ['ana.1.1'],
	clearSeen: true,
	addEdits: [bytes(9)],
	putSealed: [sealed(9)],
	putParts: [part('sam.1.9', 0)],
	putSeen: [{ key: 'sam.9', ranges: [9, 9] }],
	chain: [bytes(9)],
	snapshot: bytes(9),
	deleteOwn: [1],
	putOwn: [{ seq: 9, edits: 9 }],
	others: others(9),
	putHeld: [held(9), held(Number.NaN)]
};

const filled: RoomChange = {
	updates: [bytes(1)],
	cursor: cursor(1),
	addEdits: [bytes(1), bytes(2)],
	putSealed: [sealed(1)],
	putHeld: [held(1)],
	putParts: [part('ana.1.1', 0)],
	putSeen: [{ key: 'ana.1', ranges: [1, 4, 6, 6] }],
	chain: [bytes(1), bytes(2)],
	snapshot: bytes(7, 7),
	putOwn: [
		{ seq: 10, edits: 2 },
		{ seq: 1, edits: 0 }
	],
	others: others(4)
};

const NOTHING_MORE = { snapshot: null, own: [], others: null };
const FILLED_MORE = {
	snapshot: bytes(7, 7),
	own: [
		{ seq: 1, edits: 0 },
		{ seq: 10, edits: 2 }
	],
	others: others(4)
};

export function roomStoreContract(name: string, open: () => Promise<RoomStoreUnderTest>): void {
	describe(`room store on ${name}`, () => {
		let room: RoomStoreUnderTest;
		let store: RoomStore;
		beforeEach(async () => {
			room = await open();
			store = room.store;
		});
		afterEach(() => room.dispose());

		const everything = async (from: RoomStore) => ({
			stored: await from.load(),
			edits: await from.edits(),
			updates: await room.documentUpdates()
		});

		test('an empty room holds nothing', async () => {
			expect(await everything(store)).toEqual({
				stored: { cursor: null, sealed: [], held: [], parts: [], seen: [], chain: [], ...NOTHING_MORE },
				edits: [],
				updates: []
			});
		});

		test('S3: what was written is there after reopening, byte for byte', async () => {
			await store.write(filled);
			const expected = {
				stored: {
					cursor: cursor(1),
					sealed: [sealed(1)],
					held: [held(1)],
					parts: [part('ana.1.1', 0)],
					seen: [{ key: 'ana.1', ranges: [1, 4, 6, 6] }],
					chain: [bytes(1), bytes(2)],
					...FILLED_MORE
				},
				edits: [
					{ key: 1, update: bytes(1) },
					{ key: 2, update: bytes(2) }
				],
				updates: [bytes(1)]
			};
			expect(await everything(store)).toEqual(expected);
			expect(await everything(await room.reopen())).toEqual(expected);
		});

		test('S3: addEdit stores the edit as a document row and in the outbox', async () => {
			await store.addEdit(bytes(1, 2, 3));
			const reopened = await room.reopen();
			expect(await reopened.edits()).toEqual([{ key: 1, update: bytes(1, 2, 3) }]);
			expect(await room.documentUpdates()).toEqual([bytes(1, 2, 3)]);
		});

		test('edits keep their order and their keys ascend, also past deletions and reopening', async () => {
			const adding = [1, 2, 3].map((n) => store.addEdit(bytes(n)));
			await Promise.all(adding);
			const before = await store.edits();
			expect(before.map(({ update }) => update)).toEqual([bytes(1), bytes(2), bytes(3)]);
			await store.write({ deleteEdits: before.map(({ key }) => key) });
			const reopened = await room.reopen();
			await reopened.addEdit(bytes(4));
			const after = await reopened.edits();
			expect(after.map(({ update }) => update)).toEqual([bytes(4)]);
			expect(after[0]?.key).toBeGreaterThan(before[2]?.key ?? 0);
		});

		test('a read that begins after a write sees it, awaited or not', async () => {
			const adding = store.addEdit(bytes(1));
			const writing = store.write({ cursor: cursor(4) });
			expect(await store.edits()).toHaveLength(1);
			expect((await store.load()).cursor).toEqual(cursor(4));
			await Promise.all([adding, writing]);
		});

		test('healing: addEdits adds to the outbox only', async () => {
			await store.write({ addEdits: [bytes(1)] });
			expect(await store.edits()).toEqual([{ key: 1, update: bytes(1) }]);
			expect(await room.documentUpdates()).toEqual([]);
		});

		test('S6: a change with one impossible part stores nothing of it', async () => {
			await store.write(filled);
			const before = await everything(store);
			const failing = store.write(impossible);
			await expect(failing).rejects.toBeInstanceOf(StorageError);
			await expect(failing).rejects.toMatchObject({ fault: 'failed' });
			expect(await everything(store)).toEqual(before);
			expect(await everything(await room.reopen())).toEqual(before);
		});

		test('a value that cannot be stored fails the change, and the next one works', async () => {
			const uncloneable = { ...held(2), why: (() => 1) as never };
			await expect(store.write({ cursor: cursor(2), putHeld: [uncloneable] })).rejects.toMatchObject({
				name: 'StorageError',
				fault: 'failed'
			});
			expect((await store.load()).cursor).toBeNull();
			await store.write({ cursor: cursor(3) });
			expect((await store.load()).cursor).toEqual(cursor(3));
		});

		test('deletions happen before puts', async () => {
			await store.write(filled);
			await store.write({
				deleteSealed: [1],
				putSealed: [{ ...sealed(1), epoch: 4 }],
				deleteHeld: [1],
				putHeld: [{ ...held(1), why: 'format' }],
				deleteParts: ['ana.1.1'],
				putParts: [part('ana.1.1', 1)],
				clearSeen: true,
				putSeen: [{ key: 'sam.1', ranges: [2, 2] }],
				deleteOwn: [1, 10],
				putOwn: [{ seq: 10, edits: 7 }]
			});
			expect(await store.load()).toEqual({
				cursor: cursor(1),
				sealed: [{ ...sealed(1), epoch: 4 }],
				held: [{ ...held(1), why: 'format' }],
				parts: [part('ana.1.1', 1)],
				seen: [{ key: 'sam.1', ranges: [2, 2] }],
				chain: [bytes(1), bytes(2)],
				...FILLED_MORE,
				own: [{ seq: 10, edits: 7 }]
			});
		});

		test('deleting the parts of a group leaves those of others', async () => {
			const groups = ['ana.1.1', 'ana.1.10', 'ana.1', 'sam.1.1'];
			await store.write({ putParts: groups.flatMap((group) => [part(group, 1), part(group, 0)]) });
			await store.write({ deleteParts: ['ana.1.1'] });
			expect((await store.load()).parts).toEqual(
				['ana.1', 'ana.1.10', 'sam.1.1'].flatMap((group) => [part(group, 0), part(group, 1)])
			);
		});

		test('rows come in the order of their keys', async () => {
			await store.write({ putSealed: [10, 9, 2].map(sealed), putHeld: [10, 9, 2].map(held) });
			const stored = await store.load();
			expect(stored.sealed.map(({ key }) => key)).toEqual([2, 9, 10]);
			expect(stored.held.map(({ seq }) => seq)).toEqual([2, 9, 10]);
		});

		test('a put under a known key replaces, other rows stay', async () => {
			await store.write({ putSeen: [{ key: 'a.1', ranges: [1, 1] }, { key: 'b.1', ranges: [5, 6] }] }); // prettier-ignore
			await store.write({ putSeen: [{ key: 'a.1', ranges: [1, 2] }] });
			expect((await store.load()).seen).toEqual([
				{ key: 'a.1', ranges: [1, 2] },
				{ key: 'b.1', ranges: [5, 6] }
			]);
		});

		test('the cursor: unset stays, null forgets', async () => {
			await store.write({ cursor: cursor(5) });
			await store.write({ chain: [bytes(3)] });
			expect((await store.load()).cursor).toEqual(cursor(5));
			await store.write({ cursor: null });
			expect((await store.load()).cursor).toBeNull();
			expect((await store.load()).chain).toEqual([bytes(3)]);
		});

		test('the snapshot’s digest: unset stays, null forgets', async () => {
			await store.write({ snapshot: bytes(5) });
			await store.write({ cursor: cursor(1) });
			expect((await store.load()).snapshot).toEqual(bytes(5));
			await store.write({ snapshot: null });
			expect((await store.load()).snapshot).toBeNull();
		});

		test('what is known of others is replaced as a whole', async () => {
			await store.write({ others: others(1) });
			const alone: StoredOthers = { logId: LOG, delivered: [], seen: [] };
			await store.write({ others: alone });
			expect((await store.load()).others).toEqual(alone);
		});

		test('an empty change and deletions of what is not there succeed', async () => {
			await store.write({});
			await store.write({
				deleteEdits: [7],
				deleteSealed: [7],
				deleteHeld: [7],
				deleteParts: ['x'],
				deleteOwn: [7]
			});
			expect((await everything(store)).edits).toEqual([]);
		});

		test('what the caller changes after the call is not what is stored', async () => {
			const mine = bytes(1, 2);
			const hash = new Uint8Array(32);
			const adding = store.addEdit(mine);
			const writing = store.write({ cursor: { logId: LOG, seq: 1, hash }, updates: [mine] });
			mine.fill(9);
			hash.fill(9);
			await Promise.all([adding, writing]);
			expect((await store.load()).cursor?.hash).toEqual(new Uint8Array(32));
			expect(await room.documentUpdates()).toEqual([bytes(1, 2), bytes(1, 2)]);
		});

		test('a view into a large buffer is stored alone, without the buffer behind it', async () => {
			const frame = new Uint8Array(100_000).fill(5);
			const view = frame.subarray(10, 13);
			await store.addEdit(view);
			await store.write({
				updates: [view],
				cursor: { logId: LOG, seq: 1, hash: frame.subarray(0, 32) },
				putHeld: [{ seq: 1, bytes: view, why: 'kind' }],
				putSealed: [{ ...sealed(1), payload: view, entries: [{ counter: 1, bytes: view }] }],
				putParts: [{ ...part('g', 0), payload: view }],
				chain: [view],
				snapshot: view
			});
			const stored = await store.load();
			const views = [
				...(await store.edits()).map(({ update }) => update),
				...(await room.documentUpdates()),
				...stored.held.map((row) => row.bytes),
				...stored.sealed.flatMap((row) => [row.payload, ...row.entries.map((entry) => entry.bytes)]),
				...stored.parts.map(({ payload }) => payload),
				...stored.chain,
				...(stored.snapshot ? [stored.snapshot] : [])
			];
			expect(views).toHaveLength(9);
			for (const { buffer } of views) expect(buffer.byteLength).toBe(3);
			expect(stored.cursor?.hash.buffer.byteLength).toBe(32);
		});
	});
}
