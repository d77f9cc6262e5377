// Backups in a real browser: real keys, real databases.

import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import * as Y from 'yjs';
import { createCommands } from '../core/journal/commands.ts';
import { openJournal, type Journal } from '../core/journal/journal.ts';
import { must, PRIYA } from '../core/journal/testing.ts';
import { readChain } from '../core/protocol/membership.ts';
import { StorageError } from '../core/sync/ports.ts';
import { deleteDatabase } from '../platform/idb.ts';
import { IndexedDbRoomStore } from '../platform/indexeddb-room-store.ts';
import { type JournalRow, Registry } from '../platform/registry.ts';
import { RoomDatabase, roomDatabaseName } from '../platform/room-database.ts';
import { webCrypto } from '../platform/webcrypto.ts';
import { backupState, saveBackup } from './backup.ts';
import { backupOffered, declineBackup, isBackupDue } from './backup-offer.ts';
import * as downloads from '../platform/download.ts';
import { findBackup, letGo, lookAtFile, type FoundBackup } from './backup-found.ts';
import { mergedWords } from './backup-words.ts';
import { mergeIntoHere, restoreBackup } from './restore.ts';
import { startOnThisDevice } from './start-steps.ts';

vi.mock('../platform/download.ts', { spy: true });

const PASSPHRASE = 'a river without a bridge';
let registry: Registry;
let journal: Journal;
let row: JournalRow;

async function docOf(room: JournalRow['shared']): Promise<Y.Doc> {
	const database = await RoomDatabase.open(room, false);
	const rows = await database.transact({
		stores: ['updates'],
		mode: 'readonly',
		run(transaction) {
			const all = transaction.objectStore('updates').getAll() as IDBRequest<Uint8Array[]>;
			return () => all.result;
		}
	});
	database.close();
	const doc = new Y.Doc();
	for (const update of rows) Y.applyUpdate(doc, update);
	return doc;
}

beforeEach(async () => {
	registry = await Registry.open();
	const id = await startOnThisDevice(registry, 'Sam');
	row = (await registry.journal(id))!;
	journal = openJournal({
		shared: await docOf(row.shared),
		personal: await docOf(row.personal),
		me: row.me,
		random: (length) => webCrypto.random(length),
		now: () => Date.now(),
		commands: createCommands
	});
	must(journal.commands.addPerson(PRIYA));
});

afterEach(async () => {
	vi.restoreAllMocks();
	journal.close();
	registry.close();
	for (const { name } of await indexedDB.databases())
		if (name?.startsWith('soundings')) await deleteDatabase(name);
});

async function backedUp(passphrase = PASSPHRASE): Promise<File> {
	const spy = vi.mocked(downloads.download).mockImplementation(() => undefined);
	const saved = await saveBackup({ id: row.id, journal }, passphrase);
	if (!saved.ok) throw new Error(saved.reason);
	const [name, content] = spy.mock.lastCall!;
	return new File([content], name);
}

async function found(file: File): Promise<FoundBackup> {
	const opened = await findBackup(file, PASSPHRASE);
	if (!opened.ok) throw new Error(opened.reason);
	return opened.value;
}

/** As another browser: nothing of the journal is here. */
async function elsewhere(): Promise<void> {
	await registry.deleteJournal(row.id);
}

const databases = async () => (await indexedDB.databases()).map(({ name }) => name);

describe('a backup', () => {
	test('is named after the journal and the day, is noted, and says before what it can do', async () => {
		expect(await backupState(row.id)).toEqual({ ok: true, value: { madeAt: null, syncs: true } });
		const file = await backedUp();
		expect(file.name).toMatch(/^soundings-sams-journal-\d{4}-\d\d-\d\d\.soundings$/);
		const state = await backupState(row.id);
		expect(state).toMatchObject({ ok: true, value: { syncs: true } });
		expect(state.ok && state.value.madeAt).toBeGreaterThan(Date.now() - 60_000);
	});

	test('that cannot be verified is not handed out', async () => {
		const spy = vi.mocked(downloads.download);
		spy.mockClear();
		const seal = vi
			.spyOn(crypto.subtle, 'encrypt')
			.mockImplementation(() => Promise.resolve(new ArrayBuffer(64)));
		const saved = await saveBackup({ id: row.id, journal }, PASSPHRASE);
		seal.mockRestore();
		expect(saved).toEqual({ ok: false, reason: 'unverified' });
		expect(spy).not.toHaveBeenCalled();
		expect(await backupState(row.id)).toMatchObject({ value: { madeAt: null } });
	});
});

