import { describe, expect, test } from 'vitest';
import { MemoryRoomStore, type RoomImage } from '../support/memory-room-store.ts';
import { roomStoreContract, type RoomStoreUnderTest } from './room-store.contract.ts';

function underTest(): RoomStoreUnderTest {
	let current = new MemoryRoomStore();
	return {
		store: current,
		reopen: () => Promise.resolve((current = current.crash())),
		documentUpdates: () => Promise.resolve(current.documentUpdates()),
		dispose: () => Promise.resolve()
	};
}

roomStoreContract('memory', () => Promise.resolve(underTest()));

describe('the memory store in a simulation', () => {
	const one = new Uint8Array([1]);
	const two = new Uint8Array([2]);

	test('a crash loses what had not settled, and only that', async () => {
		const queue: (() => void)[] = [];
		const store = new MemoryRoomStore(undefined, (run) => queue.push(run));
		const settled: string[] = [];
		void store.addEdit(one).then(() => settled.push('one'));
		void store.addEdit(two).then(() => settled.push('two'));
		queue.shift()?.();
		const after = store.crash();
		queue.shift()?.();
		await Promise.resolve();
		expect(settled).toEqual(['one']);
		const reading = after.edits();
		queue.shift()?.();
		expect(await reading).toEqual([{ key: 1, update: one }]);
		expect(after.documentUpdates()).toEqual([one]);
	});

	test('failNext fails that many operations with their faults and stores nothing of them', async () => {
		const store = new MemoryRoomStore();
		store.failNext('quota');
		store.failNext('gone');
		await expect(store.addEdit(one)).rejects.toMatchObject({ fault: 'quota' });
		await expect(store.write({ updates: [one] })).rejects.toMatchObject({ fault: 'gone' });
		await store.addEdit(two);
		expect(store.documentUpdates()).toEqual([two]);
	});

	test('a snapshot stays as it was, and a store begun from it goes its own way', async () => {
		const store = new MemoryRoomStore();
		await store.addEdit(one);
		const image: RoomImage = store.snapshot();
		await store.addEdit(two);
		const copy = new MemoryRoomStore(image);
		await copy.addEdit(one);
		expect(image.edits).toHaveLength(1);
		expect(await copy.edits()).toHaveLength(2);
		expect((await store.edits())[1]?.update).toEqual(two);
	});
});
