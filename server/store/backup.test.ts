import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { DatabaseSync } from 'node:sqlite';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { newLogId } from '../../src/lib/core/ids.ts';
import type { Chain } from '../../src/lib/core/protocol/membership.ts';
import { compact, fill } from '../../tests/support/filled-store.ts';
import { crypto, TestDevice } from '../../tests/support/relay-peer.ts';
import { backupStore } from './backup.ts';
import { restoreStore } from './restore.ts';
import { openSqliteStore } from './sqlite.ts';

const NOW = new Date('2026-11-22T09:30:00.123Z');

let place: string;
let folder: string;
let store: string;
let backup: string;
let sam: TestDevice;
let chain: Chain;
beforeEach(async () => {
	place = await mkdtemp(join(tmpdir(), 'soundings-backup-'));
	folder = join(place, 'data');
	store = join(folder, 'soundings.sqlite');
	backup = join(place, 'backup.sqlite');
	sam = await TestDevice.create();
	chain = await sam.found();
});
afterEach(() => rm(place, { recursive: true }));

function change(file: string, sql: string): void {
	const db = new DatabaseSync(file);
	db.exec(sql);
	db.close();
}

const DAMAGE = [
	['an entry that was changed', 'UPDATE entries SET bytes = zeroblob(length(bytes)) WHERE seq = 2'],
	['a hash that was changed', 'UPDATE entries SET hash = zeroblob(32) WHERE seq = 2'],
	['an entry under another name', 'UPDATE entries SET counter = 99 WHERE seq = 2'],
	['an entry that is missing', 'DELETE FROM entries WHERE seq = 2'],
	['a size that is wrong', 'UPDATE rooms SET bytes = bytes + 1'],
	['a log under another id', "UPDATE rooms SET log_id = 'AAAAAAAAAAAAAAAAAAAAAA'"],
	['another beginning', 'UPDATE rooms SET start_hash = zeroblob(32)'],
	['a chain that was changed', 'UPDATE chain SET statement = zeroblob(length(statement))'],
	['a chain without its beginning', 'DELETE FROM chain']
] as const;

describe('a backup', () => {
	test('of a store in use is whole, private and one file', async () => {
		await fill(folder, sam, chain, 5);
		const relay = openSqliteStore(folder);
		await relay.createRoom({
			room: (await (await TestDevice.create()).found()).room,
			logId: newLogId((length) => crypto.random(length)),
			chain: [],
			created: 1
		});
		await expect(backupStore(folder, backup)).rejects.toThrow(/its membership chain/);
		await relay.close();
		change(store, 'DELETE FROM rooms WHERE seq = 0');
		const again = openSqliteStore(folder);
		expect(await backupStore(folder, backup)).toEqual({ rooms: 1, entries: 5, snapshots: 0 });
		expect((await stat(backup)).mode & 0o777).toBe(0o600);
		expect((await readdir(place)).sort()).toEqual(['backup.sqlite', 'data']);
		await again.close();
	});

	test('overwrites nothing', async () => {
		await fill(folder, sam, chain, 1);
		await writeFile(backup, 'the only copy of something else');
		await expect(backupStore(folder, backup)).rejects.toThrow(/there is a file already/);
		expect(await readFile(backup, 'utf8')).toBe('the only copy of something else');
	});

	test.each(DAMAGE)('of a store with %s is not made', async (_, sql) => {
		await fill(folder, sam, chain, 3);
		change(store, sql);
		await expect(backupStore(folder, backup)).rejects.toThrow(/: room [0-9a-f]{8}: /);
		expect(existsSync(backup)).toBe(false);
	});

	test('keeps nothing of what was deleted', async () => {
		await fill(folder, sam, chain, 1);
		change(
			store,
			`CREATE TABLE gone (word TEXT); INSERT INTO gone VALUES ('sounding-canary'); DROP TABLE gone`
		);
		await backupStore(folder, backup);
		expect((await readFile(backup)).includes('sounding-canary')).toBe(false);
	});
});

