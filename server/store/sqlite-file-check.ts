// What must hold of a store's file before a single promise is made on top of it.

import { dirname } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { SCHEMA_VERSION } from './sqlite-schema.ts';

/** "SndR": tells our file from any other SQLite file. */
export const APPLICATION_ID = 0x536e6452;
const FULL = 2;
/** Entries at the beginning of a log may be gone, and log ids may have changed, since this version. */
const FIRST_WITH_CUTS = 2;

/** The store can't be used; the message names the file and what to do. */
export class StoreFileError extends Error {
	constructor(file: string, why: string, options?: { cause?: unknown }) {
		super(`${file}: ${why}`, options);
		this.name = 'StoreFileError';
	}
}

/**
 * The version of a store's tables; 0: there are none yet.
 * @throws StoreFileError for what is no store of ours, or a newer one
 */
export function storeVersion(db: DatabaseSync, file: string): number {
	const application = pragma(db, 'application_id');
	const version = Number(pragma(db, 'user_version'));
	const tables = db.prepare('SELECT count(*) AS n FROM sqlite_schema').get()?.n;
	const fresh = application === 0 && version === 0 && tables === 0;
	if (application !== APPLICATION_ID && !fresh)
		throw new StoreFileError(file, 'this is not a store of Soundings. It was left as it is.');
	if (version > SCHEMA_VERSION)
		throw new StoreFileError(
			file,
			`its format is ${version}, this program knows ${SCHEMA_VERSION}. Update it.`
		);
	return version;
}

/**
 * An acknowledgement promises that the entry survives (S1): every commit must reach the disk. Asks the connection itself.
 * @throws StoreFileError when it does not
 */
export function assertDurable(db: DatabaseSync, file: string): void {
	if (pragma(db, 'journal_mode') !== 'wal' || pragma(db, 'synchronous') !== FULL)
		throw new StoreFileError(
			file,
			'commits do not reach the disk here (WAL, synchronous FULL is not in force).'
		);
}

/** @throws StoreFileError when the file, or the end of any log in it, contradicts itself */
export function assertWhole(db: DatabaseSync, file: string, version: number): void {
	if (pragma(db, 'quick_check(1)', 'quick_check') !== 'ok' || !headsMatch(db, version))
		throw new StoreFileError(file, `it is damaged. ${leftAsItIs(file)}`);
}

/** Anything else that opening the file led to. */
export function unusable(file: string, error: unknown): StoreFileError {
	if (error instanceof StoreFileError) return error;
	const why = error instanceof Error ? error.message : String(error);
	return new StoreFileError(file, `it cannot be opened (${why}). ${leftAsItIs(file)}`, { cause: error });
}

const leftAsItIs = (file: string): string =>
	'It was left as it is. To put a backup in its place: ' +
	`soundings-relay restore <backup> --data-dir ${dirname(file)} --replace`;

/** Every room's head is the end of its log, with no gap. The hashes before it are checked when a backup is made. */
function headsMatch(db: DatabaseSync, version: number): boolean {
	const cut = version < FIRST_WITH_CUTS ? '0' : 'rooms.cut';
	const continued =
		version < FIRST_WITH_CUTS
			? 'NULL'
			: '(SELECT hash FROM formers WHERE room = rooms.id AND until = rooms.seq ORDER BY rowid DESC LIMIT 1)';
	const wrong = db.prepare(`
		SELECT count(*) AS n FROM rooms
		LEFT JOIN entries AS last ON last.room = rooms.id AND last.seq = rooms.seq
		WHERE rooms.seq - ${cut} <> (SELECT count(*) FROM entries WHERE entries.room = rooms.id)
			OR (rooms.seq > ${cut} AND last.hash IS NULL)
			OR rooms.hash <> coalesce(${continued}, last.hash, rooms.start_hash)`);
	return wrong.get()?.n === 0;
}

export const pragma = (db: DatabaseSync, statement: string, column = statement): unknown =>
	db.prepare(`PRAGMA ${statement}`).get()?.[column];
