// Opening the store's file: the checks that must pass before a single promise is made on top of it.

import { chmodSync, closeSync, existsSync, fsyncSync, mkdirSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { SCHEMA, SCHEMA_VERSION } from './sqlite-schema.ts';

/** "SndR": tells our file from any other SQLite file. */
const APPLICATION_ID = 0x536e6452;
const FULL = 2;

/** The store can't be used; the message names the file and what to do. */
export class StoreFileError extends Error {
	constructor(file: string, why: string, options?: { cause?: unknown }) {
		super(`${file}: ${why}`, options);
		this.name = 'StoreFileError';
	}
}

export interface StoreFile {
	readonly db: DatabaseSync;
	/** Closes the file and lets another process have it. */
	close(): void;
}

/**
 * Opens or creates the store in `folder` (0700, its files 0600) and takes it for this process alone.
 * @throws StoreFileError
 */
export function openStoreFile(folder: string): StoreFile {
	const file = join(folder, 'soundings.sqlite');
	const lockFile = join(folder, 'soundings.lock');
	let lock: DatabaseSync | null = null;
	let db: DatabaseSync | null = null;
	try {
		createPrivately(folder, [file, lockFile]);
		lock = takeLock(lockFile);
		db = new DatabaseSync(file, { timeout: 5000 });
		prepare(db, file);
	} catch (error) {
		db?.close();
		lock?.close();
		throw error instanceof StoreFileError ? error : explain(file, error);
	}
	const opened = { db, lock };
	return {
		db,
		close: () => {
			opened.db.close();
			opened.lock.close();
		}
	};
}

function createPrivately(folder: string, files: readonly string[]): void {
	if (!existsSync(folder)) {
		mkdirSync(folder, { recursive: true, mode: 0o700 });
		chmodSync(folder, 0o700);
	}
	// SQLite gives its -wal and -shm files the mode of the main one.
	for (const file of files) {
		closeSync(openSync(file, 'a', 0o600));
		chmodSync(file, 0o600);
	}
	// Else a power cut could take the new files' names away although what is in them was synced.
	const directory = openSync(folder, 'r');
	fsyncSync(directory);
	closeSync(directory);
}

// Two relays on one store would not see each other's connections. A separate file holds the lock, so that the store
// itself stays readable for a backup; the operating system drops it when the process dies, however it dies.
function takeLock(file: string): DatabaseSync {
	const lock = new DatabaseSync(file, { timeout: 0 });
	try {
		lock.exec('BEGIN EXCLUSIVE');
		return lock;
	} catch (cause) {
		lock.close();
		throw new StoreFileError(file, 'another process uses this data folder. Stop it first.', { cause });
	}
}

function prepare(db: DatabaseSync, file: string): void {
	const ours = pragma(db, 'application_id') === APPLICATION_ID;
	const version = pragma(db, 'user_version');
	const tables = db.prepare('SELECT count(*) AS n FROM sqlite_schema').get()?.n;
	const fresh = pragma(db, 'application_id') === 0 && version === 0 && tables === 0;
	if (!ours && !fresh)
		throw new StoreFileError(file, 'this is not a store of Soundings. It was left as it is.');
	if (ours && version !== SCHEMA_VERSION)
		throw new StoreFileError(
			file,
			`its format is ${String(version)}, this program knows ${SCHEMA_VERSION}. Update it.`
		);

	// An acknowledgement promises that the entry survives (S1): every commit must reach the disk.
	db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA fullfsync = 1');
	if (pragma(db, 'journal_mode') !== 'wal' || pragma(db, 'synchronous') !== FULL)
		throw new StoreFileError(
			file,
			'this file system does not allow durable commits (WAL, synchronous FULL).'
		);
	// What was deleted (a taken box) is overwritten, not only forgotten.
	db.exec('PRAGMA secure_delete = ON; PRAGMA journal_size_limit = 67108864');

	if (fresh) {
		db.exec(`BEGIN IMMEDIATE; ${SCHEMA}; PRAGMA application_id = ${APPLICATION_ID};
			PRAGMA user_version = ${SCHEMA_VERSION}; COMMIT`);
		return;
	}
	if (pragma(db, 'quick_check(1)', 'quick_check') !== 'ok' || !headsMatch(db))
		throw new StoreFileError(file, 'it is damaged. It was left as it is; put a backup in its place.');
}

/** Every room's head is the end of its log, with no gap. */
function headsMatch(db: DatabaseSync): boolean {
	const wrong = db.prepare(`
		SELECT count(*) AS n FROM rooms
		LEFT JOIN entries AS last ON last.room = rooms.id AND last.seq = rooms.seq
		WHERE rooms.seq <> (SELECT count(*) FROM entries WHERE entries.room = rooms.id)
			OR rooms.hash <> coalesce(last.hash, CASE WHEN rooms.seq = 0 THEN rooms.hash END)
			OR (rooms.seq > 0 AND last.hash IS NULL)`);
	return wrong.get()?.n === 0;
}

const pragma = (db: DatabaseSync, statement: string, column = statement): unknown =>
	db.prepare(`PRAGMA ${statement}`).get()?.[column];

function explain(file: string, error: unknown): StoreFileError {
	const why = error instanceof Error ? error.message : String(error);
	return new StoreFileError(file, `it cannot be opened (${why}). It was left as it is.`, { cause: error });
}
