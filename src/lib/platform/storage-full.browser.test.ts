// A real full storage: a bucket of a few megabytes in place of the origin's own.

import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import * as Y from 'yjs';
import { toHex } from '../core/bytes.ts';
import type { RoomId } from '../core/ids.ts';
import { DurablePersistence } from './durable-persistence.ts';
import { IndexedDbRoomStore } from './indexeddb-room-store.ts';
import { RoomDatabase } from './room-database.ts';
import { webCrypto } from './webcrypto.ts';

interface Bucket {
	readonly indexedDB: IDBFactory;
}
interface StorageBuckets {
	open(name: string, options: { quota: number }): Promise<Bucket>;
	delete(name: string): Promise<void>;
}

const MEGABYTE = 1_000_000;
const buckets = (navigator as Navigator & { storageBuckets: StorageBuckets }).storageBuckets;

beforeEach(async () => {
	const bucket = await buckets.open('small', { quota: 12 * MEGABYTE });
	vi.stubGlobal('indexedDB', bucket.indexedDB);
});

afterEach(async () => {
	vi.unstubAllGlobals();
	await buckets.delete('small');
});

/** Random, since the browser compresses what it stores. */
const longText = () => toHex(webCrypto.random(MEGABYTE / 2));

/** Fills what is left of the bucket. Returns a function that frees it again. */
async function fill(): Promise<() => Promise<void>> {
	const ballast = 'ballast' as RoomId;
	const database = await RoomDatabase.open(ballast, true);
	const store = new IndexedDbRoomStore(database);
	let fault: unknown = null;
	while (fault === null)
		await store
			.write({ updates: [webCrypto.random(MEGABYTE / 2)] })
			.catch((error: unknown) => (fault = error));
	expect(fault).toMatchObject({ name: 'StorageError', fault: 'quota' });
	return async () => {
		database.close();
		await RoomDatabase.delete(ballast);
	};
}

test('S12: a full storage is said with its reason, the edits are kept and stored once there is room', async () => {
	const database = await RoomDatabase.open('full' as RoomId, true);
	const store = new IndexedDbRoomStore(database);
	const doc = new Y.Doc();
	const persistence = new DurablePersistence({ database, store, doc });
	await persistence.whenLoaded;
	const free = await fill();

	doc.getText('note').insert(0, longText());
	expect(persistence.state).toEqual({ kind: 'saving' });
	await vi.waitUntil(() => persistence.state.kind !== 'saving', { interval: 1 });
	expect(persistence.state).toEqual({ kind: 'failed', fault: 'quota' });
	expect(persistence.unsavedEdits?.length).toBeGreaterThan(MEGABYTE);
	expect(await store.edits()).toEqual([]);

	await free();
	persistence.retry();
	await vi.waitUntil(() => persistence.state.kind === 'saved', { interval: 1 });
	expect(await store.edits()).toHaveLength(1);
	expect(persistence.unsavedEdits).toBeNull();
	await persistence.destroy();
	database.close();
});
