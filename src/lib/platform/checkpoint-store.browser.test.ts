import { afterEach, beforeEach, expect, test } from 'vitest';
import type { JournalId, MemberId, RoomId } from '../core/ids.ts';
import { checkpointDatabaseName, deleteCheckpoints } from './checkpoint-names.ts';
import { CheckpointStore, type Checkpoint } from './checkpoint-store.ts';
import { Registry } from './registry.ts';

const ID = 'store-test' as JournalId;
const made = (at: number): Omit<Checkpoint, 'id'> => ({
	at,
	bytes: 3,
	why: 'hourly',
	fingerprint: `of ${String(at)}`,
	withdrawals: []
});
const states = (byte: number) => ({ shared: Uint8Array.of(byte), personal: Uint8Array.of(byte, byte) });
const exists = async () =>
	(await indexedDB.databases()).some(({ name }) => name === checkpointDatabaseName(ID));

let store: CheckpointStore;
beforeEach(() => (store = new CheckpointStore(ID)));
afterEach(async () => {
	store.close();
	await deleteCheckpoints(ID);
});

test('keeps states apart from their list, and drops both', async () => {
	const [first, second] = [await store.add(made(1), states(1), []), await store.add(made(2), states(2), [])];
	const third = await store.add(made(3), states(3), [first]);
	expect(await store.list()).toEqual([
		{ id: second, ...made(2) },
		{ id: third, ...made(3) }
	]);
	expect(await store.read(first)).toBeNull();
	expect(await store.read(third)).toMatchObject(states(3));
	await store.drop([second]);
	expect((await store.list()).map(({ id }) => id)).toEqual([third]);
});

test('S14: looking for checkpoints makes no database', async () => {
	expect([await store.list(), await store.read(1)]).toEqual([[], null]);
	await store.drop([1]);
	expect(await exists()).toBe(false);
});

test('a journal that is deleted from this device leaves none behind', async () => {
	const registry = await Registry.open();
	await registry.addJournal(
		{
			id: ID,
			name: 'Career talks',
			memberName: 'Sam',
			me: 'sam' as MemberId,
			role: 'owner',
			shared: 'store-shared' as RoomId,
			personal: 'store-personal' as RoomId,
			createdAt: 1,
			openedAt: 1
		},
		[]
	);
	await store.add(made(1), states(1), []);
	expect(await registry.deleteJournal(ID)).toBe('deleted');
	expect(await exists()).toBe(false);
	registry.close();
});
