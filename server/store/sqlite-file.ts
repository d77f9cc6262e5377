// Opening the store's file: for one process alone, private to its owner, every commit on disk.

import { chmodSync, closeSync, existsSync, fsyncSync, mkdirSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import {
	APPLICATION_ID,
	assertDurable,
	assertWhole,
	pragma,
	StoreFileError,
	storeVersion,
	unusable
} from './sqlite-file-check.ts';
import { SCHEMA_VERSION, schemaFrom } from './sqlite-schema.ts';

export { StoreFileError } from './sqlite-file-check.ts';

export const STORE_NAME = 'soundings.sqlite';
const LOCK_NAME = 'soundings.lock';
/** SQLite's own limit. */
const MOST_PAGES = 0xfffffffe;
/** 16 MiB of 4 KiB each. */
const WAL_PAGES = 4000;

export interface StoreFile {
	readonly db: DatabaseSync;
	/**
	 * Asks this very connection whether a commit still reaches the disk before it returns (S1).
	 * @throws StoreFileError when it does not
	 */
	assertDurable(): void;
	/** Closes the file and lets another process have it. */
	close(): void;
}

/**
 * Opens or creates the store in `folder` (0700, its files 0600) and takes it for this process alone. A store of an older
 * version is brought up to date.
 * @param maxBytes how large it may become; null: as large as the disk allows. Beyond it nothing more is stored.
 * @throws StoreFileError
 */
export function openStoreFile(folder: string, maxBytes: number | null = null): StoreFile {
	const file = join(folder, STORE_NAME);
	let lock: FolderLock | null = null;
	let db: DatabaseSync | null = null;
	try {
		lock = lockFolder(folder);
		refuseRest(file);
		createPrivately(file);
		syncFolder(folder);
		db = new DatabaseSync(file, { timeout: 5000 });
		prepareStore(db, file);
		const pages = maxBytes === null ? MOST_PAGES : Math.ceil(maxBytes / Number(pragma(db, 'page_size')));
		db.exec(`PRAGMA max_page_count = ${pages}`);
	} catch (error) {
		db?.close();
		lock?.release();
		throw unusable(file, error);
	}
	const opened = { db, lock };
	return {
		db,
		assertDurable: () => assertDurable(opened.db, file),
		close: () => {
			opened.db.close();
			opened.lock.release();
		}
	};
}

/**
 * Makes a connection fit to promise anything: durable, checked, with the tables of this version.
 * @throws StoreFileError
 */
export function prepareStore(db: DatabaseSync, file: string): void {
	const version = storeVersion(db, file);
	db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA fullfsync = 1');
	assertDurable(db, file);
	// What was deleted (a taken box) is overwritten, not only forgotten.
	db.exec('PRAGMA secure_delete = ON; PRAGMA journal_size_limit = 67108864');
	// The pages at the ends of logs change with every commit: the less often they are copied to the main file, the less is.
	db.exec(`PRAGMA wal_autocheckpoint = ${WAL_PAGES}`);
	if (version > 0) assertWhole(db, file, version);
	if (version < SCHEMA_VERSION)
		db.exec(`BEGIN IMMEDIATE; ${schemaFrom(version)}; PRAGMA application_id = ${APPLICATION_ID};
			PRAGMA user_version = ${SCHEMA_VERSION}; COMMIT`);
}

export interface FolderLock {
	release(): void;
}

/**
 * Takes a data folder for this process alone; creates it when it is missing. Two relays on one store would not see each
 * other's connections. A separate file holds the lock, so that the store itself stays readable for a backup; the operating
 * system drops it when the process dies, however it dies.
 * @throws StoreFileError when another process has it
 */
export function lockFolder(folder: string): FolderLock {
	if (!existsSync(folder)) {
		mkdirSync(folder, { recursive: true, mode: 0o700 });
		chmodSync(folder, 0o700);
	}
	const file = join(folder, LOCK_NAME);
	createPrivately(file);
	const lock = new DatabaseSync(file, { timeout: 0 });
	try {
		lock.exec('BEGIN EXCLUSIVE');
	} catch (cause) {
		lock.close();
		throw new StoreFileError(file, 'another process uses this data folder. Stop it first.', { cause });
	}
	return { release: () => lock.close() };
}

/**
 * Without its main file a store may lie half moved: a new one in its place would be empty, and SQLite would throw away what
 * the old one had written last.
 */
function refuseRest(file: string): void {
	if (!existsSync(file) && existsSync(`${file}-wal`))
		throw new StoreFileError(
			file,
			`it is missing, and ${STORE_NAME}-wal, which belongs to it, is there. Put it back, or restore a backup.`
		);
}

/** SQLite gives its -wal and -shm files the mode of the main one. */
function createPrivately(file: string): void {
	closeSync(openSync(file, 'a', 0o600));
	chmodSync(file, 0o600);
}

/** Else a power cut could take new files' names away although what is in them was synced. */
export function syncFolder(folder: string): void {
	const directory = openSync(folder, 'r');
	fsyncSync(directory);
	closeSync(directory);
}
