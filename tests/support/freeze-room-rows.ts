// A room's database as this build lays it out in IndexedDB. Said once more here, apart from the adapter: what is frozen is
// what lies in people's browsers.

import type { RoomId } from '../../src/lib/core/ids.ts';
import type { FrozenDatabase, FrozenStore } from './freeze-rows.ts';
import type { RoomImage } from './memory-room-store.ts';

const VERSION = 3;

type Row = FrozenStore['rows'][number];

const store = (
	name: string,
	keyPath: FrozenStore['keyPath'],
	autoIncrement: boolean,
	rows: readonly Row[]
): FrozenStore => ({
	name,
	keyPath,
	autoIncrement,
	rows
});

const values = (rows: readonly unknown[]): Row[] => rows.map((value) => ({ value }));

/**
 * @param more of what is kept about the room as a whole, by key
 * @param letGo the withdrawals since which its rows were written anew
 */
export function roomRows(
	room: RoomId,
	image: RoomImage,
	more: Readonly<Record<string, unknown>>,
	letGo: readonly string[]
): FrozenDatabase {
	const { cursor, chain, snapshot, others } = image;
	const meta = Object.entries({ cursor, chain, snapshot, others, ...more }).filter(
		([, value]) => value !== null
	);
	return {
		name: `soundings-room-${room}`,
		version: VERSION,
		stores: [
			store(
				'updates',
				null,
				true,
				image.updates.map((value, i) => ({ key: i + 1, value }))
			),
			store('custom', null, false, [{ key: 'let-go', value: letGo }]),
			store(
				'edits',
				null,
				true,
				image.edits.map(({ key, update }) => ({ key, value: update }))
			),
			store('sealed', 'key', false, values(image.sealed)),
			store('held', 'seq', false, values(image.held)),
			store('parts', ['group', 'index'], false, values(image.parts)),
			store('seen', 'key', false, values(image.seen)),
			store('own', 'seq', false, values(image.own)),
			store(
				'meta',
				null,
				false,
				meta.map(([key, value]) => ({ key, value }))
			)
		]
	};
}
