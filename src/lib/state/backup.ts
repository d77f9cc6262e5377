// "Download a backup": one encrypted file that this journal can be restored from, in this browser or another. Fetched
// with the screen that offers it.

import { makeBackup, type BackupFault, type Source } from '../core/backup/backup.ts';
import type { Counts } from '../core/backup/documents.ts';
import { slug } from '../core/export/file-names.ts';
import type { JournalId, RoomId } from '../core/ids.ts';
import { civilDateOf } from '../core/schema/civil-date.ts';
import { StorageError } from '../core/sync/ports.ts';
import { webBackupCrypto } from '../platform/backup-crypto.ts';
import { canExport, exportDevice, isDevice } from '../platform/device-keys.ts';
import { download } from '../platform/download.ts';
import { IndexedDbRoomStore } from '../platform/indexeddb-room-store.ts';
import type { JournalRow, Registry, RoomRow } from '../platform/registry.ts';
import { RoomDatabase } from '../platform/room-database.ts';
import { attempt } from './attempt.ts';
import { chainFault } from './backup-chains.ts';
import type { JournalSession, Outcome } from './contract.ts';
import { browserClock } from './here.ts';
import { withRegistry } from './own-registry.ts';
import type { Problem } from './problems.ts';

/** Why there is no backup, or none was opened. */
export type BackupReason =
	| BackupFault
	| Problem
	/** The chosen file cannot be read (any more). */
	| 'file-unreadable'
	/** The journal is on this device already. */
	| 'here'
	/** An invite to it was begun to be redeemed here. */
	| 'joining';

export type BackupOutcome<Value> =
	{ readonly ok: true; readonly value: Value } | { readonly ok: false; readonly reason: BackupReason };

export interface SavedBackup extends Counts {
	/** What the file is called. */
	readonly file: string;
	/** Where it is restored, the journal goes on syncing. */
	readonly syncs: boolean;
}

/** What can be said of a journal's backups beforehand. */
export interface BackupState {
	/** When the last one was made here, or the one that the journal was restored from; null: none. */
	readonly madeAt: number | null;
	/** False: the keys were made by a version whose keys no backup can have. */
	readonly syncs: boolean;
}

/** Makes the file, opens it again, and only then hands it to the browser's downloads. */
export async function saveBackup(
	{ id, journal }: Pick<JournalSession, 'id' | 'journal'>,
	passphrase: string
): Promise<BackupOutcome<SavedBackup>> {
	const done = await attempt(() =>
		withRegistry(async (registry): Promise<BackupOutcome<SavedBackup>> => {
			const { row, shared, personal } = await rowsOf(registry, id);
			const now = browserClock.now();
			const source: Source = {
				madeAt: now,
				journal: row,
				...(await keysOf(shared, personal, journal))
			};
			const made = await makeBackup(source, passphrase, webBackupCrypto);
			if (!made.ok) return { ok: false, reason: made.fault };
			const { backup, counts, syncs } = made.value;
			// What restoring would refuse is no backup. A chain that only a newer version can read, that one restores.
			if ((await chainFault(backup)) === 'damaged') return { ok: false, reason: 'unverified' };
			const file = backupName(row.name, now);
			download(file, new Blob([made.value.file], { type: 'application/octet-stream' }));
			await noteBackup(registry, id, now);
			return { ok: true, value: { file, ...counts, syncs } };
		})
	);
	return done.ok ? done.value : { ok: false, reason: done.problem };
}

/** Which journal it is, and of when: among several files of several journals the right one is to be found. */
function backupName(journal: string, now: number): string {
	const name = slug(journal.replaceAll(/['’]/g, ''));
	return `soundings-${name && `${name}-`}${civilDateOf(now)}.soundings`;
}

/** What is known of a journal's backups; writes nothing. */
export const backupState = (id: JournalId): Promise<Outcome<BackupState>> =>
	attempt(() =>
		withRegistry(async (registry) => {
			const { row, shared, personal } = await rowsOf(registry, id);
			return {
				madeAt: row.backedUpAt ?? null,
				syncs: canExport(shared.device) && canExport(personal.device)
			};
		})
	);

async function rowsOf(registry: Registry, id: JournalId) {
	const row = await registry.journal(id);
	const [shared, personal] = row
		? await Promise.all([registry.room(row.shared), registry.room(row.personal)])
		: [null, null];
	if (!row || !shared || !personal) throw new StorageError('gone');
	return { row, shared, personal } satisfies { row: JournalRow; shared: RoomRow; personal: RoomRow };
}

/** Both rooms with their keys. Keys that do not prove to be the device's own are as good as none. */
async function keysOf(shared: RoomRow, personal: RoomRow, docs: JournalSession['journal']) {
	const rows = [shared, personal] as const;
	const [ofShared, ofPersonal] = await Promise.all(
		rows.map(async ({ device }) => {
			const seeds = await exportDevice(device);
			return seeds !== null && (await isDevice(seeds, device)) ? seeds : null;
		})
	);
	const whole = Boolean(ofShared && ofPersonal);
	const [sharedChain, personalChain] = await Promise.all([
		storedChain(shared.room),
		storedChain(personal.room)
	]);
	return {
		shared: {
			room: shared.room,
			epochs: shared.epochs,
			chain: sharedChain,
			device: whole ? (ofShared ?? null) : null,
			doc: docs.shared
		},
		personal: {
			room: personal.room,
			epochs: personal.epochs,
			chain: personalChain,
			device: whole ? (ofPersonal ?? null) : null,
			doc: docs.personal
		}
	};
}

/** Rejects with `gone` when the database is not here any more, or is an empty one in its place. */
async function storedChain(room: RoomId): Promise<readonly Uint8Array[]> {
	const database = await RoomDatabase.open(room, false);
	try {
		const { chain } = await new IndexedDbRoomStore(database).load();
		if (chain.length === 0) throw new StorageError('gone');
		return chain;
	} finally {
		database.close();
	}
}

/** A full storage does not make the file that is in the downloads any less of a backup. */
async function noteBackup(registry: Registry, id: JournalId, backedUpAt: number): Promise<void> {
	try {
		await registry.updateJournal(id, { backedUpAt });
	} catch (error) {
		if (!(error instanceof StorageError)) throw error;
	}
}
