// The relay as this page reaches it: at its own origin, in one websocket per room.

import type { RandomBytes } from '../core/ids.ts';
import { RELAY_PATH, SUBPROTOCOL } from '../core/protocol/version.ts';
import type { Clock, OpenTransport } from '../core/sync/ports.ts';
import type { RoomStatus } from '../core/sync/room-status.ts';
import { openWebSocket } from '../platform/transport.ts';
import { webCrypto } from '../platform/webcrypto.ts';

export const browserClock: Clock = {
	now: () => Date.now(),
	after(ms, run) {
		const timer = setTimeout(run, ms);
		return () => clearTimeout(timer);
	}
};

/** This device's cryptographic source. */
export const random: RandomBytes = (length) => webCrypto.random(length);

/** What every hello is signed for: the relay must be who the page thinks it is. */
export const relayOrigin = (): string => location.origin;

export const openRelay: OpenTransport = (events) =>
	openWebSocket(`${location.origin.replace(/^http/, 'ws')}${RELAY_PATH}`, SUBPROTOCOL, events);

/** Milliseconds by the relay's clock, as far as it is known; what expires counts by it. */
export const relayNow = ({ clockSkew }: Pick<RoomStatus, 'clockSkew'>): number =>
	browserClock.now() - (clockSkew ?? 0);
