// What every part of the embedded store needs: rows whose types are checked, the rooms' own rows, and transactions.

import type { DatabaseSync, SQLOutputValue } from 'node:sqlite';
import type { LogId, RoomId } from '../../src/lib/core/ids.ts';

export type Row = Readonly<Record<string, SQLOutputValue>>;

/** A room's own row. */
export interface RoomRow {
	readonly id: number;
	readonly logId: LogId;
	readonly created: number;
	readonly seq: number;
	readonly hash: Uint8Array;
	/** The running hash after `cut`, before what a later log id adds to it. */
	readonly startHash: Uint8Array;
	readonly cut: number;
	readonly bytes: number;
	readonly tail: number;
}

export interface RoomRows {
	find(room: RoomId): RoomRow | null;
	/** @throws when there is no such room */
	mustFind(room: RoomId): RoomRow;
	/** What a room's row says now that a transaction is on disk. */
	changed(room: RoomId, row: RoomRow): void;
	/** The row may say something else by now, or is not needed any more. Returns what was remembered. */
	forget(room: RoomId): RoomRow | null;
}

/** Rows of rooms in use are remembered: every commit asks for them. */
const MOST_REMEMBERED = 1000;

export function roomRows(db: DatabaseSync): RoomRows {
	const byName = db.prepare('SELECT * FROM rooms WHERE room = ?');
	const known = new Map<RoomId, RoomRow>();
	const changed = (room: RoomId, row: RoomRow): void => {
		if (known.size >= MOST_REMEMBERED && !known.has(room)) known.clear();
		known.set(room, row);
	};
	const find = (room: RoomId): RoomRow | null => {
		const remembered = known.get(room);
		if (remembered) return remembered;
		const row = byName.get(room);
		if (row === undefined) return null;
		const found = roomRow(row);
		changed(room, found);
		return found;
	};
	return {
		find,
		changed,
		forget: (room) => {
			const row = known.get(room) ?? null;
			known.delete(room);
			return row;
		},
		mustFind: (room) => {
			const found = find(room);
			if (!found) throw new Error('a room that is not in the store');
			return found;
		}
	};
}

const roomRow = (row: Row): RoomRow => ({
	id: int(row, 'id'),
	logId: text(row, 'log_id') as LogId,
	created: int(row, 'created'),
	seq: int(row, 'seq'),
	hash: blob(row, 'hash'),
	startHash: blob(row, 'start_hash'),
	cut: int(row, 'cut'),
	bytes: int(row, 'bytes'),
	tail: int(row, 'tail')
});

/** All of `work` is kept, and on disk, or nothing is. */
export function transaction<T>(db: DatabaseSync, work: () => T): T {
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

export function int(row: Row | undefined, column: string): number {
	const value = row?.[column];
	if (typeof value !== 'number') throw new TypeError(`column ${column} is not an integer`);
	return value;
}

export function text(row: Row, column: string): string {
	const value = row[column];
	if (typeof value !== 'string') throw new TypeError(`column ${column} is not a text`);
	return value;
}

export function blob(row: Row, column: string): Uint8Array {
	const value = row[column];
	if (!(value instanceof Uint8Array)) throw new TypeError(`column ${column} is not a blob`);
	return value;
}
