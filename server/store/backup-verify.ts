// Whether a store is what it claims to be, from its first byte to its last: for a copy that somebody will have to rely on.
// A relay that starts checks much less.

import type { DatabaseSync } from 'node:sqlite';
import { equal } from '../../src/lib/core/bytes.ts';
import type { LogId, RoomId } from '../../src/lib/core/ids.ts';
import {
	decodeEntry,
	logContinueBytes,
	logNextBytes,
	logStartBytes
} from '../../src/lib/core/protocol/entry.ts';
import { readTrustedChain } from '../../src/lib/core/protocol/membership.ts';
import { snapshotDigest } from '../../src/lib/core/protocol/snapshot.ts';
import { nodeVerifier, sha256 } from '../crypto.ts';
import { roomTag } from '../relay/room.ts';
import { pragma, StoreFileError } from './sqlite-file-check.ts';
import { blob, int, text } from './sqlite-rows.ts';

/** What a store holds, in numbers. */
export interface Contents {
	readonly rooms: number;
	readonly entries: number;
	readonly snapshots: number;
}

interface Room {
	readonly id: number;
	readonly room: RoomId;
	readonly logId: LogId;
	readonly cut: number;
	readonly seq: number;
	readonly bytes: number;
	readonly hash: Uint8Array;
	readonly startHash: Uint8Array;
	readonly formers: readonly { readonly logId: LogId; readonly until: number; readonly hash: Uint8Array }[];
}

/**
 * @param file what a fault is told of
 * @throws StoreFileError that says which room does not hold, and why
 */
export async function verifyStore(db: DatabaseSync, file: string): Promise<Contents> {
	const fault = (why: string): never => {
		throw new StoreFileError(file, `${why}.`);
	};
	const sound = pragma(db, 'integrity_check(1)', 'integrity_check');
	if (sound !== 'ok') fault(`the database is damaged (${String(sound)})`);
	let entries = 0;
	const rooms = readRooms(db);
	for (const room of rooms) {
		const faultOfRoom = (why: string): never => fault(`room ${roomTag(room.room)}: ${why}`);
		await verifyChain(db, room, faultOfRoom);
		entries += verifyLog(db, room, faultOfRoom);
		verifyNames(db, room, faultOfRoom);
		await verifySnapshots(db, room, faultOfRoom);
	}
	const snapshots = int(db.prepare('SELECT count(*) AS n FROM snapshots').get(), 'n');
	return { rooms: rooms.length, entries, snapshots };
}

type Fault = (why: string) => never;

// Each signature was checked before it was stored; here the hashes tell whether anything has changed since.
async function verifyChain(db: DatabaseSync, { id, room }: Room, fault: Fault): Promise<void> {
	const rows = db.prepare('SELECT statement FROM chain WHERE room = ? ORDER BY number').all(id);
	const statements = rows.map((row) => blob(row, 'statement'));
	const read = await readTrustedChain(statements, nodeVerifier, () => Promise.resolve());
	if (!read.ok) return fault(`its membership chain is ${read.fault}`);
	if (read.chain.room !== room) fault('its membership chain is of another room');
}

/** @returns how many entries there are */
function verifyLog(db: DatabaseSync, room: Room, fault: Fault): number {
	let seq = room.cut;
	let bytes = 0;
	const start = sha256(logStartBytes(room.room, logIdAt(room, 0)));
	if (seq === 0 && !equal(room.startHash, start)) fault('its log does not begin where it should');
	let hash = goOn(room, seq, room.startHash, fault);
	const rows = db.prepare(
		`SELECT entries.*, device, session FROM entries JOIN writers ON writers.id = entries.writer
		WHERE entries.room = ? ORDER BY seq`
	);
	for (const row of rows.iterate(room.id)) {
		seq += 1;
		const entry = blob(row, 'bytes');
		const header = decodeEntry(entry)?.header;
		if (int(row, 'seq') !== seq) fault(`entry ${seq} is missing`);
		hash = sha256(logNextBytes(hash, entry));
		if (!equal(hash, blob(row, 'hash'))) fault(`the hash of entry ${seq} does not match`);
		const named =
			header?.device === row.device &&
			header?.session === row.session &&
			header?.counter === row.counter &&
			header?.logId === logIdAt(room, seq);
		if (!named) fault(`entry ${seq} is not what it is listed as`);
		bytes += entry.length;
		hash = goOn(room, seq, hash, fault);
	}
	if (seq !== room.seq || !equal(hash, room.hash) || bytes !== room.bytes)
		fault('its log does not end where it should');
	return seq - room.cut;
}

/** Each entry is found by its name: else one that comes again would be there twice. */
function verifyNames(db: DatabaseSync, { id }: Room, fault: Fault): void {
	const wrong = db.prepare(`
		SELECT count(*) AS n FROM entries WHERE room = ? AND seq IS NOT (
			SELECT iif(entries.counter <= last, names.seq + entries.counter - first, NULL) FROM names
			WHERE names.writer = entries.writer AND first <= entries.counter ORDER BY first DESC LIMIT 1)`);
	if (int(wrong.get(id), 'n') > 0) fault('its entries are not listed as they lie');
}

/** Under which id this entry was written. */
const logIdAt = ({ formers, logId }: Room, seq: number): LogId =>
	formers.find(({ until }) => until >= seq)?.logId ?? logId;

/** The running hash from which the log goes on behind this entry: another one where it was restored. */
function goOn({ room, logId, formers }: Room, seq: number, hash: Uint8Array, fault: Fault): Uint8Array {
	let last = hash;
	for (const [i, former] of formers.entries()) {
		if (former.until !== seq) continue;
		last = sha256(logContinueBytes(room, formers[i + 1]?.logId ?? logId, last));
		if (!equal(last, former.hash)) fault(`its log does not go on behind entry ${seq}, where it was restored`);
	}
	return last;
}

async function verifySnapshots(db: DatabaseSync, { id }: Room, fault: Fault): Promise<void> {
	for (const row of db.prepare('SELECT * FROM snapshots WHERE room = ?').all(id)) {
		const chunks = db
			.prepare('SELECT chunk FROM chunks WHERE upload = ? ORDER BY number')
			.all(text(row, 'upload'));
		const hashes = chunks.map((chunk) => sha256(blob(chunk, 'chunk')));
		const digest = await snapshotDigest(hashes, nodeVerifier);
		if (!equal(digest, blob(row, 'digest'))) fault('a snapshot of it is not whole');
	}
}

function readRooms(db: DatabaseSync): Room[] {
	const formers = db.prepare('SELECT log_id, until, hash FROM formers WHERE room = ? ORDER BY until, rowid');
	return db
		.prepare('SELECT * FROM rooms ORDER BY id')
		.all()
		.map((row) => ({
			id: int(row, 'id'),
			room: text(row, 'room') as RoomId,
			logId: text(row, 'log_id') as LogId,
			cut: int(row, 'cut'),
			seq: int(row, 'seq'),
			bytes: int(row, 'bytes'),
			hash: blob(row, 'hash'),
			startHash: blob(row, 'start_hash'),
			formers: formers.all(int(row, 'id')).map((former) => ({
				logId: text(former, 'log_id') as LogId,
				until: int(former, 'until'),
				hash: blob(former, 'hash')
			}))
		}));
}
