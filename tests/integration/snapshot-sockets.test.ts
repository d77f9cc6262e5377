// The same over real websockets: a document of many chunks is made a snapshot of while somebody writes, a new device starts
// from it, and when the relay has lost all of it the devices fill it again.

import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { attachRelay } from '../../server/relay/attach.ts';
import { toHex } from '../../src/lib/core/bytes.ts';
import type { Clock } from '../../src/lib/core/sync/ports.ts';
import { memoryRelayStore } from '../support/relay-memory-store.ts';
import { type Author, type RoomScene, roomScene } from '../support/room-scene.ts';
import { SyncDevice, systemClock } from '../support/sync-device.ts';

const QUIET_MS = 10_000;
/** On which quiet comes sooner, and nothing else does. */
const hasty: Clock = {
	now: () => systemClock.now(),
	after: (ms, run) => systemClock.after(ms % QUIET_MS === 0 ? ms / 20 : ms, run)
};

let scene: RoomScene;
let store: ReturnType<typeof memoryRelayStore>;
let server: Server;
let relay: ReturnType<typeof attachRelay>;
let devices: SyncDevice[];

beforeEach(async () => {
	scene = await roomScene();
	devices = [];
	store = memoryRelayStore();
	await openRelay();
});
afterEach(async () => {
	for (const device of devices) device.destroy();
	await closeRelay();
});

async function openRelay(port = 0): Promise<void> {
	server = createServer();
	relay = attachRelay(server, { store, publicOrigin: null, log: () => undefined });
	await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
}

async function closeRelay(): Promise<void> {
	await relay.close();
	server.closeAllConnections();
	await new Promise((resolve) => server.close(resolve));
}

const portOf = (): number => (server.address() as AddressInfo).port;

function arrive(author: Author): SyncDevice {
	const device = new SyncDevice({
		origin: `http://127.0.0.1:${portOf()}`,
		chain: scene.chain,
		device: author.device,
		epochKey: scene.epochs.get(1)!,
		clientID: devices.length + 1,
		clock: hasty
	});
	devices.push(device);
	device.connect();
	return device;
}

const words = ({ doc }: SyncDevice): string => doc.getText('t').toString();
const snapshot = async () => (await store.room(scene.chain.room))?.snapshots[0];

test('S5 S7: made, read, lost, and made again', { timeout: 60_000 }, async () => {
	const sam = arrive(scene.sam);
	await sam.settled();
	const long = toHex(scene.random(400_000));
	sam.doc.getText('t').insert(0, long);
	for (let i = 0; i < 5; i++) {
		const scraps = sam.doc.getText('scraps');
		scraps.insert(0, toHex(scene.random(400_000)));
		await sam.settled();
		scraps.delete(0, scraps.length);
		await sam.settled();
	}
	await expect.poll(snapshot, { timeout: 20_000 }).toMatchObject({ chunks: 4 });
	sam.doc.getText('t').insert(long.length, ' and the tail');
	await sam.settled();

	const ana = arrive(scene.ana);
	await ana.settled();
	expect(words(ana)).toBe(`${long} and the tail`);
	expect(ana.sync.status).toMatchObject({ healed: false, refused: 0, problem: null });
	const member = scene.chain.devices.get(scene.ana.id)!.member;
	await sam.until(() => sam.sync.status.others.get(member)?.delivered?.all === true);

	const port = portOf();
	await closeRelay();
	store = memoryRelayStore();
	await openRelay(port);
	await Promise.all([sam, ana].map((device) => device.until(() => device.sync.status.loss === 'lost')));
	await Promise.all([sam.settled(), ana.settled()]);
	const vik = arrive(scene.vik);
	await vik.settled();
	await vik.until(() => words(vik) === `${long} and the tail`);
});
