// One IndexedDB database per room. It is made here, before y-indexeddb opens it (which it does without a version and
// without creating our stores).

import type { RoomId } from '../core/ids.ts';
import { Database } from './database.ts';
import { deleteDatabase } from './idb.ts';

export const roomDatabaseName = (room: RoomId): string => `soundings-room-${room}`;

/** 1 is what y-indexeddb makes by itself; being above it lets us complete such a database. */
const VERSION = 2;

const STORES: readonly (readonly [name: string, options: IDBObjectStoreParameters])[] = [
	// y-indexeddb's own: the document's rows, and its key-value pairs.
	['updates', { autoIncrement: true }],
	['custom', {}],
	['edits', { autoIncrement: true }],
	['sealed', { keyPath: 'key' }],
	['held', { keyPath: 'seq' }],
	['parts', { keyPath: ['group', 'index'] }],
	['seen', { keyPath: 'key' }],
	['meta', {}]
];

export type RoomDatabase = Database;

export const RoomDatabase = {
	/** Opens the room's database, making it when it is not there. Rejects with a StorageError. */
	open: (room: RoomId): Promise<RoomDatabase> =>
		Database.open({ name: roomDatabaseName(room), version: VERSION, upgrade: addMissingStores }),

	/** `blocked`: another tab still has it open; the browser deletes it once that tab lets go. */
	delete: (room: RoomId): Promise<'deleted' | 'blocked'> => deleteDatabase(roomDatabaseName(room))
};

function addMissingStores(db: IDBDatabase): void {
	for (const [name, options] of STORES)
		if (!db.objectStoreNames.contains(name)) db.createObjectStore(name, options);
}
