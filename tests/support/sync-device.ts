// A device in Node with everything real but the disk: the sync engine under an unforked WebsocketProvider, over a real
// websocket to a real relay. What it reads from the log can be kept from the document until the test lets it in.

import { Awareness } from 'y-protocols/awareness';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import { WebSocket } from 'ws';
import type { Device } from '../../src/lib/core/protocol/crypto.ts';
import type { Chain } from '../../src/lib/core/protocol/membership.ts';
import { RELAY_PATH, SUBPROTOCOL } from '../../src/lib/core/protocol/version.ts';
import { socketClassFor } from '../../src/lib/core/sync/encrypted-socket.ts';
import type { Clock, OpenTransport, TransportEvents } from '../../src/lib/core/sync/ports.ts';
import { RoomSync } from '../../src/lib/core/sync/room-sync.ts';
import { MemoryRoomStore } from './memory-room-store.ts';
import { createSyncCrypto } from './sync-crypto.ts';

export const systemClock: Clock = {
	now: () => Date.now(),
	after(ms, run) {
		const timer = setTimeout(run, ms);
		return () => clearTimeout(timer);
	}
};

/** Opens websockets to a relay as a page of that origin would. */
export const wsTransport =
	(origin: string): OpenTransport =>
	(events: TransportEvents) => {
		const socket = new WebSocket(`${origin.replace(/^http/, 'ws')}${RELAY_PATH}`, SUBPROTOCOL, { origin });
		socket.binaryType = 'nodebuffer';
		socket.on('open', () => events.onOpen());
		socket.on('message', (data: Buffer) => events.onFrame(new Uint8Array(data)));
		socket.on('error', () => undefined);
		socket.on('close', (code, reason) => events.onClose(code, reason.toString()));
		return {
			send: (frame) => socket.send(frame),
			close(code = 1000, reason = '') {
				socket.removeAllListeners('message').removeAllListeners('close');
				socket.close(code, reason);
			}
		};
	};

export interface SyncDeviceOptions {
	readonly origin: string;
	readonly chain: Chain;
	readonly device: Device;
	readonly epochKey: Uint8Array;
	readonly clientID: number;
	/** The system's when absent. */
	readonly clock?: Clock;
	/** What its document holds already, as after restoring a backup: one Yjs update, none of it waiting to be sent. */
	readonly stored?: Uint8Array;
}

export class SyncDevice {
	readonly doc = new Y.Doc();
	readonly store = new MemoryRoomStore();
	readonly sync: RoomSync;
	readonly #provider: WebsocketProvider;
	readonly #waiting: Uint8Array[] = [];
	readonly #changed = new Set<() => void>();
	#holding = false;
	#applied = 0;
	#unstored = 0;

	constructor({ origin, chain, device, epochKey, clientID, clock, stored }: SyncDeviceOptions) {
		this.doc.clientID = clientID;
		if (stored) Y.applyUpdate(this.doc, stored);
		this.sync = new RoomSync({
			room: chain.room,
			device,
			epochs: new Map([[chain.epoch, epochKey]]),
			chain,
			doc: this.doc,
			store: this.store,
			crypto: createSyncCrypto(),
			clock: clock ?? systemClock,
			open: wsTransport(origin),
			origin,
			token: '',
			apply: (update) => {
				this.#waiting.push(update);
				if (!this.#holding) this.#applyWaiting();
				return true;
			},
			onStored: () => this.#notify(),
			isOwnClient: (client) => client === this.doc.clientID,
			renewPresence: () => undefined
		});
		this.sync.subscribe(() => this.#notify());
		this.doc.on('update', (update: Uint8Array, from: unknown) => {
			if (from === this.#provider) return;
			this.#unstored += 1;
			void this.store.addEdit(update).then(() => {
				this.#unstored -= 1;
				this.sync.edited();
			});
		});
		this.#provider = new WebsocketProvider('ws://relay.invalid', chain.room, this.doc, {
			connect: false,
			awareness: new Awareness(this.doc),
			disableBc: true,
			WebSocketPolyfill: socketClassFor(this.sync) as unknown as typeof globalThis.WebSocket
		});
	}

	connect(): void {
		this.#provider.connect();
	}

	/** Changes of others that the document has. */
	get applied(): number {
		return this.#applied;
	}

	/** From now on what others write stays out of the document until `letIn`. */
	hold(): void {
		this.#holding = true;
	}

	/** Lets changes in, in the order of the log, until the document has `count` of them; waits for those on their way. */
	async letIn(count: number): Promise<void> {
		while (this.#applied < count) {
			await this.until(() => this.#waiting.length > 0);
			this.#applyWaiting();
		}
	}

	/** Resolves when `condition` holds; looked at again after every change. */
	until(condition: () => boolean): Promise<void> {
		if (condition()) return Promise.resolve();
		return new Promise((resolve) => {
			const look = (): void => {
				if (!condition()) return;
				this.#changed.delete(look);
				resolve();
			};
			this.#changed.add(look);
		});
	}

	/** Everything written here is acknowledged. */
	settled(): Promise<void> {
		return this.until(
			() => this.#unstored === 0 && this.sync.status.link === 'live' && this.sync.status.waiting === 0
		);
	}

	destroy(): void {
		this.#provider.destroy();
		this.#provider.awareness.destroy();
		this.doc.destroy();
	}

	#applyWaiting(): void {
		const next = this.#waiting.shift();
		if (!next) return;
		Y.applyUpdate(this.doc, next, this.#provider);
		this.#applied += 1;
	}

	#notify(): void {
		for (const look of [...this.#changed]) look();
	}
}
