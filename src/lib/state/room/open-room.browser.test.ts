import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { nextSurfaced } from '../../../../tests/support/surfaced.ts';
import { StorageError } from '../../core/sync/ports.ts';
import { RoomSync } from '../../core/sync/room-sync.ts';
import { IndexedDbRoomStore } from '../../platform/indexeddb-room-store.ts';
import { RoomDatabase } from '../../platform/room-database.ts';
import { fetchPart, NotFetched } from '../fetch-part.ts';
import { newRoom } from './found-journal.ts';
import { OpenRoom, type RoomKeys } from './open-room.ts';
import { RoomLeader } from './room-leader.ts';

vi.mock('../fetch-part.ts', { spy: true });

let keys: RoomKeys;
let room: OpenRoom;
beforeEach(async () => {
	keys = await newRoom();
});
afterEach(async () => {
	await room.close();
	vi.restoreAllMocks();
	await RoomDatabase.delete(keys.room);
});

/** Counting what waits fails once. */
const failToCount = () =>
	vi.spyOn(IndexedDbRoomStore.prototype, 'edits').mockRejectedValueOnce(new StorageError('failed'));

const failToFetch = () => vi.mocked(fetchPart).mockRejectedValueOnce(new NotFetched());

const problem = () => room.status.problem?.kind ?? null;

/** The role is known from the moment that this tab leads. */
const leads = () => vi.waitFor(() => expect(room.status).toMatchObject({ role: 'owner', problem: null }));

/** Names of the locks that are held for the room. */
async function locks(): Promise<string[]> {
	const { held = [] } = await navigator.locks.query();
	return held.flatMap(({ name }) => (name?.includes(keys.room) ? [name] : []));
}

const again: readonly (readonly [how: string, ask: () => unknown])[] = [
	['“Try now”', () => room.retry()],
	['the page being seen again', () => room.wake()]
];

describe('a tab that could not begin to sync', () => {
	test.each(again)('for a failed read: says so, leaves the lead, and %s begins anew', async (_how, ask) => {
		failToCount();
		const stop = vi.spyOn(RoomLeader.prototype, 'stop');
		room = await OpenRoom.open(keys);
		await vi.waitFor(() => expect(problem()).toBe('not-read'));
		expect(stop).toHaveBeenCalledTimes(1);
		expect(await locks()).toEqual([expect.stringContaining('tab')]);
		await ask();
		await leads();
	});

	test.each(again)('for want of the engine: says so, and %s begins anew', async (_how, ask) => {
		failToFetch();
		room = await OpenRoom.open(keys);
		await vi.waitFor(() => expect(problem()).toBe('not-fetched'));
		await ask();
		await leads();
	});

	test('tries again by itself', async () => {
		vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
		try {
			failToFetch();
			room = await OpenRoom.open(keys);
			for (let turns = 0; problem() === null && turns < 1000; turns++) await navigator.locks.query();
			expect(problem()).toBe('not-fetched');
			await vi.advanceTimersByTimeAsync(30_000);
		} finally {
			vi.useRealTimers();
		}
		await leads();
	});

	test('leaves the lead to another', async () => {
		failToCount();
		room = await OpenRoom.open(keys);
		await vi.waitFor(() => expect(problem()).toBe('not-read'));
		const other = await OpenRoom.open(keys);
		await leads();
		await other.close();
	});

	test('for a bug: it surfaces, no leader is left behind, and “Try now” begins anew', async () => {
		const bug = new TypeError('a bug');
		const surfaced = nextSurfaced();
		const connect = vi.spyOn(RoomLeader.prototype, 'connect').mockImplementationOnce(() => {
			throw bug;
		});
		const stop = vi.spyOn(RoomLeader.prototype, 'stop');
		room = await OpenRoom.open(keys);
		expect(await surfaced).toBe(bug);
		expect(stop).toHaveBeenCalledTimes(1);
		connect.mockClear();
		room.retry();
		await vi.waitFor(() => expect(connect).toHaveBeenCalled());
		expect(connect.mock.contexts).not.toContain(stop.mock.contexts[0]);
	});
});

test('what was seen is told by the tab that leads, whichever learned of it, and by the next one that leads', async () => {
	const told = vi.spyOn(RoomSync.prototype, 'setSeen');
	room = await OpenRoom.open(keys);
	await leads();
	const other = await OpenRoom.open(keys);
	const seen = new Map([['journal', 'v1']]);
	other.setSeen(seen);
	await vi.waitFor(() => expect(told.mock.calls).toEqual([[seen]]));
	await room.close();
	room = other;
	await vi.waitFor(() => expect(told.mock.calls).toEqual([[seen], [seen]]));
	room.setSeen(null);
	expect(told).toHaveBeenLastCalledWith(null);
});

test('closing lets go of everything, though a part of it fails', async () => {
	const bug = new TypeError('a bug');
	const surfaced = nextSurfaced();
	room = await OpenRoom.open(keys);
	await leads();
	vi.spyOn(RoomLeader.prototype, 'stop').mockImplementationOnce(() => {
		throw bug;
	});
	await room.close();
	expect(await surfaced).toBe(bug);
	expect(await locks()).toEqual([]);
	expect(room.doc.isDestroyed).toBe(true);
});
