// In a real browser, over a real IndexedDB.

import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import * as Y from 'yjs';
import type { RoomId } from '../core/ids.ts';
import { StorageError } from '../core/sync/ports.ts';
import { DurablePersistence } from './durable-persistence.ts';
import { allKeys, allRows } from './idb.ts';
import { IndexedDbRoomStore } from './indexeddb-room-store.ts';
import { forgetLastWords } from './last-words.ts';
import { RoomDatabase, roomDatabaseName } from './room-database.ts';

let rooms = 0;
let room: RoomId;
let open: (() => Promise<void>)[] = [];

/** One tab of one device with the room's document. */
async function openTab() {
	const database = await RoomDatabase.open(room, true);
	const store = new IndexedDbRoomStore(database);
	const doc = new Y.Doc();
	const persistence = new DurablePersistence({ database, store, doc });
	const close = async () => {
		await persistence.destroy();
		database.close();
		doc.destroy();
	};
	open.push(close);
	await persistence.whenLoaded;
	return { database, store, doc, persistence, note: doc.getText('note'), close };
}

const saved = (persistence: DurablePersistence) =>
	vi.waitUntil(() => persistence.state.kind === 'saved', { interval: 1 });

async function rows(database: RoomDatabase): Promise<{ keys: number[]; values: Uint8Array[] }> {
	return database.transact({
		stores: ['updates'],
		mode: 'readonly',
		run(transaction) {
			const keys = allKeys(transaction.objectStore('updates'));
			const values = allRows<Uint8Array>(transaction.objectStore('updates'));
			return () => ({ keys: keys.result, values: values.result });
		}
	});
}

const addRow = (database: RoomDatabase, value: Uint8Array) =>
	database.transact({
		stores: ['updates'],
		mode: 'readwrite',
		run(transaction) {
			transaction.objectStore('updates').add(value);
			return () => undefined;
		}
	});

/** Ana's document with this text, as one update. */
function fromAna(text: string): Uint8Array {
	const doc = new Y.Doc();
	doc.getText('note').insert(0, text);
	return Y.encodeStateAsUpdate(doc);
}

beforeEach(() => {
	room = `persistence-${++rooms}` as RoomId;
	open = [];
});

afterEach(async () => {
	await Promise.all(open.map((close) => close()));
	vi.restoreAllMocks();
	forgetLastWords(roomDatabaseName(room));
	await RoomDatabase.delete(room);
});

