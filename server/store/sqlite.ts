// The embedded store: node:sqlite, one file, one process. Its calls block for a fraction of a millisecond; what
// makes it fast is one transaction, so one disk sync, for all appends that wait.

import type { DatabaseSync } from 'node:sqlite';
import { logStartBytes } from '../../src/lib/core/protocol/entry.ts';
import { sha256 } from '../crypto.ts';
import { openStoreFile } from './sqlite-file.ts';
import type { StoreFile } from './sqlite-file.ts';
import { hashAtIn } from './sqlite-hashes.ts';
import { sqliteLog } from './sqlite-log.ts';
import { Names } from './sqlite-names.ts';
import { sqliteReports } from './sqlite-reports.ts';
import { blob, int, roomRows, transaction } from './sqlite-rows.ts';
import { sqliteSnapshots } from './sqlite-snapshots.ts';
import type { RelayStore } from './store.ts';

/**
 * @param folder created when missing; belongs to this process until `close`
 * @param file the folder's store, when it is open already
 * @throws StoreFileError when the file is foreign, damaged, too new or in use
 */
export function openSqliteStore(folder: string, file: StoreFile = openStoreFile(folder)): RelayStore {
	const { db } = file;
	const rooms = roomRows(db);
	const hashAt = hashAtIn(db);
	const names = new Names(db);
	const { kept, former, ...snapshots } = sqliteSnapshots(db, rooms, hashAt, names);
	const { keep, ...reports } = sqliteReports(db, rooms);
	const sql = prepareAll(db);

	return {
		...sqliteLog(db, rooms, hashAt, names, keep),
		...reports,
		...snapshots,
		createRoom: async ({ room, logId, chain, created }) =>
			transaction(db, () => {
				if (rooms.find(room)) return 'exists';
				const start = sha256(logStartBytes(room, logId));
				const { lastInsertRowid } = sql.create.run(room, logId, created, start, start);
				chain.forEach((statement, number) => sql.state.run(lastInsertRowid, number, statement));
				return 'created';
			}),
		room: async (room) => {
			const found = rooms.find(room);
			if (!found) return null;
			const { logId, created, seq, hash, cut, bytes, tail } = found;
			const sessions = int(sql.countSessions.get(found.id), 'n');
			const numbers = { seq, cut, bytes, tail, sessions };
			return { logId, created, hash, ...numbers, snapshots: kept(found), former: former(found) };
		},
		idle: (room) => {
			const row = rooms.forget(room);
			if (row) names.idle(row.id);
		},
		countRooms: async () => int(sql.countRooms.get(), 'n'),
		chain: async (room) => sql.chain.all(room).map((row) => blob(row, 'statement')),
		addStatements: async (room, length, statements, box) =>
			transaction(db, () => {
				const { id } = rooms.mustFind(room);
				if (int(sql.chainLength.get(id), 'n') !== length) return 'stale';
				statements.forEach((statement, i) => sql.state.run(id, length + i, statement));
				if (box) sql.addBox.run(id, box.invite, box.box);
				return 'added';
			}),
		takeBox: async (room, invite, device) =>
			transaction(db, () => {
				sql.takeBox.run(device, room, invite);
				const row = sql.box.get(room, invite);
				if (row === undefined) return null;
				return row.taken_by === device ? blob(row, 'box') : 'other';
			}),
		dropBox: async (room, invite) => {
			// Asked for at every hello, and mostly there is none: looking is far cheaper than deleting nothing.
			if (sql.box.get(room, invite) !== undefined) sql.dropBox.run(room, invite);
		},
		check: async () => {
			file.assertDurable();
			// On a full disk a page that is there can still be changed: what counts is whether there is room for more.
			transaction(db, () => {
				sql.probe.run();
				sql.dropProbe.run();
				sql.check.run();
			});
		},
		close: async () => file.close()
	};
}

const OF_ROOM = '(SELECT id FROM rooms WHERE room = ?)';

function prepareAll(db: DatabaseSync) {
	return {
		countRooms: db.prepare('SELECT count(*) AS n FROM rooms'),
		countSessions: db.prepare('SELECT count(*) AS n FROM writers WHERE room = ?'),
		create: db.prepare('INSERT INTO rooms (room, log_id, created, hash, start_hash) VALUES (?, ?, ?, ?, ?)'),
		state: db.prepare('INSERT INTO chain (room, number, statement) VALUES (?, ?, ?)'),
		chain: db.prepare(`SELECT statement FROM chain WHERE room = ${OF_ROOM} ORDER BY number`),
		chainLength: db.prepare('SELECT count(*) AS n FROM chain WHERE room = ?'),
		addBox: db.prepare('INSERT INTO boxes (room, invite, box) VALUES (?, ?, ?)'),
		takeBox: db.prepare(
			`UPDATE boxes SET taken_by = ? WHERE room = ${OF_ROOM} AND invite = ? AND taken_by IS NULL`
		),
		box: db.prepare(`SELECT box, taken_by FROM boxes WHERE room = ${OF_ROOM} AND invite = ?`),
		dropBox: db.prepare(`DELETE FROM boxes WHERE room = ${OF_ROOM} AND invite = ?`),
		probe: db.prepare("INSERT INTO chunks (upload, number, chunk) VALUES ('check', 0, zeroblob(8192))"),
		dropProbe: db.prepare("DELETE FROM chunks WHERE upload = 'check'"),
		check: db.prepare('UPDATE health SET checks = checks + 1')
	};
}
