// Typed reads and writes of the registry's stores; each call is one transaction.

import { Database } from './database.ts';
import { allRows, oneRow } from './idb.ts';
import { REGISTRY, REGISTRY_STORES, type RegistryRows } from './registry-rows.ts';

export type StoreName = keyof RegistryRows;

/** What a write can do to one store. */
export interface Table<Row> {
	/** Fails the transaction when the key is taken. */
	add(row: Row): void;
	put(row: Row): void;
	delete(key: string): void;
}

export type Tables = { readonly [Name in StoreName]: Table<RegistryRows[Name]> };

export class RegistryTables {
	#database: Database;

	private constructor(database: Database) {
		this.#database = database;
	}

	static async open(): Promise<RegistryTables> {
		return new RegistryTables(await Database.open(REGISTRY));
	}

	close(): void {
		this.#database.close();
	}

	all<Name extends StoreName>(name: Name): Promise<RegistryRows[Name][]> {
		return this.#database.transact({
			stores: [name],
			mode: 'readonly',
			run(transaction) {
				const rows = allRows<RegistryRows[Name]>(transaction.objectStore(name));
				return () => rows.result;
			}
		});
	}

	get<Name extends StoreName>(name: Name, key: string): Promise<RegistryRows[Name] | null> {
		return this.#database.transact({
			stores: [name],
			mode: 'readonly',
			run(transaction) {
				const row = oneRow<RegistryRows[Name]>(transaction.objectStore(name), key);
				return () => row.result ?? null;
			}
		});
	}

	/** All of it or nothing; durable when it resolves. */
	write(run: (tables: Tables) => void): Promise<void> {
		return this.#database.transact({
			stores: REGISTRY_STORES,
			mode: 'readwrite',
			durability: 'strict',
			run(transaction) {
				run(tablesOf(transaction));
				return () => undefined;
			}
		});
	}

	/**
	 * Reads a row and writes what `next` does about it, in one transaction.
	 * @returns false when there is no such row
	 */
	revise<Name extends StoreName>(
		name: Name,
		key: string,
		next: (row: RegistryRows[Name], tables: Tables) => void
	): Promise<boolean> {
		return this.#database.transact({
			stores: REGISTRY_STORES,
			mode: 'readwrite',
			durability: 'strict',
			stepwise: true,
			run(transaction) {
				const reading = oneRow<RegistryRows[Name]>(transaction.objectStore(name), key);
				reading.onsuccess = () => {
					if (reading.result !== undefined) next(reading.result, tablesOf(transaction));
				};
				return () => reading.result !== undefined;
			}
		});
	}
}

function tablesOf(transaction: IDBTransaction): Tables {
	const table = <Row>(name: StoreName): Table<Row> => ({
		add: (row) => void transaction.objectStore(name).add(row),
		put: (row) => void transaction.objectStore(name).put(row),
		delete: (key) => void transaction.objectStore(name).delete(key)
	});
	return {
		journals: table('journals'),
		rooms: table('rooms'),
		joins: table('joins'),
		deletions: table('deletions')
	};
}
