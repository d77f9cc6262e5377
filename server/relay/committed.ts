// What one commit has added, room by room, in the order of each log.

import type { Appended } from '../store/store.ts';
import type { Pending } from './commits.ts';
import type { Ack } from './frames.ts';
import type { Appender } from './guest.ts';
import type { Added, Present, Room } from './room.ts';

/** While it is put together. */
interface Adding extends Added {
	readonly entries: Uint8Array[];
	hash: Uint8Array;
	opened: number;
	readonly own: Map<Present, Ack[]>;
}

/** @param results one for each of `pending` */
export function addedByRoom(
	pending: readonly Pending<Appender>[],
	results: readonly Appended[]
): ReadonlyMap<Room, Added> {
	const rooms = new Map<Room, Adding>();
	for (const [i, { entry, author }] of pending.entries()) {
		const result = results[i]!;
		if (result.kind !== 'stored') continue;
		const { seq, hash, opens } = result;
		let added = rooms.get(author.room);
		if (!added) {
			added = { first: seq, entries: [], hash, opened: 0, own: new Map() };
			rooms.set(author.room, added);
		}
		added.entries.push(entry.bytes);
		added.hash = hash;
		if (opens) added.opened += 1;
		const ack = { session: entry.session, counter: entry.counter, seq, hash };
		const acks = added.own.get(author);
		if (acks) acks.push(ack);
		else added.own.set(author, [ack]);
	}
	return rooms;
}
