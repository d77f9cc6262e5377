import { copyFile, mkdir, mkdtemp, readFile, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { DatabaseSync } from 'node:sqlite';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { DeviceId, LogId, RoomId, SessionId } from '../../src/lib/core/ids.ts';
import { StoreFileError } from './sqlite-file.ts';
import { openSqliteStore } from './sqlite.ts';

const id = <Id extends string>(length: number) => Buffer.alloc(length, 1).toString('base64url') as Id;
const room = id<RoomId>(32);
const entry = (counter: number) => ({
	room,
	device: id<DeviceId>(32),
	session: id<SessionId>(16),
	counter,
	bytes: Buffer.alloc(500, counter)
});

let folder: string;
let file: string;
beforeEach(async () => {
	folder = join(await mkdtemp(join(tmpdir(), 'soundings-sqlite-')), 'data');
	file = join(folder, 'soundings.sqlite');
});
afterEach(() => rm(join(folder, '..'), { recursive: true }));

async function fill(): Promise<void> {
	const store = openSqliteStore(folder);
	await store.createRoom({ room, logId: id<LogId>(16), chain: [Buffer.from('genesis')], created: 1 });
	await store.append([entry(0), entry(1), entry(2)]);
	await store.close();
}

function change(sql: string): void {
	const db = new DatabaseSync(file);
	db.exec(sql);
	db.close();
}

/** Opening is refused, the reason names the file, and the file stays as it was. */
async function expectRefused(reason: RegExp): Promise<void> {
	const before = await readFile(file);
	expect(() => openSqliteStore(folder)).toThrow(StoreFileError);
	expect(() => openSqliteStore(folder)).toThrow(reason);
	expect(() => openSqliteStore(folder)).toThrow(file);
	expect((await readFile(file)).equals(before)).toBe(true);
}

test('what was stored is there after closing and opening', async () => {
	await fill();
	const store = openSqliteStore(folder);
	expect(await store.room(room)).toMatchObject({ seq: 3, bytes: 1500 });
	expect((await store.append([entry(2), entry(3)])).map((result) => result.kind)).toEqual([
		'duplicate',
		'stored'
	]);
	await store.close();
});

test('S1: every commit is synced: WAL and synchronous FULL are in force', async () => {
	const store = openSqliteStore(folder);
	await store.createRoom({ room, logId: id<LogId>(16), chain: [Buffer.from('g')], created: 1 });
	// In WAL mode a commit is in the -wal file, not yet in the main one.
	expect(await readdir(folder)).toContain('soundings.sqlite-wal');
	await store.close();
});

test('only the owner can read the folder and every file in it', async () => {
	const store = openSqliteStore(folder);
	await store.createRoom({ room, logId: id<LogId>(16), chain: [Buffer.from('g')], created: 1 });
	expect((await stat(folder)).mode & 0o777).toBe(0o700);
	const files = await readdir(folder);
	expect(files.length).toBeGreaterThan(2);
	for (const name of files)
		expect([name, (await stat(join(folder, name))).mode & 0o777]).toEqual([name, 0o600]);
	await store.close();
});

test('a second process, or a second store here, is refused while the first one runs', async () => {
	const store = openSqliteStore(folder);
	expect(() => openSqliteStore(folder)).toThrow(/another process uses this data folder/);
	await store.close();
	await openSqliteStore(folder).close();
});

test('a running store can be read by a backup', async () => {
	await fill();
	const store = openSqliteStore(folder);
	await store.append([entry(7)]);
	const reader = new DatabaseSync(file, { readOnly: true });
	expect(reader.prepare('SELECT count(*) AS n FROM entries').get()?.n).toBe(4);
	reader.close();
	await store.close();
});

test('a file that is no database is refused', async () => {
	await mkdir(folder);
	await writeFile(file, 'minutes of the meeting, 3 May. '.repeat(100));
	await expectRefused(/cannot be opened/);
});

test("somebody else's database is refused", async () => {
	await mkdir(folder);
	change('CREATE TABLE recipes (name TEXT)');
	await expectRefused(/not a store of Soundings/);
});

test('a store of version 1 is brought up to date where it is, and can be compacted from then on', async () => {
	await mkdir(folder);
	await copyFile(new URL('../../tests/fixtures/frozen/v1/store.sqlite', import.meta.url), file);
	const rooms = new DatabaseSync(file, { readOnly: true });
	const old = rooms.prepare('SELECT room FROM rooms ORDER BY seq DESC').get()!.room as RoomId;
	rooms.close();
	const store = openSqliteStore(folder);
	const { logId, seq, hash, bytes, ...rest } = (await store.room(old))!;
	expect(rest).toMatchObject({ cut: 0, tail: bytes, snapshots: [], former: [] });
	const snapshot = { logId, seq, hash, chunks: 1, bytes: 1, made: 1 };
	const digest = new Uint8Array(32);
	await store.takeSnapshot(old, { ...snapshot, upload: 'a', previous: null, digest });
	await store.takeSnapshot(old, { ...snapshot, upload: 'b', previous: digest, digest: digest.with(0, 1) });
	expect(await store.room(old)).toMatchObject({ cut: seq, bytes: 0, tail: 0, hash });
	await store.close();
	await openSqliteStore(folder).close();
});

test('S3: names of entries that are gone take one row for each run of counters', async () => {
	const store = openSqliteStore(folder);
	await store.createRoom({ room, logId: id<LogId>(16), chain: [Buffer.from('g')], created: 1 });
	const digest = (n: number) => new Uint8Array(32).fill(n);
	for (const [n, counter] of [2, 0, 1, 3, 9].entries()) {
		const [stored] = await store.append([entry(counter)]);
		if (stored?.kind !== 'stored') throw new Error('not stored');
		const previous = n === 0 ? null : digest(n - 1);
		const { seq, hash } = stored;
		const snapshot = { logId: id<LogId>(16), seq, hash, chunks: 0, bytes: 0, made: 1 };
		await store.takeSnapshot(room, { ...snapshot, upload: `${n}`, previous, digest: digest(n) });
	}
	await store.close();
	const db = new DatabaseSync(file);
	// The last one is still in the log.
	expect(db.prepare('SELECT first, last, seq FROM names ORDER BY first').all()).toEqual([
		{ first: 0, last: 3, seq: null },
		{ first: 9, last: 9, seq: 5 }
	]);
	db.close();
});

test('a store whose main file is gone is not begun anew over what it wrote last', async () => {
	await openSqliteStore(folder).close();
	await rename(file, `${file}-moved`);
	await writeFile(`${file}-wal`, 'what was committed last');
	expect(() => openSqliteStore(folder)).toThrow(
		/soundings\.sqlite: it is missing, and soundings\.sqlite-wal/
	);
	expect(await readFile(`${file}-wal`, 'utf8')).toBe('what was committed last');
});

test('a store of a newer version is refused', async () => {
	await fill();
	change('PRAGMA user_version = 99');
	await expectRefused(/its format is 99/);
});

test.each([
	['a gap in a log', 'DELETE FROM entries WHERE seq = 2'],
	['a head beyond the log', 'UPDATE rooms SET seq = 9'],
	['a log beyond the head', 'UPDATE rooms SET seq = 2'],
	['another hash at the head', "UPDATE rooms SET hash = x'00'"],
	['a log whose end is gone', 'DELETE FROM entries']
])('%s is refused as damage', async (_, sql) => {
	await fill();
	change(sql);
	await expectRefused(/damaged/);
});

test('a page overwritten on disk is refused as damage', async () => {
	await fill();
	const bytes = await readFile(file);
	bytes.fill(0x5a, 4096 * 2, 4096 * 3);
	await writeFile(file, bytes);
	await expectRefused(/damaged|cannot be opened/);
});

test('a folder that cannot be written is refused', async () => {
	await writeFile(join(folder, '..', 'flat'), '');
	expect(() => openSqliteStore(join(folder, '..', 'flat', 'data'))).toThrow(StoreFileError);
});