describe('a log that was compacted', () => {
	beforeEach(async () => {
		for (let generation = 0; generation < 3; generation++) {
			await fill(folder, sam, chain, 3);
			await compact(folder, sam, chain);
		}
		await fill(folder, sam, chain, 2);
	});

	test('S5: is copied and restored with its two snapshots and the log behind the older one', async () => {
		const contents = { rooms: 1, entries: 5, snapshots: 2 };
		expect(await backupStore(folder, backup)).toEqual(contents);
		expect(await restoreStore(folder, backup, true, NOW)).toMatchObject({ contents });
		await fill(folder, sam, chain, 1);
		for (let generation = 0; generation < 2; generation++) await compact(folder, sam, chain);
		expect(await backupStore(folder, join(place, 'second'))).toEqual({ rooms: 1, entries: 0, snapshots: 2 });
		expect(await restoreStore(folder, join(place, 'second'), true, new Date())).toBeTruthy();
		expect(await fill(folder, sam, chain, 1)).toMatchObject({ seq: 13 });
	});

	test.each([
		['a chunk that was changed', 'UPDATE chunks SET chunk = zeroblob(length(chunk)) WHERE number = 1'],
		['a chunk that is missing', 'DELETE FROM chunks WHERE number = 1'],
		['another beginning', 'UPDATE rooms SET start_hash = zeroblob(32)'],
		['an entry that is missing behind the cut', 'DELETE FROM entries WHERE seq = 7']
	])('is not copied with %s', async (_, sql) => {
		change(store, sql);
		await expect(backupStore(folder, backup)).rejects.toThrow(/: room [0-9a-f]{8}: /);
	});
});

