import type { RoomId } from '../../src/lib/core/ids.ts';
import { allRows } from '../../src/lib/platform/idb.ts';
import { IndexedDbRoomStore } from '../../src/lib/platform/indexeddb-room-store.ts';
import { RoomDatabase } from '../../src/lib/platform/room-database.ts';
import { roomStoreContract, type RoomStoreUnderTest } from './room-store.contract.ts';

let rooms = 0;

async function underTest(durability: IDBTransactionDurability): Promise<RoomStoreUnderTest> {
	const room = `contract-${++rooms}` as RoomId;
	await RoomDatabase.delete(room);
	let database = await RoomDatabase.open(room);
	return {
		store: new IndexedDbRoomStore(database, durability),
		async reopen() {
			database.close();
			database = await RoomDatabase.open(room);
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
