// IndexedDB with outcomes: every open, transaction and deletion settles, and what fails is a StorageError.

import { StorageError, type StorageFault } from '../core/sync/ports.ts';

/** A database that does not open in this time counts as unavailable: another tab holds it and does not answer. */
const OPEN_TIMEOUT_MS = 10_000;

/** The other tabs are asked to let go of a database and usually do at once. */
const LET_GO_MS = 2_000;

export interface DatabaseDefinition {
	readonly name: string;
	readonly version: number;
	/** Creates what is missing. Runs inside the version change transaction. */
	upgrade(db: IDBDatabase): void;
}

export interface OpenOptions {
	/** false: a database that is not there is `gone`, not made anew. */
	readonly create: boolean;
	/** Longest wait for it, ms. */
	readonly patience?: number;
	/** The connection ended without `close()`: the browser took it away, or another tab deletes or upgrades. */
	readonly onLost: (why: 'deleted' | 'closed') => void;
}

/** Opens a database. Rejects with `unavailable` (no IndexedDB, no answer), `newer`, `quota` or `gone`. */
export function openDatabase(definition: DatabaseDefinition, options: OpenOptions): Promise<IDBDatabase> {
	return new Promise((resolve, reject) => {
		let request: IDBOpenDBRequest;
		try {
			request = indexedDB.open(definition.name, definition.version);
		} catch (cause) {
			reject(new StorageError('unavailable', { cause }));
			return;
		}
		let refusal: StorageError | null = null;
		const refuse = (error: StorageError) => {
			refusal ??= error;
			reject(refusal);
		};
		const timeout = setTimeout(
			() => refuse(new StorageError('unavailable')),
			options.patience ?? OPEN_TIMEOUT_MS
		);

		request.onupgradeneeded = (event) => {
			if (refusal === null && (options.create || event.oldVersion > 0)) {
				definition.upgrade(request.result);
				return;
			}
			refuse(new StorageError('gone'));
			request.transaction?.abort();
		};
		request.onerror = () => {
			clearTimeout(timeout);
			refuse(storageError(request.error, 'unavailable'));
		};
		request.onsuccess = () => {
			clearTimeout(timeout);
			const db = request.result;
			if (refusal !== null) {
				db.close();
				return;
			}
			db.onversionchange = (event) => {
				db.close();
				options.onLost(event.newVersion === null ? 'deleted' : 'closed');
			};
			db.onclose = () => options.onLost('closed');
			resolve(db);
		};
	});
}

/**
 * Deletes a database; one that is not there counts as deleted. `blocked`: another tab still has it open; the browser
 * deletes it once that tab lets go.
 */
export function deleteDatabase(name: string): Promise<'deleted' | 'blocked'> {
	return new Promise((resolve, reject) => {
		const request = indexedDB.deleteDatabase(name);
		request.onsuccess = () => resolve('deleted');
		request.onblocked = () => setTimeout(() => resolve('blocked'), LET_GO_MS);
		request.onerror = () => reject(storageError(request.error, 'failed'));
	});
}

export interface Work<T> {
	readonly stores: readonly string[];
	readonly mode: 'readonly' | 'readwrite';
	/** `strict`: complete only once the disk has it. */
	readonly durability?: IDBTransactionDurability;
	/** The work makes further requests when earlier ones succeed, so the transaction commits by itself. */
	readonly stepwise?: boolean;
	/** Places requests at once; what it returns is read when the transaction is complete. */
	run(transaction: IDBTransaction): () => T;
}

/**
 * Runs one transaction and resolves when it is complete; all of it happened or nothing did. A write, unless stepwise, is
 * begun and committed before this returns, so that a page that goes away at once does not take it along. A reading is
 * never committed by us: Chromium keeps large values in files of their own and would then report the transaction
 * complete before they are read.
 * Throws (not rejects) when the connection is closed already; everything later is a rejection.
 */
export function transact<T>(db: IDBDatabase, work: Work<T>): Promise<T> {
	const transaction = db.transaction([...work.stores], work.mode, {
		durability: work.durability ?? 'default'
	});
	return new Promise((resolve, reject) => {
		let thrown: unknown = null;
		let result: (() => T) | null = null;
		transaction.oncomplete = () => {
			try {
				if (result !== null) resolve(result());
			} catch (error) {
				reject(storageError(error, 'failed'));
			}
		};
		transaction.onabort = () => {
			// Without an error of its own it was the connection that went, unless we aborted.
			if (thrown !== null) reject(storageError(thrown, 'failed'));
			else reject(storageError(transaction.error, transaction.error === null ? 'gone' : 'failed'));
		};
		try {
			result = work.run(transaction);
			if (work.mode === 'readwrite' && work.stepwise !== true) transaction.commit();
		} catch (error) {
			thrown = error;
			transaction.abort();
		}
	});
}

/** Every value of a store, in the order of the keys. */
export const allRows = <Row>(store: IDBObjectStore, range?: IDBKeyRange): IDBRequest<Row[]> =>
	store.getAll(range) as IDBRequest<Row[]>;

/** Every key of a store whose keys are numbers, ascending. */
export const allKeys = (store: IDBObjectStore, range?: IDBKeyRange): IDBRequest<number[]> =>
	store.getAllKeys(range) as IDBRequest<number[]>;

export const oneRow = <Row>(store: IDBObjectStore, key: IDBValidKey): IDBRequest<Row | undefined> =>
	store.get(key) as IDBRequest<Row | undefined>;

/** The fault that an IndexedDB error stands for; `otherwise` when its name says nothing. */
export function storageError(cause: unknown, otherwise: StorageFault): StorageError {
	if (cause instanceof StorageError) return cause;
	const name = cause instanceof Error || cause instanceof DOMException ? cause.name : '';
	if (name === 'QuotaExceededError') return new StorageError('quota', { cause });
	if (name === 'VersionError') return new StorageError('newer', { cause });
	// A closed connection: transactions under way abort, new ones are refused.
	if (name === 'AbortError' || name === 'InvalidStateError') return new StorageError('gone', { cause });
	return new StorageError(otherwise, { cause });
}
