// What this device remembers of what was seen: by this person, and in which versions talks came to be on the others'
// devices. In the journal's own database, beside the documents and in none of them: looking at something is no edit (S14).

import type { MemberId, RoomId } from '../core/ids.ts';
import type { Cursor } from '../core/sync/ports.ts';
import { oneRow } from '../platform/idb.ts';
import { RoomDatabase } from '../platform/room-database.ts';

/** Versions by item. */
export type Versions = ReadonlyMap<string, string>;

/** No more are told of than this; the oldest go. */
const MOST = 500;
const OPENED = 'opened';
const DELIVERED = 'delivered-items';

export interface SeenRows {
	/** Newest first. */
	readonly opened: Versions;
	readonly delivered: ReadonlyMap<MemberId, Versions>;
}

export class SeenStore {
	readonly #database: RoomDatabase;

	private constructor(database: RoomDatabase) {
		this.#database = database;
	}

	/** Rejects with a StorageError, as every method here does. */
	static async open(room: RoomId): Promise<SeenStore> {
		return new SeenStore(await RoomDatabase.open(room, false));
	}

	read(): Promise<SeenRows> {
		return this.#database.transact({
			stores: ['meta'],
			mode: 'readonly',
			run(transaction) {
				const meta = transaction.objectStore('meta');
				const opened = oneRow<Versions>(meta, OPENED);
				const delivered = oneRow<ReadonlyMap<MemberId, Versions>>(meta, DELIVERED);
				return () => ({ opened: opened.result ?? new Map(), delivered: delivered.result ?? new Map() });
			}
		});
	}

	/** How far this device has the log; 0 when it has none of it. */
	position(): Promise<number> {
		return this.#database.transact({
			stores: ['meta'],
			mode: 'readonly',
			run(transaction) {
				const cursor = oneRow<Cursor>(transaction.objectStore('meta'), 'cursor');
				return () => cursor.result?.seq ?? 0;
			}
		});
	}

	/** Adds to what other tabs have added meanwhile. @returns all of it */
	addOpened(news: Versions): Promise<Versions> {
		return this.#revise<Versions>(OPENED, (before = new Map()) => {
			const kept = [...before].filter(([item]) => !news.has(item));
			return new Map([...news, ...kept].slice(0, MOST));
		});
	}

	/** @returns what is known of every member */
	putDelivered(member: MemberId, versions: Versions): Promise<SeenRows['delivered']> {
		return this.#revise<SeenRows['delivered']>(DELIVERED, (before = new Map()) =>
			new Map(before).set(member, versions)
		);
	}

	close(): void {
		this.#database.close();
	}

	#revise<Value>(key: string, next: (before: Value | undefined) => Value): Promise<Value> {
		return this.#database.transact({
			stores: ['meta'],
			mode: 'readwrite',
			stepwise: true,
			run(transaction) {
				const meta = transaction.objectStore('meta');
				const before = oneRow<Value>(meta, key);
				let after: Value;
				before.onsuccess = () => meta.put((after = next(before.result)), key);
				return () => after;
			}
		});
	}
}
