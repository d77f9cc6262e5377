import { expect, test } from 'vitest';
import type { LogId, RoomId } from '../../src/lib/core/ids.ts';
import { Database } from '../../src/lib/platform/database.ts';
import { allRows } from '../../src/lib/platform/idb.ts';
import { IndexedDbRoomStore } from '../../src/lib/platform/indexeddb-room-store.ts';
import { RoomDatabase, roomDatabaseName } from '../../src/lib/platform/room-database.ts';
import { roomStoreContract, type RoomStoreUnderTest } from './room-store.contract.ts';

let rooms = 0;

async function underTest(durability: IDBTransactionDurability): Promise<RoomStoreUnderTest> {
	const room = `contract-${++rooms}` as RoomId;
	await RoomDatabase.delete(room);
	let database = await RoomDatabase.open(room, true);
	return {
		store: new IndexedDbRoomStore(database, durability),
		async reopen() {
			database.close();
			database = await RoomDatabase.open(room, true);
			return new IndexedDbRoomStore(database, durability);
		},
		documentUpdates: () =>
			database.transact({
				stores: ['updates'],
				mode: 'readonly',
				run(transaction) {
					const rows = allRows<Uint8Array>(transaction.objectStore('updates'));
					return () => rows.result;
				}
			}),
		async dispose() {
			database.close();
			await RoomDatabase.delete(room);
		}
	};
}

roomStoreContract('IndexedDB, strict', () => underTest('strict'));
roomStoreContract('IndexedDB, relaxed', () => underTest('relaxed'));

test('S18: a room of an earlier build opens with all that is in it', async () => {
	const room = 'contract-earlier' as RoomId;
	await RoomDatabase.delete(room);
	const stores: readonly (readonly [string, IDBObjectStoreParameters])[] = [
		['updates', { autoIncrement: true }],
		['custom', {}],
		['edits', { autoIncrement: true }],
		['sealed', { keyPath: 'key' }],
		['held', { keyPath: 'seq' }],
		['parts', { keyPath: ['group', 'index'] }],
		['seen', { keyPath: 'key' }],
		['meta', {}]
	];
	const earlier = await Database.open({
		name: roomDatabaseName(room),
		version: 2,
		upgrade: (db) => stores.forEach(([name, options]) => db.createObjectStore(name, options))
	});
	const cursor = { logId: 'AAAAAAAAAAAAAAAAAAAAAA' as LogId, seq: 3, hash: new Uint8Array(32) };
	await earlier.transact({
		stores: ['edits', 'meta'],
		mode: 'readwrite',
		run(transaction) {
			transaction.objectStore('edits').add(new Uint8Array([1]));
			transaction.objectStore('meta').put(cursor, 'cursor');
			return () => undefined;
		}
	});
	earlier.close();
	const database = await RoomDatabase.open(room, true);
	const store = new IndexedDbRoomStore(database);
	expect(await store.load()).toMatchObject({ cursor, snapshot: null, own: [], others: null });
	expect(await store.edits()).toHaveLength(1);
	await store.write({ putOwn: [{ seq: 4, edits: 1 }] });
	expect((await store.load()).own).toEqual([{ seq: 4, edits: 1 }]);
	database.close();
	await RoomDatabase.delete(room);
});
