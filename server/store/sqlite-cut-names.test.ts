// What cutting the log costs when somebody has spread the names of entries so that no two are neighbours. Counted in
// statements, and in how SQLite finds what each asks for: a run is found by its writer and its beginning, never by looking
// through the others.

import { mkdtempSync, rmSync } from 'node:fs';
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { DeviceId, LogId, RoomId, SessionId } from '../../src/lib/core/ids.ts';
import { openSqliteStore } from './sqlite.ts';
import { openStoreFile, type StoreFile } from './sqlite-file.ts';
import type { RelayStore } from './store.ts';

const id = <Id extends string>(length: number, byte = 1) =>
	Buffer.alloc(length, byte).toString('base64url') as Id;
const room = id<RoomId>(32);
const logId = id<LogId>(16);
const SESSIONS = 3;

let folder: string;
let file: StoreFile;
let store: RelayStore;
/** How often each statement about the names ran. */
let runs: Map<string, number>;
let snapshots: number;

beforeEach(async () => {
	folder = mkdtempSync(join(tmpdir(), 'soundings-names-'));
	file = openStoreFile(folder);
	runs = new Map();
	snapshots = 0;
	store = openSqliteStore(folder, { ...file, db: watched(file.db), close: () => file.close() });
	await store.createRoom({ room, logId, chain: [Buffer.from('genesis')], created: 1 });
});
afterEach(async () => {
	await store.close();
	rmSync(folder, { recursive: true });
});

/** A member by its name, of the object itself. */
function member(target: object, name: string | symbol): unknown {
	const value: unknown = Reflect.get(target, name, target);
	return typeof value === 'function' ? (value.bind(target) as unknown) : value;
}

/** The same database, in which statements about the names of entries that are gone are counted. */
function watched(db: DatabaseSync): DatabaseSync {
	const prepare = (sql: string): StatementSync => {
		const statement = db.prepare(sql);
		if (!/\bcut_names\b/.test(sql)) return statement;
		runs.set(sql, 0);
		return new Proxy(statement, {
			get(target, name) {
				if (name === 'get' || name === 'run' || name === 'all') runs.set(sql, runs.get(sql)! + 1);
				return member(target, name);
			}
		});
	};
	return new Proxy(db, { get: (target, name) => (name === 'prepare' ? prepare : member(target, name)) });
}

/** Entries of three sessions in turn, each counter two beyond the one before. */
const spread = (from: number, count: number) =>
	Array.from({ length: count }, (_, i) => ({
		room,
		device: id<DeviceId>(32),
		session: id<SessionId>(16, 1 + (i % SESSIONS)),
		counter: 2 * (from + Math.floor(i / SESSIONS)),
		bytes: Buffer.from([i])
	}));

/** Puts a snapshot behind all there is. The second one cuts what the first stands for. */
async function snapshot(): Promise<void> {
	const { seq, hash } = (await store.room(room))!;
	const digest = (n: number) => new Uint8Array(32).fill(n);
	const previous = snapshots === 0 ? null : digest(snapshots);
	snapshots += 1;
	const what = { logId, seq, hash, digest: digest(snapshots), chunks: 0, bytes: 0, made: 1 };
	const { kind } = await store.takeSnapshot(room, { ...what, upload: String(snapshots), previous });
	if (kind !== 'taken') throw new Error(kind);
}

const statements = () => [...runs.values()].reduce((sum, count) => sum + count, 0);
const names = () => Number(file.db.prepare('SELECT count(*) AS n FROM cut_names').get()?.n);

/** What cutting so many more names costs, in statements. */
async function costOf(from: number, count: number): Promise<number> {
	await store.append(spread(from, count));
	await snapshot();
	const before = statements();
	await snapshot();
	return statements() - before;
}

test('S15: every run of names is found by its writer and its beginning, and no look goes from run to run', () => {
	const looks = [...runs.keys()].filter((sql) => /\bWHERE\b/.test(sql));
	expect(looks.length).toBeGreaterThanOrEqual(4);
	for (const sql of looks) {
		const plan = file.db.prepare(`EXPLAIN QUERY PLAN ${sql}`).all();
		expect([sql, plan.map(({ detail }) => detail)]).toEqual([
			sql,
			[expect.stringMatching(/^SEARCH cut_names USING PRIMARY KEY \(writer=\? AND first[=<]\?\)$/)]
		]);
		expect([sql, mayGoOn(sql)]).toEqual([sql, false]);
	}
});

/** Whether SQLite's program for it may pass by rows: it steps to the next, and is not ended by the first that it meets. */
function mayGoOn(sql: string): boolean {
	const program = file.db.prepare(`EXPLAIN ${sql}`).all();
	const does = (...names: string[]) => program.some(({ opcode }) => names.includes(String(opcode)));
	const isEndedByFirst = does('DecrJumpZero') && !does('Eq', 'Ne', 'Lt', 'Le', 'Gt', 'Ge', 'If', 'IfNot');
	return does('Next', 'Prev') && !isEndedByFirst;
}

test('S15: a snapshot that cuts names that are spread takes as many steps for each as for the first', async () => {
	const first = await costOf(0, 60);
	expect(names()).toBe(60);
	expect(first).toBeGreaterThan(0);
	expect(await costOf(20, 60)).toBe(first);
	expect(await costOf(40, 120)).toBe(2 * first);
	expect(names()).toBe(240);
});

test('S15: whether a late entry is one of them takes one step, however many there are', async () => {
	const ask = async () => {
		const before = statements();
		const [late] = await store.append(spread(0, 1));
		expect(late).toMatchObject({ kind: 'duplicate' });
		return statements() - before;
	};
	await costOf(0, 30);
	expect(await ask()).toBe(1);
	await costOf(10, 300);
	expect(await ask()).toBe(1);
});
