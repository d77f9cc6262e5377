// A relay behind a real HTTP server and one trusted proxy, so that a test chooses the address that a connection comes
// from, and every limit.

import { createServer } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { WebSocket } from 'ws';
import { encodeClientMessage } from '../../src/lib/core/protocol/messages.ts';
import { RELAY_PATH, SUBPROTOCOL } from '../../src/lib/core/protocol/version.ts';
import type { LogEvent } from '../../server/log.ts';
import { attachRelay } from '../../server/relay/attach.ts';
import type { AttachOptions } from '../../server/relay/attach.ts';
import { memoryRelayStore } from './relay-memory-store.ts';
import { RelayPeer } from './relay-peer.ts';

/** A websocket frame: final and binary, masked with zeros. */
const BINARY = 2;
const MASKED = 0x80;
const PING = encodeClientMessage({ type: 'ping' });

export interface LimitedRelay {
	readonly origin: string;
	readonly logged: LogEvent[];
	readonly load: { readonly rooms: number; readonly connections: number };
	/** A connection; its challenge may still have to come, or it may be refused at once. */
	dial(from?: string): Promise<RelayPeer>;
	/** Sends so many pings in one piece, so that they are read in one piece. */
	flood(peer: RelayPeer, pings: number): void;
	/** Cuts a connection; resolves when its end is known here, which says nothing about the relay. */
	hangUp(peer: RelayPeer): Promise<void>;
	stop(): Promise<void>;
}

export async function limitedRelay(options: Partial<AttachOptions> = {}): Promise<LimitedRelay> {
	const logged: LogEvent[] = [];
	const server = createServer();
	const relay = attachRelay(server, {
		store: memoryRelayStore(),
		publicOrigin: null,
		trustProxy: 1,
		...options,
		log: (event) => logged.push(event)
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	const sockets = new Map<RelayPeer, WebSocket>();
	const raw = new Map<RelayPeer, Socket>();
	return {
		origin,
		logged,
		get load() {
			return relay.load;
		},
		dial: async (from) => {
			const headers = from === undefined ? {} : { 'X-Forwarded-For': from };
			const socket = new WebSocket(origin.replace('http', 'ws') + RELAY_PATH, SUBPROTOCOL, {
				origin,
				headers
			});
			const peer = new RelayPeer((frame) => socket.send(frame));
			sockets.set(peer, socket);
			socket.on('upgrade', (response) => raw.set(peer, response.socket));
			socket.on('message', (data: Buffer) => peer.arrived(new Uint8Array(data)));
			socket.on('close', (code, reason) => peer.ended(code, reason.toString()));
			socket.on('error', () => socket.terminate());
			await new Promise((resolve) => socket.once('open', resolve).once('close', resolve));
			return peer;
		},
		flood: (peer, pings) => {
			const frame = Buffer.of(0x80 | BINARY, MASKED | PING.length, 0, 0, 0, 0, ...PING);
			raw.get(peer)?.write(Buffer.concat(Array.from({ length: pings }, () => frame)));
		},
		hangUp: async (peer) => {
			sockets.get(peer)?.close();
			await peer.closed;
		},
		stop: async () => {
			await relay.close();
			for (const socket of sockets.values()) socket.terminate();
			await new Promise((resolve) => server.close(resolve));
		}
	};
}
