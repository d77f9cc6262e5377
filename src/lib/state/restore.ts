// Restoring a journal from a backup. A journal that is here already is never replaced: the backup's words are merged into
// it like those of another device. One that is not here appears in the list only when all of it is stored.

import { applyUpdate } from 'yjs';
import type { BackedRoom, Backup } from '../core/backup/contents.ts';
import { mergeBackup } from '../core/backup/merge.ts';
import { type JournalId, newJournalId, type RoomId } from '../core/ids.ts';
import type { Journal } from '../core/journal/journal.ts';
import { done } from '../core/journal/result.ts';
import type { Role } from '../core/protocol/membership.ts';
import { StorageError } from '../core/sync/ports.ts';
import { importDevice } from '../platform/device-keys.ts';
import { IndexedDbRoomStore } from '../platform/indexeddb-room-store.ts';
import { forgetLastWords } from '../platform/last-words.ts';
import type { JournalRow, Registry, RoomRow } from '../platform/registry.ts';
import { whileRestoring } from '../platform/restore-lock.ts';
import { RoomDatabase, roomDatabaseName } from '../platform/room-database.ts';
import type { BackupOutcome } from './backup.ts';
import { sameJournal, settled, type FoundBackup } from './backup-found.ts';
import type { JournalSession, Outcome } from './contract.ts';
import { browserClock, random } from './here.ts';
import { withRegistry } from './own-registry.ts';
import { newRoom, writeFirst } from './room/found-journal.ts';

/** What a merge brought. */
export interface Merged {
	/** The backup had something that was not here: records, or words in one that was. */
	readonly news: boolean;
	/** Records that were not here. */
	readonly talks: number;
	readonly people: number;
	readonly milestones: number;
}

/**
 * Makes the journal on this device. `here` says that another page was quicker: the journal can be merged into.
 * Interrupted, it leaves nothing in any list, and what it stored is removed at a later start.
 */
export function restoreBackup({ opened }: FoundBackup): Promise<BackupOutcome<JournalId>> {
	return settled(() =>
		whileRestoring(() =>
			withRegistry(async (registry): Promise<BackupOutcome<JournalId>> => {
				const { backup } = opened;
				const here = await sameJournal(registry, backup);
				if (here !== null) return { ok: false, reason: here === 'damaged' ? here : 'here' };
				const { shared, personal } = backup;
				return shared.device && personal.device
					? restoreSame(registry, backup)
					: { ok: true, value: await restoreAsNew(registry, backup) };
			})
		)
	);
}

async function restoreSame(registry: Registry, backup: Backup): Promise<BackupOutcome<JournalId>> {
	const { shared, personal } = backup;
	const id = (await registry.journal(backup.journal.id)) ? newJournalId(random) : backup.journal.id;
	const rooms = await Promise.all([roomRow(shared), roomRow(personal)]);
	await registry.finishDeletions();
	const reason = await whyNot(registry, rooms);
	if (reason !== null) return { ok: false, reason };
	for (const { room } of rooms) await clearRoom(room);
	await registry.noteRestoring(id, [shared.room, personal.room], browserClock.now());
	for (const room of [shared, personal]) await storeRoom(room);
	await registry.addJournal(journalRow(backup, id, backup.journal.role), rooms);
	return { ok: true, value: id };
}

/** The same words in rooms of their own, because nobody can go on in the old ones; whoever restores it is the owner. */
async function restoreAsNew(registry: Registry, backup: Backup): Promise<JournalId> {
	const id = newJournalId(random);
	const { me } = backup.journal;
	const [shared, personal] = [await newRoom(me), await newRoom()];
	const rooms = { shared: shared.room, personal: personal.room };
	await registry.noteRestoring(id, [rooms.shared, rooms.personal], browserClock.now());
	await writeFirst(rooms, me, (docs) => {
		applyUpdate(docs.shared, backup.shared.update);
		applyUpdate(docs.personal, backup.personal.update);
		return done;
	});
	await registry.addJournal({ ...journalRow(backup, id, 'owner'), ...rooms }, [shared, personal]);
	return id;
}

function journalRow({ journal, shared, personal, madeAt }: Backup, id: JournalId, role: Role): JournalRow {
	const rooms = { shared: shared.room, personal: personal.room };
	return { ...journal, ...rooms, id, role, openedAt: browserClock.now(), backedUpAt: madeAt };
}

async function roomRow({ room, device, epochs }: BackedRoom): Promise<RoomRow> {
	if (device === null) throw new RangeError('a room without keys');
	return { room, device: await importDevice(device), epochs };
}

/** One of the rooms may hold what nobody else has: its keys are here, or a join of it is under way. */
async function whyNot(registry: Registry, rooms: readonly RoomRow[]): Promise<'here' | 'joining' | null> {
	const joining = (await registry.joins()).map(({ room }) => room);
	for (const { room } of rooms) {
		if (joining.includes(room)) return 'joining';
		if ((await registry.room(room)) !== null) return 'here';
	}
	return null;
}

/** Of a journal that was removed something may still be here; the backup begins in an empty room. */
async function clearRoom(room: RoomId): Promise<void> {
	forgetLastWords(roomDatabaseName(room));
	if ((await RoomDatabase.delete(room)) === 'blocked') throw new StorageError('unavailable');
}

/** Without a cursor: the relay's log is read from its beginning, and given what it lacks. */
async function storeRoom({ room, update, chain }: BackedRoom): Promise<void> {
	const database = await RoomDatabase.open(room, true);
	try {
		await new IndexedDbRoomStore(database).write({ updates: [update], chain });
	} finally {
		database.close();
	}
}

/** Merges a backup's words into the journal that is here. Whether they are stored is the session's to say. */
export function mergeIntoHere(
	{ journal, readOnly }: Pick<JournalSession, 'journal' | 'readOnly'>,
	{ opened }: FoundBackup
): Outcome<Merged> {
	if (readOnly === 'newer-journal') return { ok: false, problem: readOnly };
	// Who may only read has a personal document to write to all the same.
	const sides = readOnly === 'viewer' ? (['personal'] as const) : (['shared', 'personal'] as const);
	const before = countsIn(journal);
	const news = mergeBackup(journal, opened, sides);
	const after = countsIn(journal);
	return {
		ok: true,
		value: {
			news,
			talks: after.talks - before.talks,
			people: after.people - before.people,
			milestones: after.milestones - before.milestones
		}
	};
}

/** What a person would count, with what was put away. */
function countsIn({ tables }: Pick<Journal, 'tables'>) {
	const count = (table: { rows(): readonly unknown[]; archived(): readonly unknown[] }) =>
		table.rows().length + table.archived().length;
	const { talks, people, milestones } = tables;
	return { talks: count(talks), people: count(people), milestones: count(milestones) };
}
