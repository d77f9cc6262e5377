// The log in the embedded store: appending and reading.

import type { DatabaseSync } from 'node:sqlite';
import { equal } from '../../src/lib/core/bytes.ts';
import type { RoomId } from '../../src/lib/core/ids.ts';
import { sha256 } from '../crypto.ts';
import type { HashAt } from './sqlite-hashes.ts';
import { blob, transaction } from './sqlite-rows.ts';
import type { RoomRow, RoomRows } from './sqlite-rows.ts';
import type { Names } from './sqlite-names.ts';
import type { Appended, NewEntry, Page, RelayStore, Report } from './store.ts';

type Log = Pick<RelayStore, 'append' | 'entriesAfter' | 'hashAt'>;

/** A room's end while a batch runs. */
interface End {
	readonly room: RoomRow;
	seq: number;
	hash: Uint8Array;
	/** Bytes that this batch has added. */
	added: number;
}

/** @param keepReport called inside a batch's transaction */
export function sqliteLog(
	db: DatabaseSync,
	rooms: RoomRows,
	hashAt: HashAt,
	names: Names,
	keepReport: (report: Report) => void
): Log {
	const sql = prepareAll(db);

	const appendOne = (end: End, { device, session, counter, bytes }: NewEntry): Appended => {
		const { room } = end;
		const writer = names.writer(room.id, device, session);
		const place = names.find(writer, counter);
		if (place === 'gone') return { kind: 'duplicate', seq: room.cut, hash: hashAt(room, room.cut)! };
		if (place) return known(room, place.seq, bytes);
		const seq = end.seq + 1;
		const hash = sha256(end.hash, bytes);
		sql.append.run(room.id, seq, writer.id, counter, bytes, hash);
		const opens = writer.latest === null;
		names.add(writer, counter, seq);
		end.seq = seq;
		end.hash = hash;
		end.added += bytes.length;
		return { kind: 'stored', seq, hash, opens };
	};

	const known = (room: RoomRow, seq: number, bytes: Uint8Array): Appended => {
		const row = sql.known.get(room.id, seq);
		if (row === undefined) throw new Error(`the log lacks entry ${seq}`);
		if (!equal(blob(row, 'bytes'), bytes)) return { kind: 'conflict' };
		return { kind: 'duplicate', seq, hash: blob(row, 'hash') };
	};

	const page = (room: RoomRow, seq: number, maxBytes: number): Page => {
		const entries: Uint8Array[] = [];
		let size = 0;
		for (const bytes of entriesIn(sql.after.iterate(room.id, seq))) {
			size += bytes.length;
			if (entries.length > 0 && size > maxBytes) return { entries, more: true };
			entries.push(bytes);
		}
		return { entries, more: false };
	};

	/** @param ends filled with where each room ends afterwards */
	const appendAll = (batch: readonly NewEntry[], ends: Map<RoomId, End>): Appended[] => {
		const results = batch.map((entry) => {
			let end = ends.get(entry.room);
			if (!end) {
				const room = rooms.mustFind(entry.room);
				end = { room, seq: room.seq, hash: room.hash, added: 0 };
				ends.set(entry.room, end);
			}
			return appendOne(end, entry);
		});
		for (const { room, seq, hash, added } of ends.values())
			if (seq > room.seq) sql.advance.run(seq, hash, added, added, room.id);
		names.flush();
		return results;
	};

	return {
		append: async (batch, reports = []) => {
			const ends = new Map<RoomId, End>();
			try {
				const results = transaction(db, () => {
					const appended = appendAll(batch, ends);
					reports.forEach(keepReport);
					return appended;
				});
				for (const [id, { room, seq, hash, added }] of ends)
					rooms.changed(id, { ...room, seq, hash, bytes: room.bytes + added, tail: room.tail + added });
				return results;
			} catch (error) {
				names.forget();
				throw error;
			}
		},
		entriesAfter: async (id, seq, maxBytes) => {
			const room = rooms.mustFind(id);
			return seq < room.cut ? null : page(room, seq, maxBytes);
		},
		hashAt: async (id, seq) => {
			const room = rooms.find(id);
			return room && hashAt(room, seq);
		}
	};
}

/** @param rows arrays of one blob: an object for each would take as long as reading it */
function* entriesIn(rows: Iterable<unknown>): Generator<Uint8Array> {
	for (const row of rows) {
		const bytes: unknown = Array.isArray(row) ? row[0] : null;
		if (!(bytes instanceof Uint8Array)) throw new TypeError('an entry that is not a blob');
		yield bytes;
	}
}

function prepareAll(db: DatabaseSync) {
	const after = db.prepare('SELECT bytes FROM entries WHERE room = ? AND seq > ? ORDER BY seq');
	after.setReturnArrays(true);
	return {
		append: db.prepare(
			'INSERT INTO entries (room, seq, writer, counter, bytes, hash) VALUES (?, ?, ?, ?, ?, ?)'
		),
		known: db.prepare('SELECT hash, bytes FROM entries WHERE room = ? AND seq = ?'),
		advance: db.prepare(
			'UPDATE rooms SET seq = ?, hash = ?, bytes = bytes + ?, tail = tail + ? WHERE id = ?'
		),
		after
	};
}
