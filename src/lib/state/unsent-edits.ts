// What removing a journal would lose: fetched when somebody is about to.

import type { JournalId, RoomId } from '../core/ids.ts';
import { StorageError } from '../core/sync/ports.ts';
import { IndexedDbRoomStore } from '../platform/indexeddb-room-store.ts';
import type { Registry } from '../platform/registry.ts';
import { RoomDatabase } from '../platform/room-database.ts';

/**
 * Edits of both rooms that no relay has acknowledged; 0 when the journal is not here, and of a room whose database is
 * gone. Makes none. Rejects with a StorageError.
 */
export async function unsentEdits(registry: Registry, id: JournalId): Promise<number> {
	const row = await registry.journal(id);
	return row ? (await unsentOf(row.shared)) + (await unsentOf(row.personal)) : 0;
}

async function unsentOf(room: RoomId): Promise<number> {
	const database = await ifThere(room);
	if (database === null) return 0;
	try {
		const store = new IndexedDbRoomStore(database);
		const sealed = (await store.load()).sealed.reduce((sum, row) => sum + row.edits, 0);
		return sealed + (await store.edits()).length;
	} finally {
		database.close();
	}
}

async function ifThere(room: RoomId): Promise<RoomDatabase | null> {
	try {
		return await RoomDatabase.open(room, false);
	} catch (error) {
		if (error instanceof StorageError && error.fault === 'gone') return null;
		throw error;
	}
}
