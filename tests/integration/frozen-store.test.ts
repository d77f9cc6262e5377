// The relay's file as version 1 of its tables wrote it: this build opens it with everything in it, whatever it makes of
// the tables.

import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import * as Y from 'yjs';
import { fromBase64url, toBase64url } from '../../src/lib/core/bytes.ts';
import type { DeviceId, InviteId, RoomId } from '../../src/lib/core/ids.ts';
import { decodeEntry } from '../../src/lib/core/protocol/entry.ts';
import { decodeInviteFragment } from '../../src/lib/core/sync/invite.ts';
import { redeemInvite } from '../../src/lib/core/sync/redeem.ts';
import { openSqliteStore } from '../../server/store/sqlite.ts';
import type { RelayStore } from '../../server/store/store.ts';
import { FROZEN, frozenChunks, frozenJson } from '../support/freeze-files.ts';
import { frozenRoom, frozenState, serveStore } from '../support/freeze-open.ts';
import { createSyncCrypto, newDevice } from '../support/sync-crypto.ts';
import { SyncDevice, systemClock, wsTransport } from '../support/sync-device.ts';

interface ExpectedStore {
	readonly rooms: readonly {
		readonly room: RoomId;
		readonly logId: string;
		readonly seq: number;
		readonly hash: string;
		readonly bytes: number;
		readonly statements: number;
	}[];
	readonly taken: { readonly invite: InviteId; readonly by: DeviceId; readonly box: string };
	readonly open: { readonly invite: InviteId; readonly box: string };
}

const expected = frozenJson<ExpectedStore>('v1/store.expected.json');
const entries = frozenChunks('v1/room.entries.bin');
const { room, seq, hash } = expected.rooms[0]!;
let folder: string;
const open = (): RelayStore => openSqliteStore(folder);

beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'soundings-frozen-'));
	copyFileSync(new URL('v1/store.sqlite', FROZEN), join(folder, 'soundings.sqlite'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test.each(['opened once', 'opened again'])(
	'S18: a store of version 1, %s, has its rooms whole',
	async (times) => {
		if (times === 'opened again') await open().close();
		const store = open();
		for (const { room: id, statements, hash: end, ...wanted } of expected.rooms) {
			const found = (await store.room(id))!;
			// What came later is filled in: all of it is behind a snapshot that there is none of yet.
			const filled = { cut: 0, tail: wanted.bytes, snapshots: [], former: [] };
			expect({ ...found, hash: toBase64url(found.hash) }).toMatchObject({ ...wanted, hash: end, ...filled });
			expect(await store.chain(id)).toHaveLength(statements);
		}
		expect(await store.chain(room)).toEqual(frozenChunks('v1/room.chain.bin'));
		const page = (await store.entriesAfter(room, 0, Infinity))!;
		expect(page.entries.map((bytes) => toBase64url(bytes))).toEqual(entries.map(toBase64url));
		expect(page.more).toBe(false);
		expect(toBase64url((await store.hashAt(room, seq))!)).toBe(hash);
		await store.close();
	}
);

test('S3, S18: its entries keep their names: a late retry is known, and what is new goes behind them', async () => {
	const store = open();
	const { device, session, counter } = decodeEntry(entries[3]!)!.header;
	const again = { room, device, session, counter, bytes: entries[3]! };
	const next = { ...again, counter: 5000 };
	expect(await store.append([again, next])).toMatchObject([
		{ kind: 'duplicate', seq: 4 },
		{ kind: 'stored', seq: seq + 1 }
	]);
	await store.close();
});

test('S16, S18: its boxes are there for who may have them', async () => {
	const store = open();
	const { taken, open: waiting } = expected;
	const stranger = toBase64url(new Uint8Array(32).fill(7)) as DeviceId;
	expect(await store.takeBox(room, taken.invite, taken.by)).toEqual(
		new Uint8Array(fromBase64url(taken.box)!)
	);
	expect(await store.takeBox(room, taken.invite, stranger)).toBe('other');
	expect(await store.takeBox(room, waiting.invite, stranger)).toEqual(fromBase64url(waiting.box)!);
	await store.close();
});

test('S18: its rooms are served: a device catches up and writes on, the open invite is redeemed', async () => {
	const { chain, epochs, sam } = await frozenRoom('v1');
	const epochKey = epochs.get(chain.epoch)!;
	const store = open();
	const relay = await serveStore(store);
	const { origin } = relay;
	const device = new SyncDevice({ origin, chain, device: sam, epochKey, clientID: 7 });
	try {
		device.connect();
		await device.settled();
		const whole = new Y.Doc();
		Y.applyUpdate(whole, frozenState('v1/journal').shared);
		expect(Y.equalSnapshots(Y.snapshot(device.doc), Y.snapshot(whole))).toBe(true);
		device.doc.getMap('members').set('written on', true);
		await device.settled();
		expect((await store.room(room))!.seq).toBe(seq + 1);
		const crypto = createSyncCrypto();
		const { link } = frozenJson<{ link: string }>('v1/invite.json');
		const invite = decodeInviteFragment(new URL(link).hash)!;
		const ports = { crypto, clock: systemClock, open: wsTransport(origin), origin, token: '' };
		const redeemed = await redeemInvite(ports, invite, await newDevice(crypto));
		expect(redeemed).toMatchObject({ ok: true, epochKey: { key: epochKey } });
	} finally {
		device.destroy();
		await relay.close();
		await store.close();
	}
});
