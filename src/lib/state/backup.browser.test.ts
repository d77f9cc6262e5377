// Making a backup while what is stored of the journal is gone: the file must be one that can be restored, or none.

import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import * as Y from 'yjs';
import type { JournalId, RoomId } from '../core/ids.ts';
import { createCommands } from '../core/journal/commands.ts';
import { openJournal, type Journal } from '../core/journal/journal.ts';
import { must, PRIYA } from '../core/journal/testing.ts';
import * as downloads from '../platform/download.ts';
import { deleteDatabase } from '../platform/idb.ts';
import { IndexedDbRoomStore } from '../platform/indexeddb-room-store.ts';
import { Registry } from '../platform/registry.ts';
import { RoomDatabase, roomDatabaseName } from '../platform/room-database.ts';
import { webCrypto } from '../platform/webcrypto.ts';
import { backupState, saveBackup } from './backup.ts';
import { findBackup, letGo } from './backup-found.ts';
import { startOnThisDevice } from './start-steps.ts';
import { unsentEdits } from './unsent-edits.ts';

vi.mock('../platform/download.ts', { spy: true });

const PASSPHRASE = 'a river without a bridge';
let registry: Registry;
let id: JournalId;
let rooms: { readonly shared: RoomId; readonly personal: RoomId };
/** As it is in the page that has it open, whatever became of the databases. */
let journal: Journal;

beforeEach(async () => {
	vi.mocked(downloads.download)
		.mockReset()
		.mockImplementation(() => undefined);
	registry = await Registry.open();
	id = await startOnThisDevice(registry, 'Sam');
	const { shared, personal, me } = (await registry.journal(id))!;
	rooms = { shared, personal };
	const [random, now] = [(length: number) => webCrypto.random(length), () => Date.now()];
	const docs = { shared: new Y.Doc(), personal: new Y.Doc() };
	journal = openJournal({ ...docs, me, random, now, commands: createCommands });
	must(journal.commands.addPerson(PRIYA));
});

afterEach(async () => {
	journal.close();
	registry.close();
	for (const { name } of await indexedDB.databases())
		if (name?.startsWith('soundings')) await deleteDatabase(name);
});

const save = () => saveBackup({ id, journal }, PASSPHRASE);
const databases = async () => (await indexedDB.databases()).map(({ name }) => name);

async function write(room: RoomId, chain: readonly Uint8Array[]): Promise<void> {
	const database = await RoomDatabase.open(room, true);
	await new IndexedDbRoomStore(database).write({ chain });
	database.close();
}

async function chainOf(room: RoomId): Promise<readonly Uint8Array[]> {
	const database = await RoomDatabase.open(room, false);
	const { chain } = await new IndexedDbRoomStore(database).load();
	database.close();
	return chain ?? [];
}

/** No file was handed out, and none is said to have been. */
async function expectNoFile(): Promise<void> {
	expect(downloads.download).not.toHaveBeenCalled();
	expect(await backupState(id)).toMatchObject({ ok: true, value: { madeAt: null } });
}

test('the file that is handed out can be opened', async () => {
	expect(await save()).toMatchObject({ ok: true });
	const [name, content] = vi.mocked(downloads.download).mock.lastCall!;
	const found = await findBackup(new File([content], name), PASSPHRASE);
	expect(found).toMatchObject({ ok: true, value: { syncs: true, counts: { people: 1 } } });
	if (found.ok) letGo(found.value);
});

test.each(['shared', 'personal'] as const)(
	'S12: with the %s database gone no backup is called made, and no empty database is put in its place',
	async (side) => {
		await RoomDatabase.delete(rooms[side]);
		expect(await save()).toEqual({ ok: false, reason: 'storage-gone' });
		await expectNoFile();
		expect(await databases()).not.toContain(roomDatabaseName(rooms[side]));
	}
);

test.each(['shared', 'personal'] as const)(
	'S12: an empty database in the place of the %s one is as good as none',
	async (side) => {
		await RoomDatabase.delete(rooms[side]);
		(await RoomDatabase.open(rooms[side], true)).close();
		expect(await save()).toEqual({ ok: false, reason: 'storage-gone' });
		await expectNoFile();
	}
);

test.each([
	['of another room', async () => write(rooms.shared, await chainOf(rooms.personal))],
	['that cannot be read', () => write(rooms.shared, [new Uint8Array([1, 2, 3])])]
])('a backup with a chain %s could not be restored, so it is not handed out', async (_, harm) => {
	await harm();
	expect(await save()).toEqual({ ok: false, reason: 'unverified' });
	await expectNoFile();
});

test('S18: with a chain that only a newer version can read it is made, and left to that version', async () => {
	const [first] = await chainOf(rooms.shared);
	await write(rooms.shared, [first!, Uint8Array.of(first![0]!, 7, ...first!.subarray(2))]);
	expect(await save()).toMatchObject({ ok: true });
	const [name, content] = vi.mocked(downloads.download).mock.lastCall!;
	expect(await findBackup(new File([content], name), PASSPHRASE)).toEqual({ ok: false, reason: 'newer' });
});

test('counting what was not sent makes no database, and a document that is gone has nothing to lose', async () => {
	const before = await unsentEdits(registry, id);
	expect(before).toBe(2);
	await RoomDatabase.delete(rooms.personal);
	expect(await unsentEdits(registry, id)).toBe(1);
	expect(await databases()).not.toContain(roomDatabaseName(rooms.personal));
});
