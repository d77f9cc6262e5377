// Between a person's browser and the relay: the real frames of the real relay, some of them held back or lost, as a
// bad line would.

import type { WebSocketRoute } from '@playwright/test';
import type { RoomId } from '../../src/lib/core/ids.ts';
import {
	type ClientMessage,
	decodeClientMessage,
	decodeRelayMessage,
	type RelayMessage
} from '../../src/lib/core/protocol/messages.ts';
import { RELAY_PATH } from '../../src/lib/core/protocol/version.ts';
import type { Person } from '../support/person.ts';

/** What becomes of one frame of the relay. `cut` loses it and ends the connection. */
export type Fate = 'deliver' | 'hold' | 'cut';

export interface RelayBetween {
	/** Rooms that the browser has said hello to. */
	readonly rooms: ReadonlySet<RoomId>;
	/** How many frames are held now. */
	readonly held: number;
	/** Delivers what is held, in its order. */
	release(): void;
}

/**
 * For every page that is opened from now on.
 * @param decide asked for each message of the relay; `asked` is the last message of the browser on that connection
 */
export async function standBetween(
	{ context }: Person,
	decide: (message: RelayMessage, room: RoomId | null, asked: ClientMessage | null) => Fate
): Promise<RelayBetween> {
	const rooms = new Set<RoomId>();
	let held: (() => void)[] = [];
	await context.routeWebSocket(
		(url) => url.pathname === RELAY_PATH,
		(socket: WebSocketRoute) => {
			const relay = socket.connectToServer();
			let room: RoomId | null = null;
			let asked: ClientMessage | null = null;
			let holding = false;
			socket.onMessage((frame) => {
				asked = decodeClientMessage(new Uint8Array(frame as Buffer));
				if (asked?.type === 'hello') {
					({ room } = asked);
					rooms.add(room);
				}
				relay.send(frame);
			});
			relay.onMessage((frame) => {
				const message = decodeRelayMessage(new Uint8Array(frame as Buffer));
				if (message === null) throw new Error('the relay sent what is no message');
				const fate = decide(message, room, asked);
				// What comes behind a frame that is held waits too: a line does not change the order.
				if (fate === 'cut') void socket.close({ code: 1001 });
				else if (fate === 'hold' || holding) {
					holding = true;
					held.push(() => {
						holding = false;
						socket.send(frame);
					});
				} else socket.send(frame);
			});
		}
	);
	return {
		rooms,
		get held() {
			return held.length;
		},
		release() {
			for (const deliver of held.splice(0)) deliver();
			held = [];
		}
	};
}
