// A database that stays usable: a connection that the browser takes away is opened again by the next transaction, but a
// database that was deleted is not made anew.

import { StorageError } from '../core/sync/ports.ts';
import {
	openDatabase,
	storageError,
	transact,
	type DatabaseDefinition,
	type OpenOptions,
	type Work
} from './idb.ts';

/** What waits for a lost connection is to be called unsaved within a second (S12); it is tried again after that. */
const REOPEN_MS = 800;

export class Database {
	readonly definition: DatabaseDefinition;
	#connection: IDBDatabase | null = null;
	#reopening: Promise<IDBDatabase> | null = null;
	#ended: 'closed' | 'deleted' | null = null;
	#onDeleted = new Set<() => void>();

	private constructor(definition: DatabaseDefinition) {
		this.definition = definition;
	}

	/**
	 * Opens the database, making it when it is not there, unless it is not to be: then it is `gone`. Rejects with a
	 * StorageError.
	 */
	static async open(definition: DatabaseDefinition, create = true): Promise<Database> {
		const database = new Database(definition);
		await database.#connect({ create });
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
		const connection = await this.#again();
		try {
			return await transact(connection, work);
		} catch (error) {
			throw storageError(error, 'failed');
		}
	}

	#again(): Promise<IDBDatabase> {
		if (this.#ended !== null) return Promise.reject(new StorageError('gone'));
		this.#reopening ??= this.#connect({ create: false, patience: REOPEN_MS }).finally(
			() => (this.#reopening = null)
		);
		return this.#reopening;
	}

	async #connect(how: Omit<OpenOptions, 'onLost'>): Promise<IDBDatabase> {
		const connection = await openDatabase(this.definition, {
			...how,
			onLost: (why) => {
				if (this.#connection === connection) this.#connection = null;
				if (why === 'deleted') this.#deleted();
				else void this.#look();
			}
		});
		if (this.#ended !== null) {
			connection.close();
			throw new StorageError('gone');
		}
		this.#connection = connection;
		return connection;
	}

	/** The browser took the connection away: perhaps with the database, as when it clears what a site has stored. */
	async #look(): Promise<void> {
		try {
			await this.#again();
		} catch (error) {
			// Anything else may pass; whoever reads or writes next is told.
			if (storageError(error, 'failed').fault === 'gone') this.#deleted();
		}
	}

	#deleted(): void {
		if (this.#ended !== null) return;
		this.#ended = 'deleted';
		for (const listener of this.#onDeleted) listener();
	}
}
