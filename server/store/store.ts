// What the relay asks of the place where it keeps its rooms. One contract suite runs on every adapter. Everything
// is async although SQLite is not, so that a database server fits behind it. A rejection means that the store failed
// and nothing of that call was kept; what can be expected is a value.

import type { DeviceId, InviteId, LogId, RoomId, SessionId } from '../../src/lib/core/ids.ts';
import type { FormerLog, SnapshotOffer } from '../../src/lib/core/protocol/messages.ts';

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
	/** Milliseconds since the epoch. */
	readonly created: number;
	/** Of the last entry; 0 when there never was one. */
	readonly seq: number;
	/** The log's running hash after `seq`, 32 bytes. */
	readonly hash: Uint8Array;
	/** Entries up to this one are gone: the older snapshot stands for them. 0: none are. */
	readonly cut: number;
	/** Sum of the lengths of the entries that are kept. */
	readonly bytes: number;
	/** Sum of the lengths of the entries behind the newest snapshot. */
	readonly tail: number;
	/** How many sessions of devices ever appended: their names are kept for ever. */
	readonly sessions: number;
	/** Two at most, the newest first. */
	readonly snapshots: readonly KeptSnapshot[];
	/** Under which kept entries or snapshots were written before the store was restored; oldest first. */
	readonly former: readonly FormerLog[];
}

export interface KeptSnapshot extends SnapshotOffer {
	/** Of all its chunks. */
	readonly bytes: number;
	/** Milliseconds since the epoch: neither it nor what follows it in the log came earlier. */
	readonly made: number;
}

export interface NewSnapshot extends KeptSnapshot {
	/** Under which its chunks were staged. */
	readonly upload: string;
	/** Digest of the one that it follows; null: it is the first. */
	readonly previous: Uint8Array | null;
}

/**
 * `stale`: it does not follow the newest one, or covers less. `log`: what it covers is not in this log. Else how many bytes
 * of entries it stands for that the one before did not, and how many bytes of entries are gone.
 */
export type SnapshotTaken =
	| { readonly kind: 'taken'; readonly covered: number; readonly freed: number }
	| { readonly kind: 'stale' | 'log' };

/** What a device says of itself. Only the latest of each kind is kept. */
export type Report =
	| { readonly kind: 'receipt'; readonly room: RoomId; readonly device: DeviceId; readonly bytes: Uint8Array }
	| {
			readonly kind: 'delivered';
			readonly room: RoomId;
			readonly device: DeviceId;
			/** Replaces one of the same log only if this is higher. */
			readonly seq: number;
			readonly logId: LogId;
			readonly bytes: Uint8Array;
	  };

export interface Reports {
	/** Those about the room's log as it is named now. */
	readonly delivered: readonly Uint8Array[];
	readonly receipts: readonly Uint8Array[];
}

export interface NewEntry {
	readonly room: RoomId;
	readonly device: DeviceId;
	readonly session: SessionId;
	/** Room, device, session and counter together name an entry for ever. */
	readonly counter: number;
	readonly bytes: Uint8Array;
}

/**
 * `conflict`: other bytes under this name are stored already; these are not. `opens`: it is the first of its device's
 * session.
 */
export type Appended =
	| { readonly kind: 'stored'; readonly seq: number; readonly hash: Uint8Array; readonly opens: boolean }
	| { readonly kind: 'duplicate'; readonly seq: number; readonly hash: Uint8Array }
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
	/** Nobody uses the room any more: what is remembered of it, to be quick, need not stay in memory. */
	idle(room: RoomId): void;
	/** How many rooms there are. */
	countRooms(): Promise<number>;
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
	 * rejects the whole batch. An entry that was stored and is gone is a duplicate at the cut.
	 * @param reports kept in the same transaction
	 */
	append(batch: readonly NewEntry[], reports?: readonly Report[]): Promise<readonly Appended[]>;
	/** Entries behind `seq` up to `maxBytes` together, but at least one when there is one; null when some are gone. */
	entriesAfter(room: RoomId, seq: number, maxBytes: number): Promise<Page | null>;
	/**
	 * The running hash after `seq` (0: before the first entry) from which the log goes on; null when the log is not that
	 * long, or begins later.
	 */
	hashAt(room: RoomId, seq: number): Promise<Uint8Array | null>;
	reports(room: RoomId): Promise<Reports>;
	/** Keeps a chunk of a snapshot that is not whole yet. A store that is opened again has forgotten it. */
	stageChunk(upload: string, index: number, chunk: Uint8Array): Promise<void>;
	/** Forgets the chunks of an upload that was not taken. */
	dropUpload(upload: string): Promise<void>;
	/**
	 * Makes an upload the room's newest snapshot, settles when it is on disk. The one before stays; the one before that
	 * goes, and with it the entries that the one that stays stands for.
	 */
	takeSnapshot(room: RoomId, snapshot: NewSnapshot): Promise<SnapshotTaken>;
	/** A chunk of a snapshot of this room, by the snapshot's digest; null when that one is gone or shorter. */
	chunk(room: RoomId, digest: Uint8Array, index: number): Promise<Uint8Array | null>;
	/** Hands the box to this device and to no other from then on. `other`: it went to another one. */
	takeBox(room: RoomId, invite: InviteId, device: DeviceId): Promise<Uint8Array | 'other' | null>;
	/** Deletes a box; does nothing when there is none. */
	dropBox(room: RoomId, invite: InviteId): Promise<void>;
	/** Settles when a write reached the disk. */
	check(): Promise<void>;
	/** Nothing may be called afterwards. */
	close(): Promise<void>;
}
