// Where a relay's tests run: the relay alone over an in-memory pair with a clock that stands still, and the same
// relay behind a real HTTP server with real websockets.

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocket } from 'ws';
import type { Verifier } from '../../src/lib/core/protocol/crypto.ts';
import { RELAY_PATH, SUBPROTOCOL } from '../../src/lib/core/protocol/version.ts';
import { nodeVerifier } from '../../server/crypto.ts';
import type { LogEvent } from '../../server/log.ts';
import { attachRelay } from '../../server/relay/attach.ts';
import type { Connection } from '../../server/relay/connection.ts';
import { DEFAULT_LIMITS } from '../../server/relay/ports.ts';
import type { RelayLimits } from '../../server/relay/ports.ts';
import { Relay } from '../../server/relay/relay.ts';
import type { RelayStore } from '../../server/store/store.ts';
import { memoryRelayStore } from './relay-memory-store.ts';
import { RelayPeer } from './relay-peer.ts';

export interface World {
	/** What a hello is signed for. */
	readonly origin: string;
	readonly logged: LogEvent[];
	readonly load: { readonly rooms: number; readonly connections: number };
	/** A new connection, before the hello. */
	open(): Promise<RelayPeer>;
	/** Ends a connection from the device's side; resolves when the relay knows. */
	leave(peer: RelayPeer): Promise<void>;
	/** Stops the relay; the store stays. */
	stop(): Promise<void>;
}

export interface WorldOptions {
	readonly store?: RelayStore;
	readonly limits?: Partial<RelayLimits>;
	/** In memory only. */
	readonly crypto?: Verifier;
}

export type OpenWorld = (options?: WorldOptions) => Promise<World>;

/** A clock that moves when told to. */
export class TestClock {
	#now = 1_700_000_000_000;
	#timers: { readonly at: number; readonly run: () => void }[] = [];

	now = (): number => this.#now;

	after = (ms: number, run: () => void): (() => void) => {
		const timer = { at: this.#now + ms, run };
		this.#timers.push(timer);
		return () => (this.#timers = this.#timers.filter((other) => other !== timer));
	};

	/** Runs what falls due, in order. */
	advance(ms: number): void {
		const end = this.#now + ms;
		for (;;) {
			const [next] = this.#timers.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at);
			if (!next) break;
			this.#timers = this.#timers.filter((timer) => timer !== next);
			this.#now = next.at;
			next.run();
		}
		this.#now = end;
	}

	get pending(): number {
		return this.#timers.length;
	}
}

/** A link whose network takes nothing until it is told to. */
export class StalledLink {
	buffered = 0;
	stalled = false;
	readonly #drained: () => void;
	constructor(drained: () => void) {
		this.#drained = drained;
	}

	/** The network takes all that waits. */
	drain(): void {
		this.buffered = 0;
		this.#drained();
	}
}

export interface MemoryWorld extends World {
	readonly clock: TestClock;
	/** The network between the relay and this peer. */
	link(peer: RelayPeer): StalledLink;
}

export const memoryWorld = async (options: WorldOptions = {}): Promise<MemoryWorld> => {
	const logged: LogEvent[] = [];
	const clock = new TestClock();
	const relay = new Relay({
		store: options.store ?? memoryRelayStore(),
		crypto: options.crypto ?? nodeVerifier,
		clock,
		defer: setImmediate,
		log: (event) => logged.push(event),
		limits: { ...DEFAULT_LIMITS, ...options.limits }
	});
	const ends = new Map<RelayPeer, { readonly connection: Connection | null; readonly link: StalledLink }>();
	const origin = 'https://relay.test';
	return {
		origin,
		logged,
		clock,
		get load() {
			return relay.load;
		},
		link: (peer) => ends.get(peer)!.link,
		open: async () => {
			let connection: Connection | null = null;
			const link = new StalledLink(() => connection?.drained());
			const peer = new RelayPeer((frame) => void connection?.receive(frame));
			connection = relay.connect(
				{
					send: (frame) => {
						if (link.stalled) link.buffered += frame.length;
						peer.arrived(frame.slice());
					},
					close: (code, reason) => peer.ended(code, reason),
					buffered: () => link.buffered
				},
				origin
			);
			ends.set(peer, { connection, link });
			return peer;
		},
		leave: async (peer) => {
			ends.get(peer)?.connection?.ended(1001);
			peer.ended(1001, '');
		},
		stop: () => relay.close()
	};
};

export interface SocketWorld extends World {
	readonly url: string;
	/** A socket with other headers or subprotocols than a device's. */
	dial(protocols: string[], origin: string | undefined): WebSocket;
}

export const socketWorld = async (options: WorldOptions = {}): Promise<SocketWorld> => {
	const logged: LogEvent[] = [];
	const server = createServer();
	const relay = attachRelay(server, {
		store: options.store ?? memoryRelayStore(),
		publicOrigin: null,
		log: (event) => logged.push(event),
		limits: options.limits ?? {}
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	const origin = `http://127.0.0.1:${port}`;
	const url = `ws://127.0.0.1:${port}${RELAY_PATH}`;
	const sockets = new Map<RelayPeer, WebSocket>();
	const dial = (protocols: string[], from: string | undefined) =>
		new WebSocket(url, protocols, from === undefined ? {} : { origin: from });
	return {
		origin,
		url,
		logged,
		dial,
		get load() {
			return relay.load;
		},
		open: async () => {
			const socket = dial([SUBPROTOCOL], origin);
			const peer = new RelayPeer((frame) => socket.send(frame));
			sockets.set(peer, socket);
			socket.on('message', (data: Buffer) => peer.arrived(new Uint8Array(data)));
			socket.on('close', (code, reason) => peer.ended(code, reason.toString()));
			await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
			return peer;
		},
		leave: async (peer) => {
			const before = relay.load.connections;
			sockets.get(peer)?.close();
			await peer.closed;
			// The peer hears of the end when the relay does, but perhaps a turn of the loop earlier.
			while (relay.load.connections === before) await new Promise(setImmediate);
		},
		stop: async () => {
			await relay.close();
			for (const socket of sockets.values()) socket.terminate();
			await new Promise((resolve) => server.close(resolve));
		}
	};
};

/** A device's connection to a relay at an http address. */
export async function dialRelay(origin: string): Promise<RelayPeer> {
	const socket = new WebSocket(origin.replace(/^http/, 'ws') + RELAY_PATH, SUBPROTOCOL, { origin });
	const peer = new RelayPeer((frame) => socket.send(frame));
	socket.on('message', (data: Buffer) => peer.arrived(new Uint8Array(data)));
	socket.on('close', (code, reason) => peer.ended(code, reason.toString()));
	socket.on('error', () => socket.terminate());
	await new Promise((resolve) => socket.once('open', resolve).once('close', resolve));
	return peer;
}

export const WORLDS: readonly (readonly [name: string, open: OpenWorld])[] = [
	['in memory', memoryWorld],
	['over websockets', socketWorld]
];