describe('durable persistence', () => {
	test('what was typed is there when the document is opened again, as rows and as edits', async () => {
		const first = await openTab();
		first.note.insert(0, 'one ');
		first.note.insert(4, 'two');
		expect(first.persistence.state).toEqual({ kind: 'saving' });
		await saved(first.persistence);
		await first.close();
		const second = await openTab();
		expect(second.note.toJSON()).toBe('one two');
		expect(second.persistence.synced).toBe(true);
		expect(await second.store.edits()).toHaveLength(2);
		expect((await rows(second.database)).keys).toEqual([1, 2]);
	});

	test('S17: the write is begun inside the update event, before anything is awaited', async () => {
		const tab = await openTab();
		const began = vi.spyOn(IDBTransaction.prototype, 'commit');
		try {
			tab.note.insert(0, 'x');
			expect(began).toHaveBeenCalledTimes(1);
		} finally {
			began.mockRestore();
		}
	});

	test('S14: opening and closing stores nothing, not even a used-up key', async () => {
		const first = await openTab();
		first.note.insert(0, 'x');
		await first.close();
		for (let i = 0; i < 3; i++) await (await openTab()).close();
		const last = await openTab();
		expect((await rows(last.database)).keys).toEqual([1]);
		last.note.insert(1, 'y');
		await saved(last.persistence);
		expect((await rows(last.database)).keys).toEqual([1, 2]);
	});

	test('remote updates that the engine stored are not stored again; what observers do meanwhile is', async () => {
		const tab = await openTab();
		const provider = { name: 'provider' };
		tab.note.observe((event) => {
			if (event.transaction.origin === provider) tab.doc.getMap('seen').set('note', true);
		});
		tab.persistence.inject(provider, () => Y.applyUpdate(tab.doc, fromAna('hello'), provider));
		await saved(tab.persistence);
		const edits = await tab.store.edits();
		expect(edits).toHaveLength(1);
		const alone = new Y.Doc();
		Y.applyUpdate(alone, edits[0]?.update ?? new Uint8Array());
		expect(alone.getMap('seen').get('note')).toBe(true);
		expect(alone.getText('note').toJSON()).toBe('');
	});

	test('two tabs: one hears what the other stored and does not store it again', async () => {
		const [left, right] = [await openTab(), await openTab()];
		left.persistence.onStored((update) => right.persistence.applyFromTab(update));
		left.note.insert(0, 'from the left');
		await vi.waitUntil(() => right.note.toJSON() === 'from the left', { interval: 1 });
		expect(right.persistence.state).toEqual({ kind: 'saved' });
		await left.close();
		expect((await rows(right.database)).keys).toEqual([1]);
		expect(await right.store.edits()).toHaveLength(1);
	});

	test('refresh applies what was stored meanwhile, without storing it again', async () => {
		const [left, right] = [await openTab(), await openTab()];
		left.note.insert(0, 'unheard');
		await saved(left.persistence);
		expect(right.note.toJSON()).toBe('');
		await right.persistence.refresh();
		expect(right.note.toJSON()).toBe('unheard');
		expect((await rows(right.database)).keys).toEqual([1]);
	});

	test('S12: a journal deleted under the document is said, and nothing makes it anew', async () => {
		const tab = await openTab();
		const deleted = vi.fn();
		tab.database.onDeleted(deleted);
		await RoomDatabase.delete(room);
		expect(deleted).toHaveBeenCalledTimes(1);
		tab.note.insert(0, 'into the void');
		await vi.waitUntil(() => tab.persistence.state.kind === 'failed', { interval: 1 });
		expect(tab.persistence.state).toEqual({ kind: 'failed', fault: 'gone' });
		const names = (await indexedDB.databases()).map(({ name }) => name);
		expect(names).not.toContain(roomDatabaseName(room));
	});

	test('a connection that was taken away is opened again by the next edit', async () => {
		const tab = await openTab();
		// Another tab begins an upgrade, which closes our connection, and gives it up.
		await new Promise<void>((resolve) => {
			const upgrading = indexedDB.open(roomDatabaseName(room), 99);
			upgrading.onupgradeneeded = () => upgrading.transaction?.abort();
			upgrading.onerror = () => resolve();
		});
		tab.note.insert(0, 'still here');
		await saved(tab.persistence);
		expect(await tab.store.edits()).toHaveLength(1);
	});

	test('S18: a database of a newer version is said to be newer, and left alone', async () => {
		await new Promise<void>((resolve) => {
			const newer = indexedDB.open(roomDatabaseName(room), 99);
			newer.onsuccess = () => {
				newer.result.close();
				resolve();
			};
		});
		await expect(RoomDatabase.open(room, true)).rejects.toMatchObject({
			name: 'StorageError',
			fault: 'newer'
		});
	});

	test('a database that y-indexeddb made by itself is completed', async () => {
		await new Promise<void>((resolve) => {
			const bare = indexedDB.open(roomDatabaseName(room));
			bare.onupgradeneeded = () => {
				bare.result.createObjectStore('updates', { autoIncrement: true }).add(fromAna('old'));
				bare.result.createObjectStore('custom');
			};
			bare.onsuccess = () => {
				bare.result.close();
				resolve();
			};
		});
		const tab = await openTab();
		expect(tab.note.toJSON()).toBe('old');
		expect(await tab.store.edits()).toEqual([]);
	});

	test('a row that Yjs refuses keeps nobody from the others, and stays', async () => {
		const database = await RoomDatabase.open(room, true);
		const rubbish = new Uint8Array([255, 255, 255, 255]);
		await addRow(database, fromAna('before '));
		await addRow(database, rubbish);
		await addRow(database, fromAna('after '));
		database.close();
		const tab = await openTab();
		expect(tab.note.toJSON()).toContain('before ');
		expect(tab.note.toJSON()).toContain('after ');
		expect(tab.persistence.unreadableRows).toBe(1);
		expect(await tab.persistence.trim(2)).toBe('not-needed');
		expect((await rows(tab.database)).values).toContainEqual(rubbish);
	});
});

