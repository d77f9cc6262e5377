// A database that stays usable: a connection that the browser takes away is opened again by the next transaction, but a
// database that was deleted is not made anew.

import { StorageError } from '../core/sync/ports.ts';
import { openDatabase, storageError, transact, type DatabaseDefinition, type Work } from './idb.ts';

export class Database {
	readonly definition: DatabaseDefinition;
	#connection: IDBDatabase | null = null;
	#reopening: Promise<IDBDatabase> | null = null;
	#ended: 'closed' | 'deleted' | null = null;
	#onDeleted = new Set<() => void>();

	private constructor(definition: DatabaseDefinition) {
		this.definition = definition;
	}

	/** Opens the database, making it when it is not there. Rejects with a StorageError. */
	static async open(definition: DatabaseDefinition): Promise<Database> {
		const database = new Database(definition);
		await database.#connect(true);
		return database;
	}

	/**
	 * Runs one transaction; with a connection at hand it is begun (and, unless stepwise, committed) before this
	 * returns. A lost connection is reopened once. Rejects with a StorageError; `gone` after a deletion.
	 */
	transact<T>(work: Work<T>): Promise<T> {
		if (this.#connection !== null) {
			try {
				return transact(this.#connection, work);
			} catch (error) {
				const fault = storageError(error, 'failed');
				if (fault.fault !== 'gone') return Promise.reject(fault);
				this.#connection = null;
			}
		}
		return this.#transactAgain(work);
	}

	/** Calls back when the database is deleted under us. Returns a function that stops it. */
	onDeleted(listener: () => void): () => void {
		this.#onDeleted.add(listener);
		return () => this.#onDeleted.delete(listener);
	}

	/** Transactions under way still complete. */
	close(): void {
		this.#ended ??= 'closed';
		this.#connection?.close();
		this.#connection = null;
	}

	async #transactAgain<T>(work: Work<T>): Promise<T> {
		if (this.#ended !== null) throw new StorageError('gone');
		this.#reopening ??= this.#connect(false).finally(() => (this.#reopening = null));
		const connection = await this.#reopening;
		try {
			return await transact(connection, work);
		} catch (error) {
			throw storageError(error, 'failed');
		}
	}

	async #connect(create: boolean): Promise<IDBDatabase> {
		const connection = await openDatabase(this.definition, {
			create,
			onLost: (why) => {
				if (this.#connection === connection) this.#connection = null;
				if (why === 'deleted') this.#deleted();
			}
		});
		if (this.#ended !== null) {
			connection.close();
			throw new StorageError('gone');
		}
		this.#connection = connection;
		return connection;
	}

	#deleted(): void {
		if (this.#ended !== null) return;
		this.#ended = 'deleted';
		for (const listener of this.#onDeleted) listener();
	}
}
