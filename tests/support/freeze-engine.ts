// A device's sync engine over the rows that it has, without a provider around it.

import * as Y from 'yjs';
import type { Device } from '../../src/lib/core/protocol/crypto.ts';
import type { Chain } from '../../src/lib/core/protocol/membership.ts';
import { socketClassFor } from '../../src/lib/core/sync/encrypted-socket.ts';
import { integrate } from '../../src/lib/core/sync/integrate.ts';
import { RoomSync } from '../../src/lib/core/sync/room-sync.ts';
import type { MemoryRoomStore } from './memory-room-store.ts';
import { createSyncCrypto } from './sync-crypto.ts';
import { systemClock, wsTransport } from './sync-device.ts';

const LOG = Symbol('log');

export interface EngineOptions {
	readonly origin: string;
	readonly chain: Chain;
	readonly device: Device;
	readonly epochs: ReadonlyMap<number, Uint8Array>;
	readonly store: MemoryRoomStore;
	readonly clientID: number;
	/** Milliseconds since the epoch, standing still; the system's clock when absent. */
	readonly now?: number;
}

export async function startEngine({ origin, chain, device, epochs, store, clientID, now }: EngineOptions) {
	const doc = new Y.Doc();
	doc.clientID = clientID;
	for (const row of store.documentUpdates()) Y.applyUpdate(doc, row, LOG);
	const sync = new RoomSync({
		room: chain.room,
		device,
		epochs,
		chain,
		doc,
		store,
		crypto: createSyncCrypto(),
		clock: { ...systemClock, now: () => now ?? Date.now() },
		open: wsTransport(origin),
		origin,
		token: '',
		apply: (update) => integrate(doc, update, LOG),
		onStored: () => undefined,
		isOwnClient: (client) => client === clientID,
		renewPresence: () => undefined
	});
	doc.on('update', (update: Uint8Array, from: unknown) => {
		if (from === LOG) return;
		void store.addEdit(update).then(() => sync.edited());
	});
	await sync.countWaiting();
	const socket = new (socketClassFor(sync))();
	/** Resolves when it holds of what the engine knows; looked at again after every change. */
	const until = (holds: () => boolean): Promise<void> =>
		new Promise((resolve) => {
			const look = () => {
				if (!holds()) return;
				stop();
				resolve();
			};
			const stop = sync.subscribe(look);
			look();
		});
	return {
		doc,
		sync,
		until,
		/** Everything that is in the log is here, and everything that waits is in the log. */
		settled: () => until(() => sync.status.link === 'live' && sync.status.waiting === 0),
		/** Nothing of it touches the store afterwards. */
		async stop() {
			socket.close();
			await sync.settled();
		}
	};
}
