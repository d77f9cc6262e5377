// What a store holds, in numbers. Of a room only its tag is told, as in the log: enough to tell two apart, useless for
// finding one (S13).

import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import type { RoomId } from '../../src/lib/core/ids.ts';
import { roomTag } from '../relay/room.ts';
import { openForReading } from '../store/backup.ts';
import { STORE_NAME } from '../store/sqlite-file.ts';
import { int, text } from '../store/sqlite-rows.ts';

export interface RoomStats {
	readonly tag: string;
	readonly entries: number;
	/** Of entries and snapshots. */
	readonly bytes: number;
}

export interface Stats {
	readonly rooms: number;
	/** Entries that are kept; those that snapshots stand for are gone. */
	readonly entries: number;
	readonly entryBytes: number;
	readonly snapshots: number;
	readonly snapshotBytes: number;
	/** The largest ones first. */
	readonly biggest: readonly RoomStats[];
	/** Bytes on disk by file name. */
	readonly files: Readonly<Record<string, number>>;
}

const MOST_LISTED = 10;

/**
 * @param folder the data folder; its relay may be running
 * @throws StoreFileError
 */
export function readStats(folder: string): Stats {
	const db = openForReading(join(folder, STORE_NAME));
	try {
		const logs = db
			.prepare(
				'SELECT count(*) AS rooms, coalesce(sum(seq - cut), 0) AS entries, coalesce(sum(bytes), 0) AS bytes FROM rooms'
			)
			.get();
		const snapshots = db
			.prepare('SELECT count(*) AS n, coalesce(sum(bytes), 0) AS bytes FROM snapshots')
			.get();
		return {
			rooms: int(logs, 'rooms'),
			entries: int(logs, 'entries'),
			entryBytes: int(logs, 'bytes'),
			snapshots: int(snapshots, 'n'),
			snapshotBytes: int(snapshots, 'bytes'),
			biggest: biggest(db),
			files: filesOf(folder)
		};
	} finally {
		db.close();
	}
}

function biggest(db: DatabaseSync): RoomStats[] {
	const rows = db.prepare(`
		SELECT room, seq - cut AS entries,
			bytes + (SELECT coalesce(sum(bytes), 0) FROM snapshots WHERE room = rooms.id) AS bytes
		FROM rooms ORDER BY bytes DESC, id LIMIT ?`);
	return rows.all(MOST_LISTED).map((row) => ({
		tag: roomTag(text(row, 'room') as RoomId),
		entries: int(row, 'entries'),
		bytes: int(row, 'bytes')
	}));
}

function filesOf(folder: string): Record<string, number> {
	const names = readdirSync(folder).filter((name) => name.startsWith('soundings'));
	return Object.fromEntries(names.sort().map((name) => [name, statSync(join(folder, name)).size]));
}

/** For a person to read. */
export function statsText(stats: Stats): string {
	const { rooms, entries, entryBytes, snapshots, snapshotBytes, files } = stats;
	const lines = [
		`rooms      ${rooms}`,
		`entries    ${entries} (${bytesText(entryBytes)})`,
		`snapshots  ${snapshots} (${bytesText(snapshotBytes)})`,
		...Object.entries(files).map(([name, bytes]) => `file       ${name}: ${bytesText(bytes)}`),
		...stats.biggest.map(
			(room) => `room       ${room.tag}: ${room.entries} entries, ${bytesText(room.bytes)}`
		)
	];
	return `${lines.join('\n')}\n`;
}

function bytesText(bytes: number): string {
	const units = ['', 'K', 'M', 'G', 'T'];
	const power = bytes < 1024 ? 0 : Math.min(units.length - 1, Math.floor(Math.log2(bytes) / 10));
	return power === 0 ? `${bytes} bytes` : `${(bytes / 1024 ** power).toFixed(1)} ${units[power]}iB`;
}
