// What the device's own database holds: which journals are here, and the keys to their rooms. None of it is synced.

import type { InviteId, JournalId, MemberId, RoomId } from '../core/ids.ts';
import type { Role } from '../core/protocol/membership.ts';
import type { EpochKey } from '../core/sync/invite.ts';
import type { StoredDevice } from './webcrypto.ts';

export interface JournalRow {
	readonly id: JournalId;
	/** As this person calls it on this device. */
	readonly name: string;
	readonly memberName: string;
	readonly me: MemberId;
	/** As last seen in the membership chain, which decides. */
	readonly role: Role;
	/** Made up, to be looked at and thrown away; no relay ever hears of it. */
	readonly sample?: true;
	readonly shared: RoomId;
	readonly personal: RoomId;
	/** Milliseconds since the epoch, this device's clock; `openedAt` too. */
	readonly createdAt: number;
	readonly openedAt: number;
	/** False: the others are told nothing of what this person has seen. */
	readonly receipts?: boolean;
	/** What a closed relay is shown before it makes this journal's rooms. It stays on this device. */
	readonly admission?: string;
	/** When a backup was made here, or the one was that this journal comes from. The same clock. */
	readonly backedUpAt?: number;
	/** When the offer of a backup was declined. */
	readonly backupDeclinedAt?: number;
}

export interface RoomRow {
	readonly room: RoomId;
	readonly device: StoredDevice;
	/** Ascending; the last one seals. */
	readonly epochs: readonly EpochKey[];
}

/** A join that was begun: with the same device key the relay gives the same answer again (S16). */
export interface JoinRow {
	readonly invite: InviteId;
	readonly room: RoomId;
	/** The link's secret, 32 bytes; gone with this row once the journal is here. */
	readonly secret: Uint8Array;
	readonly device: StoredDevice;
	readonly memberName: string;
	/** Milliseconds since the epoch, this device's clock. */
	readonly startedAt: number;
}

/** A journal that is not here and whose documents may be: it was removed, or is being restored. */
export interface DeletionRow {
	readonly id: JournalId;
	readonly rooms: readonly RoomId[];
	/** When restoring it began, this device's clock. Once nobody holds restore-lock.ts, it has come to nothing. */
	readonly restoringSince?: number;
}

export interface RegistryRows {
	journals: JournalRow;
	rooms: RoomRow;
	joins: JoinRow;
	deletions: DeletionRow;
}

export const REGISTRY_STORES = ['journals', 'rooms', 'joins', 'deletions'] as const;

export const REGISTRY = {
	name: 'soundings',
	version: 1,
	upgrade(db: IDBDatabase): void {
		db.createObjectStore('journals', { keyPath: 'id' });
		db.createObjectStore('rooms', { keyPath: 'room' });
		db.createObjectStore('joins', { keyPath: 'invite' });
		db.createObjectStore('deletions', { keyPath: 'id' });
	}
};
