// One tab of a device leads each room: it owns the socket, the outbox and the cursor. A Web Lock says which; the
// browser hands it on when that tab closes or dies.

import type { RoomId } from '../core/ids.ts';

/** Stops leading, or waiting to lead; settles when another tab may lead. Idempotent. */
export type Release = () => Promise<void>;

/**
 * Waits until this tab leads the room, then calls `onLead`. Release only after everything that leading started has
 * stopped. When `onLead` throws or rejects, also after the release, the lead is given up and `onFailed` gets the error;
 * what that throws surfaces by itself, and the release settles all the same.
 */
export function lead(
	room: RoomId,
	onLead: () => Promise<void> | void,
	onFailed: (error: unknown) => void
): Release {
	const waiting = new AbortController();
	let stop: () => void = () => undefined;
	const released = new Promise<void>((resolve) => (stop = resolve));
	let releasing = false;

	const held = navigator.locks.request(`soundings-lead-${room}`, { signal: waiting.signal }, async () => {
		if (releasing) return;
		await onLead();
		await released;
	});
	held.catch((error: unknown) => {
		// Released before it was our turn.
		if (!(error instanceof DOMException && error.name === 'AbortError')) onFailed(error);
	});
	const ended = held.then(
		() => undefined,
		() => undefined
	);

	return () => {
		releasing = true;
		stop();
		waiting.abort();
		return ended;
	};
}
