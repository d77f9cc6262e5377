// Snapshots in the embedded store, and what becomes of the entries that they stand for.

import type { DatabaseSync } from 'node:sqlite';
import { equal } from '../../src/lib/core/bytes.ts';
import type { LogId } from '../../src/lib/core/ids.ts';
import type { FormerLog } from '../../src/lib/core/protocol/messages.ts';
import type { HashAt } from './sqlite-hashes.ts';
import type { Names } from './sqlite-names.ts';
import { blob, int, text, transaction } from './sqlite-rows.ts';
import type { RoomRow, RoomRows, Row } from './sqlite-rows.ts';
import type { KeptSnapshot, NewSnapshot, RelayStore, SnapshotTaken } from './store.ts';

type Snapshots = Pick<RelayStore, 'stageChunk' | 'dropUpload' | 'takeSnapshot' | 'chunk'> & {
	/** Newest first. */
	readonly kept: (room: RoomRow) => readonly KeptSnapshot[];
	/** Oldest first. */
	readonly former: (room: RoomRow) => readonly FormerLog[];
};

export function sqliteSnapshots(db: DatabaseSync, rooms: RoomRows, hashAt: HashAt, names: Names): Snapshots {
	const sql = prepareAll(db);
	// What a process that is gone had begun to take.
	sql.dropStaged.run();

	const length = (room: RoomRow, after: number, until: number): number =>
		int(sql.length.get(room.id, after, until), 'n');

	const take = (room: RoomRow, snapshot: NewSnapshot): SnapshotTaken => {
		const newest = sql.kept.all(room.id)[0];
		const previous = newest ? blob(newest, 'digest') : null;
		const covered = newest ? int(newest, 'seq') : 0;
		const follows =
			snapshot.previous && previous ? equal(snapshot.previous, previous) : snapshot.previous === previous;
		if (!follows || snapshot.seq < covered) return { kind: 'stale' };
		const hash = hashAt(room, snapshot.seq);
		if (snapshot.logId !== room.logId || !hash || !equal(hash, snapshot.hash)) return { kind: 'log' };
		const generation = newest ? int(newest, 'generation') + 1 : 1;
		const { upload, logId, seq, digest, chunks, bytes, made } = snapshot;
		sql.take.run(room.id, generation, upload, logId, seq, hash, digest, chunks, bytes, made);
		const more = length(room, covered, seq);
		sql.cover.run(more, room.id);
		return { kind: 'taken', covered: more, freed: newest ? cut(room, newest) : 0 };
	};

	/** Ends what is before the older snapshot. Returns how many bytes of entries are gone. */
	const cut = (room: RoomRow, older: Row): number => {
		sql.dropChunks.run(room.id, int(older, 'generation'));
		sql.dropSnapshots.run(room.id, int(older, 'generation'));
		const until = int(older, 'seq');
		if (until === room.cut) return 0;
		const freed = length(room, room.cut, until);
		const last = blob(sql.hashAt.get(room.id, until)!, 'hash');
		names.cut(room.id, until);
		sql.dropEntries.run(room.id, until);
		sql.dropFormers.run(room.id, until);
		sql.cut.run(until, last, freed, room.id);
		return freed;
	};

	return {
		stageChunk: async (upload, index, chunk) => void sql.stage.run(upload, index, chunk),
		dropUpload: async (upload) => void sql.dropUpload.run(upload),
		takeSnapshot: async (room, snapshot) => {
			try {
				return transaction(db, () => take(rooms.mustFind(room), snapshot));
			} finally {
				rooms.forget(room);
			}
		},
		chunk: async (room, digest, index) => {
			const row = sql.chunk.get(rooms.mustFind(room).id, digest, index);
			return row === undefined ? null : blob(row, 'chunk');
		},
		kept: (room) => sql.kept.all(room.id).map(keptSnapshot),
		former: (room) =>
			sql.formers
				.all(room.id)
				.map((row) => ({ logId: text(row, 'log_id') as LogId, until: int(row, 'until') }))
	};
}

const keptSnapshot = (row: Row): KeptSnapshot => ({
	logId: text(row, 'log_id') as LogId,
	seq: int(row, 'seq'),
	hash: blob(row, 'hash'),
	digest: blob(row, 'digest'),
	chunks: int(row, 'chunks'),
	bytes: int(row, 'bytes'),
	made: int(row, 'made')
});

function prepareAll(db: DatabaseSync) {
	return {
		stage: db.prepare('INSERT INTO chunks (upload, number, chunk) VALUES (?, ?, ?)'),
		dropStaged: db.prepare('DELETE FROM chunks WHERE upload NOT IN (SELECT upload FROM snapshots)'),
		dropUpload: db.prepare('DELETE FROM chunks WHERE upload = ?'),
		chunk: db.prepare(
			`SELECT chunk FROM chunks JOIN snapshots USING (upload)
			WHERE snapshots.room = ? AND snapshots.digest = ? AND chunks.number = ?`
		),
		kept: db.prepare('SELECT * FROM snapshots WHERE room = ? ORDER BY generation DESC'),
		take: db.prepare('INSERT INTO snapshots VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)'),
		length: db.prepare(
			'SELECT coalesce(sum(length(bytes)), 0) AS n FROM entries WHERE room = ? AND seq > ? AND seq <= ?'
		),
		cover: db.prepare('UPDATE rooms SET tail = tail - ? WHERE id = ?'),
		dropChunks: db.prepare(
			'DELETE FROM chunks WHERE upload IN (SELECT upload FROM snapshots WHERE room = ? AND generation < ?)'
		),
		dropSnapshots: db.prepare('DELETE FROM snapshots WHERE room = ? AND generation < ?'),
		hashAt: db.prepare('SELECT hash FROM entries WHERE room = ? AND seq = ?'),
		dropEntries: db.prepare('DELETE FROM entries WHERE room = ? AND seq <= ?'),
		dropFormers: db.prepare('DELETE FROM formers WHERE room = ? AND until < ?'),
		cut: db.prepare('UPDATE rooms SET cut = ?, start_hash = ?, bytes = bytes - ? WHERE id = ?'),
		formers: db.prepare('SELECT log_id, until FROM formers WHERE room = ? ORDER BY until, rowid')
	};
}
