// What the sync engine asks of the place it runs in. The browser's adapters live in src/lib/platform, the
// simulation's in tests/support; one contract suite (tests/contract) runs on both.

import type { DeviceId, LogId, MemberId, SessionId } from '../ids.ts';

/** Everything in the log up to and including `seq` is in the store. */
export interface Cursor {
	readonly logId: LogId;
	/** 0 = nothing read yet. */
	readonly seq: number;
	/** The log's running hash after `seq`, 32 bytes. */
	readonly hash: Uint8Array;
}

/** A local edit that no log entry carries yet. */
export interface Edit {
	/** Given by the store, ascending. */
	readonly key: number;
	/** One Yjs update (version 1). */
	readonly update: Uint8Array;
}

/** Edits that became log entries; kept with the exact bytes until the log has them, so that a retry is identical. */
export interface Sealed {
	/** Chosen by the outbox, ascending. */
	readonly key: number;
	/** The merged Yjs update, to seal again under a new log id or epoch. */
	readonly payload: Uint8Array;
	/** How many edits it stands for. */
	readonly edits: number;
	readonly logId: LogId;
	readonly epoch: number;
	readonly session: SessionId;
	/** One per part, in order; the counters are consecutive. */
	readonly entries: readonly { readonly counter: number; readonly bytes: Uint8Array }[];
}

/** An entry that this build or this device cannot read yet, kept whole. */
export interface Held {
	/** Its place in the log; 0 or below: the log that had it is gone, and these are in the order in which they came. */
	readonly seq: number;
	readonly bytes: Uint8Array;
	readonly why: 'epoch' | 'format' | 'kind' | 'membership';
}

/** One decrypted part of a change that travels in several entries. */
export interface Part {
	/** device.session.counter of the first part. */
	readonly group: string;
	readonly index: number;
	readonly count: number;
	readonly payload: Uint8Array;
	/** Its author has gone on without it: nothing waits for the rest. Absent: not as far as the log has shown. */
	readonly isLeft?: true;
}

/** Which counters of one device and session the log has shown, as inclusive ranges: [from, to, from, to, …]. */
export interface Seen {
	/** device.session */
	readonly key: string;
	readonly ranges: readonly number[];
}

/** Edits of this device that the log has, not yet known to be on every other member's device. */
export interface OwnEdits {
	/** The last entry of them. */
	readonly seq: number;
	/** How many; 0 stands for what is older than the counting. */
	readonly edits: number;
}

/** What this device knows of other members' devices. Times are this device's clock, ms. */
export interface StoredOthers {
	/** The log that `delivered` and the own edits are counted in. */
	readonly logId: LogId;
	readonly delivered: readonly { readonly member: MemberId; readonly seq: number; readonly at: number }[];
	readonly seen: readonly {
		readonly member: MemberId;
		readonly items: readonly { readonly item: string; readonly version: string; readonly at: number }[];
	}[];
	/** The highest number of each device's receipts, this one's too; absent in what older versions stored. */
	readonly receipts?: readonly { readonly device: DeviceId; readonly number: number }[];
}

export interface StoredRoom {
	readonly cursor: Cursor | null;
	readonly sealed: readonly Sealed[];
	readonly held: readonly Held[];
	readonly parts: readonly Part[];
	readonly seen: readonly Seen[];
	/** The membership chain as received, genesis first; empty when none was saved. */
	readonly chain: readonly Uint8Array[];
	/** Digest of the snapshot that this device made or compared itself with last, 32 bytes. */
	readonly snapshot: Uint8Array | null;
	/** By ascending `seq`. */
	readonly own: readonly OwnEdits[];
	readonly others: StoredOthers | null;
}

/** One atomic change: all of it is stored or nothing is. Deletions happen before puts. */
export interface RoomChange {
	/** Decrypted Yjs updates to add to the document's rows. */
	readonly updates?: readonly Uint8Array[];
	readonly cursor?: Cursor | null;
	readonly deleteEdits?: readonly number[];
	readonly putSealed?: readonly Sealed[];
	readonly deleteSealed?: readonly number[];
	readonly putHeld?: readonly Held[];
	readonly deleteHeld?: readonly number[];
	readonly putParts?: readonly Part[];
	/** Groups, whole. */
	readonly deleteParts?: readonly string[];
	readonly putSeen?: readonly Seen[];
	/** Forget every Seen row (a new log begins). */
	readonly clearSeen?: boolean;
	readonly chain?: readonly Uint8Array[];
	readonly snapshot?: Uint8Array | null;
	readonly putOwn?: readonly OwnEdits[];
	/** By their `seq`. */
	readonly deleteOwn?: readonly number[];
	readonly others?: StoredOthers;
	/** Local edits to add to the outbox without adding them to the document's rows (healing). */
	readonly addEdits?: readonly Uint8Array[];
}

/** One room's durable state on this device. Rejections are `StorageError`s. */
export interface RoomStore {
	/** Once, by the tab that leads. */
	load(): Promise<StoredRoom>;
	/** Edits not sealed yet, oldest first. */
	edits(): Promise<readonly Edit[]>;
	/**
	 * Stores one local edit as a document row and as an outbox row in one transaction. The transaction is begun and
	 * committed before this returns (S17); the promise settles when it is complete or has failed.
	 */
	addEdit(update: Uint8Array): Promise<void>;
	/** Settles when the transaction is complete. */
	write(change: RoomChange): Promise<void>;
}

export type StorageFault = 'quota' | 'gone' | 'unavailable' | 'newer' | 'failed';

/**
 * A local write or read that did not happen. `quota`: storage full; `gone`: the database was deleted or closed under us;
 * `newer`: a later version of the app has raised the database.
 */
export class StorageError extends Error {
	readonly fault: StorageFault;
	constructor(fault: StorageFault, options?: { cause?: unknown }) {
		super(`local storage: ${fault}`, options);
		this.name = 'StorageError';
		this.fault = fault;
	}
}

/** A byte pipe to the relay: a WebSocket in the browser, a scripted link in the simulation. */
export interface Transport {
	send(frame: Uint8Array): void;
	/** Idempotent. No callback fires afterwards. */
	close(code?: number, reason?: string): void;
}

export interface TransportEvents {
	onOpen(): void;
	onFrame(frame: Uint8Array): void;
	/** Also when connecting failed (code 1006). */
	onClose(code: number, reason: string): void;
}

export type OpenTransport = (events: TransportEvents) => Transport;

export interface Clock {
	/** Milliseconds since the epoch, this device's clock. */
	now(): number;
	/** Returns a cancel function. */
	after(ms: number, run: () => void): () => void;
}