describe('an edit under way when the page goes away', () => {
	const leave = () => dispatchEvent(new PageTransitionEvent('pagehide'));
	const left = () => Object.keys(localStorage).filter((key) => key.startsWith(roomDatabaseName(room)));

	test('S17: is there at the next opening and in the outbox, once', async () => {
		const before = await openTab();
		before.note.insert(0, 'stored ');
		await saved(before.persistence);
		// The browser ends these writes with the page.
		vi.spyOn(before.store, 'addEdit').mockReturnValue(new Promise(() => undefined));
		before.note.insert(7, 'under ');
		before.note.insert(13, 'way');
		before.note.delete(0, 1);
		leave();
		open = [];

		const after = await openTab();
		expect(after.note.toJSON()).toBe('tored under way');
		await saved(after.persistence);
		expect(await after.store.edits()).toHaveLength(2);
		await vi.waitUntil(() => left().length === 0, { interval: 1 });
		await after.close();
		before.database.close();
		expect((await openTab()).note.toJSON()).toBe('tored under way');
	});

	test('S3: one that was stored after all is not stored twice', async () => {
		const before = await openTab();
		before.note.insert(0, 'made it');
		leave();
		expect(left()).toHaveLength(1);
		await before.close();
		const after = await openTab();
		await vi.waitUntil(() => left().length === 0, { interval: 1 });
		expect(after.note.toJSON()).toBe('made it');
		expect(await after.store.edits()).toHaveLength(1);
		expect((await rows(after.database)).keys).toEqual([1]);
	});

	test('S12: one that cannot be stored then either stays where it is', async () => {
		const before = await openTab();
		vi.spyOn(before.store, 'addEdit').mockReturnValue(new Promise(() => undefined));
		before.note.insert(0, 'waiting');
		leave();
		open = [];
		const failing = vi
			.spyOn(IndexedDbRoomStore.prototype, 'addEdit')
			.mockRejectedValue(new StorageError('quota'));
		const after = await openTab();
		await vi.waitUntil(() => after.persistence.state.kind === 'failed', { interval: 1 });
		expect(left()).toHaveLength(1);
		failing.mockRestore();
		after.persistence.retry();
		await saved(after.persistence);
		before.database.close();
		expect(await after.store.edits()).toHaveLength(1);
	});

	test('S12: what could not be stored is kept when the journal is closed, and stored at the next opening', async () => {
		const before = await openTab();
		const failing = vi.spyOn(before.store, 'addEdit').mockRejectedValue(new StorageError('quota'));
		before.note.insert(0, 'written while full');
		await vi.waitUntil(() => before.persistence.state.kind === 'failed', { interval: 1 });
		await before.close();
		open = [];
		failing.mockRestore();
		const after = await openTab();
		expect(after.note.toString()).toBe('written while full');
		await saved(after.persistence);
		expect(await after.store.edits()).toHaveLength(1);
		expect(left()).toEqual([]);
	});

	test('S17: what waits behind another is kept before the page is told anything, until it is stored', async () => {
		const before = await openTab();
		const write = vi.spyOn(before.store, 'addEdit').mockReturnValue(new Promise(() => undefined));
		before.note.insert(0, 'one');
		expect(left()).toEqual([]);
		before.note.insert(3, ' two');
		expect(left()).toHaveLength(1);
		open = [];
		const after = await openTab();
		expect(after.note.toJSON()).toBe('one two');
		before.database.close();

		write.mockRestore();
		after.note.insert(0, 'a');
		after.note.insert(0, 'b');
		expect(left()).not.toEqual([]);
		await saved(after.persistence);
		await vi.waitUntil(() => left().length === 0, { interval: 1 });
	});

	test('S14: with nothing under way, leaving keeps nothing', async () => {
		const tab = await openTab();
		tab.note.insert(0, 'x');
		await saved(tab.persistence);
		leave();
		expect(left()).toEqual([]);
	});
});

