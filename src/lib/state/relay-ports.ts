// The relay as this page reaches it: at its own origin, in one websocket per room.

import { RELAY_PATH, SUBPROTOCOL } from '../core/protocol/version.ts';
import type { OpenTransport } from '../core/sync/ports.ts';
import { openWebSocket } from '../platform/transport.ts';

/** What every hello is signed for: the relay must be who the page thinks it is. */
export const relayOrigin = (): string => location.origin;

export const openRelay: OpenTransport = (events) =>
	openWebSocket(`${location.origin.replace(/^http/, 'ws')}${RELAY_PATH}`, SUBPROTOCOL, events);
