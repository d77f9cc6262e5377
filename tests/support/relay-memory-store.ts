// The relay's store without a disk: for the simulation, and as the second adapter that keeps the contract honest.

import { equal } from '../../src/lib/core/bytes.ts';
import type { DeviceId, InviteId, LogId, RoomId } from '../../src/lib/core/ids.ts';
import { logNextBytes, logStartBytes } from '../../src/lib/core/protocol/entry.ts';
import { sha256 } from '../../server/crypto.ts';
import type { Appended, NewEntry, RelayStore } from '../../server/store/store.ts';

interface Row {
	readonly name: string;
	readonly bytes: Uint8Array;
	readonly hash: Uint8Array;
}

interface Room {
	readonly logId: LogId;
	readonly start: Uint8Array;
	readonly chain: readonly Uint8Array[];
	readonly rows: readonly Row[];
	readonly boxes: ReadonlyMap<InviteId, { readonly box: Uint8Array; readonly takenBy: DeviceId | null }>;
}

type Rooms = ReadonlyMap<RoomId, Room>;

export interface MemoryRelayStore extends RelayStore {
	/** What a disk would hold now; handing it to another store models a restart, an older one a restored backup. */
	snapshot(): Rooms;
	/** The next call that writes rejects with this and keeps nothing. */
	failNext(error: Error): void;
}

/** Room values are never changed in place, so that a snapshot is a reference and a failed batch leaves no trace. */
export function memoryRelayStore(initial: Rooms = new Map()): MemoryRelayStore {
	let rooms: Rooms = initial;
	let failure: Error | null = null;

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
	const mustFind = (from: Rooms, room: RoomId): Room => {
		const found = from.get(room);
		if (!found) throw new Error('append to a room that is not in the store');
		return found;
	};
	const withRoom = (from: Rooms, id: RoomId, change: Partial<Room>): Rooms =>
		new Map(from).set(id, { ...mustFind(from, id), ...change });

	const appendOne = (from: Rooms, entry: NewEntry): readonly [Rooms, Appended] => {
		const room = mustFind(from, entry.room);
		const name = `${entry.device}.${entry.session}.${entry.counter}`;
		const known = room.rows.findIndex((row) => row.name === name);
		if (known >= 0) {
			const { bytes, hash } = room.rows[known]!;
			if (!equal(bytes, entry.bytes)) return [from, { kind: 'conflict' }];
			return [from, { kind: 'duplicate', seq: known + 1, hash }];
		}
		const hash = sha256(logNextBytes(room.rows.at(-1)?.hash ?? room.start, entry.bytes));
		const rows = [...room.rows, { name, bytes: entry.bytes.slice(), hash }];
		return [withRoom(from, entry.room, { rows }), { kind: 'stored', seq: rows.length, hash }];
	};

	return {
		snapshot: () => rooms,
		failNext: (error) => (failure = error),
		createRoom: ({ room, logId, chain }) =>
			write(() => {
				if (rooms.has(room)) return [rooms, 'exists'];
				const start = sha256(logStartBytes(room, logId));
				return [new Map(rooms).set(room, { logId, start, chain, rows: [], boxes: new Map() }), 'created'];
			}),
		room: async (id) => {
			const room = rooms.get(id);
			if (!room) return null;
			const bytes = room.rows.reduce((sum, row) => sum + row.bytes.length, 0);
			return {
				logId: room.logId,
				seq: room.rows.length,
				hash: room.rows.at(-1)?.hash ?? room.start,
				bytes
			};
		},
		chain: async (id) => rooms.get(id)?.chain ?? [],
		addStatements: (id, length, statements, box) =>
			write(() => {
				const room = mustFind(rooms, id);
				if (room.chain.length !== length) return [rooms, 'stale'];
				const boxes = new Map(room.boxes);
				if (box) boxes.set(box.invite, { box: box.box, takenBy: null });
				return [withRoom(rooms, id, { chain: [...room.chain, ...statements], boxes }), 'added'];
			}),
		append: (batch) =>
			write(() => {
				let next = rooms;
				const results = batch.map((entry) => {
					const [after, result] = appendOne(next, entry);
					next = after;
					return result;
				});
				return [next, results];
			}),
		entriesAfter: async (id, seq, maxBytes) => {
			const rest = mustFind(rooms, id).rows.slice(seq);
			let size = 0;
			const end = rest.findIndex((row, i) => (size += row.bytes.length) > maxBytes && i > 0);
			const taken = end < 0 ? rest : rest.slice(0, end);
			return { entries: taken.map((row) => row.bytes), more: end >= 0 };
		},
		hashAt: async (id, seq) => {
			const room = rooms.get(id);
			if (!room) return null;
			return seq === 0 ? room.start : (room.rows[seq - 1]?.hash ?? null);
		},
		takeBox: (id, invite, device) =>
			write((): readonly [Rooms, Uint8Array | 'other' | null] => {
				const room = rooms.get(id);
				const found = room?.boxes.get(invite);
				if (!room || !found) return [rooms, null];
				if (found.takenBy !== null && found.takenBy !== device) return [rooms, 'other'];
				const boxes = new Map(room.boxes).set(invite, { ...found, takenBy: device });
				return [withRoom(rooms, id, { boxes }), found.box];
			}),
		dropBox: (id, invite) =>
			write(() => {
				const room = rooms.get(id);
				if (!room?.boxes.has(invite)) return [rooms, undefined];
				const boxes = new Map(room.boxes);
				boxes.delete(invite);
				return [withRoom(rooms, id, { boxes }), undefined];
			}),
		check: () => write(() => [rooms, undefined]),
		close: async () => undefined
	};
}
