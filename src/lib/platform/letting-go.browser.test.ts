// In a real browser, over a real IndexedDB: what is left on a device of words that a person took back.

import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import * as Y from 'yjs';
import type { RoomId } from '../core/ids.ts';
import { letGo } from '../core/journal/letting-go.ts';
import { idOf, SAM } from '../core/journal/testing.ts';
import { onWithdrawal, WITHDRAWALS } from '../core/journal/withdrawal-marks.ts';
import { StorageError } from '../core/sync/ports.ts';
import { DurablePersistence } from './durable-persistence.ts';
import { allRows } from './idb.ts';
import { IndexedDbRoomStore } from './indexeddb-room-store.ts';
import { forgetLastWords } from './last-words.ts';
import { RoomDatabase, roomDatabaseName } from './room-database.ts';

let rooms = 0;
let room: RoomId;
let open: (() => Promise<void>)[] = [];
const WORDS = 'sixty hours a week';

/** One tab of one device, whose journal lets go as an open one does. */
async function openTab() {
	const database = await RoomDatabase.open(room, true);
	const store = new IndexedDbRoomStore(database);
	const doc = new Y.Doc();
	const undo = new Y.UndoManager(doc);
	onWithdrawal(doc, () => {
		undo.clear();
		letGo(doc);
	});
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
type Tab = Awaited<ReturnType<typeof openTab>>;

const saved = ({ persistence }: Tab) =>
	vi.waitUntil(() => persistence.state.kind === 'saved', { interval: 1 });

/** Everything that the room's database holds, as text. */
async function stored({ database }: Tab): Promise<string> {
	const stores = ['updates', 'edits', 'sealed', 'held', 'parts', 'custom'] as const;
	const rows = await database.transact({
		stores,
		mode: 'readonly',
		run(transaction) {
			const all = stores.map((name) => allRows<unknown>(transaction.objectStore(name)));
			return () => all.flatMap(({ result }) => result);
		}
	});
	const decoder = new TextDecoder();
	return rows.map((row) => (row instanceof Uint8Array ? decoder.decode(row) : JSON.stringify(row))).join();
}

/** As a command does it: the words and the mark in one transaction. */
function takeBack({ doc, note }: Tab, id = 'withdrawal-1'): void {
	doc.transact(() => {
		note.delete(0, note.length);
		const mark = { about: idOf('talk'), kind: 'notes', createdAt: 1, createdBy: SAM };
		doc.getMap(WITHDRAWALS).set(id, new Y.Map<unknown>(Object.entries(mark)));
	});
}

beforeEach(() => {
	room = `letting-go-${++rooms}` as RoomId;
	open = [];
});

afterEach(async () => {
	await Promise.all(open.map((close) => close()));
	vi.restoreAllMocks();
	forgetLastWords(roomDatabaseName(room));
	await RoomDatabase.delete(room);
});

describe('R2-33: after a withdrawal', () => {
	test('neither the rows nor the unsent edits have the words, and everything else is there', async () => {
		const tab = await openTab();
		for (const word of WORDS.split(/(?= )/)) tab.note.insert(tab.note.length, word);
		tab.doc.getText('other').insert(0, 'stays');
		await saved(tab);
		expect(await stored(tab)).toContain('sixty');
		takeBack(tab);
		await tab.persistence.letGo();
		expect(await stored(tab)).not.toMatch(/sixty|hours|week/);
		const edits = await tab.store.edits();
		expect(edits).toHaveLength(1);
		const other = new Y.Doc();
		Y.applyUpdate(other, edits[0]!.update);
		expect([other.getText('other').toJSON(), other.getText('note').toJSON()]).toEqual(['stays', '']);
		expect(Y.encodeStateVector(other)).toEqual(Y.encodeStateVector(tab.doc));
		await tab.close();
		expect((await openTab()).doc.getText('other').toJSON()).toBe('stays');
	});

	test('a page that went away in between lets go at the next opening, and then never again', async () => {
		const before = await openTab();
		before.note.insert(0, WORDS);
		await saved(before);
		const failing = vi.spyOn(before.database, 'transact');
		takeBack(before);
		failing.mockRejectedValue(new StorageError('quota'));
		expect(await before.persistence.letGo()).toBe('failed');
		failing.mockRestore();
		await before.close();
		open = [];
		const after = await openTab();
		await after.persistence.letGo();
		expect(await stored(after)).not.toContain('sixty');
		const writing = vi.spyOn(IDBObjectStore.prototype, 'add');
		expect(await after.persistence.letGo()).toBe('not-needed');
		expect(writing).not.toHaveBeenCalled();
	});

	test('one that arrives from elsewhere is let go of here as well', async () => {
		const [mine, theirs] = [await openTab(), new Y.Doc()];
		mine.note.insert(0, WORDS);
		mine.note.delete(0, 5);
		await saved(mine);
		Y.applyUpdate(theirs, Y.encodeStateAsUpdate(mine.doc));
		takeBack({ ...mine, doc: theirs, note: theirs.getText('note') });
		const provider = {};
		const update = Y.encodeStateAsUpdate(theirs);
		await mine.store.write({ updates: [update] });
		mine.persistence.inject(provider, () => Y.applyUpdate(mine.doc, update, provider));
		await mine.persistence.letGo();
		expect(await stored(mine)).not.toMatch(/sixty|hours|week/);
	});

	test('edits that another tab stored unheard are not lost', async () => {
		const [one, two] = [await openTab(), await openTab()];
		one.note.insert(0, WORDS);
		await saved(one);
		two.doc.getText('other').insert(0, 'from the other tab');
		await saved(two);
		takeBack(one);
		await one.persistence.letGo();
		await Promise.all([one.close(), two.close()]);
		const again = await openTab();
		expect([again.doc.getText('other').toJSON(), again.note.toJSON()]).toEqual(['from the other tab', '']);
		const sent = new Y.Doc();
		for (const { update } of await again.store.edits()) Y.applyUpdate(sent, update);
		expect(sent.getText('other').toJSON()).toBe('from the other tab');
	});

	/** As if another tab stored an edit between the last look at the rows and the writing anew, so many times. */
	function storedInBetween({ persistence, store, doc }: Tab, times: number): void {
		const refresh = persistence.refresh.bind(persistence);
		let stored = 0;
		vi.spyOn(persistence, 'refresh').mockImplementation(async () => {
			await refresh();
			if (stored === times) return;
			stored += 1;
			const other = new Y.Doc();
			Y.applyUpdate(other, Y.encodeStateAsUpdate(doc));
			const before = Y.encodeStateVector(other);
			other.getText('other').insert(0, 'k');
			await store.addEdit(Y.encodeStateAsUpdate(other, before));
		});
	}

	test('an edit that is stored in between is kept, and no words are left waiting to be sent', async () => {
		const tab = await openTab();
		tab.note.insert(0, WORDS);
		await saved(tab);
		takeBack(tab);
		storedInBetween(tab, 1);
		expect(await tab.persistence.letGo()).not.toBe('failed');
		expect(await stored(tab)).not.toContain('sixty');
		const sent = new Y.Doc();
		for (const { update } of await tab.store.edits()) Y.applyUpdate(sent, update);
		expect([sent.getText('other').toJSON(), sent.getText('note').toJSON()]).toEqual(['k', '']);
		expect(tab.doc.getText('other').toJSON()).toBe('k');
	});

	test('while edits keep coming in between it is not called done, and the next opening does it', async () => {
		const before = await openTab();
		before.note.insert(0, WORDS);
		await saved(before);
		storedInBetween(before, Number.POSITIVE_INFINITY);
		takeBack(before);
		expect(await before.persistence.letGo()).toBe('failed');
		expect(await stored(before)).toContain('sixty');
		await before.close();
		open = [];
		const after = await openTab();
		await after.persistence.letGo();
		expect(await stored(after)).not.toContain('sixty');
		expect(after.doc.getText('other').toJSON()).toMatch(/^k+$/);
	});

	test('what waits for something that is missing here is not called rewritten, and is once that has come', async () => {
		const [tab, theirs] = [await openTab(), new Y.Doc()];
		tab.note.insert(0, WORDS);
		await saved(tab);
		theirs.getText('other').insert(0, 'first ');
		const first = Y.encodeStateAsUpdate(theirs);
		const known = Y.encodeStateVector(theirs);
		theirs.getText('other').insert(6, 'second');
		await tab.store.addEdit(Y.encodeStateAsUpdate(theirs, known));
		takeBack(tab);
		expect(await tab.persistence.letGo()).toBe('failed');
		// Nor is a whole document written at every key meanwhile.
		const tried = vi.spyOn(tab.persistence, 'letGo');
		tab.doc.getText('more').insert(0, 'x');
		await saved(tab);
		expect(tried).not.toHaveBeenCalled();
		await tab.store.addEdit(first);
		await tab.persistence.refresh();
		expect(await tab.persistence.letGo()).not.toBe('failed');
		expect(await stored(tab)).not.toContain('sixty');
		const sent = new Y.Doc();
		for (const { update } of await tab.store.edits()) Y.applyUpdate(sent, update);
		expect(sent.getText('other').toJSON()).toBe('first second');
	});

	test('what an earlier page left in localStorage is taken in and gone', async () => {
		const tab = await openTab();
		tab.note.insert(0, WORDS);
		dispatchEvent(new PageTransitionEvent('pagehide'));
		const left = () => Object.keys(localStorage).filter((key) => key.startsWith(roomDatabaseName(room)));
		expect(left()).toHaveLength(1);
		takeBack(tab);
		await tab.persistence.letGo();
		await vi.waitUntil(() => left().length === 0, { interval: 1 });
		expect(tab.note.toJSON()).toBe('');
	});

	test('S14: without one, nothing is looked for and nothing written', async () => {
		const tab = await openTab();
		tab.note.insert(0, 'x');
		await saved(tab);
		const transacting = vi.spyOn(tab.database, 'transact');
		await tab.close();
		open = [];
		expect(transacting).not.toHaveBeenCalled();
		const again = await openTab();
		expect(await stored(again)).not.toContain('let-go');
	});
});