describe('restoring', () => {
	test('S7: brings journal, words, chain and keys back, and reads the relay’s log from its start', async () => {
		const file = await backedUp();
		await elsewhere();
		const backup = await found(file);
		expect(backup).toMatchObject({ name: 'Sam’s journal', syncs: true, here: null, counts: { people: 1 } });
		expect(await registry.journals()).toEqual([]);
		expect(await restoreBackup(backup)).toEqual({ ok: true, value: row.id });
		const [again] = await registry.journals();
		expect(again).toMatchObject({
			id: row.id,
			name: row.name,
			me: row.me,
			role: 'owner',
			shared: row.shared
		});
		for (const room of [row.shared, row.personal]) {
			const database = await RoomDatabase.open(room, false);
			const stored = await new IndexedDbRoomStore(database).load();
			expect(await new IndexedDbRoomStore(database).edits()).toEqual([]);
			database.close();
			expect(stored.cursor).toBeNull();
			const chain = await readChain(stored.chain, webCrypto);
			expect(chain.ok && chain.chain.room).toBe(room);
			expect((await registry.room(room))!.device.signKey.extractable).toBe(true);
		}
		expect((await docOf(row.personal)).getMap('identities').size).toBe(1);
		expect(await backupState(row.id)).toMatchObject({ value: { syncs: true } });
		letGo(backup);
	});

	test('S17: cut off in between, nothing is in any list, and what was stored is removed at a later start', async () => {
		const file = await backedUp();
		await elsewhere();
		const backup = await found(file);
		vi.spyOn(Registry.prototype, 'addJournal').mockRejectedValueOnce(new StorageError('quota'));
		expect(await restoreBackup(backup)).toEqual({ ok: false, reason: 'storage-full' });
		expect(await registry.journals()).toEqual([]);
		expect(await databases()).toContain(roomDatabaseName(row.shared));
		expect(await registry.finishDeletions()).toBe(0);
		expect(await databases()).not.toContain(roomDatabaseName(row.shared));
		// And again, from the beginning.
		expect(await restoreBackup(backup)).toEqual({ ok: true, value: row.id });
		expect(await registry.finishDeletions()).toBe(0);
		expect(await databases()).toContain(roomDatabaseName(row.shared));
	});

	test('S17: however long it takes, another page’s start removes nothing of it', async () => {
		const file = await backedUp();
		await elsewhere();
		const backup = await found(file);
		const other = await Registry.open();
		const waiting: number[] = [];
		// All is stored and nothing is in the list yet; the device sleeps.
		vi.spyOn(Registry.prototype, 'addJournal').mockImplementationOnce(async function (this: Registry, ...of) {
			const later = vi.spyOn(Date, 'now').mockReturnValue(Date.now() + 60 * 60_000);
			waiting.push(await other.finishDeletions());
			later.mockRestore();
			return this.addJournal(...of);
		});
		expect(await restoreBackup(backup)).toEqual({ ok: true, value: row.id });
		expect(waiting).toEqual([1]);
		expect(await other.finishDeletions()).toBe(0);
		other.close();
		expect((await docOf(row.shared)).getMap('people').size).toBe(1);
	});

	test('never replaces a journal that is here', async () => {
		const backup = await found(await backedUp());
		expect(backup.here).toEqual({ id: row.id, name: row.name, merges: true });
		const before = await registry.journals();
		expect(await restoreBackup(backup)).toEqual({ ok: false, reason: 'here' });
		expect(await registry.journals()).toEqual(before);
	});

	test('of two pages at once, one restores and the other is told', async () => {
		const file = await backedUp();
		await elsewhere();
		const both = await Promise.all([found(file), found(file)]);
		const outcomes = await Promise.all(both.map(restoreBackup));
		expect(outcomes).toContainEqual({ ok: true, value: row.id });
		expect(outcomes).toContainEqual({ ok: false, reason: 'here' });
		expect(await registry.journals()).toHaveLength(1);
		expect((await docOf(row.shared)).getMap('people').size).toBe(1);
	});

	test('without keys makes a new journal with the same words, whose edits all wait to be sent', async () => {
		const older = await crypto.subtle.generateKey({ name: 'Ed25519' }, false, ['sign', 'verify']);
		const rooms = await Promise.all([row.shared, row.personal].map((room) => registry.room(room)));
		const asked = vi.spyOn(Registry.prototype, 'room').mockImplementation((id) => {
			const known = rooms.find((each) => each?.room === id);
			const device = known && { ...known.device, signKey: older.privateKey };
			return Promise.resolve(known && device ? { ...known, device } : null);
		});
		expect(await backupState(row.id)).toMatchObject({ value: { syncs: false } });
		const file = await backedUp();
		asked.mockRestore();
		await elsewhere();
		const backup = await found(file);
		expect(backup.syncs).toBe(false);
		const restored = await restoreBackup(backup);
		const [again] = await registry.journals();
		expect(restored).toEqual({ ok: true, value: again!.id });
		expect([again!.shared, again!.personal, again!.id]).not.toEqual([row.shared, row.personal, row.id]);
		expect(again).toMatchObject({ me: row.me, role: 'owner', name: row.name });
		expect((await docOf(again!.shared)).getMap('people').size).toBe(1);
		const database = await RoomDatabase.open(again!.shared, false);
		expect(await new IndexedDbRoomStore(database).edits()).toHaveLength(1);
		database.close();
	});

	test('a journal whose version is newer than this one is not merged into', async () => {
		const backup = await found(await backedUp());
		expect(mergeIntoHere({ journal, readOnly: 'newer-journal' }, backup)).toEqual({
			ok: false,
			problem: 'newer-journal'
		});
		expect(mergeIntoHere({ journal, readOnly: null }, backup)).toMatchObject({ value: { news: false } });
	});

	test('what a merge brought is counted, and said', async () => {
		const backup = await found(await backedUp());
		const empty = openJournal({
			shared: new Y.Doc(),
			personal: new Y.Doc(),
			me: row.me,
			random: (length) => webCrypto.random(length),
			now: () => Date.now(),
			commands: createCommands
		});
		const merge = () => mergeIntoHere({ journal: empty, readOnly: null }, backup);
		const merged = merge();
		expect(merged).toEqual({ ok: true, value: { news: true, talks: 0, people: 1, milestones: 0 } });
		expect(merged.ok && mergedWords(merged.value)).toBe('Merged. Added from the backup: 1 person.');
		const again = merge();
		expect(again).toEqual({ ok: true, value: { news: false, talks: 0, people: 0, milestones: 0 } });
		expect(again.ok && mergedWords(again.value)).toBe('This journal had all that is in the backup already.');
		const words = { news: true, talks: 0, people: 0, milestones: 0 };
		expect(mergedWords(words)).toBe('Merged: words that only the backup had are in the journal now.');
		expect(mergedWords({ ...words, talks: 2, people: 3, milestones: 1 })).toBe(
			'Merged. Added from the backup: 2 talks, 3 people, 1 milestone.'
		);
		empty.close();
	});
});

