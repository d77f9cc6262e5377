// What every store of the relay must do.

import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { fromBase64url, utf8 } from '../../src/lib/core/bytes.ts';
import type { DeviceId, InviteId, LogId, RoomId, SessionId } from '../../src/lib/core/ids.ts';
import type { Appended, NewEntry, NewSnapshot, RelayStore, Report } from '../../server/store/store.ts';

export interface OpenedStore {
	readonly store: RelayStore;
	/** The process goes and comes back. */
	restart(): Promise<RelayStore>;
	/** The same after what is there was restored from a backup: every log goes on under this id. */
	restore(logId: LogId): Promise<RelayStore>;
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

const sha256 = (...parts: readonly Uint8Array[]) =>
	new Uint8Array(createHash('sha256').update(Buffer.concat(parts)).digest());

/** Behind its length, as in what a hash of the protocol is over. */
function field(bytes: Uint8Array): Buffer {
	const length = Buffer.alloc(4);
	length.writeUInt32BE(bytes.length);
	return Buffer.concat([length, bytes]);
}

/** The running hashes after each entry, worked out on their own. */
function hashes(entries: readonly Uint8Array[], from?: Uint8Array): Uint8Array[] {
	const label = field(utf8('soundings/log/1'));
	let hash = from ?? sha256(label, field(fromBase64url(room)!), field(fromBase64url(logId)!));
	return entries.map((bytes) => (hash = sha256(hash, bytes)));
}

const continuedUnder = (next: LogId, hash: Uint8Array): Uint8Array =>
	sha256(
		field(utf8('soundings/log-continues/1')),
		field(fromBase64url(room)!),
		field(fromBase64url(next)!),
		field(hash)
	);

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

