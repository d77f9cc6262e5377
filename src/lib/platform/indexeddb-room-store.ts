// The sync engine's RoomStore over the room's database.

import type {
	Cursor,
	Edit,
	Held,
	OwnEdits,
	Part,
	RoomChange,
	RoomStore,
	Sealed,
	Seen,
	StoredOthers,
	StoredRoom
} from '../core/sync/ports.ts';
import type { Database } from './database.ts';
import { allKeys, allRows, oneRow } from './idb.ts';

type StoreName = 'updates' | 'edits' | 'sealed' | 'held' | 'parts' | 'seen' | 'own' | 'meta';

/** Where each part of a change goes. A transaction locks only what it needs, so that typing waits behind as few as can be. */
const STORE_OF: { readonly [Field in keyof Required<RoomChange>]: StoreName } = {
	updates: 'updates',
	addEdits: 'edits',
	deleteEdits: 'edits',
	putSealed: 'sealed',
	deleteSealed: 'sealed',
	putHeld: 'held',
	deleteHeld: 'held',
	putParts: 'parts',
	deleteParts: 'parts',
	putSeen: 'seen',
	clearSeen: 'seen',
	putOwn: 'own',
	deleteOwn: 'own',
	cursor: 'meta',
	chain: 'meta',
	snapshot: 'meta',
	others: 'meta'
};

function storesOf(change: RoomChange): StoreName[] {
	const fields = Object.keys(STORE_OF) as (keyof RoomChange)[];
	const used = fields.filter((field) => change[field] !== undefined);
	return [...new Set(used.map((field) => STORE_OF[field]))];
}

/** A view is stored with the whole buffer behind it, so only copies go into the database. */
const own = (bytes: Uint8Array): Uint8Array<ArrayBuffer> => new Uint8Array(bytes);

const ownSealed = (row: Sealed): Sealed => ({
	...row,
	payload: own(row.payload),
	entries: row.entries.map((entry) => ({ ...entry, bytes: own(entry.bytes) }))
});

export class IndexedDbRoomStore implements RoomStore {
	#database: Database;
	#durability: IDBTransactionDurability;

	/** @param durability of every write; `strict` means that a settled write is on the disk */
	constructor(database: Database, durability: IDBTransactionDurability = 'strict') {
		this.#database = database;
		this.#durability = durability;
	}

	load(): Promise<StoredRoom> {
		return this.#database.transact({
			stores: ['sealed', 'held', 'parts', 'seen', 'own', 'meta'],
			mode: 'readonly',
			run(transaction) {
				const meta = transaction.objectStore('meta');
				const cursor = oneRow<Cursor>(meta, 'cursor');
				const chain = oneRow<Uint8Array[]>(meta, 'chain');
				const snapshot = oneRow<Uint8Array>(meta, 'snapshot');
				const others = oneRow<StoredOthers>(meta, 'others');
				const sealed = allRows<Sealed>(transaction.objectStore('sealed'));
				const held = allRows<Held>(transaction.objectStore('held'));
				const parts = allRows<Part>(transaction.objectStore('parts'));
				const seen = allRows<Seen>(transaction.objectStore('seen'));
				const own = allRows<OwnEdits>(transaction.objectStore('own'));
				return () => ({
					cursor: cursor.result ?? null,
					sealed: sealed.result,
					held: held.result,
					parts: parts.result,
					seen: seen.result,
					chain: chain.result ?? [],
					snapshot: snapshot.result ?? null,
					own: own.result,
					others: others.result ?? null
				});
			}
		});
	}

	edits(): Promise<readonly Edit[]> {
		return this.#database.transact({
			stores: ['edits'],
			mode: 'readonly',
			run(transaction) {
				const edits = transaction.objectStore('edits');
				const keys = allKeys(edits);
				const updates = allRows<Uint8Array>(edits);
				return () => updates.result.map((update, i) => ({ key: keys.result[i] ?? Number.NaN, update }));
			}
		});
	}

	addEdit(update: Uint8Array): Promise<void> {
		return this.#database.transact({
			stores: ['updates', 'edits'],
			mode: 'readwrite',
			durability: this.#durability,
			run(transaction) {
				const bytes = own(update);
				transaction.objectStore('updates').add(bytes);
				transaction.objectStore('edits').add(bytes);
				return () => undefined;
			}
		});
	}

	write(change: RoomChange): Promise<void> {
		const stores = storesOf(change);
		if (stores.length === 0) return Promise.resolve();
		return this.#database.transact({
			stores,
			mode: 'readwrite',
			durability: this.#durability,
			run(transaction) {
				remove(transaction, change);
				put(transaction, change);
				return () => undefined;
			}
		});
	}
}

function remove(transaction: IDBTransaction, change: RoomChange): void {
	const each = <Key>(
		name: StoreName,
		keys: readonly Key[] | undefined,
		range: (key: Key) => IDBValidKey | IDBKeyRange
	) => {
		for (const key of keys ?? []) transaction.objectStore(name).delete(range(key));
	};
	each('edits', change.deleteEdits, (key) => key);
	each('sealed', change.deleteSealed, (key) => key);
	each('held', change.deleteHeld, (key) => key);
	each('own', change.deleteOwn, (key) => key);
	// Keys are [group, index]; an array sorts after every number, so this is the whole group.
	each('parts', change.deleteParts, (group) => IDBKeyRange.bound([group], [group, []]));
	if (change.clearSeen === true) transaction.objectStore('seen').clear();
	if (change.cursor === null) transaction.objectStore('meta').delete('cursor');
	if (change.snapshot === null) transaction.objectStore('meta').delete('snapshot');
}

function put(transaction: IDBTransaction, change: RoomChange): void {
	const store = (name: StoreName) => transaction.objectStore(name);
	for (const update of change.updates ?? []) store('updates').add(own(update));
	for (const update of change.addEdits ?? []) store('edits').add(own(update));
	for (const row of change.putSealed ?? []) store('sealed').put(ownSealed(row));
	for (const row of change.putHeld ?? []) store('held').put({ ...row, bytes: own(row.bytes) });
	for (const row of change.putParts ?? []) store('parts').put({ ...row, payload: own(row.payload) });
	for (const row of change.putSeen ?? []) store('seen').put(row);
	for (const row of change.putOwn ?? []) store('own').put(row);
	if (change.chain !== undefined) store('meta').put(change.chain.map(own), 'chain');
	if (change.cursor) store('meta').put({ ...change.cursor, hash: own(change.cursor.hash) }, 'cursor');
	if (change.snapshot) store('meta').put(own(change.snapshot), 'snapshot');
	if (change.others) store('meta').put(change.others, 'others');
}
