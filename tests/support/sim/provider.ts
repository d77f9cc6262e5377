// Stands in for y-websocket's WebsocketProvider on the world's clock (the real one uses the browser's timers and
// clock): what it sends when its socket opens, its 30 s watchdog, its back-off, and that it stops at a 44xx.

import * as encoding from 'lib0/encoding';
import * as syncProtocol from 'y-protocols/sync';
import {
	type EncryptedSocket,
	socketClassFor,
	type SocketHost
} from '../../../src/lib/core/sync/encrypted-socket.ts';
import type { Clock } from '../../../src/lib/core/sync/ports.ts';
import {
	awarenessFrame,
	EMPTY_STEP_2,
	type PresenceState,
	readProviderFrame
} from '../../../src/lib/core/sync/provider-frames.ts';
import { equal } from '../../../src/lib/core/bytes.ts';
import { demand } from './violation.ts';

const SYNC_MESSAGE = 0;
const WATCHDOG_MS = 30_000;
const RENEW_MS = 15_000;
const MOST_BACKOFF_MS = 2500;

export class StandInProvider {
	readonly #Socket: new () => EncryptedSocket;
	readonly #clock: Clock;
	readonly #client: number;
	readonly #state: string;
	#socket: EncryptedSocket | null = null;
	#wanted = false;
	#failures = 0;
	#heard = 0;
	#presenceClock = 0;
	#cancelPresence: () => void = () => undefined;
	/** Set by an empty step 2: connected and answered. */
	synced = false;
	/** The code that ended it for good. */
	stoppedBy: number | null = null;
	/** Clients of others that it was told of, with their clocks. */
	readonly others = new Map<number, number>();

	/** @param member whom this client's presence names */
	constructor(host: SocketHost, clock: Clock, client: number, member: string) {
		this.#Socket = socketClassFor(host);
		this.#clock = clock;
		this.#client = client;
		this.#state = JSON.stringify({ member });
	}

	connect(): void {
		this.#wanted = true;
		this.stoppedBy = null;
		this.#setUp();
		this.#renewLater();
		this.#watch();
	}

	disconnect(): void {
		this.#wanted = false;
		this.#cancelPresence();
		if (this.#socket) this.#lost(this.#socket, null);
	}

	/** Says again who is here, with a newer clock. */
	renew(): void {
		this.#presenceClock += 1;
		this.#sayPresence();
		this.#renewLater();
	}

	/** A document's update event: only a frame, which nobody needs. */
	edited(update: Uint8Array): void {
		if (this.#socket?.readyState !== this.#socket?.OPEN) return;
		const frame = encoding.createEncoder();
		encoding.writeVarUint(frame, SYNC_MESSAGE);
		syncProtocol.writeUpdate(frame, update);
		this.#socket?.send(encoding.toUint8Array(frame));
	}

	#setUp(): void {
		if (!this.#wanted || this.#socket) return;
		const socket = new this.#Socket();
		this.#socket = socket;
		this.synced = false;
		socket.onmessage = ({ data }) => this.#socket === socket && this.#take(new Uint8Array(data));
		socket.onclose = ({ code }) => this.#lost(socket, code);
		socket.onopen = () => {
			this.#heard = this.#clock.now();
			socket.send(Uint8Array.of(0, 0, 1, 0));
			this.#sayPresence();
		};
	}

	#take(frame: Uint8Array): void {
		this.#heard = this.#clock.now();
		const read = readProviderFrame(frame);
		if (read.kind === 'awareness') for (const state of read.states) this.#note(state);
		else {
			demand(equal(frame, EMPTY_STEP_2), 'frames', () => `the provider was given a ${read.kind}`);
			this.synced = true;
			this.#failures = 0;
		}
	}

	#note({ client, clock, state }: PresenceState): void {
		const known = this.others.get(client) ?? -1;
		if (state === 'null') {
			if (clock >= known) this.others.delete(client);
		} else if (clock > known) this.others.set(client, clock);
	}

	#lost(socket: EncryptedSocket, code: number | null): void {
		if (this.#socket !== socket) return;
		this.#socket = null;
		socket.close();
		this.synced = false;
		this.others.clear();
		this.#failures += 1;
		if (code !== null && code >= 4400 && code < 4500) {
			this.#wanted = false;
			this.stoppedBy = code;
		}
		this.#clock.after(Math.min(2 ** this.#failures * 100, MOST_BACKOFF_MS), () => this.#setUp());
	}

	#sayPresence(): void {
		const state = { client: this.#client, clock: this.#presenceClock, state: this.#state };
		this.#socket?.send(awarenessFrame([state]));
	}

	#renewLater(): void {
		this.#cancelPresence();
		this.#cancelPresence = this.#clock.after(RENEW_MS, () => this.renew());
	}

	#watch(): void {
		this.#clock.after(WATCHDOG_MS / 10, () => {
			if (!this.#wanted) return;
			const silent = this.#clock.now() - this.#heard > WATCHDOG_MS;
			if (silent && this.#socket?.readyState === this.#socket?.OPEN && this.#socket)
				this.#lost(this.#socket, null);
			this.#watch();
		});
	}
}
