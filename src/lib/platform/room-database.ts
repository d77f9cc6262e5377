// One IndexedDB database per room. It is made here, before y-indexeddb opens it (which it does without a version and
// without creating our stores).

import type { RoomId } from '../core/ids.ts';
import { Database } from './database.ts';
import { deleteDatabase } from './idb.ts';

export const roomDatabaseName = (room: RoomId): string => `soundings-room-${room}`;

/** 1 is what y-indexeddb makes by itself; being above it lets us complete such a database. */
const VERSION = 3;

const STORES: readonly (readonly [name: string, options: IDBObjectStoreParameters])[] = [
	// y-indexeddb's own: the document's rows, and its key-value pairs.
	['updates', { autoIncrement: true }],
	['custom', {}],
	['edits', { autoIncrement: true }],
	['sealed', { keyPath: 'key' }],
	['held', { keyPath: 'seq' }],
	['parts', { keyPath: ['group', 'index'] }],
	['seen', { keyPath: 'key' }],
	['own', { keyPath: 'seq' }],
	['meta', {}]
];

export type RoomDatabase = Database;

export const RoomDatabase = {
	/**
	 * Opens the room's database. Rejects with a StorageError; `gone`: not there.
	 * @param create makes it when it is not there: only where a room comes to this device. Anywhere else an empty one
	 * would stand in for what was lost.
	 */
	open: (room: RoomId, create: boolean): Promise<RoomDatabase> =>
		Database.open({ name: roomDatabaseName(room), version: VERSION, upgrade: addMissingStores }, create),

	/** `blocked`: another tab still has it open; the browser deletes it once that tab lets go. */
	delete: (room: RoomId): Promise<'deleted' | 'blocked'> => deleteDatabase(roomDatabaseName(room))
};

/**
 * Whether the database has the room's membership chain, which every room has from its first moment: without it this is
 * not the room that this device knew, however it came to be here.
 */
export function isWhole(database: RoomDatabase): Promise<boolean> {
	return database.transact({
		stores: ['meta'],
		mode: 'readonly',
		run(transaction) {
			const chain = transaction.objectStore('meta').getKey('chain');
			return () => chain.result !== undefined;
		}
	});
}

function addMissingStores(db: IDBDatabase): void {
	for (const [name, options] of STORES)
		if (!db.objectStoreNames.contains(name)) db.createObjectStore(name, options);
}
