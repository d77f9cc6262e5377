// The embedded store: node:sqlite, one file, one process. Its calls block for a fraction of a millisecond; what
// makes it fast is one transaction, so one disk sync, for all appends that wait.

import type { DatabaseSync, SQLOutputValue, StatementSync } from 'node:sqlite';
import { equal } from '../../src/lib/core/bytes.ts';
import type { LogId, RoomId } from '../../src/lib/core/ids.ts';
import { logNextBytes, logStartBytes } from '../../src/lib/core/protocol/entry.ts';
import { sha256 } from '../crypto.ts';
import { openStoreFile } from './sqlite-file.ts';
import type { Appended, NewEntry, Page, RelayStore, RoomState } from './store.ts';

interface RoomRow extends RoomState {
	readonly id: number;
	readonly startHash: Uint8Array;
}

/**
 * @param folder created when missing; belongs to this process until `close`
 * @throws StoreFileError when the file is foreign, damaged, too new or in use
 */
export function openSqliteStore(folder: string): RelayStore {
	const file = openStoreFile(folder);
	const { db } = file;
	const sql = prepareAll(db);

	const find = (room: RoomId): RoomRow | null => {
		const row = sql.room.get(room);
		return row === undefined ? null : roomRow(row);
	};
	const mustFind = (room: RoomId): RoomRow => {
		const found = find(room);
		if (!found) throw new Error('append to a room that is not in the store');
		return found;
	};

	const appendOne = (entry: NewEntry): Appended => {
		const room = mustFind(entry.room);
		const known = sql.known.get(room.id, entry.device, entry.session, entry.counter);
		if (known !== undefined) {
			if (!equal(blob(known, 'bytes'), entry.bytes)) return { kind: 'conflict' };
			return { kind: 'duplicate', seq: int(known, 'seq'), hash: blob(known, 'hash') };
		}
		const seq = room.seq + 1;
		const hash = sha256(logNextBytes(room.hash, entry.bytes));
		sql.append.run(room.id, seq, entry.device, entry.session, entry.counter, entry.bytes, hash);
		sql.advance.run(seq, hash, entry.bytes.length, room.id);
		return { kind: 'stored', seq, hash };
	};

	const page = (room: RoomRow, seq: number, maxBytes: number): Page => {
		const entries: Uint8Array[] = [];
		let size = 0;
		for (const row of sql.after.iterate(room.id, seq)) {
			const bytes = blob(row, 'bytes');
			size += bytes.length;
			if (entries.length > 0 && size > maxBytes) return { entries, more: true };
			entries.push(bytes);
		}
		return { entries, more: false };
	};

	return {
		createRoom: async ({ room, logId, chain, created }) =>
			transaction(db, () => {
				if (find(room)) return 'exists';
				const start = sha256(logStartBytes(room, logId));
				const { lastInsertRowid } = sql.create.run(room, logId, created, start, start);
				chain.forEach((statement, number) => sql.state.run(lastInsertRowid, number, statement));
				return 'created';
			}),
		room: async (room) => {
			const found = find(room);
			return found && { logId: found.logId, seq: found.seq, hash: found.hash, bytes: found.bytes };
		},
		chain: async (room) => sql.chain.all(room).map((row) => blob(row, 'statement')),
		addStatements: async (room, length, statements, box) =>
			transaction(db, () => {
				const { id } = mustFind(room);
				if (int(sql.chainLength.get(id), 'n') !== length) return 'stale';
				statements.forEach((statement, i) => sql.state.run(id, length + i, statement));
				if (box) sql.addBox.run(id, box.invite, box.box);
				return 'added';
			}),
		append: async (batch) => transaction(db, () => batch.map(appendOne)),
		entriesAfter: async (room, seq, maxBytes) => page(mustFind(room), seq, maxBytes),
		hashAt: async (room, seq) => {
			const found = find(room);
			if (!found) return null;
			if (seq === 0) return found.startHash;
			const row = sql.hashAt.get(found.id, seq);
			return row === undefined ? null : blob(row, 'hash');
		},
		takeBox: async (room, invite, device) =>
			transaction(db, () => {
				sql.takeBox.run(device, room, invite);
				const row = sql.box.get(room, invite);
				if (row === undefined) return null;
				return row.taken_by === device ? blob(row, 'box') : 'other';
			}),
		dropBox: async (room, invite) => void sql.dropBox.run(room, invite),
		check: async () => void sql.check.run(),
		close: async () => file.close()
	};
}

const OF_ROOM = '(SELECT id FROM rooms WHERE room = ?)';

function prepareAll(db: DatabaseSync) {
	const statement = (sql: string): StatementSync => db.prepare(sql);
	return {
		room: statement('SELECT * FROM rooms WHERE room = ?'),
		create: statement('INSERT INTO rooms (room, log_id, created, hash, start_hash) VALUES (?, ?, ?, ?, ?)'),
		state: statement('INSERT INTO chain (room, number, statement) VALUES (?, ?, ?)'),
		chain: statement(`SELECT statement FROM chain WHERE room = ${OF_ROOM} ORDER BY number`),
		chainLength: statement('SELECT count(*) AS n FROM chain WHERE room = ?'),
		known: statement(
			'SELECT seq, hash, bytes FROM entries WHERE room = ? AND device = ? AND session = ? AND counter = ?'
		),
		append: statement('INSERT INTO entries VALUES (?, ?, ?, ?, ?, ?, ?)'),
		advance: statement('UPDATE rooms SET seq = ?, hash = ?, bytes = bytes + ? WHERE id = ?'),
		after: statement('SELECT bytes FROM entries WHERE room = ? AND seq > ? ORDER BY seq'),
		hashAt: statement('SELECT hash FROM entries WHERE room = ? AND seq = ?'),
		addBox: statement('INSERT INTO boxes (room, invite, box) VALUES (?, ?, ?)'),
		takeBox: statement(
			`UPDATE boxes SET taken_by = ? WHERE room = ${OF_ROOM} AND invite = ? AND taken_by IS NULL`
		),
		box: statement(`SELECT box, taken_by FROM boxes WHERE room = ${OF_ROOM} AND invite = ?`),
		dropBox: statement(`DELETE FROM boxes WHERE room = ${OF_ROOM} AND invite = ?`),
		check: statement('UPDATE health SET checks = checks + 1')
	};
}

/** All of `work` is kept, and on disk, or nothing is. */
function transaction<T>(db: DatabaseSync, work: () => T): T {
	db.exec('BEGIN IMMEDIATE');
	try {
		const result = work();
		db.exec('COMMIT');
		return result;
	} catch (error) {
		// A full disk ends the transaction by itself.
		if (db.isTransaction) db.exec('ROLLBACK');
		throw error;
	}
}

type Row = Readonly<Record<string, SQLOutputValue>>;

const roomRow = (row: Row): RoomRow => ({
	id: int(row, 'id'),
	logId: text(row, 'log_id') as LogId,
	seq: int(row, 'seq'),
	hash: blob(row, 'hash'),
	startHash: blob(row, 'start_hash'),
	bytes: int(row, 'bytes')
});

function int(row: Row | undefined, column: string): number {
	const value = row?.[column];
	if (typeof value !== 'number') throw new TypeError(`column ${column} is not an integer`);
	return value;
}

function text(row: Row, column: string): string {
	const value = row[column];
	if (typeof value !== 'string') throw new TypeError(`column ${column} is not a text`);
	return value;
}

function blob(row: Row, column: string): Uint8Array {
	const value = row[column];
	if (!(value instanceof Uint8Array)) throw new TypeError(`column ${column} is not a blob`);
	return value;
}
