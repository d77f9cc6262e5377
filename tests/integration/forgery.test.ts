// A viewer holds the room's key and a signing key of their own, so they can make an entry in which everything is right
// except that they may not write. The relay refuses it; and where the relay does not, every reader does (S10).

import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import * as Y from 'yjs';
import { attachRelay } from '../../server/relay/attach.ts';
import { toBase64url } from '../../src/lib/core/bytes.ts';
import { type DeviceId, type LogId, newMemberId } from '../../src/lib/core/ids.ts';
import type { Device } from '../../src/lib/core/protocol/crypto.ts';
import { decodeEntry, KIND } from '../../src/lib/core/protocol/entry.ts';
import { type Chain, foundRoom } from '../../src/lib/core/protocol/membership.ts';
import { makeInvite } from '../../src/lib/core/sync/invite.ts';
import { Keyring } from '../../src/lib/core/sync/keyring.ts';
import { CONTENT } from '../../src/lib/core/sync/plaintext.ts';
import { redeemInvite } from '../../src/lib/core/sync/redeem.ts';
import { sealParts } from '../../src/lib/core/sync/seal.ts';
import { type MemoryRelayStore, memoryRelayStore } from '../support/relay-memory-store.ts';
import { crypto, TestDevice } from '../support/relay-peer.ts';
import { dialRelay } from '../support/relay-world.ts';
import { newDevice } from '../support/sync-crypto.ts';
import { SyncDevice, systemClock, wsTransport } from '../support/sync-device.ts';

const random = (length: number) => crypto.random(length);
const words = (device: SyncDevice): string => device.doc.getText('notes').toString();

let store: MemoryRelayStore;
let server: Server;
let relay: ReturnType<typeof attachRelay>;
let origin: string;
let devices: SyncDevice[];
let epochKey: Uint8Array;
let sam: SyncDevice;
let vik: { readonly keys: Device; readonly chain: Chain };

async function openRelay(port = 0): Promise<void> {
	server = createServer();
	relay = attachRelay(server, { store, publicOrigin: null, log: () => undefined });
	await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
	origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function closeRelay(): Promise<void> {
	await relay.close();
	server.closeAllConnections();
	await new Promise((resolve) => server.close(resolve));
}

function arrive(keys: Device, chain: Chain): SyncDevice {
	const device = new SyncDevice({ origin, chain, device: keys, epochKey, clientID: devices.length + 1 });
	devices.push(device);
	device.connect();
	return device;
}

/** An invite of sam's, and who redeemed it. */
async function admit(samsKeys: Device, role: 'editor' | 'viewer'): Promise<{ keys: Device; chain: Chain }> {
	const keys = await newDevice(crypto);
	const secret = random(32);
	const before = sam.sync.status.chain;
	const terms = { member: newMemberId(random), role, expires: Date.now() + 60_000 };
	const epoch = { epoch: before.epoch, key: epochKey };
	const { statement, box } = await makeInvite(crypto, samsKeys, before, epoch, secret, terms);
	expect(await sam.sync.submit(statement, box)).toBe('done');
	const ports = { crypto, clock: systemClock, open: wsTransport(origin), origin, token: '' };
	const redeemed = await redeemInvite(ports, { room: before.room, secret }, keys);
	if (!redeemed.ok) throw new Error(`redeem: ${redeemed.fault}`);
	return { keys, chain: redeemed.chain };
}

/** An edit of vik's as an editor's app would seal it: real key, real signature, a real change. */
async function forge(logId: LogId): Promise<Uint8Array> {
	const doc = new Y.Doc();
	doc.getText('notes').insert(0, 'Vik was here. ');
	const { keys, chain } = vik;
	const context = {
		keyring: new Keyring(crypto, chain.room, new Map([[chain.epoch, epochKey]])),
		signer: keys.signer,
		room: chain.room,
		device: toBase64url(keys.signer.publicKey) as DeviceId,
		session: new TestDevice(keys).session,
		logId,
		epoch: chain.epoch,
		membership: chain.head,
		base: { seq: 0, hash: new Uint8Array(32) }
	};
	const update = Y.encodeStateAsUpdate(doc);
	const [entry] = await sealParts(context, KIND.update, CONTENT.yjsUpdate, update, 0, 60_000);
	return entry!.bytes;
}

beforeEach(async () => {
	devices = [];
	epochKey = random(32);
	store = memoryRelayStore();
	await openRelay();
	const samsKeys = await newDevice(crypto);
	sam = arrive(samsKeys, await foundRoom(crypto, samsKeys, newMemberId(random)));
	await sam.settled();
	vik = await admit(samsKeys, 'viewer');
	sam.doc.getText('notes').insert(0, 'Sam wrote this.');
	await sam.settled();
});

afterEach(async () => {
	for (const device of devices) device.destroy();
	await closeRelay();
});

test('S10: the relay takes no edit of a viewer, however well it is made', async () => {
	const peer = await dialRelay(origin);
	await new TestDevice(vik.keys).hello(peer, vik.chain, origin);
	const welcome = await peer.take('welcome');
	expect(welcome.role).toBe('viewer');
	const entry = await forge(welcome.head.logId);
	await peer.take('entries');
	peer.send({ type: 'append', entry });
	expect(await peer.take('nack')).toMatchObject({ code: 'role', retryable: false });
	expect((await store.room(vik.chain.room))?.seq).toBe(1);
});

test('S10: delivered by a hostile relay, it is refused by those who are there and those who come, and stalls nobody', async () => {
	const { room } = vik.chain;
	const { logId } = (await store.room(room))!;
	const bytes = await forge(logId);
	const { device, session, counter } = decodeEntry(bytes)!.header;
	// A relay that colludes: the entry stands in the log, with a right number and hash.
	await closeRelay();
	const [appended] = await store.append([{ room, device, session, counter, bytes }]);
	expect(appended).toMatchObject({ kind: 'stored', seq: 2 });
	await openRelay(Number(new URL(origin).port));

	const reader = arrive(vik.keys, vik.chain);
	await Promise.all([reader.settled(), sam.until(() => sam.sync.status.refused === 1), sam.settled()]);
	expect(reader.sync.status.refused).toBe(1);
	sam.doc.getText('notes').insert(15, ' And this.');
	await sam.settled();
	await reader.until(() => words(reader).includes('And this.'));
	for (const who of [sam, reader]) {
		expect(words(who)).toBe('Sam wrote this. And this.');
		expect((await who.store.load()).cursor?.seq).toBe(3);
	}
});
