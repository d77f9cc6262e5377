// A journal's rows in a browser's IndexedDB: put there as if they had been written there, and counted.

import type { Page } from '@playwright/test';

export interface StoredJournal {
	readonly me: string;
	/** Rooms. */
	readonly shared: string;
	readonly personal: string;
}

interface Row {
	readonly id: string;
	readonly me: string;
	readonly shared: string;
	readonly personal: string;
}

/** The page must be of the app's origin; the app need not run in it. */
export const journalRow = (page: Page, journal: string): Promise<StoredJournal> =>
	page.evaluate(async (id) => {
		const database = await new Promise<IDBDatabase>((resolve) => {
			const opening = indexedDB.open('soundings');
			opening.onsuccess = () => resolve(opening.result);
		});
		const rows = await new Promise<Row[]>((resolve) => {
			const reading = database.transaction('journals').objectStore('journals').getAll() as IDBRequest<Row[]>;
			reading.onsuccess = () => resolve(reading.result);
		});
		database.close();
		const row = rows.find((each) => each.id === id);
		if (!row) throw new Error('no such journal');
		return { me: row.me, shared: row.shared, personal: row.personal };
	}, journal);

/** The document's rows, in the order in which they were written. */
export async function readUpdates(page: Page, room: string): Promise<Uint8Array[]> {
	const rows = await page.evaluate(async (name) => {
		const database = await new Promise<IDBDatabase>((resolve) => {
			const opening = indexedDB.open(name);
			opening.onsuccess = () => resolve(opening.result);
		});
		const updates = await new Promise<Uint8Array[]>((resolve) => {
			const reading = database.transaction('updates').objectStore('updates').getAll();
			reading.onsuccess = () => resolve(reading.result as Uint8Array[]);
		});
		database.close();
		return updates.map((update) => btoa(String.fromCharCode(...update)));
	}, `soundings-room-${room}`);
	return rows.map((row) => new Uint8Array(Buffer.from(row, 'base64')));
}

/** Stores updates as local edits: in the document's rows and in the outbox. */
export async function writeEdits(page: Page, room: string, updates: readonly Uint8Array[]): Promise<void> {
	const rows = updates.map((update) => Buffer.from(update).toString('base64'));
	await page.evaluate(
		async ({ name, rows }) => {
			const database = await new Promise<IDBDatabase>((resolve) => {
				const opening = indexedDB.open(name);
				opening.onsuccess = () => resolve(opening.result);
			});
			const transaction = database.transaction(['updates', 'edits'], 'readwrite');
			for (const row of rows) {
				const update = Uint8Array.from(atob(row), (digit) => digit.charCodeAt(0));
				transaction.objectStore('updates').add(update);
				transaction.objectStore('edits').add(update);
			}
			await new Promise<void>((resolve) => (transaction.oncomplete = () => resolve()));
			database.close();
		},
		{ name: `soundings-room-${room}`, rows }
	);
}

/** Bytes of all rows of these rooms: bytes as they are, text as UTF-8, numbers as eight, names of fields counted. */
export const storedBytes = (page: Page, rooms: readonly string[]): Promise<number> =>
	page.evaluate(
		async (names) => {
			const size = (value: unknown): number => {
				if (value instanceof Uint8Array) return value.byteLength;
				if (typeof value === 'string') return new TextEncoder().encode(value).byteLength;
				if (typeof value === 'object' && value !== null)
					return Object.entries(value).reduce((sum, [key, field]) => sum + key.length + size(field), 0);
				return 8;
			};
			let sum = 0;
			for (const name of names) {
				const database = await new Promise<IDBDatabase>((resolve) => {
					const opening = indexedDB.open(name);
					opening.onsuccess = () => resolve(opening.result);
				});
				for (const store of database.objectStoreNames) {
					const rows = await new Promise<unknown[]>((resolve) => {
						const reading = database.transaction(store).objectStore(store).getAll();
						reading.onsuccess = () => resolve(reading.result);
					});
					for (const row of rows) sum += size(row);
				}
				database.close();
			}
			return sum;
		},
		rooms.map((room) => `soundings-room-${room}`)
	);
