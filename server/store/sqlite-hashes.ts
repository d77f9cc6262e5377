// Where a log's running hash is known.

import type { DatabaseSync } from 'node:sqlite';
import { blob } from './sqlite-rows.ts';
import type { RoomRow } from './sqlite-rows.ts';

/** The running hash from which a room's log goes on after an entry; null when that is not in the log. */
export type HashAt = (room: RoomRow, seq: number) => Uint8Array | null;

export function hashAtIn(db: DatabaseSync): HashAt {
	const ofFormer = db.prepare(
		'SELECT hash FROM formers WHERE room = ? AND until = ? ORDER BY rowid DESC LIMIT 1'
	);
	const ofEntry = db.prepare('SELECT hash FROM entries WHERE room = ? AND seq = ?');
	return (room, seq) => {
		if (seq === room.seq) return room.hash;
		if (seq < room.cut || seq > room.seq) return null;
		const former = ofFormer.get(room.id, seq);
		if (former !== undefined) return blob(former, 'hash');
		if (seq === room.cut) return room.startHash;
		const entry = ofEntry.get(room.id, seq);
		if (entry === undefined) throw new Error(`the log lacks entry ${seq}`);
		return blob(entry, 'hash');
	};
}
