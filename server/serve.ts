// The server's composition root: store, client, relay on one HTTP server; started and stopped in order.

import { readFileSync } from 'node:fs';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { loadClient } from './client.ts';
import type { Config } from './config.ts';
import { atMostEvery } from './health.ts';
import { createHttpServer } from './http.ts';
import type { Log } from './log.ts';
import { attachRelay } from './relay/attach.ts';
import { trackSockets } from './sockets.ts';
import { openSqliteStore } from './store/sqlite.ts';
import { openStoreFile } from './store/sqlite-file.ts';

export interface Serving {
	/** What a person types into a browser. */
	readonly address: string;
	/** Takes nothing new, commits and acknowledges what waits, says goodbye, closes the store. */
	stop(): Promise<void>;
}

/** A probe costs a disk sync; a flood of them must not. */
const HEALTH_MS = 1000;
/** How long a socket that nobody speaks for any more may stay while the server stops. */
const LEFTOVER_MS = 2000;
const PACKAGE = new URL('../package.json', import.meta.url);

/**
 * @param build folder of the built client
 * @throws with a message for the person who started it: no build, a store that can't be used, a port that is taken
 */
export async function serve(config: Config, build: string, log: Log): Promise<Serving> {
	const client = loadClient(build);
	const store = openSqliteStore(config.dataDir, openStoreFile(config.dataDir, config.maxStore));
	const checkStore = atMostEvery(HEALTH_MS, () => store.check());
	const server = createHttpServer({ client, version: readVersion(), checkStore, log });
	const cutOff = trackSockets(server);
	const { publicOrigin, limits, trustProxy, admissionToken } = config;
	const relay = attachRelay(server, { store, publicOrigin, log, limits, trustProxy, admissionToken });
	try {
		await listen(server, config);
	} catch (cause) {
		await store.close();
		const why = cause instanceof Error ? cause.message : String(cause);
		throw new Error(`Cannot listen on ${config.host}, port ${config.port}: ${why}`, { cause });
	}
	const bound = server.address() as AddressInfo;
	log({ event: 'listening', host: bound.address, port: bound.port });
	return {
		address: config.publicOrigin ?? localAddress(bound),
		stop: async () => {
			const closed = new Promise((resolve) => server.close(resolve));
			await relay.close();
			server.closeAllConnections();
			const timer = setTimeout(cutOff, LEFTOVER_MS);
			await closed;
			clearTimeout(timer);
			await store.close();
			log({ event: 'stopped' });
		}
	};
}

function listen(server: Server, { port, host }: Config): Promise<void> {
	return new Promise((resolve, reject) => {
		server.once('error', reject);
		server.listen(port, host, () => {
			server.off('error', reject);
			resolve();
		});
	});
}

/** An address that means "all" is reached by loopback. */
function localAddress({ address, port, family }: AddressInfo): string {
	if (address === '0.0.0.0' || address === '::') return `http://127.0.0.1:${port}`;
	return family === 'IPv6' ? `http://[${address}]:${port}` : `http://${address}:${port}`;
}

function readVersion(): string {
	const { version } = JSON.parse(readFileSync(PACKAGE, 'utf8')) as { version: string };
	return version;
}
