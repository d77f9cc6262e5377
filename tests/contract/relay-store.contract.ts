// What every store of the relay must do.

import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { fromBase64url, utf8 } from '../../src/lib/core/bytes.ts';
import type { DeviceId, InviteId, LogId, RoomId, SessionId } from '../../src/lib/core/ids.ts';
import type { Appended, NewEntry, RelayStore } from '../../server/store/store.ts';

export interface OpenedStore {
	readonly store: RelayStore;
	cleanUp(): Promise<void>;
}

const id = <Id extends string>(length: number, fill: number) =>
	Buffer.alloc(length, fill).toString('base64url') as Id;
const room = id<RoomId>(32, 1);
const otherRoom = id<RoomId>(32, 2);
const logId = id<LogId>(16, 3);
const sam = id<DeviceId>(32, 4);
const ana = id<DeviceId>(32, 5);
const session = id<SessionId>(16, 6);
const invite = id<InviteId>(32, 7);

const entry = (counter: number, change: Partial<NewEntry> = {}): NewEntry => ({
	room,
	device: sam,
	session,
	counter,
	bytes: utf8(`entry ${change.device ?? sam} ${counter}`),
	...change
});

/** The running hashes after each entry, worked out on their own. */
function hashes(entries: readonly Uint8Array[]): Buffer[] {
	const field = (bytes: Uint8Array) => {
		const length = Buffer.alloc(4);
		length.writeUInt32BE(bytes.length);
		return Buffer.concat([length, bytes]);
	};
	const label = field(utf8('soundings/log/1'));
	const start = [label, field(fromBase64url(room)!), field(fromBase64url(logId)!)];
	let hash = createHash('sha256').update(Buffer.concat(start)).digest();
	return entries.map((bytes) => (hash = createHash('sha256').update(hash).update(bytes).digest()));
}

const seqs = (results: readonly Appended[]) =>
	results.map((result) => (result.kind === 'conflict' ? -1 : result.seq));

