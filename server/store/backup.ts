// A copy of a store that a relay may be using meanwhile: one consistent moment of it, checked before anybody is told that
// there is a copy.

import { chmodSync, closeSync, existsSync, fsyncSync, openSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { verifyStore } from './backup-verify.ts';
import type { Contents } from './backup-verify.ts';
import { STORE_NAME, syncFolder } from './sqlite-file.ts';
import { StoreFileError, storeVersion } from './sqlite-file-check.ts';
import { SCHEMA_VERSION } from './sqlite-schema.ts';

/**
 * @param folder the data folder; its relay may be running
 * @param target a path at which nothing is yet
 * @returns what the copy holds, once it is on disk and every hash in it was computed anew
 * @throws StoreFileError; then there is no copy
 */
export async function backupStore(folder: string, target: string): Promise<Contents> {
	const source = openForReading(join(folder, STORE_NAME));
	try {
		claim(target);
		try {
			copyInto(source, target);
			const copy = new DatabaseSync(target, { readOnly: true });
			const contents = await verifyStore(copy, target).finally(() => copy.close());
			syncFile(target);
			return contents;
		} catch (error) {
			rmSync(target, { force: true });
			throw error;
		}
	} finally {
		source.close();
	}
}

/**
 * A store of this version, to be read beside whoever writes it.
 * @throws StoreFileError
 */
export function openForReading(file: string): DatabaseSync {
	if (!existsSync(file)) throw new StoreFileError(file, 'there is no store.');
	const db = new DatabaseSync(file, { readOnly: true, timeout: 5000 });
	try {
		const version = storeVersion(db, file);
		if (version !== SCHEMA_VERSION)
			throw new StoreFileError(
				file,
				`its format is ${version}. Start this version's relay on it once, which brings it up to date.`
			);
		return db;
	} catch (error) {
		db.close();
		throw error instanceof StoreFileError ? error : notAStore(file, error);
	}
}

/** Everything that is in the store at this moment, without what was deleted from it, into an empty file. */
export function copyInto(source: DatabaseSync, target: string): void {
	source.prepare('VACUUM INTO ?').run(target);
}

/** Makes sure that what was written to a file, and its name, outlive a power cut. */
export function syncFile(file: string): void {
	const opened = openSync(file, 'r+');
	fsyncSync(opened);
	closeSync(opened);
	syncFolder(dirname(file));
}

/** Takes the name before anything is written, so that nothing can be overwritten, and privately from the start. */
export function claim(target: string): void {
	try {
		closeSync(openSync(target, 'wx', 0o600));
		chmodSync(target, 0o600);
	} catch (cause) {
		const taken = cause instanceof Error && 'code' in cause && cause.code === 'EEXIST';
		const why = taken
			? 'there is a file already. It was left as it is.'
			: `it cannot be created (${String(cause)}).`;
		throw new StoreFileError(target, why, { cause });
	}
}

export function notAStore(file: string, error: unknown): StoreFileError {
	const why = error instanceof Error ? error.message : String(error);
	return new StoreFileError(file, `it cannot be read (${why}).`, { cause: error });
}
