// One room of the relay's store in memory. Values are never changed in place, so that an older one stays what it was.

import { equal } from '../../src/lib/core/bytes.ts';
import type { DeviceId, InviteId, LogId, RoomId } from '../../src/lib/core/ids.ts';
import { logContinueBytes, logNextBytes, logStartBytes } from '../../src/lib/core/protocol/entry.ts';
import type { FormerLog } from '../../src/lib/core/protocol/messages.ts';
import { sha256 } from '../../server/crypto.ts';
import type {
	Appended,
	KeptSnapshot,
	NewEntry,
	NewRoom,
	NewSnapshot,
	Report,
	RoomState,
	SnapshotTaken
} from '../../server/store/store.ts';

export interface Row {
	readonly name: string;
	readonly bytes: Uint8Array;
	readonly hash: Uint8Array;
}

export interface MemorySnapshot extends KeptSnapshot {
	readonly pieces: readonly Uint8Array[];
}

export interface MemoryRoom {
	readonly logId: LogId;
	readonly created: number;
	/** The running hash after `cut`. */
	readonly start: Uint8Array;
	readonly cut: number;
	/** The entries behind `cut`. */
	readonly rows: readonly Row[];
	/** Names of entries that are gone. */
	readonly gone: ReadonlySet<string>;
	/** Names of devices' sessions that ever appended. */
	readonly sessions: ReadonlySet<string>;
	readonly chain: readonly Uint8Array[];
	readonly boxes: ReadonlyMap<InviteId, { readonly box: Uint8Array; readonly takenBy: DeviceId | null }>;
	/** Newest first. */
	readonly snapshots: readonly MemorySnapshot[];
	/** Oldest first; `hash` is the one from which the log that followed goes on. */
	readonly formers: readonly (FormerLog & { readonly hash: Uint8Array })[];
	readonly reports: ReadonlyMap<string, Report>;
}

export const newMemoryRoom = ({ room, logId, chain, created }: NewRoom): MemoryRoom => ({
	logId,
	created,
	start: sha256(logStartBytes(room, logId)),
	cut: 0,
	rows: [],
	gone: new Set(),
	sessions: new Set(),
	chain,
	boxes: new Map(),
	snapshots: [],
	formers: [],
	reports: new Map()
});

const headOf = ({ cut, rows }: MemoryRoom): number => cut + rows.length;
const sizeOf = (rows: readonly Row[]): number => rows.reduce((sum, { bytes }) => sum + bytes.length, 0);

export function hashAt(room: MemoryRoom, seq: number): Uint8Array | null {
	if (seq < room.cut || seq > headOf(room)) return null;
	const former = room.formers.findLast(({ until }) => until === seq);
	if (former) return former.hash;
	return seq === room.cut ? room.start : room.rows[seq - room.cut - 1]!.hash;
}

export function stateOf(room: MemoryRoom): RoomState {
	const { logId, created, cut, rows, snapshots, formers } = room;
	const seq = headOf(room);
	return {
		logId,
		created,
		seq,
		hash: hashAt(room, seq)!,
		cut,
		bytes: sizeOf(rows),
		tail: sizeOf(rows.slice((snapshots[0]?.seq ?? cut) - cut)),
		sessions: room.sessions.size,
		snapshots: snapshots.map(({ pieces: _, ...kept }) => kept),
		former: formers.map(({ logId: former, until }) => ({ logId: former, until }))
	};
}

export function append(room: MemoryRoom, entry: NewEntry): readonly [MemoryRoom, Appended] {
	const name = `${entry.device}.${entry.session}.${entry.counter}`;
	if (room.gone.has(name)) return [room, { kind: 'duplicate', seq: room.cut, hash: hashAt(room, room.cut)! }];
	const known = room.rows.findIndex((row) => row.name === name);
	if (known >= 0) {
		const { bytes, hash } = room.rows[known]!;
		if (!equal(bytes, entry.bytes)) return [room, { kind: 'conflict' }];
		return [room, { kind: 'duplicate', seq: room.cut + known + 1, hash }];
	}
	const hash = sha256(logNextBytes(hashAt(room, headOf(room))!, entry.bytes));
	const session = `${entry.device}.${entry.session}`;
	const opens = !room.sessions.has(session);
	const rows = [...room.rows, { name, bytes: entry.bytes.slice(), hash }];
	return [
		{ ...room, rows, sessions: new Set([...room.sessions, session]) },
		{ kind: 'stored', seq: room.cut + rows.length, hash, opens }
	];
}

/** The room with a report in it; the very same room when it says nothing new. */
export function keep(room: MemoryRoom, report: Report): MemoryRoom {
	const name = `${report.kind}.${report.device}`;
	const before = room.reports.get(name);
	const isOld =
		report.kind === 'delivered' &&
		before?.kind === 'delivered' &&
		before.logId === report.logId &&
		before.seq >= report.seq;
	return isOld ? room : { ...room, reports: new Map(room.reports).set(name, report) };
}

export function take(
	room: MemoryRoom,
	{ upload: _, previous, ...snapshot }: NewSnapshot,
	pieces: readonly Uint8Array[]
): readonly [MemoryRoom, SnapshotTaken] {
	const [newest] = room.snapshots;
	const follows = newest ? previous !== null && equal(previous, newest.digest) : previous === null;
	if (!follows || snapshot.seq < (newest?.seq ?? 0)) return [room, { kind: 'stale' }];
	const hash = hashAt(room, snapshot.seq);
	if (snapshot.logId !== room.logId || !hash || !equal(hash, snapshot.hash)) return [room, { kind: 'log' }];
	const between = room.rows.slice((newest?.seq ?? room.cut) - room.cut, snapshot.seq - room.cut);
	const taken = { ...room, snapshots: [{ ...snapshot, pieces }, ...(newest ? [newest] : [])] };
	const shorter = newest ? cutAt(taken, newest.seq) : taken;
	const freed = sizeOf(room.rows) - sizeOf(shorter.rows);
	return [shorter, { kind: 'taken', covered: sizeOf(between), freed }];
}

function cutAt(room: MemoryRoom, seq: number): MemoryRoom {
	const gone = room.rows.slice(0, seq - room.cut);
	return {
		...room,
		cut: seq,
		start: gone.at(-1)?.hash ?? room.start,
		rows: room.rows.slice(gone.length),
		gone: new Set([...room.gone, ...gone.map(({ name }) => name)]),
		formers: room.formers.filter(({ until }) => until >= seq)
	};
}

/** The room as a restored store goes on with it: under a new log id. */
export function continued(id: RoomId, room: MemoryRoom, logId: LogId): MemoryRoom {
	const until = headOf(room);
	const hash = sha256(logContinueBytes(id, logId, hashAt(room, until)!));
	return { ...room, logId, formers: [...room.formers, { logId: room.logId, until, hash }] };
}
