// What only the leading tab has: the sync engine and the y-websocket provider over it.

import { WebsocketProvider } from 'y-websocket';
import type { RoomId } from '../../core/ids.ts';
import { lastWithdrawal } from '../../core/journal/withdrawal-times.ts';
import { type Chain, readChain } from '../../core/protocol/membership.ts';
import { deviceFrom, type StoredDevice, webCrypto } from '../../platform/webcrypto.ts';
import { browserClock } from '../here.ts';
import { openRelay, relayOrigin } from '../relay-ports.ts';
import type { RoomSyncOptions } from '../../core/sync/connection-host.ts';
import { socketClassFor } from '../../core/sync/encrypted-socket.ts';
import { integrate } from '../../core/sync/integrate.ts';
import { type RoomStore, StorageError } from '../../core/sync/ports.ts';
import { RoomSync } from '../../core/sync/room-sync.ts';
import type { Awareness } from 'y-protocols/awareness';
import type { DurablePersistence } from '../../platform/durable-persistence.ts';

/** What this file brings itself. */
type Own = 'apply' | 'mustForgetSince' | 'device' | 'crypto' | 'clock' | 'open' | 'origin' | 'token';

export interface LeaderOptions extends Omit<RoomSyncOptions, Own> {
	readonly device: StoredDevice;
	readonly awareness: Awareness;
	readonly persistence: DurablePersistence;
	/** What a closed relay is shown, asked at every hello; '' when there is none. */
	readonly admission: () => string;
}

/** The membership chain as this device last stored it, checked again. Rejects with a StorageError. */
export async function readStoredChain(store: RoomStore, room: RoomId): Promise<Chain> {
	const read = await readChain((await store.load()).chain, webCrypto);
	if (read.ok && read.chain.room === room) return read.chain;
	throw new StorageError('failed', { cause: new Error('the stored membership chain does not hold') });
}

export class RoomLeader {
	readonly sync: RoomSync;
	readonly #provider: WebsocketProvider;

	constructor(options: LeaderOptions) {
		const { doc, awareness, persistence, admission } = options;
		this.sync = new RoomSync({
			...options,
			device: deviceFrom(options.device),
			crypto: webCrypto,
			clock: browserClock,
			open: openRelay,
			origin: relayOrigin(),
			get token() {
				return admission();
			},
			mustForgetSince: () => lastWithdrawal(doc, browserClock.now()),
			apply: (update) => {
				let applied = false;
				persistence.inject(this.#provider, () => (applied = integrate(doc, update, this.#provider)));
				return applied;
			}
		});
		this.#provider = new WebsocketProvider('wss://relay.invalid', options.room, doc, {
			connect: false,
			awareness,
			disableBc: true,
			// The provider asks of its socket what EncryptedSocket has; the rest of the DOM's WebSocket it never touches.
			WebSocketPolyfill: socketClassFor(this.sync) as unknown as typeof WebSocket
		});
	}

	/** Starts, or starts again after the relay had ended it. */
	connect(): void {
		if (!this.#provider.wsconnected && !this.#provider.wsconnecting) this.#provider.connect();
	}

	/** Settles when the room's store is not touched any more: another tab may lead then. */
	stop(): Promise<void> {
		this.#provider.destroy();
		return this.sync.settled();
	}
}
