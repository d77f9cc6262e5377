// Making a backup and opening one. A backup counts as made only after its very bytes were opened again with the
// passphrase and hold everything that was to be in them.

import type * as Y from 'yjs';
import { equal } from '../bytes.ts';
import { decodeContents, encodeContents, type BackedRoom, type Backup } from './contents.ts';
import { countsOf, documentOf, holdsAll, takeDocument, type Counts, type Taken } from './documents.ts';
import { ITERATIONS, seal, unseal, type EnvelopeFault } from './envelope.ts';
import type { BackupCrypto } from './ports.ts';

export type BackupFault =
	| EnvelopeFault
	/** What was read back is not what was written; nothing of it may be given out. */
	| 'unverified';

export type BackupResult<Value> =
	{ readonly ok: true; readonly value: Value } | { readonly ok: false; readonly fault: BackupFault };

type RoomKeys = Omit<BackedRoom, 'update'>;

/** A journal that is open. */
export interface Source extends Pick<Backup, 'madeAt' | 'journal'> {
	readonly shared: RoomKeys & { readonly doc: Y.Doc };
	readonly personal: RoomKeys & { readonly doc: Y.Doc };
}

export interface Made {
	/** The bytes of the file. */
	readonly file: Uint8Array<ArrayBuffer>;
	/** As it was read back from the file. */
	readonly backup: Backup;
	/** Of what was read back. */
	readonly counts: Counts;
	/** The journal can go on syncing where it is restored. */
	readonly syncs: boolean;
}

/** A backup that was opened, with its documents. Whoever has it destroys them. */
export interface OpenBackup {
	readonly backup: Backup;
	readonly docs: { readonly shared: Y.Doc; readonly personal: Y.Doc };
	readonly counts: Counts;
}

export async function makeBackup(
	{ madeAt, journal, ...rooms }: Source,
	passphrase: string,
	crypto: BackupCrypto,
	iterations = ITERATIONS
): Promise<BackupResult<Made>> {
	// Both at once, before anything is awaited: what is written meanwhile is in neither.
	const taken = { shared: takeDocument(rooms.shared.doc), personal: takeDocument(rooms.personal.doc) };
	const backup: Backup = {
		madeAt,
		journal,
		shared: backedRoom(rooms.shared, taken.shared),
		personal: backedRoom(rooms.personal, taken.personal)
	};
	const file = await seal(encodeContents(backup), passphrase, crypto, iterations);
	const read = await openBackup(file, passphrase, crypto);
	if (!read.ok) return { ok: false, fault: 'unverified' };
	const { docs, counts, backup: again } = read.value;
	const whole =
		holdsAll(docs.shared, taken.shared) &&
		holdsAll(docs.personal, taken.personal) &&
		equal(encodeContents(again), encodeContents(backup));
	close(docs);
	if (!whole) return { ok: false, fault: 'unverified' };
	return { ok: true, value: { file, backup: again, counts, syncs: backup.shared.device !== null } };
}

const backedRoom = ({ room, chain, epochs, device }: RoomKeys, { update }: Taken): BackedRoom => ({
	room,
	update,
	chain,
	epochs,
	device
});

/** Reads a file. Nothing is believed that the passphrase does not vouch for. */
export async function openBackup(
	file: Uint8Array,
	passphrase: string,
	crypto: BackupCrypto
): Promise<BackupResult<OpenBackup>> {
	const plain = await unseal(file, passphrase, crypto);
	if (!plain.ok) return plain;
	const backup = decodeContents(plain.value);
	const shared = backup && documentOf(backup.shared);
	const personal = backup && documentOf(backup.personal);
	if (!backup || !shared || !personal) {
		shared?.destroy();
		personal?.destroy();
		return { ok: false, fault: 'damaged' };
	}
	const docs = { shared, personal };
	return { ok: true, value: { backup, docs, counts: countsOf(docs) } };
}

/** Lets go of what was read. */
export function close({ shared, personal }: OpenBackup['docs']): void {
	shared.destroy();
	personal.destroy();
}
