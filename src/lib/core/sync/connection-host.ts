// What a connection sees of the room it belongs to: all that outlives it.

import type * as Y from 'yjs';
import type { DeviceId, MemberId, RoomId } from '../ids.ts';
import type { Denial } from '../protocol/close.ts';
import type { Crypto, Device } from '../protocol/crypto.ts';
import type { Chain } from '../protocol/membership.ts';
import type { RowsLag } from './document-feed.ts';
import type { EncryptedSocket } from './encrypted-socket.ts';
import type { Keyring } from './keyring.ts';
import type { SessionCounter } from './outbox.ts';
import type { Clock, OpenTransport, RoomStore } from './ports.ts';
import type { Presence } from './presence.ts';
import type { PresenceState } from './provider-frames.ts';
import type { SeenMap } from './receipts.ts';
import type { RoomStatus } from './room-status.ts';
import type { SnapshotPauses } from './snapshot-pauses.ts';
import type { SnapshotTrust } from './snapshot-trust.ts';

export interface RoomSyncOptions {
	readonly room: RoomId;
	readonly device: Device;
	/** 32-byte keys by epoch. */
	readonly epochs: ReadonlyMap<number, Uint8Array>;
	readonly chain: Chain;
	readonly doc: Y.Doc;
	readonly store: RoomStore;
	readonly crypto: Crypto;
	readonly clock: Clock;
	readonly open: OpenTransport;
	/** Origin of the relay as this device sees it; signed in every hello. */
	readonly origin: string;
	/** Admission token of a closed relay; empty when none. */
	readonly token: string;
	/** Applies an update that the log has; false when Yjs cannot. */
	readonly apply: (update: Uint8Array) => boolean;
	/** Told of updates that came from the log and are stored. */
	readonly onStored: (updates: readonly Uint8Array[]) => void;
	/** Whether a client id belongs to a tab of this device. */
	readonly isOwnClient: (client: number) => boolean;
	/** Every tab's presence is to be sent again, with a new clock: somebody new is there. */
	readonly renewPresence: () => void;
	/** When something was last taken back in this document, this device's clock, ms: the relay is to keep nothing older. */
	readonly mustForgetSince?: () => number | null;
}

export type Submitted = 'done' | 'offline' | Denial;

export interface ConnectionHost {
	readonly options: RoomSyncOptions;
	readonly deviceId: DeviceId;
	/** Whose device this is; null while the chain does not say. */
	readonly member: MemberId | null;
	readonly counter: SessionCounter;
	/** Of a session of its own, for what is not in the log: there a counter that is never shown would be a gap for ever. */
	readonly aside: SessionCounter;
	readonly keyring: Keyring;
	readonly presence: Presence;
	readonly status: RoomStatus;
	/** Local edits handed to the store and not sealed, as far as known; exact whenever the outbox has looked. */
	unsealed: number;
	/** Grows with every local edit: tells whether one came while the store was being read. */
	readonly edits: number;
	/** What this person has opened, by item; null: not to be told; undefined: nothing has been said about it. */
	readonly seen: SeenMap | null | undefined;
	readonly trust: SnapshotTrust;
	readonly pauses: SnapshotPauses;
	readonly lag: RowsLag;
	/** Show the whole chain at the next hello: the relay does not know this room, or not this device. */
	presentChain: boolean;
	update(change: Partial<RoomStatus>): void;
	/** The log has been read to its end. */
	live(): void;
	/** The connection has ended. */
	ended(connection: object, socket: EncryptedSocket, code: number, reason: string): void;
	/** Tells the provider of presence that may be shown. */
	showPresence(socket: EncryptedSocket, states: readonly PresenceState[]): void;
}
