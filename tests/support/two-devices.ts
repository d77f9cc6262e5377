// Sam and Ana, each with a device in one room on a relay of their own (its store in memory): founded by Sam, joined by Ana through an invite.

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { attachRelay } from '../../server/relay/attach.ts';
import { newMemberId, type RandomBytes } from '../../src/lib/core/ids.ts';
import { foundRoom } from '../../src/lib/core/protocol/membership.ts';
import { makeInvite } from '../../src/lib/core/sync/invite.ts';
import { redeemInvite } from '../../src/lib/core/sync/redeem.ts';
import { memoryRelayStore } from './relay-memory-store.ts';
import { createSyncCrypto, newDevice } from './sync-crypto.ts';
import { SyncDevice, systemClock, wsTransport } from './sync-device.ts';

export interface TwoDevices {
	/** Lower client id. */
	readonly sam: SyncDevice;
	readonly ana: SyncDevice;
	close(): Promise<void>;
}

export async function twoDevices(): Promise<TwoDevices> {
	const store = memoryRelayStore();
	const server = createServer();
	const relay = attachRelay(server, { store, publicOrigin: null, log: () => undefined });
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

	const crypto = createSyncCrypto();
	const random: RandomBytes = (length) => crypto.random(length);
	const [samsKeys, anasKeys] = [await newDevice(crypto), await newDevice(crypto)];
	const founded = await foundRoom(crypto, samsKeys, newMemberId(random));
	const epochKey = random(32);
	const sam = new SyncDevice({ origin, chain: founded, device: samsKeys, epochKey, clientID: 1 });
	sam.connect();
	await sam.settled();

	const secret = random(32);
	const terms = { member: newMemberId(random), role: 'editor' as const, expires: Date.now() + 60_000 };
	const epoch = { epoch: founded.epoch, key: epochKey };
	const { statement, box } = await makeInvite(crypto, samsKeys, founded, epoch, secret, terms);
	const submitted = await sam.sync.submit(statement, box);
	if (submitted !== 'done') throw new Error(`invite: ${submitted}`);
	const ports = { crypto, clock: systemClock, open: wsTransport(origin), origin, token: '' };
	const redeemed = await redeemInvite(ports, { room: founded.room, secret }, anasKeys);
	if (!redeemed.ok) throw new Error(`redeem: ${redeemed.fault}`);
	const { chain, epochKey: received } = redeemed;
	const ana = new SyncDevice({ origin, chain, device: anasKeys, epochKey: received.key, clientID: 2 });
	ana.connect();
	await ana.settled();

	return {
		sam,
		ana,
		async close() {
			sam.destroy();
			ana.destroy();
			await relay.close();
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		}
	};
}
