// Whether a tab still lives. Each holds a Web Lock under its own name; the browser gives it back when that tab closes
// or dies, which no message could tell the others.

import type { RoomId } from '../../core/ids.ts';

const lockOf = (room: RoomId, client: number): string => `soundings-tab-${room}-${String(client)}`;

/**
 * From when this resolves the other tabs can tell whether this one lives.
 * @param client the Yjs client id, which is a tab's name in its room
 * @returns a function that ends it
 */
export function liveAs(room: RoomId, client: number): Promise<() => void> {
	return new Promise((resolve, reject) => {
		navigator.locks
			.request(lockOf(room, client), () => new Promise<void>((release) => resolve(release)))
			.catch(reject);
	});
}

/** Calls back when a tab that lived has ended. Returns a function that stops waiting for it. */
export function whenGone(room: RoomId, client: number, gone: () => void): () => void {
	const waiting = new AbortController();
	navigator.locks
		// Shared: all the others wait for it.
		.request(lockOf(room, client), { mode: 'shared', signal: waiting.signal }, gone)
		.catch((error: unknown) => {
			if (!waiting.signal.aborted) throw error;
		});
	return () => waiting.abort();
}