		const logAfter = async (seq: number) => {
			const page = await store.entriesAfter(room, seq, 1e6);
			return page!.entries.map((bytes) => new Uint8Array(bytes));
		};

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
			const { seq, hash } = first as Extract<Appended, { kind: 'stored' }>;
			expect(await store.append([entry(0)])).toEqual([{ kind: 'duplicate', seq, hash }]);
			const within = await store.append([entry(2), entry(2)]);
			expect(within.map((result) => result.kind)).toEqual(['stored', 'duplicate']);
			expect(seqs(within)).toEqual([3, 3]);
			expect(await logAfter(0)).toHaveLength(3);
		});

		test('S9: other bytes under a stored name are refused, the stored ones stay', async () => {
			await store.append([entry(0)]);
			expect(await store.append([entry(0, { bytes: utf8('changed') })])).toEqual([{ kind: 'conflict' }]);
			expect(await logAfter(0)).toEqual([entry(0).bytes]);
		});

		test('another device, session or room is another name', async () => {
			await store.createRoom({ room: otherRoom, logId, chain: [utf8('g')], created: 1 });
			const others = [{ device: ana }, { session: id<SessionId>(16, 9) }, { room: otherRoom }];
			const results = await store.append([entry(0), ...others.map((other) => entry(0, other))]);
			expect(results.map((result) => result.kind)).toEqual(['stored', 'stored', 'stored', 'stored']);
		});

		test('the hash chain starts from room and log and runs over the bytes', async () => {
			const batch = [entry(0), entry(1), entry(2)];
			const expected = hashes(batch.map(({ bytes }) => bytes));
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

		test('S1: whoever is new in a batch that keeps nothing is new in the next one', async () => {
			const first = entry(0, { session: id<SessionId>(16, 9) });
			await expect(store.append([first, entry(0, { room: otherRoom })])).rejects.toThrow();
			expect((await store.append([first]))[0]).toMatchObject({ kind: 'stored', seq: 1 });
			expect((await store.append([first]))[0]).toMatchObject({ kind: 'duplicate', seq: 1 });
		});

		test('S15: sessions are counted, the first entry of each is told, and they stay when their entries are gone', async () => {
			const other = { session: id<SessionId>(16, 9) };
			const opens = async (...batch: NewEntry[]) =>
				(await store.append(batch)).map((result) => result.kind === 'stored' && result.opens);
			expect(await opens(entry(0), entry(1), entry(5, other))).toEqual([true, false, true]);
			expect(await opens(entry(2), entry(0), entry(3, other))).toEqual([false, false, false]);
			await expect(
				store.append([entry(0, { device: ana }), entry(0, { room: otherRoom })])
			).rejects.toThrow();
			expect(await store.room(room)).toMatchObject({ sessions: 2 });
			expect(await opens(entry(0, { device: ana }))).toEqual([true]);
			const { seq, hash } = (await store.room(room))!;
			const digest = (n: number) => new Uint8Array(32).fill(n);
			const snapshot = { logId, seq, hash, chunks: 0, bytes: 0, made: 1 };
			await store.takeSnapshot(room, { ...snapshot, upload: 'a', previous: null, digest: digest(1) });
			await store.takeSnapshot(room, { ...snapshot, upload: 'b', previous: digest(1), digest: digest(2) });
			expect(await store.room(room)).toMatchObject({ cut: seq, bytes: 0, sessions: 3 });
		});

		test('S3: a room that nobody used for a while goes on as it was', async () => {
			const [first] = await store.append([entry(0)]);
			if (first?.kind !== 'stored') throw new Error('not stored');
			store.idle(room);
			store.idle(otherRoom);
			const [again, next] = await store.append([entry(0), entry(1)]);
			expect(again).toEqual({ kind: 'duplicate', seq: 1, hash: first.hash });
			expect(next).toMatchObject({ kind: 'stored', seq: 2, opens: false });
		});

		test('bytes come back as they were given, and their sum is known', async () => {
			const bytes = Uint8Array.from({ length: 70000 }, (_, i) => (i * 7) % 256);
			await store.append([entry(0, { bytes }), entry(1, { bytes: bytes.subarray(3, 8) })]);
			expect((await logAfter(0)).map((one) => Buffer.from(one))).toEqual([
				Buffer.from(bytes),
				Buffer.from(bytes.subarray(3, 8))
			]);
			expect((await store.room(room))?.bytes).toBe(70005);
		});

		test('S15: a page holds what fits, at least one, and says whether more follows', async () => {
			await store.append([10, 20, 30, 5].map((size, i) => entry(i, { bytes: new Uint8Array(size) })));
			const sizes = async (seq: number, limit: number) => {
				const page = (await store.entriesAfter(room, seq, limit))!;
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

		describe('snapshots', () => {
			/** Ten entries of 100 bytes, by two devices in turn, counters from 0 for each. */
			const ten = Array.from({ length: 10 }, (_, i) =>
				entry(i >> 1, { device: i % 2 ? ana : sam, bytes: new Uint8Array(100).fill(i + 1) })
			);
			const tenHashes = hashes(ten.map(({ bytes }) => bytes));
			const at = (seq: number) => ({ logId, seq, hash: tenHashes[seq - 1]! });
			const digestOf = (fill: number) => new Uint8Array(32).fill(fill);
			let uploads = 0;

			beforeEach(async () => {
				await store.append(ten);
			});

			/** Stages and takes a snapshot whose digest is this number's. */
			const take = async (
				number: number,
				seq: number,
				change: Partial<NewSnapshot> & { pieces?: readonly Uint8Array[] } = {}
			) => {
				const { pieces = [new Uint8Array(50).fill(number)], ...fields } = change;
				const upload = `upload ${uploads++}`;
				for (const [index, piece] of pieces.entries()) await store.stageChunk(upload, index, piece);
				return store.takeSnapshot(room, {
					upload,
					previous: number === 1 ? null : digestOf(number - 1),
					...at(seq),
					digest: digestOf(number),
					chunks: pieces.length,
					bytes: pieces.reduce((sum, { length }) => sum + length, 0),
					made: 1000 * number,
					...fields
				});
			};

			test('the first one is kept, and nothing goes', async () => {
				expect(await take(1, 6)).toEqual({ kind: 'taken', covered: 600, freed: 0 });
				expect(await store.room(room)).toMatchObject({
					seq: 10,
					cut: 0,
					bytes: 1000,
					tail: 400,
					snapshots: [{ ...at(6), digest: digestOf(1), chunks: 1, bytes: 50, made: 1000 }]
				});
				expect(await logAfter(0)).toHaveLength(10);
			});

			test('S5: two generations and all that the older one does not stand for stay', async () => {
				await take(1, 4);
				expect(await take(2, 8)).toEqual({ kind: 'taken', covered: 400, freed: 400 });
				expect(await store.room(room)).toMatchObject({ cut: 4, bytes: 600, tail: 200, seq: 10 });
				expect(await take(3, 9)).toEqual({ kind: 'taken', covered: 100, freed: 400 });
				const state = await store.room(room);
				expect(state).toMatchObject({ cut: 8, bytes: 200, tail: 100, seq: 10, hash: tenHashes[9] });
				expect(state!.snapshots.map(({ seq }) => seq)).toEqual([9, 8]);
				expect(await logAfter(8)).toEqual(ten.slice(8).map(({ bytes }) => bytes));
				expect(await store.entriesAfter(room, 7, 1e6)).toBeNull();
			});

			test('S4: what is appended afterwards goes on densely, with the same hashes', async () => {
				await take(1, 10);
				await take(2, 10);
				const [next] = await store.append([entry(77)]);
				expect(next).toEqual({
					kind: 'stored',
					seq: 11,
					hash: hashes([entry(77).bytes], tenHashes[9])[0],
					opens: false
				});
				expect(await logAfter(10)).toEqual([entry(77).bytes]);
				expect(await store.room(room)).toMatchObject({ seq: 11, cut: 10, bytes: entry(77).bytes.length });
			});

			test('the hash at the cut stays known, those before it do not', async () => {
				await take(1, 4);
				await take(2, 8);
				expect(await store.hashAt(room, 3)).toBeNull();
				expect(await store.hashAt(room, 0)).toBeNull();
				expect(await store.hashAt(room, 4)).toEqual(tenHashes[3]);
				expect(await store.hashAt(room, 5)).toEqual(tenHashes[4]);
				expect(await store.hashAt(room, 10)).toEqual(tenHashes[9]);
				expect(await store.hashAt(room, 11)).toBeNull();
			});

			test('S3: a late retry of an entry that is gone is a duplicate at the cut', async () => {
				await take(1, 4);
				await take(2, 8);
				const duplicate = { kind: 'duplicate', seq: 4, hash: tenHashes[3] };
				expect(await store.append([ten[0]!, ten[3]!])).toEqual([duplicate, duplicate]);
				expect(await store.append([ten[4]!])).toEqual([{ kind: 'duplicate', seq: 5, hash: tenHashes[4] }]);
				expect((await store.room(room))?.seq).toBe(10);
			});

			test('S3: a counter that was never stored is not taken for one that is gone', async () => {
				await store.append([3, 5, 9].map((counter) => entry(counter + 100)));
				const state = (await store.room(room))!;
				for (const number of [1, 2]) await take(number, state.seq, { hash: state.hash });
				const kinds = async (...counters: number[]) =>
					(await store.append(counters.map((counter) => entry(counter)))).map(({ kind }) => kind);
				expect(await kinds(103, 105, 109)).toEqual(['duplicate', 'duplicate', 'duplicate']);
				expect(await kinds(102, 104, 106, 110)).toEqual(['stored', 'stored', 'stored', 'stored']);
				const other = entry(103, { session: id<SessionId>(16, 9) });
				expect((await store.append([other]))[0]!.kind).toBe('stored');
			});

			test('S3: names that go at different times are all remembered, in whatever order their counters came', async () => {
				const counters = [54, 50, 52, 51, 53, 56];
				let number = 0;
				for (const counter of counters) {
					const [stored] = await store.append([entry(counter)]);
					if (stored?.kind !== 'stored') throw new Error('not stored');
					number += 1;
					await take(number, stored.seq, { hash: stored.hash });
				}
				const again = await store.append([50, 51, 52, 53, 54, 55, 56].map((counter) => entry(counter)));
				expect(again.map(({ kind }) => kind)).toEqual([
					...Array.from({ length: 5 }, () => 'duplicate'),
					'stored',
					'duplicate'
				]);
			});

			test('S5: of two that follow the same one the first is taken', async () => {
				await take(1, 4);
				expect(await take(2, 8)).toMatchObject({ kind: 'taken' });
				expect(await take(3, 9, { previous: digestOf(1) })).toEqual({ kind: 'stale' });
				expect(await take(4, 9, { previous: null })).toEqual({ kind: 'stale' });
				const state = await store.room(room);
				expect(state!.snapshots.map(({ seq }) => seq)).toEqual([8, 4]);
			});

			test('S5: one that covers less than the newest is refused; one that covers the same is taken', async () => {
				await take(1, 6);
				expect(await take(2, 5)).toEqual({ kind: 'stale' });
				expect(await take(2, 6)).toEqual({ kind: 'taken', covered: 0, freed: 600 });
				expect(await take(3, 6)).toEqual({ kind: 'taken', covered: 0, freed: 0 });
				expect(await store.room(room)).toMatchObject({ cut: 6, tail: 400, bytes: 400 });
			});

			test.each([
				['another log', { logId: id<LogId>(16, 9) }],
				['another hash', { hash: digestOf(9) }],
				['more than there is', { seq: 11 }]
			])('S5: one that covers %s is refused, and nothing goes', async (_what, change) => {
				await take(1, 4);
				expect(await take(2, 8, change)).toEqual({ kind: 'log' });
				expect(await store.room(room)).toMatchObject({ cut: 0, bytes: 1000, tail: 600 });
			});

			test('chunks come back as they were given while their snapshot is one of the two', async () => {
				const pieces = [new Uint8Array(70_000).fill(3), new Uint8Array(10).fill(4)];
				await take(1, 4, { pieces });
				await take(2, 8);
				const chunk = async (number: number, index: number) => {
					const bytes = await store.chunk(room, digestOf(number), index);
					return bytes && new Uint8Array(bytes);
				};
				expect([await chunk(1, 0), await chunk(1, 1), await chunk(1, 2)]).toEqual([...pieces, null]);
				expect(await chunk(2, 0)).toEqual(new Uint8Array(50).fill(2));
				await take(3, 8);
				expect([await chunk(1, 0), await chunk(9, 0)]).toEqual([null, null]);
			});

			test('a snapshot is of one room only', async () => {
				await store.createRoom({ room: otherRoom, logId, chain: [utf8('g')], created: 1 });
				await take(1, 4);
				expect((await store.room(otherRoom))?.snapshots).toEqual([]);
				expect(await store.chunk(otherRoom, digestOf(1), 0)).toBeNull();
			});

			test('an upload that was dropped can be made again', async () => {
				await store.stageChunk('again', 0, utf8('one'));
				await store.dropUpload('again');
				await store.dropUpload('never begun');
				await store.stageChunk('again', 0, utf8('two'));
				await take(1, 4, { pieces: [], upload: 'again', chunks: 1 });
				expect(new Uint8Array((await store.chunk(room, digestOf(1), 0))!)).toEqual(utf8('two'));
			});

			test('S1: a restart keeps snapshots, cut and names, and forgets what was not whole', async () => {
				await take(1, 4);
				await take(2, 8);
				await store.stageChunk('half', 0, utf8('one'));
				const before = await store.room(room);
				store = await opened.restart();
				expect(await store.room(room)).toEqual(before);
				expect((await store.append([ten[0]!]))[0]).toMatchObject({ kind: 'duplicate', seq: 4 });
				await store.stageChunk('half', 0, utf8('anew'));
				await take(3, 9, { pieces: [], upload: 'half', chunks: 1 });
				expect(new Uint8Array((await store.chunk(room, digestOf(3), 0))!)).toEqual(utf8('anew'));
			});
		});

		describe('a store that was restored from a backup', () => {
			const next = id<LogId>(16, 20);

			test('S7: its log goes on under a new id, with a hash that no log had before', async () => {
				const [first] = await store.append([entry(0)]);
				if (first?.kind !== 'stored') throw new Error('not stored');
				store = await opened.restore(next);
				const hash = continuedUnder(next, first.hash);
				expect(await store.room(room)).toMatchObject({
					logId: next,
					seq: 1,
					hash,
					former: [{ logId, until: 1 }]
				});
				expect(await store.hashAt(room, 1)).toEqual(hash);
				const [second] = await store.append([entry(1)]);
				expect(second).toMatchObject({ kind: 'stored', seq: 2, hash: hashes([entry(1).bytes], hash)[0] });
				expect(await store.hashAt(room, 1)).toEqual(hash);
			});

			test('S7: twice in a row, an empty log too', async () => {
				const last = id<LogId>(16, 21);
				const start = (await store.hashAt(room, 0))!;
				store = await opened.restore(next);
				store = await opened.restore(last);
				const hash = continuedUnder(last, continuedUnder(next, start));
				expect(await store.room(room)).toMatchObject({ logId: last, hash });
				expect((await store.room(room))?.former).toEqual([
					{ logId, until: 0 },
					{ logId: next, until: 0 }
				]);
				expect(await store.hashAt(room, 0)).toEqual(hash);
			});

			test('S7: former ids go with the last of what was written under them', async () => {
				const [first] = await store.append([entry(0)]);
				if (first?.kind !== 'stored') throw new Error('not stored');
				const snapshot = { chunks: 1, bytes: 1, made: 1 };
				const before = { ...snapshot, logId, seq: 1, hash: first.hash, digest: new Uint8Array(32).fill(1) };
				await store.takeSnapshot(room, { ...before, upload: 'a', previous: null });
				store = await opened.restore(next);
				const [second] = await store.append([entry(1)]);
				if (second?.kind !== 'stored') throw new Error('not stored');
				const after = {
					...snapshot,
					logId: next,
					seq: 2,
					hash: second.hash,
					digest: new Uint8Array(32).fill(2)
				};
				await store.takeSnapshot(room, { ...after, upload: 'b', previous: before.digest });
				expect((await store.room(room))?.former).toEqual([{ logId, until: 1 }]);
				expect(await store.hashAt(room, 1)).toEqual(continuedUnder(next, first.hash));
				const third = { ...after, digest: new Uint8Array(32).fill(3), upload: 'c', previous: after.digest };
				await store.takeSnapshot(room, third);
				expect((await store.room(room))?.former).toEqual([]);
				expect(await store.hashAt(room, 2)).toEqual(second.hash);
			});
		});

		describe('reports', () => {
			const delivered = (seq: number, change: Partial<Report> = {}): Report => ({
				kind: 'delivered',
				room,
				device: sam,
				seq,
				logId,
				bytes: utf8(`up to ${seq}`),
				...change
			});
			const receipt = (text: string, device = sam): Report => ({
				kind: 'receipt',
				room,
				device,
				bytes: utf8(text)
			});
			const kept = async (of = room) => {
				const { delivered: said, receipts } = await store.reports(of);
				const texts = (all: readonly Uint8Array[]) =>
					all.map((bytes) => Buffer.from(bytes).toString()).sort();
				return { delivered: texts(said), receipts: texts(receipts) };
			};

			test('of each device the latest of each kind is kept', async () => {
				expect(await kept()).toEqual({ delivered: [], receipts: [] });
				await store.append([], [delivered(1), receipt('one'), receipt('hers', ana)]);
				await store.append([entry(0)], [delivered(2), receipt('two'), delivered(1, { device: ana })]);
				expect(await kept()).toEqual({ delivered: ['up to 1', 'up to 2'], receipts: ['hers', 'two'] });
				expect((await store.room(room))?.seq).toBe(1);
			});

			test('one that says less than is known changes nothing', async () => {
				await store.append([], [delivered(5)]);
				await store.append([], [delivered(4), delivered(5, { bytes: utf8('again') })]);
				expect((await kept()).delivered).toEqual(['up to 5']);
			});

			test('S7: one about a log that is not the room`s any more is not handed out, and one about the new log replaces it', async () => {
				const next = id<LogId>(16, 20);
				await store.append([], [delivered(5), receipt('seen')]);
				store = await opened.restore(next);
				expect(await kept()).toEqual({ delivered: [], receipts: ['seen'] });
				await store.append([], [delivered(1, { logId: next })]);
				expect((await kept()).delivered).toEqual(['up to 1']);
			});

			test('S1: they are kept or lost together with the entries of their batch', async () => {
				const elsewhere = entry(0, { room: otherRoom });
				await expect(store.append([elsewhere], [delivered(1)])).rejects.toThrow();
				await expect(store.append([entry(0)], [{ ...receipt('x'), room: otherRoom }])).rejects.toThrow();
				expect(await kept()).toEqual({ delivered: [], receipts: [] });
				expect((await store.room(room))?.seq).toBe(0);
			});

			test('each room has its own', async () => {
				await store.createRoom({ room: otherRoom, logId, chain: [utf8('g')], created: 1 });
				await store.append([], [delivered(1), { ...receipt('there'), room: otherRoom }]);
				expect(await kept()).toEqual({ delivered: ['up to 1'], receipts: [] });
				expect(await kept(otherRoom)).toEqual({ delivered: [], receipts: ['there'] });
			});
		});

		test('a healthy store can be written', async () => {
			await expect(store.check()).resolves.toBeUndefined();
		});
	});
}