describe('a restore', () => {
	const headOf = async () => {
		const opened = openSqliteStore(folder);
		const room = await opened.room(chain.room);
		await opened.close();
		return room!;
	};

	test('S7: gives the log another id and hash behind the same entries, which go on from there', async () => {
		const before = await fill(folder, sam, chain, 3);
		await backupStore(folder, backup);
		await fill(folder, sam, chain, 2);
		const restored = await restoreStore(folder, backup, true, NOW);
		expect(restored.contents).toEqual({ rooms: 1, entries: 3, snapshots: 0 });
		const { logId, seq, hash, former } = await headOf();
		expect([seq, former]).toEqual([3, [{ logId: before.logId, until: 3 }]]);
		expect(logId).not.toBe(before.logId);
		expect(hash).not.toEqual(before.hash);
		expect(await fill(folder, sam, chain, 2)).toMatchObject({ logId, seq: 5 });
		expect(await backupStore(folder, join(place, 'second.sqlite'))).toMatchObject({ entries: 5 });
	});

	test.each([0, 2])(
		'again and again, with nothing in between, holds for a log of %i entries',
		async (count) => {
			await fill(folder, sam, chain, count);
			for (const name of ['one', 'two', 'three']) {
				await backupStore(folder, join(place, name));
				await restoreStore(folder, join(place, name), true, new Date(NOW.getTime() + name.length * 60_000));
				await rm(join(folder, `soundings-replaced-20261122T093${name.length}00Z.sqlite`));
			}
			expect((await headOf()).former).toHaveLength(3);
			await fill(folder, sam, chain, 1);
			expect(await backupStore(folder, backup)).toMatchObject({ entries: count + 1 });
		}
	);

	test('into an empty place makes a private store there', async () => {
		await fill(folder, sam, chain, 1);
		await backupStore(folder, backup);
		const elsewhere = join(place, 'new', 'data');
		expect(await restoreStore(elsewhere, backup, false, NOW)).toMatchObject({ aside: null });
		expect((await stat(elsewhere)).mode & 0o777).toBe(0o700);
		expect((await stat(join(elsewhere, 'soundings.sqlite'))).mode & 0o777).toBe(0o600);
		expect((await readdir(elsewhere)).sort()).toEqual(['soundings.lock', 'soundings.sqlite']);
	});

	test('moves what was there aside, whole, with what had not reached its main file', async () => {
		await fill(folder, sam, chain, 1);
		await backupStore(folder, backup);
		await fill(folder, sam, chain, 3);
		// As a killed relay leaves it.
		const killed = new DatabaseSync(store);
		killed.exec('PRAGMA journal_mode = WAL; UPDATE health SET checks = 77');
		for (const suffix of ['', '-wal'])
			await writeFile(join(place, `kept${suffix}`), await readFile(store + suffix));
		killed.close();
		for (const suffix of ['', '-wal'])
			await writeFile(store + suffix, await readFile(join(place, `kept${suffix}`)));
		const { aside } = await restoreStore(folder, backup, true, NOW);
		expect(aside).toBe(join(folder, 'soundings-replaced-20261122T093000Z.sqlite'));
		const old = new DatabaseSync(aside!, { readOnly: true });
		expect(old.prepare('SELECT count(*) AS n FROM entries').get()?.n).toBe(4);
		expect(old.prepare('SELECT checks FROM health').get()?.checks).toBe(77);
		old.close();
		expect((await headOf()).seq).toBe(1);
	});

	test('moves aside what a store that was removed left beside it, which would else be written into the new one', async () => {
		await fill(folder, sam, chain, 1);
		await backupStore(folder, backup);
		const relay = openSqliteStore(folder);
		await relay.check();
		const left = await readFile(`${store}-wal`);
		await relay.close();
		await rm(store);
		await writeFile(`${store}-wal`, left);
		const { aside } = await restoreStore(folder, backup, false, NOW);
		expect((await readFile(`${aside}-wal`)).equals(left)).toBe(true);
		expect((await headOf()).former).toHaveLength(1);
	});

	test('refuses where a store is, unless it is to be replaced, and while another has it', async () => {
		await fill(folder, sam, chain, 1);
		await backupStore(folder, backup);
		const bytes = await readFile(store);
		await expect(restoreStore(folder, backup, false, NOW)).rejects.toThrow(/--replace/);
		const relay = openSqliteStore(folder);
		await expect(restoreStore(folder, backup, true, NOW)).rejects.toThrow(
			/another process uses this data folder/
		);
		await relay.close();
		expect((await readFile(store)).equals(bytes)).toBe(true);
	});

	test.each([
		[
			'is no database',
			async () => writeFile(backup, 'minutes of the meeting '.repeat(500)),
			/cannot be read/
		],
		['is empty', async () => writeFile(backup, ''), /there is nothing in it/],
		['is not a store', async () => change(backup, 'CREATE TABLE recipes (name TEXT)'), /not a store/],
		['is not there', async () => undefined, /there is no such file/]
	])('refuses a backup that %s, and leaves the store as it is', async (_, make, why) => {
		await fill(folder, sam, chain, 1);
		const bytes = await readFile(store);
		await make();
		await expect(restoreStore(folder, backup, true, NOW)).rejects.toThrow(why);
		await expect(restoreStore(folder, backup, true, NOW)).rejects.toThrow(backup);
		expect((await readFile(store)).equals(bytes)).toBe(true);
		expect((await readdir(folder)).sort()).toEqual(['soundings.lock', 'soundings.sqlite']);
	});

	test.each(DAMAGE)('refuses a backup with %s', async (_, sql) => {
		await fill(folder, sam, chain, 3);
		await backupStore(folder, backup);
		change(backup, sql);
		await expect(restoreStore(folder, backup, true, NOW)).rejects.toThrow(backup);
		// A reader of a store in WAL mode may have left the two files that SQLite keeps beside it.
		expect((await readdir(folder)).filter((name) => /restoring|replaced/.test(name))).toEqual([]);
		expect((await headOf()).former).toEqual([]);
	});

	test('refuses a log that claims to have been restored where it was not', async () => {
		await fill(folder, sam, chain, 3);
		await backupStore(folder, backup);
		await restoreStore(folder, backup, true, NOW);
		change(store, 'UPDATE formers SET until = 2');
		await expect(backupStore(folder, join(place, 'second'))).rejects.toThrow(/room [0-9a-f]{8}: /);
	});
});
