// Putting a backup in a store's place. A restored log lacks what came after the backup, so it is another log from there
// on: every room gets a new log id, by which each device notices, reads again and returns what it holds (S7).

import { existsSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { newLogId } from '../../src/lib/core/ids.ts';
import type { LogId, RoomId } from '../../src/lib/core/ids.ts';
import { logContinueBytes } from '../../src/lib/core/protocol/entry.ts';
import { nodeVerifier, sha256 } from '../crypto.ts';
import { claim, copyInto, notAStore, syncFile } from './backup.ts';
import { verifyStore } from './backup-verify.ts';
import type { Contents } from './backup-verify.ts';
import { lockFolder, prepareStore, STORE_NAME, syncFolder } from './sqlite-file.ts';
import { StoreFileError, storeVersion } from './sqlite-file-check.ts';
import { blob, int, text, transaction } from './sqlite-rows.ts';

const COPY_NAME = 'soundings.restoring';
/** SQLite keeps what is not in the main file yet beside it, under its name. */
const BESIDE = ['', '-wal', '-shm'];

export interface Restored {
	readonly contents: Contents;
	/** Where the store lies that was there before, or what it had left; null: there was none. */
	readonly aside: string | null;
}

/**
 * @param folder the data folder, whose relay must not be running; created when missing
 * @param source a backup; it is only read
 * @param replace whether a store that is there may be moved aside
 * @param now for the name of what is moved aside
 * @throws StoreFileError; then the folder's store is as it was
 */
export async function restoreStore(
	folder: string,
	source: string,
	replace: boolean,
	now: Date
): Promise<Restored> {
	const lock = lockFolder(folder);
	const file = join(folder, STORE_NAME);
	const copy = join(folder, COPY_NAME);
	try {
		if (existsSync(file) && !replace)
			throw new StoreFileError(file, 'there is a store already. With --replace it is moved aside.');
		// Of a restore that did not come to its end.
		for (const suffix of BESIDE) rmSync(copy + suffix, { force: true });
		claim(copy);
		copyBackup(source, copy);
		const contents = await renew(copy, source);
		syncFile(copy);
		// Also what a store that was removed left beside it: SQLite would write that into the one that takes its name.
		const isThere = BESIDE.some((suffix) => existsSync(file + suffix));
		const aside = isThere ? moveAside(folder, file, now) : null;
		renameSync(copy, file);
		syncFolder(folder);
		return { contents, aside };
	} finally {
		for (const suffix of BESIDE) rmSync(copy + suffix, { force: true });
		lock.release();
	}
}

function copyBackup(source: string, copy: string): void {
	if (!existsSync(source)) throw new StoreFileError(source, 'there is no such file.');
	try {
		const backup = new DatabaseSync(source, { readOnly: true });
		try {
			if (storeVersion(backup, source) === 0) throw new StoreFileError(source, 'there is nothing in it.');
			copyInto(backup, copy);
		} finally {
			backup.close();
		}
	} catch (error) {
		throw error instanceof StoreFileError ? error : notAStore(source, error);
	}
}

/** Checks the copy, brings it up to date and gives every log in it another id. */
async function renew(copy: string, source: string): Promise<Contents> {
	const db = new DatabaseSync(copy);
	try {
		prepareStore(db, source);
		const contents = await verifyStore(db, source);
		transaction(db, () => continueLogs(db));
		await verifyStore(db, source);
		// All into the one file that is about to be renamed.
		db.exec('PRAGMA wal_checkpoint(TRUNCATE); PRAGMA journal_mode = DELETE');
		return contents;
	} finally {
		db.close();
	}
}

function continueLogs(db: DatabaseSync): void {
	const keep = db.prepare('INSERT INTO formers (room, log_id, until, hash) VALUES (?, ?, ?, ?)');
	const rename = db.prepare('UPDATE rooms SET log_id = ?, hash = ? WHERE id = ?');
	for (const row of db.prepare('SELECT id, room, log_id, seq, hash FROM rooms').all()) {
		const logId: LogId = newLogId((length) => nodeVerifier.random(length));
		const hash = sha256(logContinueBytes(text(row, 'room') as RoomId, logId, blob(row, 'hash')));
		keep.run(int(row, 'id'), text(row, 'log_id'), int(row, 'seq'), hash);
		rename.run(logId, hash, int(row, 'id'));
	}
}

/** Never deletes: it may hold what the backup lacks. */
function moveAside(folder: string, file: string, now: Date): string {
	const stamp = now.toISOString().replace(/[-:]|\.\d+/g, '');
	const aside = join(folder, `soundings-replaced-${stamp}.sqlite`);
	if (existsSync(aside)) throw new StoreFileError(aside, 'there is a file already. Try again in a second.');
	for (const suffix of BESIDE) if (existsSync(file + suffix)) renameSync(file + suffix, aside + suffix);
	return aside;
}