export function relayStoreContract(name: string, open: () => Promise<OpenedStore>): void {
	describe(`relay store: ${name}`, () => {
		let opened: OpenedStore;
		let store: RelayStore;
		beforeEach(async () => {
			opened = await open();
			store = opened.store;
			await store.createRoom({ room, logId, chain: [utf8('genesis')], created: 1 });
		});
		afterEach(() => opened.cleanUp());

		test('a room is created once; the second one changes nothing', async () => {
			const again = { room, logId: id<LogId>(16, 9), chain: [utf8('other')], created: 2 };
			expect(await store.createRoom(again)).toBe('exists');
			expect((await store.room(room))?.logId).toBe(logId);
			expect(await store.chain(room)).toEqual([utf8('genesis')]);
		});

		test('a room that is not there has no state, no chain, no hash and no box', async () => {
			expect(await store.room(otherRoom)).toBeNull();
			expect(await store.chain(otherRoom)).toEqual([]);
			expect(await store.hashAt(otherRoom, 0)).toBeNull();
			expect(await store.takeBox(otherRoom, invite, ana)).toBeNull();
		});

		test('S4: sequence numbers are dense from 1 when appends run at the same time', async () => {
			const batches = Array.from({ length: 20 }, (_, i) => [
				entry(2 * i, { device: i % 2 ? sam : ana }),
				entry(2 * i + 1, { device: i % 2 ? sam : ana })
			]);
			const results = await Promise.all(batches.map((batch) => store.append(batch)));
			const all = results.flatMap(seqs).sort((a, b) => a - b);
			expect(all).toEqual(Array.from({ length: 40 }, (_, i) => i + 1));
			expect((await store.room(room))?.seq).toBe(40);
		});

		test('S4: rooms count for themselves, within one batch too', async () => {
			await store.createRoom({ room: otherRoom, logId, chain: [utf8('g')], created: 1 });
			const batch = [entry(0), entry(0, { room: otherRoom }), entry(1), entry(1, { room: otherRoom })];
			expect(seqs(await store.append(batch))).toEqual([1, 1, 2, 2]);
		});

		test('S3: a duplicate gets the original answer and is not stored again', async () => {
			const [first] = await store.append([entry(0)]);
			await store.append([entry(1)]);
			expect(await store.append([entry(0)])).toEqual([{ ...first, kind: 'duplicate' }]);
			const within = await store.append([entry(2), entry(2)]);
			expect(within.map((result) => result.kind)).toEqual(['stored', 'duplicate']);
			expect(seqs(within)).toEqual([3, 3]);
			expect((await store.entriesAfter(room, 0, 1e6)).entries).toHaveLength(3);
		});

		test('S9: other bytes under a stored name are refused, the stored ones stay', async () => {
			await store.append([entry(0)]);
			expect(await store.append([entry(0, { bytes: utf8('changed') })])).toEqual([{ kind: 'conflict' }]);
			expect((await store.entriesAfter(room, 0, 1e6)).entries).toEqual([entry(0).bytes]);
		});

		test('another device, session or room is another name', async () => {
			await store.createRoom({ room: otherRoom, logId, chain: [utf8('g')], created: 1 });
			const others = [{ device: ana }, { session: id<SessionId>(16, 9) }, { room: otherRoom }];
			const results = await store.append([entry(0), ...others.map((other) => entry(0, other))]);
			expect(results.map((result) => result.kind)).toEqual(['stored', 'stored', 'stored', 'stored']);
		});

		test('the hash chain starts from room and log and runs over the bytes', async () => {
			const batch = [entry(0), entry(1), entry(2)];
			const expected = hashes(batch.map(({ bytes }) => bytes)).map((hash) => new Uint8Array(hash));
			const results = await store.append(batch);
			expect(results.map((result) => result.kind !== 'conflict' && new Uint8Array(result.hash))).toEqual(
				expected
			);
			expect(await store.hashAt(room, 2)).toEqual(expected[1]);
			expect(await store.hashAt(room, 4)).toBeNull();
			expect((await store.room(room))?.hash).toEqual(expected[2]);
		});

		test('the hash before the first entry stays known', async () => {
			const start = (await store.room(room))?.hash;
			await store.append([entry(0)]);
			expect(await store.hashAt(room, 0)).toEqual(start);
		});

		test('S1: a batch of which one part is impossible keeps nothing', async () => {
			await store.append([entry(0)]);
			const before = await store.room(room);
			await expect(store.append([entry(1), entry(0, { room: otherRoom }), entry(2)])).rejects.toThrow();
			expect(await store.room(room)).toEqual(before);
			expect(seqs(await store.append([entry(3)]))).toEqual([2]);
		});

		test('bytes come back as they were given, and their sum is known', async () => {
			const bytes = Uint8Array.from({ length: 70000 }, (_, i) => (i * 7) % 256);
			await store.append([entry(0, { bytes }), entry(1, { bytes: bytes.subarray(3, 8) })]);
			const { entries } = await store.entriesAfter(room, 0, 1e6);
			expect(entries.map((one) => Buffer.from(one))).toEqual([
				Buffer.from(bytes),
				Buffer.from(bytes.subarray(3, 8))
			]);
			expect((await store.room(room))?.bytes).toBe(70005);
		});

		test('S15: a page holds what fits, at least one, and says whether more follows', async () => {
			await store.append([10, 20, 30, 5].map((size, i) => entry(i, { bytes: new Uint8Array(size) })));
			const sizes = async (seq: number, limit: number) => {
				const page = await store.entriesAfter(room, seq, limit);
				return { sizes: page.entries.map((one) => one.length), more: page.more };
			};
			expect(await sizes(0, 30)).toEqual({ sizes: [10, 20], more: true });
			expect(await sizes(0, 29)).toEqual({ sizes: [10], more: true });
			expect(await sizes(2, 1)).toEqual({ sizes: [30], more: true });
			expect(await sizes(2, 35)).toEqual({ sizes: [30, 5], more: false });
			expect(await sizes(4, 100)).toEqual({ sizes: [], more: false });
		});

		test('S16: of two statements for one place only the first is added', async () => {
			const attempts = ['one', 'two'].map((text) => store.addStatements(room, 1, [utf8(text)], null));
			expect((await Promise.all(attempts)).sort()).toEqual(['added', 'stale']);
			expect(await store.addStatements(room, 1, [utf8('late')], null)).toBe('stale');
			expect(await store.addStatements(room, 2, [utf8('a'), utf8('b')], null)).toBe('added');
			expect(await store.chain(room)).toHaveLength(4);
		});

		test('S16: a box goes to one device, which may ask again, until it is dropped', async () => {
			const box = utf8('sealed key');
			await store.addStatements(room, 1, [utf8('invite')], { invite, box });
			expect(await store.takeBox(room, invite, ana)).toEqual(box);
			expect(await store.takeBox(room, invite, sam)).toBe('other');
			expect(await store.takeBox(room, invite, ana)).toEqual(box);
			await store.dropBox(room, invite);
			await store.dropBox(room, invite);
			expect(await store.takeBox(room, invite, ana)).toBeNull();
		});

		test('a box of a statement that came too late is not kept', async () => {
			await store.addStatements(room, 0, [utf8('late')], { invite, box: utf8('key') });
			expect(await store.takeBox(room, invite, ana)).toBeNull();
		});

		test('a healthy store can be written', async () => {
			await expect(store.check()).resolves.toBeUndefined();
		});
	});
}
