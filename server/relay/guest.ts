// Whoever has said a good hello: a member or an invitee. What both are given, and what the connection asks of both.

import type { CloseCode } from '../../src/lib/core/protocol/close.ts';
import type { ClientMessage, RelayMessage } from '../../src/lib/core/protocol/messages.ts';
import type { Pending, Reported } from './commits.ts';
import type { RelayPorts } from './ports.ts';
import type { Present, Room } from './room.ts';
import type { Appended, NewEntry } from '../store/store.ts';

export interface Guest {
	readonly room: Room;
	/** A message has come; the next one waits until this is done. Null: it is already. */
	take(message: ClientMessage): Promise<void> | null;
	/** The network has taken what was sent, or some of it. */
	drained(): void;
	/** The connection is over. */
	left(code: number): void;
}

/** Whoever appended, as the commit's outcome reaches it. */
export interface Appender extends Present {
	readonly room: Room;
	/** The store answered for an entry that is not new. */
	settleKnown(name: Pick<NewEntry, 'session' | 'counter'>, result: Appended): void;
	/** The store failed: the device is to come back later. */
	closeBusy(): void;
}

export interface GuestPorts {
	readonly relay: RelayPorts;
	readonly send: (message: RelayMessage) => void;
	/** Sends what is encoded already. */
	readonly write: (frame: Uint8Array) => void;
	/** Enough waits for the network, on this connection or on all together: no more of what can wait. */
	readonly isFull: () => boolean;
	readonly close: (code: CloseCode, why: string) => void;
	/** Puts an entry into the next commit. */
	readonly append: (pending: Pending<Appender>) => void;
	/** So for what a device reports of itself. */
	readonly report: (reported: Reported<Appender>) => void;
	/** Keeps the room in memory until the work is done, also when everybody leaves. */
	readonly hold: <T>(work: () => Promise<T>) => Promise<T>;
}
