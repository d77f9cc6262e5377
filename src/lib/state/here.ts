// This device's own clock and randomness. What the relay is reached with is in relay-ports.ts, which only syncing needs.

import type { RandomBytes } from '../core/ids.ts';
import type { Clock } from '../core/sync/ports.ts';
import type { RoomStatus } from '../core/sync/room-status.ts';

export const browserClock: Clock = {
	now: () => Date.now(),
	after(ms, run) {
		const timer = setTimeout(run, ms);
		return () => clearTimeout(timer);
	}
};

/** This device's cryptographic source. */
export const random: RandomBytes = (length) => crypto.getRandomValues(new Uint8Array(length));

/** Milliseconds by the relay's clock, as far as it is known; what expires counts by it. */
export const relayNow = ({ clockSkew }: Pick<RoomStatus, 'clockSkew'>): number =>
	browserClock.now() - (clockSkew ?? 0);
