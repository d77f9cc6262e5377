// The relay's file as versions 2 and 3 of its tables wrote it: snapshots, names of entries that are gone, what devices say of
// themselves, a log that goes on behind a backup. This build opens it with everything in it and serves from it.

import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { equal, fromBase64url, toBase64url } from '../../src/lib/core/bytes.ts';
import type { DeviceId, InviteId, LogId, RoomId } from '../../src/lib/core/ids.ts';
import { readDelivered } from '../../src/lib/core/protocol/delivered.ts';
import { decodeEntry } from '../../src/lib/core/protocol/entry.ts';
import { decodeChunk, verifyChunk } from '../../src/lib/core/protocol/snapshot.ts';
import { Keyring } from '../../src/lib/core/sync/keyring.ts';
import { openReceipt } from '../../src/lib/core/sync/receipts.ts';
import { SnapshotReader, type SnapshotReading } from '../../src/lib/core/sync/snapshot-reader.ts';
import { backupStore } from '../../server/store/backup.ts';
import { openSqliteStore } from '../../server/store/sqlite.ts';
import { openStoreFile } from '../../server/store/sqlite-file.ts';
import type { RelayStore } from '../../server/store/store.ts';
import { FROZEN, frozenBytes, frozenChunks, frozenJson } from '../support/freeze-files.ts';
import { frozenRoom, serveStore } from '../support/freeze-open.ts';
import { SyncDevice } from '../support/sync-device.ts';

interface Snapshot {
	readonly logId: LogId;
	readonly seq: number;
	readonly hash: string;
	readonly digest: string;
	readonly chunks: number;
	readonly bytes: number;
	readonly made: number;
	readonly by: DeviceId;
}

interface Expected {
	readonly room: RoomId;
	readonly created: number;
	readonly logId: LogId;
	readonly former: readonly { readonly logId: LogId; readonly until: number }[];
	readonly seq: number;
	readonly hash: string;
	readonly cut: number;
	readonly bytes: number;
	readonly tail: number;
	readonly statements: number;
	/** Newest first. */
	readonly snapshots: readonly [Snapshot, Snapshot];
	readonly delivered: { readonly sam: number; readonly ana: number };
	readonly seen: Readonly<
		Record<'sam' | 'ana', { readonly number: number; readonly items: Readonly<Record<string, string>> }>
	>;
	readonly boxes: {
		readonly taken: { readonly invite: InviteId; readonly by: DeviceId; readonly box: string };
		readonly open: { readonly invite: InviteId; readonly box: string };
	};
	readonly silent: { readonly room: RoomId; readonly logId: LogId };
	readonly unfinished: string;
}

