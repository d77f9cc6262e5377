// Names of entries: what they say, against a plain list of them, and what they cost when somebody has spread them so that
// no two are neighbours. The cost is counted in statements, and in how SQLite finds what each asks for: a run is found by
// its writer and its beginning, never by looking through the others.

import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import type { StatementSync } from 'node:sqlite';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { DeviceId, LogId, RoomId, SessionId } from '../../src/lib/core/ids.ts';
import { seededRandom } from '../../tests/support/sync-crypto.ts';
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

/** The same database, in which statements about the names of entries are counted. */
function watched(db: DatabaseSync): DatabaseSync {
	const prepare = (sql: string): StatementSync => {
		const statement = db.prepare(sql);
		if (!/\bnames\b/.test(sql)) return statement;
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
		counter: 2 * (1 + from + Math.floor(i / SESSIONS)),
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
const names = () => Number(file.db.prepare('SELECT count(*) AS n FROM names').get()?.n);

/** What cutting so many more names costs, in statements. */
async function costOf(from: number, count: number): Promise<number> {
	await store.append(spread(from, count));
	await snapshot();
	const before = statements();
	await snapshot();
	return statements() - before;
}

test('S15: every run of names is found by its writer and its beginning, and no look goes from run to run', () => {
	// All but the one that reads what is to be cut, of which every row counts.
	const looks = [...runs.keys()].filter((sql) => /\bWHERE\b/.test(sql) && !/\bJOIN\b/.test(sql));
	expect(looks.length).toBeGreaterThanOrEqual(3);
	for (const sql of looks) {
		const plan = file.db.prepare(`EXPLAIN QUERY PLAN ${sql}`).all();
		expect([sql, plan.map(({ detail }) => detail)]).toEqual([
			sql,
			[expect.stringMatching(/^SEARCH names USING PRIMARY KEY \(writer=\?( AND first[=<]\?)?\)$/)]
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
	// One of them reads what is to be cut.
	expect((await costOf(40, 120)) - 1).toBe(2 * (first - 1));
	expect(names()).toBe(240);
});

test('S15: whether a late entry is one of them takes as many steps, however many there are', async () => {
	const ask = async () => {
		const before = statements();
		const [late] = await store.append(spread(0, 1));
		expect(late).toMatchObject({ kind: 'duplicate' });
		return statements() - before;
	};
	await costOf(0, 30);
	const few = await ask();
	expect(few).toBeGreaterThan(0);
	await costOf(10, 300);
	expect(await ask()).toBe(few);
});

test('S15: what one session appends in one commit is one line, written once', async () => {
	await store.append(inOrder(1, 0, 1));
	const before = statements();
	await store.append(inOrder(1, 1, 50));
	expect(statements() - before).toBe(1);
	expect(names()).toBe(1);
});

/** Entries of one session whose counters follow each other. */
const inOrder = (session: number, from: number, count: number) =>
	Array.from({ length: count }, (_, i) => entry(session, from + i));

const entry = (session: number, counter: number, text = `${session} ${counter}`) => ({
	room,
	device: id<DeviceId>(32),
	session: id<SessionId>(16, session),
	counter,
	bytes: Buffer.from(text)
});

test.each([1, 2, 3, 4, 5, 6])(
	'S3, S9: names say what a plain list of all entries says (seed %i)',
	async (seed) => {
		const random = seededRandom(`names ${seed}`);
		const below = (n: number): number => random(1)[0]! % n;
		const listed = new Map<string, number>();
		const last = new Map<number, number>();
		/** Mostly what a session writes next; else something at random, early or late. */
		const next = () => {
			const session = 1 + below(3);
			const counter = below(3) > 0 ? (last.get(session) ?? -1) + 1 : below(40);
			last.set(session, Math.max(counter, last.get(session) ?? -1));
			return entry(session, counter);
		};
		let end = 0;
		let cut = 0;
		let covered = 0;
		for (let round = 0; round < 60; round++) {
			const batch = Array.from({ length: 1 + below(6) }, next);
			const results = await store.append(batch);
			for (const [i, { bytes }] of batch.entries()) {
				const known = listed.get(String(bytes));
				if (known === undefined) listed.set(String(bytes), (end += 1));
				const seq = known === undefined ? end : Math.max(known, cut);
				const kind = known === undefined ? 'stored' : 'duplicate';
				expect([round, results[i]]).toEqual([round, expect.objectContaining({ kind, seq })]);
			}
			if (below(4) > 0) continue;
			await snapshot();
			cut = covered;
			covered = end;
			// What is remembered in memory, and what is on disk, say the same.
			if (below(2) > 0) continue;
			await store.close();
			file = openStoreFile(folder);
			store = openSqliteStore(folder, file);
		}
		for (const [text, seq] of listed) {
			const [session, counter] = text.split(' ').map(Number) as [number, number];
			const [again] = await store.append([entry(session, counter)]);
			expect([text, again]).toEqual([
				text,
				expect.objectContaining({ kind: 'duplicate', seq: Math.max(seq, cut) })
			]);
			const other = await store.append([entry(session, counter, 'other words')]);
			if (seq > cut) expect(other).toEqual([{ kind: 'conflict' }]);
		}
	}
);

test('S3: a session that writes in two rooms at once is not taken for another of its name', async () => {
	const other = id<RoomId>(32, 9);
	await store.createRoom({ room: other, logId, chain: [Buffer.from('genesis')], created: 1 });
	const there = (counter: number) => ({ ...entry(1, counter), room: other });
	await store.append([entry(1, 0)]);
	await store.append([there(0)]);
	// Each goes on with its own run, so that nothing but the commit's end would write either down.
	expect(await store.append([entry(1, 1), there(1), entry(1, 1)])).toMatchObject([
		{ kind: 'stored', seq: 2 },
		{ kind: 'stored', seq: 2 },
		{ kind: 'duplicate', seq: 2 }
	]);
});

test('S9: names of a commit that failed are not there', async () => {
	await store.append(inOrder(1, 0, 3));
	const elsewhere = { ...entry(1, 4), room: id<RoomId>(32, 9) };
	await expect(store.append([...inOrder(1, 3, 1), elsewhere])).rejects.toThrow();
	expect(await store.append(inOrder(1, 2, 2))).toMatchObject([
		{ kind: 'duplicate', seq: 3 },
		{ kind: 'stored', seq: 4 }
	]);
});

test('the entries of a store of version 2 are listed by their names when it is brought up to date', async () => {
	await store.close();
	const path = join(folder, 'soundings.sqlite');
	rmSync(path);
	copyFileSync(new URL('../../tests/fixtures/frozen/v2/store.sqlite', import.meta.url), path);
	const old = new DatabaseSync(path);
	const inRoom = Number(old.prepare('SELECT id FROM rooms ORDER BY seq DESC').get()?.id);
	const head = Number(old.prepare('SELECT seq FROM rooms WHERE id = ?').get(inRoom)?.seq);
	old.exec(`
		INSERT INTO writers (id, room, device, session) VALUES (901, ${inRoom}, 'd', 's1'), (902, ${inRoom}, 'd', 's2');
		INSERT INTO cut_names (writer, first, last) VALUES (901, 0, 4), (902, 7, 7)`);
	const put = old.prepare('INSERT INTO entries VALUES (?, ?, ?, ?, ?, ?)');
	// Two sessions in turn, one of which sends again what it had left out.
	const lies = [
		[901, 5],
		[901, 6],
		[902, 9],
		[901, 8],
		[902, 10],
		[901, 7],
		[901, 9],
		[901, 10]
	] as const;
	for (const [i, [writer, counter]] of lies.entries())
		put.run(inRoom, head + 1 + i, writer, counter, Buffer.from([i]), new Uint8Array(32));
	old
		.prepare('UPDATE rooms SET seq = ?, hash = ? WHERE id = ?')
		.run(head + lies.length, new Uint8Array(32), inRoom);
	old.close();
	file = openStoreFile(folder);
	const rows = file.db.prepare('SELECT first, last, seq FROM names WHERE writer = ? ORDER BY first');
	const listed = (writer: number) => rows.all(writer).map(({ first, last, seq }) => [first, last, seq]);
	expect(listed(901)).toEqual([
		[0, 4, null],
		[5, 6, head + 1],
		[7, 7, head + 6],
		[8, 8, head + 4],
		[9, 10, head + 7]
	]);
	expect(listed(902)).toEqual([
		[7, 7, null],
		[9, 9, head + 3],
		[10, 10, head + 5]
	]);
	store = openSqliteStore(folder, file);
});
