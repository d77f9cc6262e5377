// A backup file that somebody chose: what it is, before anything is written.

import { type BackupResult, close, openBackup, type OpenBackup } from '../core/backup/backup.ts';
import type { Backup } from '../core/backup/contents.ts';
import type { Counts } from '../core/backup/documents.ts';
import { faultAtFirstSight, HEADER } from '../core/backup/envelope.ts';
import type { JournalId, RoomId } from '../core/ids.ts';
import type { Role } from '../core/protocol/membership.ts';
import { webBackupCrypto } from '../platform/backup-crypto.ts';
import type { Registry } from '../platform/registry.ts';
import { attempt } from './attempt.ts';
import type { BackupOutcome, BackupReason } from './backup.ts';
import { chainFault } from './backup-chains.ts';
import { withRegistry } from './own-registry.ts';
import { asMadeUp } from './passphrase-typed.ts';

/** A backup that was opened, and how it stands to this device. */
export interface FoundBackup {
	readonly name: string;
	readonly role: Role;
	/** Milliseconds since the epoch, by the clock of the device that made it. */
	readonly madeAt: number;
	readonly counts: Counts;
	/** Kept on one device, and sent nowhere. */
	readonly sample: boolean;
	/** Restored, it goes on syncing; otherwise it becomes a new journal with the same words. */
	readonly syncs: boolean;
	/** The same journal on this device; `merges`: this member's, so that the backup's words can be merged into it. */
	readonly here: { readonly id: JournalId; readonly name: string; readonly merges: boolean } | null;
	readonly opened: OpenBackup;
}

/** What is wrong with a chosen file, before any passphrase; null: nothing that can be seen. */
export async function lookAtFile(file: Blob): Promise<BackupReason | null> {
	const head = await bytesOf(file.slice(0, HEADER));
	return head === null ? 'file-unreadable' : faultAtFirstSight(head, file.size);
}

/** Opens a backup. Writes nothing. Who gets one calls `letGo` when done with it. */
export async function findBackup(file: Blob, passphrase: string): Promise<BackupOutcome<FoundBackup>> {
	return settled(async () => {
		const bytes = await bytesOf(file);
		if (bytes === null) return { ok: false, reason: 'file-unreadable' };
		const opened = await openTyped(bytes, passphrase);
		if (!opened.ok) return { ok: false, reason: opened.fault };
		const { backup, docs, counts } = opened.value;
		const fault = await chainFault(backup);
		const here = fault ?? (await withRegistry((registry) => sameJournal(registry, backup)));
		if (typeof here === 'string') {
			close(docs);
			return { ok: false, reason: here };
		}
		const { name, role, sample = false } = backup.journal;
		const syncs = backup.shared.device !== null;
		return {
			ok: true,
			value: { name, role, sample, madeAt: backup.madeAt, counts, syncs, here, opened: opened.value }
		};
	});
}

export const letGo = ({ opened }: FoundBackup): void => close(opened.docs);

/** One that was made up here opens however it is typed; one that only looks so, as it is typed. */
async function openTyped(bytes: Uint8Array, typed: string): Promise<BackupResult<OpenBackup>> {
	const madeUp = asMadeUp(typed);
	const opened = await openBackup(bytes, madeUp ?? typed, webBackupCrypto);
	const isOther = madeUp !== null && madeUp !== typed && !opened.ok && opened.fault === 'wrong-passphrase';
	return isOther ? openBackup(bytes, typed, webBackupCrypto) : opened;
}

/** A file that was moved or taken away since it was chosen. */
async function bytesOf(file: Blob): Promise<Uint8Array | null> {
	try {
		return new Uint8Array(await file.arrayBuffer());
	} catch (error) {
		if (error instanceof DOMException) return null;
		throw error;
	}
}

/**
 * The same journal on this device, by its rooms. `damaged`: the backup has a room of a journal that is here and is not
 * that journal's, so nothing of it may be written there.
 */
export async function sameJournal(
	registry: Registry,
	{ shared, personal }: Backup
): Promise<FoundBackup['here'] | 'damaged'> {
	const backed: readonly RoomId[] = [shared.room, personal.room];
	const rows = (await registry.journals()).filter((row) =>
		[row.shared, row.personal].some((room) => backed.includes(room))
	);
	// Another member's backup has the same shared room; a personal room is in one journal alone.
	if (rows.some((row) => row.shared !== shared.room)) return 'damaged';
	const [row] = rows;
	return row ? { id: row.id, name: row.name, merges: row.personal === personal.room } : null;
}

/** What `run` comes to, whatever that is. */
export async function settled<Value>(
	run: () => Promise<BackupOutcome<Value>>
): Promise<BackupOutcome<Value>> {
	const outcome = await attempt(run);
	return outcome.ok ? outcome.value : { ok: false, reason: outcome.problem };
}
