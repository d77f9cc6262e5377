// What the relay asks of the place where it keeps its rooms. One contract suite runs on every adapter. Everything
// is async although SQLite is not, so that a database server fits behind it. A rejection means that the store failed
// and nothing of that call was kept; what can be expected is a value.

import type { DeviceId, InviteId, LogId, RoomId, SessionId } from '../../src/lib/core/ids.ts';

export interface NewRoom {
	readonly room: RoomId;
	readonly logId: LogId;
	/** Membership statements, genesis first. */
	readonly chain: readonly Uint8Array[];
	/** Milliseconds since the epoch. */
	readonly created: number;
}

export interface RoomState {
	readonly logId: LogId;
	/** Of the last entry; 0 when there is none. */
	readonly seq: number;
	/** The log's running hash after `seq`, 32 bytes. */
	readonly hash: Uint8Array;
	/** Sum of all entries' lengths. */
	readonly bytes: number;
}

export interface NewEntry {
	readonly room: RoomId;
	readonly device: DeviceId;
	readonly session: SessionId;
	/** Room, device, session and counter together name an entry for ever. */
	readonly counter: number;
	readonly bytes: Uint8Array;
}

/** `conflict`: other bytes under this name are stored already; these are not. */
export type Appended =
	| { readonly kind: 'stored' | 'duplicate'; readonly seq: number; readonly hash: Uint8Array }
	| { readonly kind: 'conflict' };

/** A sealed epoch key that waits for whoever redeems the invite. */
export interface NewBox {
	readonly invite: InviteId;
	readonly box: Uint8Array;
}

export interface Page {
	readonly entries: readonly Uint8Array[];
	/** There are entries behind these. */
	readonly more: boolean;
}

export interface RelayStore {
	/** Settles when the room is on disk. */
	createRoom(room: NewRoom): Promise<'created' | 'exists'>;
	room(room: RoomId): Promise<RoomState | null>;
	/** Membership statements, genesis first; empty for a room that is not there. */
	chain(room: RoomId): Promise<readonly Uint8Array[]>;
	/**
	 * Adds statements behind the first `length` ones, all or none, with the box that belongs to them.
	 * `stale`: the chain has another length by now.
	 */
	addStatements(
		room: RoomId,
		length: number,
		statements: readonly Uint8Array[],
		box: NewBox | null
	): Promise<'added' | 'stale'>;
	/**
	 * Appends in order, in one transaction, and settles when it is on disk. Sequence numbers of a room are dense
	 * from 1; h_n is computed from h_{n-1} and the entry. One result per item, in order. A room that is not there
	 * rejects the whole batch.
	 */
	append(batch: readonly NewEntry[]): Promise<readonly Appended[]>;
	/** Entries behind `seq` up to `maxBytes` together, but at least one when there is one. */
	entriesAfter(room: RoomId, seq: number, maxBytes: number): Promise<Page>;
	/** The running hash after `seq` (0: before the first entry), or null when the log is not that long. */
	hashAt(room: RoomId, seq: number): Promise<Uint8Array | null>;
	/** Hands the box to this device and to no other from then on. `other`: it went to another one. */
	takeBox(room: RoomId, invite: InviteId, device: DeviceId): Promise<Uint8Array | 'other' | null>;
	/** Deletes a box; does nothing when there is none. */
	dropBox(room: RoomId, invite: InviteId): Promise<void>;
	/** Settles when a write reached the disk. */
	check(): Promise<void>;
	/** Nothing may be called afterwards. */
	close(): Promise<void>;
}