describe('a passphrase', () => {
	const MADE = '0abc-1def-2ghj-3kmn-4pqr-5stv';
	const opens = async (file: File, passphrase: string) => {
		const opened = await findBackup(file, passphrase);
		if (opened.ok) letGo(opened.value);
		return opened.ok ? 'opens' : opened.reason;
	};

	test('that was made up opens however it is typed, also a file from before that was so', async () => {
		const file = await backedUp(MADE);
		for (const typed of [MADE, MADE.toUpperCase(), MADE.replaceAll('-', ' '), MADE.replaceAll('-', '')])
			expect(await opens(file, typed)).toBe('opens');
		expect(await opens(file, MADE.replace('v', 'w'))).toBe('wrong-passphrase');
	});

	test('that only looks so opens as it was typed, and no otherwise', async () => {
		const own = MADE.toUpperCase().replaceAll('-', ' ');
		const file = await backedUp(own);
		expect(await opens(file, own)).toBe('opens');
		expect(await opens(file, MADE)).toBe('wrong-passphrase');
		expect(await opens(await backedUp(), PASSPHRASE.toUpperCase())).toBe('wrong-passphrase');
	});
});

test('a file is looked at before any passphrase', async () => {
	const file = await backedUp();
	expect(await lookAtFile(file)).toBeNull();
	expect(await lookAtFile(new File(['Dear Sam'], 'letter.soundings'))).toBe('foreign');
	expect(await lookAtFile(file.slice(0, file.size - 1))).toBe('truncated');
	expect(await findBackup(file, 'another passphrase')).toEqual({ ok: false, reason: 'wrong-passphrase' });
});

describe('the offer of a backup', () => {
	const DAY = 24 * 60 * 60 * 1000;

	test.each([
		['two days old', { createdAt: -2 * DAY }, false],
		['three days old', { createdAt: -3 * DAY }, true],
		['backed up', { createdAt: -30 * DAY, backedUpAt: 0 }, false],
		['declined', { createdAt: -30 * DAY, backupDeclinedAt: 0 }, false],
		['the sample', { createdAt: -30 * DAY, sample: true as const }, false]
	])('%s', (_, known, due) => {
		expect(isBackupDue(known, 0)).toBe(due);
	});

	test('is made again by nobody once it was declined', async () => {
		vi.spyOn(Date, 'now').mockReturnValue(Date.now() + 5 * DAY);
		expect(await backupOffered(row.id)).toBe(true);
		await declineBackup(row.id);
		expect(await backupOffered(row.id)).toBe(false);
	});
});
