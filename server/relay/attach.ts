// Puts the relay on an HTTP server's websocket upgrades. The same server may have other websockets (a development
// server's reload does): a path that is not the relay's is left to them.

import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import { RELAY_PATH, SUBPROTOCOL } from '../../src/lib/core/protocol/version.ts';
import { nodeVerifier } from '../crypto.ts';
import type { Log } from '../log.ts';
import type { RelayStore } from '../store/store.ts';
import { visitorAddress } from './address.ts';
import { Admission } from './admission.ts';
import { Counted } from './counted.ts';
import { enter } from './entrance.ts';
import { goodbye, refuse } from './goodbye.ts';
import { allowedOrigin } from './origin.ts';
import { DEFAULT_LIMITS } from './ports.ts';
import type { RelayLimits } from './ports.ts';
import { quietLog } from './quiet-log.ts';
import { Relay } from './relay.ts';
import { systemClock } from './system-clock.ts';

export interface AttachOptions {
	readonly store: RelayStore;
	/** What browsers call this server; null: any loopback name. */
	readonly publicOrigin: string | null;
	readonly log: Log;
	readonly limits?: Partial<RelayLimits>;
	/** How many proxies in front of this server say who has called them; 0: the socket's own address counts. */
	readonly trustProxy?: number;
	/** What a hello must carry to make a room; null: anybody may. */
	readonly admissionToken?: string | null;
}

export interface AttachedRelay {
	/** Commits what waits, closes every socket with 4503 and takes no more. The store stays open. */
	close(): Promise<void>;
	/** Rooms in memory and open connections. */
	readonly load: { readonly rooms: number; readonly connections: number };
}

/** Sockets for each connection that may be: some of those that were refused or have ended still say goodbye. */
const SOCKETS_PER_CONNECTION = 2;

type OnUpgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => void;

/** A node:http server, or one like it. */
export interface Upgradable {
	on(event: 'upgrade', listener: OnUpgrade): unknown;
	off(event: 'upgrade', listener: OnUpgrade): unknown;
	listenerCount(event: 'upgrade'): number;
}

/** `server` may be listening already or not yet. */
export function attachRelay(server: Upgradable, options: AttachOptions): AttachedRelay {
	const { store, publicOrigin, trustProxy = 0, admissionToken = null } = options;
	const log = quietLog(options.log, systemClock);
	const limits = { ...DEFAULT_LIMITS, ...options.limits };
	const admission = new Admission({ limits, token: admissionToken, now: () => systemClock.now() });
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
		maxPayload: limits.frame,
		perMessageDeflate: false,
		handleProtocols: (offered) => (offered.has(SUBPROTOCOL) ? SUBPROTOCOL : ([...offered][0] ?? false))
	});
	const open = new Counted<string>();
	const warnOfProxy = once(() =>
		log({ event: 'proxy-not-trusted', remedy: 'set TRUST_PROXY to how many proxies are in front' })
	);

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
		const forwarded = request.headers['x-forwarded-for']?.toString();
		if (forwarded !== undefined && trustProxy === 0) warnOfProxy();
		const address = visitorAddress(request.socket.remoteAddress, forwarded, trustProxy);
		// Before anything is said: one that was refused still takes a socket while it says goodbye.
		if (sockets.clients.size >= limits.connections * SOCKETS_PER_CONNECTION)
			return refuse(socket, '503 Service Unavailable');
		if (!open.add(address, limits.addressConnections * SOCKETS_PER_CONNECTION))
			return refuse(socket, '429 Too Many Requests');
		socket.once('close', () => open.remove(address));
		sockets.handleUpgrade(request, socket, head, (accepted) =>
			enter({ relay, admission, log, origin, address }, accepted, socket)
		);
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

function once(run: () => void): () => void {
	let done = false;
	return () => {
		if (!done) run();
		done = true;
	};
}
