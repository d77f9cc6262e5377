// In a real browser: what becomes of a connection that the browser takes away.

import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Database } from './database.ts';
import { deleteDatabase } from './idb.ts';

let count = 0;
let name: string;
let database: Database;
let connections: IDBDatabase[];

const definition = () => ({
	name,
	version: 1,
	upgrade: (db: IDBDatabase) => void db.createObjectStore('rows', { autoIncrement: true })
});
const write = () =>
	database.transact({
		stores: ['rows'],
		mode: 'readwrite',
		run: (transaction) => {
			const adding = transaction.objectStore('rows').add('row');
			return () => adding.result;
		}
	});
const exists = async () => (await indexedDB.databases()).some((found) => found.name === name);

beforeEach(async () => {
	name = `database-${String(++count)}`;
	connections = [];
	const open = indexedDB.open.bind(indexedDB);
	vi.spyOn(IDBFactory.prototype, 'open').mockImplementation((...args) => {
		const request = open(...args);
		request.addEventListener('success', () => connections.push(request.result));
		return request;
	});
	database = await Database.open(definition());
});
afterEach(async () => {
	database.close();
	vi.restoreAllMocks();
	for (const connection of connections) connection.close();
	await deleteDatabase(name);
});

/** As the browser does it, for reasons of its own. */
function takeAway(): void {
	const connection = connections.at(-1)!;
	connection.close();
	connection.dispatchEvent(new Event('close'));
}

test('one that is not to be made is not there afterwards either', async () => {
	database.close();
	await deleteDatabase(name);
	await expect(Database.open(definition(), false)).rejects.toMatchObject({ fault: 'gone' });
	expect(await exists()).toBe(false);
});

test('a connection that is taken away is opened again', async () => {
	await write();
	takeAway();
	expect(await write()).toBe(2);
});

test('S12: a database that goes together with its connection is missed at once, not at the next edit', async () => {
	const deleted = vi.fn();
	database.onDeleted(deleted);
	const connection = connections.at(-1)!;
	connection.close();
	await deleteDatabase(name);
	connection.dispatchEvent(new Event('close'));
	await vi.waitFor(() => expect(deleted).toHaveBeenCalledTimes(1));
	await expect(write()).rejects.toMatchObject({ fault: 'gone' });
	expect(await exists()).toBe(false);
});

test('S12: where the storage does not answer any more, a write has failed within a second', async () => {
	const other = indexedDB.open(name, 2);
	let busy = true;
	const held = new Promise<void>((resolve) => {
		other.onupgradeneeded = () => {
			const rows = other.transaction!.objectStore('rows');
			const goOn = (): void => {
				if (busy) rows.count().onsuccess = goOn;
			};
			goOn();
			resolve();
		};
	});
	await held;
	const before = performance.now();
	await expect(write()).rejects.toMatchObject({ fault: 'unavailable' });
	expect(performance.now() - before).toBeLessThan(1000);
	busy = false;
	await new Promise((resolve) => (other.onsuccess = resolve));
});