describe.each(['v2', 'v3'] as const)('a relay’s file as %s', (version) => {
	const expected = frozenJson<Expected>(`${version}/store.expected.json`);
	/** The whole log, with those that the relay does not have any more. */
	const entries = frozenChunks(`${version}/relay.entries.bin`);
	const [olderChunks, newerChunks] = [
		frozenChunks(`${version}/relay.snapshots.bin`).slice(0, 3),
		frozenChunks(`${version}/relay.snapshots.bin`).slice(3)
	];
	const { room } = expected;
	const text = (bytes: Uint8Array) => toBase64url(bytes);
	let folder: string;
	let store: RelayStore;

	beforeEach(() => {
		folder = mkdtempSync(join(tmpdir(), 'soundings-frozen-'));
		copyFileSync(new URL(`${version}/store.sqlite`, FROZEN), join(folder, 'soundings.sqlite'));
		store = openSqliteStore(folder);
	});
	afterEach(async () => {
		await store.close();
		rmSync(folder, { recursive: true });
	});

	test.each(['opened once', 'opened again'])(
		'S18: a store of that version, %s, has its rooms whole',
		async (times) => {
			if (times === 'opened again') {
				await store.close();
				store = openSqliteStore(folder);
			}
			const { logId, seq, hash, cut, bytes, tail, former, created, snapshots } = (await store.room(room))!;
			expect({ logId, seq, hash: text(hash), cut, bytes, tail, former, created }).toEqual({
				...{ logId: expected.logId, seq: 23, hash: expected.hash, cut: 7 },
				...{ bytes: expected.bytes, tail: expected.tail, former: expected.former, created: expected.created }
			});
			expect(
				snapshots.map((each) => ({ ...each, hash: text(each.hash), digest: text(each.digest) }))
			).toEqual(expected.snapshots.map(({ by: _, ...each }) => each));
			expect(await store.chain(room)).toEqual(frozenChunks(`${version}/room.chain.bin`));
			expect(await store.entriesAfter(room, 6, Infinity)).toBeNull();
			const page = (await store.entriesAfter(room, 7, Infinity))!;
			expect(page.entries.map(text)).toEqual(entries.slice(7).map(text));
			expect(await store.room(expected.silent.room)).toMatchObject({
				logId: expected.silent.logId,
				seq: 0,
				cut: 0
			});
			expect(await store.countRooms()).toBe(2);
		}
	);

	test('S5, S18: both snapshots are there chunk by chunk, and nothing of one that was never finished', async () => {
		for (const [i, chunks] of [newerChunks, olderChunks].entries()) {
			const digest = fromBase64url(expected.snapshots[i]!.digest)!;
			const kept = await Promise.all(chunks.map((_, index) => store.chunk(room, digest, index)));
			expect(kept.map((chunk) => chunk && text(chunk))).toEqual(chunks.map(text));
			expect(await store.chunk(room, digest, chunks.length)).toBeNull();
		}
		await store.close();
		const file = openStoreFile(folder);
		const uploads = file.db.prepare('SELECT DISTINCT upload FROM chunks').all();
		file.close();
		store = openSqliteStore(folder);
		expect(uploads).toHaveLength(2);
		expect(uploads.map(({ upload }) => upload)).not.toContain(expected.unfinished);
	});

	test('S3, S18: names of entries that are gone are known by their runs; a counter that was never shown is new', async () => {
		const named = (n: number) => {
			const { device, session, counter } = decodeEntry(entries[n - 1]!)!.header;
			return { room, device, session, counter, bytes: entries[n - 1]! };
		};
		const anas = named(7);
		expect(anas.counter).toBe(3);
		const lost = { ...anas, counter: 5 };
		expect(await store.append([named(1), named(3), anas, named(8), lost])).toMatchObject([
			{ kind: 'duplicate', seq: 7 },
			{ kind: 'duplicate', seq: 7 },
			{ kind: 'duplicate', seq: 7 },
			{ kind: 'duplicate', seq: 8 },
			{ kind: 'stored', seq: 24 }
		]);
	});

	test('S7, S18: positions of this log and of the one before the backup are told apart', async () => {
		const at16 = (await store.hashAt(room, 16))!;
		const { logId, seq } = { logId: expected.former[0]!.logId, seq: expected.former[0]!.until };
		expect([logId === expected.logId, seq]).toEqual([false, 16]);
		const last = frozenJson<{ head: { hash: string } }>(`${version}/room.expected.json`).head.hash;
		expect(text(at16)).not.toBe(last);
		expect(text((await store.hashAt(room, 23))!)).toBe(expected.hash);
		expect(await store.hashAt(room, 6)).toBeNull();
	});

	describe('S18: what devices said of themselves then', () => {
		test('their signed words on what they have are handed out, and hold', async () => {
			const { keys, crypto } = await frozenRoom(version);
			const { delivered } = await store.reports(room);
			expect(delivered.map(text).sort()).toEqual(
				frozenChunks(`${version}/relay.delivered.bin`).map(text).sort()
			);
			const said = await Promise.all(delivered.map((statement) => readDelivered(statement, crypto)));
			expect(said.map((each) => each && [each.room, each.logId, each.device, each.seq]).sort()).toEqual(
				[
					[room, expected.logId, keys.sam.device, 23],
					[room, expected.logId, keys.ana.device, 17]
				].sort()
			);
		});

		test('their receipts open for a member', async () => {
			const { keys, crypto, chain, epochs } = await frozenRoom(version);
			const keyring = new Keyring(crypto, chain.room, epochs);
			const { receipts } = await store.reports(room);
			const context = { room, verifier: crypto, keyring, chain };
			const read = await Promise.all(receipts.map((bytes) => openReceipt(context, bytes)));
			const seen = read.map((each) => [each!.device, each!.number, Object.fromEntries(each!.seen)]);
			const { sam, ana } = expected.seen;
			expect(seen.sort()).toEqual(
				[
					[keys.sam.device, 0, {}],
					[keys.ana.device, ana.number, ana.items]
				].sort()
			);
			expect([sam.number, ana.number]).toEqual([0, Date.UTC(2026, 10, 20, 18)]);
			expect(Object.keys(ana.items)).toHaveLength(4);
		});
	});

	test.each([
		['newer', newerChunks, 0],
		['older', olderChunks, 1]
	] as const)(
		'S5, S18: the %s snapshot of then is believed, and holds the document',
		async (_, chunks, i) => {
			const { crypto, chain, epochs } = await frozenRoom(version);
			const { hash, digest, by, ...what } = expected.snapshots[i];
			const offer = { ...what, hash: fromBase64url(hash)!, digest: fromBase64url(digest)! };
			const keyring = new Keyring(crypto, chain.room, epochs);
			const reader = new SnapshotReader({ room, verifier: crypto, keyring, chain, offer });
			let reading: SnapshotReading = { kind: 'more' };
			for (const bytes of chunks) {
				const chunk = decodeChunk(bytes)!;
				expect([chunk.header.device, await verifyChunk(chunk, crypto)]).toEqual([by, true]);
				reading = await reader.take(bytes);
			}
			if (reading.kind !== 'state') throw new Error(`it reads as ${reading.kind}`);
			const doc = new Y.Doc();
			Y.applyUpdate(doc, reading.state);
			// All that was ever added, put away or not. The talks, but one that was taken back at once, came between the two.
			expect([doc.getMap('people').size, doc.getMap('talks').size]).toEqual([7, i === 0 ? 6 : 1]);
		}
	);

	test('S18: a backup is made of it, with every hash in it computed anew', async () => {
		await store.close();
		const contents = await backupStore(folder, join(folder, 'backup.sqlite'));
		store = openSqliteStore(folder);
		expect(contents).toEqual({ rooms: 2, entries: 16, snapshots: 2 });
	});

	test('S2, S18: it is served: a new device reads snapshot and tail, knows what Ana has, and writes on', async () => {
		const { chain, epochs, sam, keys } = await frozenRoom(version);
		const relay = await serveStore(store);
		const epochKey = epochs.get(chain.epoch)!;
		const device = new SyncDevice({ origin: relay.origin, chain, device: sam, epochKey, clientID: 7 });
		try {
			device.connect();
			await device.settled();
			const whole = new Y.Doc();
			Y.applyUpdate(whole, frozenBytes(`${version}/journal.shared.bin`));
			const titles = () =>
				[...device.doc.getMap<Y.Map<Y.Text>>('milestones').values()].map((each) =>
					each.get('title')!.toJSON()
				);
			expect(titles()).toContain('Behind the backup');
			expect(titles().map((title) => title.slice(0, 10))).toEqual(expect.arrayContaining(['Sent anew:']));
			expect([device.doc.store.pendingStructs, device.doc.store.pendingDs]).toEqual([null, null]);
			for (const [client, clock] of Y.decodeStateVector(Y.encodeStateVector(whole)))
				expect(Y.getState(device.doc.store, client)).toBe(clock);
			// Two entries are a later build's; two are first parts of changes, of which one may still become whole.
			expect(device.sync.status).toMatchObject({
				held: 2,
				refused: 0,
				problem: null,
				loss: null,
				healed: false
			});
			expect(device.sync.status.others.get(keys.ana.member)!.delivered).toMatchObject({ seq: 17 });
			const seen = device.sync.status.others.get(keys.ana.member)!.seen;
			expect(seen.get('journal')!.version).toBe(expected.seen.ana.items['journal']);
			device.doc.getMap('members').set('written on', true);
			await device.settled();
			const page = (await store.entriesAfter(room, 23, Infinity))!;
			expect(page.entries).toHaveLength(1);
			expect(decodeEntry(page.entries[0]!)!.header.logId).toBe(expected.logId);
			expect(
				equal((await store.room(room))!.snapshots[0]!.digest, fromBase64url(expected.snapshots[0].digest)!)
			).toBe(true);
		} finally {
			device.destroy();
			await relay.close();
		}
	});

	test('S18: a store of a later version is refused, and left as it is', async () => {
		await store.close();
		const file = join(folder, 'soundings.sqlite');
		const later = new DatabaseSync(file);
		later.exec('PRAGMA user_version = 1000; CREATE TABLE constellations (star TEXT)');
		later.close();
		const before = readFileSync(file);
		expect(() => openSqliteStore(folder)).toThrow(/its format is 1000, this program knows \d+\. Update it\./);
		await expect(backupStore(folder, join(folder, 'backup.sqlite'))).rejects.toThrow(/its format is 1000/);
		expect(readFileSync(file).equals(before)).toBe(true);
		copyFileSync(new URL(`${version}/store.sqlite`, FROZEN), file);
		store = openSqliteStore(folder);
	});
});
