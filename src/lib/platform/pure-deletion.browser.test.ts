// An edit that only takes something out adds nothing to the document: no new struct, and no clock moves.

import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import * as Y from 'yjs';
import type { RoomId } from '../core/ids.ts';
import { DurablePersistence } from './durable-persistence.ts';
import { IndexedDbRoomStore } from './indexeddb-room-store.ts';
import { forgetLastWords } from './last-words.ts';
import { RoomDatabase, roomDatabaseName } from './room-database.ts';

const room = 'pure-deletion' as RoomId;
let closes: (() => Promise<void>)[] = [];
beforeEach(() => RoomDatabase.delete(room));
afterEach(async () => {
	for (const close of closes) await close();
	closes = [];
	vi.restoreAllMocks();
	forgetLastWords(roomDatabaseName(room));
	await RoomDatabase.delete(room);
});

async function open() {
	const database = await RoomDatabase.open(room, true);
	const store = new IndexedDbRoomStore(database);
	const doc = new Y.Doc();
	const persistence = new DurablePersistence({ database, store, doc });
	closes.push(async () => {
		await persistence.destroy();
		database.close();
	});
	await persistence.whenLoaded;
	const saved = () => vi.waitUntil(() => persistence.state.kind === 'saved', { interval: 1 });
	return { store, doc, saved, text: doc.getText('note') };
}

/** With a text in it that the log has. */
async function written() {
	const page = await open();
	page.text.insert(0, 'asked, twice');
	await page.saved();
	const edits = await page.store.edits();
	await page.store.write({ deleteEdits: edits.map(({ key }) => key) });
	return page;
}

test('S3: waits for the log like any other, and is there after a reload', async () => {
	const { text, store, saved } = await written();
	const before = Y.encodeStateVector(text.doc!);
	text.delete(5, 7);
	await saved();
	expect(Y.encodeStateVector(text.doc!)).toEqual(before);
	const [edit, ...more] = await store.edits();
	expect(more).toEqual([]);
	const { structs, ds } = Y.decodeUpdate(edit!.update);
	expect([structs.length, ds.clients.size]).toEqual([0, 1]);
	expect((await open()).text.toJSON()).toBe('asked');
});

test('S3, S17: is kept when the page goes while it is under way', async () => {
	const { text, store } = await written();
	vi.spyOn(store, 'addEdit').mockImplementation(() => new Promise(() => undefined));
	text.delete(5, 7);
	dispatchEvent(new PageTransitionEvent('pagehide'));
	closes = [];
	const next = await open();
	expect(next.text.toJSON()).toBe('asked');
	await next.saved();
	expect(await next.store.edits()).toHaveLength(1);
});