describe('trimming', () => {
	test('many rows become one with the same content', async () => {
		const tab = await openTab();
		for (let i = 0; i < 20; i++) tab.note.insert(0, `${i} `);
		await saved(tab.persistence);
		expect(await tab.persistence.trim(21)).toBe('not-needed');
		expect(await tab.persistence.trim(20)).toBe('trimmed');
		expect((await rows(tab.database)).values).toHaveLength(1);
		const text = tab.note.toJSON();
		expect(await tab.store.edits()).toHaveLength(20);
		await tab.close();
		expect((await openTab()).note.toJSON()).toBe(text);
	});

	test('rows that another tab stored unheard are in the one row', async () => {
		const [leader, other] = [await openTab(), await openTab()];
		leader.note.insert(0, 'leader ');
		await saved(leader.persistence);
		for (let i = 0; i < 3; i++) other.note.insert(0, 'other ');
		await saved(other.persistence);
		expect(await leader.persistence.trim(2)).toBe('trimmed');
		other.note.insert(0, 'last ');
		await saved(other.persistence);
		await Promise.all([leader.close(), other.close()]);
		const words = (await openTab()).note.toJSON().trim().split(' ').sort();
		expect(words).toEqual(['last', 'leader', 'other', 'other', 'other']);
	});

	test('a row that comes between reading and writing survives', async () => {
		const [leader, other] = [await openTab(), await openTab()];
		leader.note.insert(0, 'a');
		leader.note.insert(0, 'b');
		await saved(leader.persistence);
		const trimming = leader.persistence.trim(2);
		for (let i = 0; i < 30; i++) {
			other.note.insert(0, 'o');
			await new Promise<void>((resolve) => {
				const stop = other.persistence.subscribe(() => {
					if (other.persistence.state.kind !== 'saved') return;
					stop();
					resolve();
				});
			});
		}
		expect(await trimming).toBe('trimmed');
		await Promise.all([leader.close(), other.close()]);
		const text = (await openTab()).note.toJSON();
		expect(text).toHaveLength(32);
		expect(text.replaceAll('o', '')).toBe('ba');
	});

	test('S6: a pending update, whose base has not arrived, survives', async () => {
		const ana = new Y.Doc();
		const updates: Uint8Array[] = [];
		ana.on('update', (update: Uint8Array) => updates.push(update));
		ana.getText('note').insert(0, 'base ');
		ana.getText('note').insert(5, 'tail');
		const [base, tail] = updates;
		if (base === undefined || tail === undefined) throw new Error('two updates expected');

		const tab = await openTab();
		await tab.store.write({ updates: [tail] });
		tab.persistence.inject('provider', () => Y.applyUpdate(tab.doc, tail, 'provider'));
		tab.doc.getMap('mine').set('x', 1);
		await saved(tab.persistence);
		expect(await tab.persistence.trim(2)).toBe('trimmed');
		expect((await rows(tab.database)).values).toHaveLength(1);
		await tab.close();

		const again = await openTab();
		expect(again.note.toJSON()).toBe('');
		Y.applyUpdate(again.doc, base);
		expect(again.note.toJSON()).toBe('base tail');
	});
});
