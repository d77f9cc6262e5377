// Puts the relay on an HTTP server's websocket upgrades. The same server may have other websockets (a development
// server's reload does): a path that is not the relay's is left to them.

import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import type { WebSocket } from 'ws';
import { CLOSE } from '../../src/lib/core/protocol/close.ts';
import { RELAY_PATH, SUBPROTOCOL } from '../../src/lib/core/protocol/version.ts';
import { nodeVerifier } from '../crypto.ts';
import type { Log } from '../log.ts';
import type { RelayStore } from '../store/store.ts';
import { allowedOrigin } from './origin.ts';
import { DEFAULT_LIMITS } from './ports.ts';
import type { Clock, RelayLimits } from './ports.ts';
import { quietLog } from './quiet-log.ts';
import { Relay } from './relay.ts';

export interface AttachOptions {
	readonly store: RelayStore;
	/** What browsers call this server; null: any loopback name. */
	readonly publicOrigin: string | null;
	readonly log: Log;
	readonly limits?: Partial<RelayLimits>;
}

export interface AttachedRelay {
	/** Commits what waits, closes every socket with 4503 and takes no more. The store stays open. */
	close(): Promise<void>;
	/** Rooms in memory and open connections. */
	readonly load: { readonly rooms: number; readonly connections: number };
}

/** A chain that brings back a room must fit; an entry that is too large must come through to be refused by a nack. */
const MAX_FRAME = 4 * 1024 * 1024;
/** How long a socket may take to say goodbye. */
const GOODBYE_MS = 3000;

const systemClock: Clock = {
	now: () => Date.now(),
	after: (ms, run) => {
		const timer = setTimeout(run, ms);
		return () => clearTimeout(timer);
	}
};

type OnUpgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => void;

/** A node:http server, or one like it. */
export interface Upgradable {
	on(event: 'upgrade', listener: OnUpgrade): unknown;
	off(event: 'upgrade', listener: OnUpgrade): unknown;
	listenerCount(event: 'upgrade'): number;
}

/** `server` may be listening already or not yet. */
export function attachRelay(server: Upgradable, options: AttachOptions): AttachedRelay {
	const { store, publicOrigin } = options;
	const log = quietLog(options.log, systemClock);
	const limits = { ...DEFAULT_LIMITS, ...options.limits };
	const relay = new Relay({
		store,
		log,
		limits,
		crypto: nodeVerifier,
		clock: systemClock,
		defer: setImmediate
	});
	const sockets = new WebSocketServer({
		noServer: true,
		maxPayload: MAX_FRAME,
		perMessageDeflate: false,
		handleProtocols: (offered) => (offered.has(SUBPROTOCOL) ? SUBPROTOCOL : ([...offered][0] ?? false))
	});

	const upgrade: OnUpgrade = (request, socket, head) => {
		if (request.url?.replace(/\?.*$/s, '') !== RELAY_PATH) {
			if (server.listenerCount('upgrade') === 1) refuse(socket, '404 Not Found');
			return;
		}
		const origin = allowedOrigin(request.headers.origin, publicOrigin);
		if (origin === null) {
			log({ event: 'origin-refused', remedy: 'set PUBLIC_ORIGIN to the address that browsers use' });
			return refuse(socket, '403 Forbidden');
		}
		sockets.handleUpgrade(request, socket, head, (accepted) => open(relay, accepted, origin, log));
	};
	server.on('upgrade', upgrade);

	return {
		get load() {
			return relay.load;
		},
		close: async () => {
			await relay.close();
			await Promise.all([...sockets.clients].map(goodbye));
			server.off('upgrade', upgrade);
		}
	};
}

function open(relay: Relay, socket: WebSocket, origin: string, log: Log): void {
	// A violated framing rule, or a frame too large: ws closes the socket, which is all there is to do.
	socket.on('error', (error) => log({ event: 'failed', doing: 'reading a socket', error: error.message }));
	const close = (code: number, reason: string): void => {
		socket.close(code, reason);
		void goodbye(socket);
	};
	if (socket.protocol !== SUBPROTOCOL) return close(CLOSE.tooOld, SUBPROTOCOL);
	const connection = relay.connect(
		{
			send: (frame) => socket.send(frame, () => connection?.drained()),
			close,
			buffered: () => socket.bufferedAmount
		},
		origin
	);
	if (!connection) return;
	socket.on('message', (data, isBinary) => {
		if (isBinary && Buffer.isBuffer(data)) connection.receive(data);
		else connection.close(CLOSE.malformed, 'text');
	});
	socket.on('close', (code) => connection.ended(code));
}

/** Resolves when the socket is gone; a peer that does not answer is cut off. */
function goodbye(socket: WebSocket): Promise<void> {
	if (socket.readyState === socket.CLOSED) return Promise.resolve();
	return new Promise((resolve) => {
		const timer = setTimeout(() => socket.terminate(), GOODBYE_MS);
		socket.once('close', () => {
			clearTimeout(timer);
			resolve();
		});
	});
}

// Destroyed, because a server's sockets stay half open: a peer that never closes its side would keep its own for ever.
function refuse(socket: Duplex, status: string): void {
	const timer = setTimeout(() => socket.destroy(), GOODBYE_MS);
	socket.once('close', () => clearTimeout(timer));
	socket.on('error', () => socket.destroy());
	socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`, () => socket.destroy());
}
