// Earlier states of a journal, in a database of their own: nothing that goes wrong with them touches the journal, and
// looking for one does not load the others. The database is made with the first checkpoint (S14).

import type { JournalId } from '../core/ids.ts';
import { StorageError } from '../core/sync/ports.ts';
import { checkpointDatabaseName } from './checkpoint-names.ts';
import { Database } from './database.ts';
import { allRows, oneRow } from './idb.ts';

/** `hourly`: by itself; `asked`: by the person; `before`: right before the journal was restored. */
export type Why = 'hourly' | 'asked' | 'before';

/** A checkpoint without its content. */
export interface Checkpoint {
	/** Given by the store, ascending. */
	readonly id: number;
	/** Milliseconds since the epoch, this device's clock. */
	readonly at: number;
	/** Of its content. */
	readonly bytes: number;
	readonly why: Why;
	/** What two equal states have in common, base64url. */
	readonly fingerprint: string;
	/** The withdrawals that it heeds, by opaque ids: it has no word that was taken back with one of them. */
	readonly withdrawals: readonly string[];
}

/** Yjs updates that are the whole of either document. */
export interface States {
	readonly shared: Uint8Array;
	readonly personal: Uint8Array;
}

const [LIST, STATES] = ['checkpoints', 'states'] as const;

const definition = (journal: JournalId) => ({
	name: checkpointDatabaseName(journal),
	version: 1,
	upgrade(db: IDBDatabase): void {
		db.createObjectStore(LIST, { keyPath: 'id', autoIncrement: true });
		db.createObjectStore(STATES, { keyPath: 'id' });
	}
});

export class CheckpointStore {
	readonly #journal: JournalId;
	#database: Promise<Database> | null = null;
	#closed = false;

	constructor(journal: JournalId) {
		this.#journal = journal;
	}

	/** Ascending; none while there is no database. Rejects with a StorageError, as every method here does. */
	async list(): Promise<Checkpoint[]> {
		const database = await this.#found();
		if (!database) return [];
		return database.transact({
			stores: [LIST],
			mode: 'readonly',
			run(transaction) {
				const rows = allRows<Checkpoint>(transaction.objectStore(LIST));
				return () => rows.result;
			}
		});
	}

	/** null when it is not there any more. */
	async read(id: number): Promise<States | null> {
		const database = await this.#found();
		if (!database) return null;
		return database.transact({
			stores: [STATES],
			mode: 'readonly',
			run(transaction) {
				const row = oneRow<States>(transaction.objectStore(STATES), id);
				return () => row.result ?? null;
			}
		});
	}

	/** Adds one and drops others, in one transaction. Returns its id. */
	async add(checkpoint: Omit<Checkpoint, 'id'>, states: States, drop: readonly number[]): Promise<number> {
		const database = await this.#open(true);
		return database.transact({
			stores: [LIST, STATES],
			mode: 'readwrite',
			stepwise: true,
			run(transaction) {
				remove(transaction, drop);
				const adding = transaction.objectStore(LIST).add(checkpoint) as IDBRequest<number>;
				adding.onsuccess = () => transaction.objectStore(STATES).add({ id: adding.result, ...states });
				return () => adding.result;
			}
		});
	}

	/** On the disk when it resolves: words that were taken back are among what is dropped. */
	async drop(ids: readonly number[]): Promise<void> {
		const database = ids.length > 0 ? await this.#found() : null;
		await database?.transact({
			stores: [LIST, STATES],
			mode: 'readwrite',
			durability: 'strict',
			run(transaction) {
				remove(transaction, ids);
				return () => undefined;
			}
		});
	}

	/** Nothing is made or read afterwards. */
	close(): void {
		this.#closed = true;
		void this.#database?.then(
			(database) => database.close(),
			() => undefined // it never opened
		);
	}

	async #found(): Promise<Database | null> {
		try {
			return await this.#open(false);
		} catch (error) {
			if (!this.#closed && error instanceof StorageError && error.fault === 'gone') return null;
			throw error;
		}
	}

	#open(create: boolean): Promise<Database> {
		if (this.#closed) return Promise.reject(new StorageError('gone'));
		const opening = (this.#database ??= Database.open(definition(this.#journal), create));
		// The next call tries again.
		opening.catch(() => {
			if (this.#database === opening) this.#database = null;
		});
		return opening;
	}
}

function remove(transaction: IDBTransaction, ids: readonly number[]): void {
	for (const id of ids) for (const name of [LIST, STATES]) transaction.objectStore(name).delete(id);
}
