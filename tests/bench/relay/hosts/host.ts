// The part that every measured server's process has in common: it says where it listens, and tells how much is on its
// heap when asked. It is started with --expose-gc.

import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setImmediate as turn } from 'node:timers/promises';

/** From the server's process. */
export type HostMessage =
	| { readonly kind: 'listening'; readonly port: number }
	/** Bytes, after collection: of JavaScript objects, and of what they hold outside of the heap. */
	| { readonly kind: 'heap'; readonly heap: number; readonly external: number };

/** To the server's process: what is on the heap? */
export const ASK_HEAP = 'heap';

/** Where a server may keep what it keeps. */
export const dataFolder = (): string => {
	const folder = process.argv[2];
	if (folder === undefined) throw new Error('usage: node host.ts <data folder>');
	return folder;
};

const tell = (message: HostMessage): void => void process.send?.(message);

/** Listens on a free port of the loopback address. */
export const listen = (server: Server): Promise<number> =>
	new Promise((listening) =>
		server.listen(0, '127.0.0.1', () => listening((server.address() as AddressInfo).port))
	);

/** Serves until the benchmark's process is done with it. */
export function hostAt(port: number): void {
	process.on('message', (asked) => {
		if (asked === ASK_HEAP) void tellHeap();
	});
	process.on('disconnect', () => process.exit(0));
	tell({ kind: 'listening', port });
}

async function tellHeap(): Promise<void> {
	if (!globalThis.gc) throw new Error('start with --expose-gc');
	// What a finaliser lets go is collected in the next round.
	for (let round = 0; round < 4; round++) {
		globalThis.gc();
		await turn();
	}
	const { heapUsed, external } = process.memoryUsage();
	tell({ kind: 'heap', heap: heapUsed, external });
}
