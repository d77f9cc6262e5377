// The relay's store without a disk: for the simulation, and as the second adapter that keeps the contract honest.

import { equal } from '../../src/lib/core/bytes.ts';
import type { LogId, RoomId } from '../../src/lib/core/ids.ts';
import type { RelayStore } from '../../server/store/store.ts';
import { append, continued, hashAt, keep, newMemoryRoom, stateOf, take } from './relay-memory-room.ts';
import type { MemoryRoom } from './relay-memory-room.ts';

type Rooms = ReadonlyMap<RoomId, MemoryRoom>;

export interface MemoryRelayStore extends RelayStore {
	/** What a disk would hold now; handing it to another store models a restart, an older one a restored backup. */
	snapshot(): Rooms;
	/** The next call that writes rejects with this and keeps nothing. */
	failNext(error: Error): void;
}

/** What a disk holds after a backup was restored by the book: every log goes on under a new id. */
export const restored = (image: Rooms, newLogId: () => LogId): Rooms =>
	new Map([...image].map(([id, room]) => [id, continued(id, room, newLogId())]));

/** Room values are never changed in place, so that a snapshot is a reference and a failed batch leaves no trace. */
export function memoryRelayStore(initial: Rooms = new Map()): MemoryRelayStore {
	let rooms: Rooms = initial;
	let failure: Error | null = null;
	/** Chunks of snapshots that are not whole yet: no part of what a disk would still hold after a restart. */
	const staged = new Map<string, Uint8Array[]>();

	const write = async <T>(work: () => readonly [Rooms, T]): Promise<T> => {
		if (failure) {
			const error = failure;
			failure = null;
			throw error;
		}
		const [next, result] = work();
		rooms = next;
		return result;
	};
	const mustFind = (from: Rooms, room: RoomId): MemoryRoom => {
		const found = from.get(room);
		if (!found) throw new Error('a room that is not in the store');
		return found;
	};
	const withRoom = (from: Rooms, id: RoomId, room: MemoryRoom): Rooms =>
		from.get(id) === room ? from : new Map(from).set(id, room);

	return {
		snapshot: () => rooms,
		failNext: (error) => (failure = error),
		createRoom: (room) =>
			write(() => {
				if (rooms.has(room.room)) return [rooms, 'exists'];
				return [withRoom(rooms, room.room, newMemoryRoom(room)), 'created'];
			}),
		room: async (id) => {
			const room = rooms.get(id);
			return room ? stateOf(room) : null;
		},
		countRooms: async () => rooms.size,
		chain: async (id) => rooms.get(id)?.chain ?? [],
		addStatements: (id, length, statements, box) =>
			write(() => {
				const room = mustFind(rooms, id);
				if (room.chain.length !== length) return [rooms, 'stale'];
				const boxes = new Map(room.boxes);
				if (box) boxes.set(box.invite, { box: box.box, takenBy: null });
				return [withRoom(rooms, id, { ...room, chain: [...room.chain, ...statements], boxes }), 'added'];
			}),
		append: (batch, reports = []) =>
			write(() => {
				let next = rooms;
				const results = batch.map((entry) => {
					const [room, result] = append(mustFind(next, entry.room), entry);
					next = withRoom(next, entry.room, room);
					return result;
				});
				for (const report of reports)
					next = withRoom(next, report.room, keep(mustFind(next, report.room), report));
				return [next, results];
			}),
		entriesAfter: async (id, seq, maxBytes) => {
			const { cut, rows } = mustFind(rooms, id);
			if (seq < cut) return null;
			const rest = rows.slice(seq - cut);
			let size = 0;
			const end = rest.findIndex((row, i) => (size += row.bytes.length) > maxBytes && i > 0);
			const taken = end < 0 ? rest : rest.slice(0, end);
			return { entries: taken.map((row) => row.bytes), more: end >= 0 };
		},
		hashAt: async (id, seq) => {
			const room = rooms.get(id);
			return room ? hashAt(room, seq) : null;
		},
		reports: async (id) => {
			const { logId, reports } = mustFind(rooms, id);
			const all = [...reports.values()].sort((a, b) => (a.device < b.device ? -1 : 1));
			const delivered = all.filter((report) => report.kind === 'delivered' && report.logId === logId);
			const receipts = all.filter((report) => report.kind === 'receipt');
			return {
				delivered: delivered.map(({ bytes }) => bytes),
				receipts: receipts.map(({ bytes }) => bytes)
			};
		},
		stageChunk: (upload, index, chunk) =>
			write(() => {
				const chunks = staged.get(upload) ?? [];
				if (index !== chunks.length) throw new Error('a chunk out of order');
				staged.set(upload, [...chunks, chunk.slice()]);
				return [rooms, undefined];
			}),
		dropUpload: (upload) => write(() => [rooms, void staged.delete(upload)]),
		takeSnapshot: (id, snapshot) =>
			write(() => {
				const [room, taken] = take(mustFind(rooms, id), snapshot, staged.get(snapshot.upload) ?? []);
				if (taken.kind === 'taken') staged.delete(snapshot.upload);
				return [withRoom(rooms, id, room), taken];
			}),
		chunk: async (id, digest, index) => {
			const found = mustFind(rooms, id).snapshots.find((snapshot) => equal(snapshot.digest, digest));
			return found?.pieces[index] ?? null;
		},
		takeBox: (id, invite, device) =>
			write((): readonly [Rooms, Uint8Array | 'other' | null] => {
				const room = rooms.get(id);
				const found = room?.boxes.get(invite);
				if (!room || !found) return [rooms, null];
				if (found.takenBy !== null && found.takenBy !== device) return [rooms, 'other'];
				const boxes = new Map(room.boxes).set(invite, { ...found, takenBy: device });
				return [withRoom(rooms, id, { ...room, boxes }), found.box];
			}),
		idle: () => undefined,
		dropBox: (id, invite) =>
			write(() => {
				const room = rooms.get(id);
				if (!room?.boxes.has(invite)) return [rooms, undefined];
				const boxes = new Map(room.boxes);
				boxes.delete(invite);
				return [withRoom(rooms, id, { ...room, boxes }), undefined];
			}),
		check: () => write(() => [rooms, undefined]),
		close: async () => undefined
	};
}
