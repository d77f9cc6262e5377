// A browser that deletes what is stored of a journal, or only a part of it.

import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { applyUpdate, Doc, encodeStateAsUpdate } from 'yjs';
import type { JournalId, RoomId } from '../core/ids.ts';
import { StorageError } from '../core/sync/ports.ts';
import type { RoomStatus } from '../core/sync/room-status.ts';
import { deleteDatabase } from '../platform/idb.ts';
import { IndexedDbRoomStore } from '../platform/indexeddb-room-store.ts';
import { lastWords } from '../platform/last-words.ts';
import { Registry } from '../platform/registry.ts';
import { RoomDatabase, roomDatabaseName } from '../platform/room-database.ts';
import { OpenJournals } from './open-journals.ts';
import * as chains from './refill-chain.ts';
import { refillJournal } from './refill-steps.ts';
import { readStoredChain, RoomLeader } from './room/room-leader.ts';
import { startOnThisDevice } from './start-steps.ts';

vi.mock('./refill-chain.ts', { spy: true });

let registry: Registry;
let journals: OpenJournals;
let id: JournalId;
let rooms: readonly RoomId[];
beforeEach(async () => {
	registry = await Registry.open();
	id = await startOnThisDevice(registry, 'Sam');
	const { shared, personal } = (await registry.journal(id))!;
	rooms = [shared, personal];
	journals = new OpenJournals(() => Promise.resolve(registry));
});
afterEach(async () => {
	vi.unstubAllGlobals();
	vi.restoreAllMocks();
	await journals.close(id);
	await registry.deleteJournal(id);
	registry.close();
});

const state = async () => {
	const handle = journals.use(id);
	await vi.waitFor(() => expect(handle.state.step).not.toBe('opening'));
	return handle.state;
};
const databases = async () => (await indexedDB.databases()).map(({ name }) => name);

test.each([
	['the shared document', 0],
	['the personal document', 1]
] as const)('S12: %s that was deleted is said, and no empty one is shown in its place', async (_, which) => {
	await RoomDatabase.delete(rooms[which]!);
	expect(await state()).toEqual({ step: 'failed', problem: 'journal-evicted' });
	expect(await databases()).not.toContain(roomDatabaseName(rooms[which]!));
});

test('S12: an empty database in the place of the one that was deleted is not taken for the journal', async () => {
	await RoomDatabase.delete(rooms[0]!);
	(await RoomDatabase.open(rooms[0]!, true)).close();
	expect(await state()).toEqual({ step: 'failed', problem: 'journal-evicted' });
});

test('S12: what cannot be fetched is said, and nothing half fetched is shown', async () => {
	await RoomDatabase.delete(rooms[0]!);
	// Nobody listens there.
	vi.stubGlobal(
		'WebSocket',
		class extends WebSocket {
			constructor() {
				super('ws://127.0.0.1:9/');
			}
		}
	);
	expect(await refillJournal(id)).toEqual({ ok: false, problem: 'relay-unreachable' });
	expect(await state()).toEqual({ step: 'failed', problem: 'journal-evicted' });
});

test('a journal that is whole is left as it is, and one whose keys are gone too is told apart', async () => {
	expect(await refillJournal(id)).toEqual({ ok: true, value: null });
	await RoomDatabase.delete(rooms[0]!);
	vi.spyOn(Registry.prototype, 'room').mockResolvedValue(null);
	expect(await refillJournal(id)).toEqual({ ok: false, problem: 'journal-keys-gone' });
	vi.restoreAllMocks();
});

/** Opens the room's database as it is, whatever its version, and closes it when `run` is through. */
async function within<Value>(room: RoomId, run: (database: RoomDatabase) => Promise<Value>): Promise<Value> {
	const database = await RoomDatabase.open(room, false);
	try {
		return await run(database);
	} finally {
		database.close();
	}
}

/** The relay gives the room's chain, and what follows the connection comes to `change`. */
async function relayBringsTo(room: RoomId, change: Partial<RoomStatus>): Promise<void> {
	const chain = await within(room, (database) => readStoredChain(new IndexedDbRoomStore(database), room));
	vi.mocked(chains.askChain).mockResolvedValue({ ok: true, value: chain });
	nowBringsTo(change);
}

function nowBringsTo(change: Partial<RoomStatus>): void {
	vi.spyOn(RoomLeader.prototype, 'connect').mockImplementation(function (this: RoomLeader) {
		this.sync.update(change);
	});
}

test('S12: what a newer version has raised is there: it is said, and nothing of it is deleted', async () => {
	const [, personal] = rooms as [RoomId, RoomId];
	await relayBringsTo(personal, { link: 'live' });
	const raised = (version?: number) =>
		new Promise<IDBDatabase>((resolve, reject) => {
			const opening = indexedDB.open(roomDatabaseName(personal), version);
			opening.onsuccess = () => resolve(opening.result);
			opening.onerror = () => reject(opening.error!);
		});
	(await raised(99)).close();
	expect(await refillJournal(id)).toEqual({ ok: false, problem: 'storage-newer' });
	const database = await raised();
	database.close();
	expect(database.version).toBe(99);
	await deleteDatabase(roomDatabaseName(personal));
});

test('S12: what cannot be opened just now is not fetched in its place', async () => {
	await relayBringsTo(rooms[0]!, { link: 'live' });
	vi.spyOn(RoomDatabase, 'open').mockRejectedValueOnce(new StorageError('unavailable'));
	expect(await refillJournal(id)).toEqual({ ok: false, problem: 'storage-unavailable' });
	expect(chains.askChain).not.toHaveBeenCalled();
	expect((await state()).step).toBe('open');
});

test('S12: a journal without its beginning is not called whole', async () => {
	const room = rooms[0]!;
	await relayBringsTo(room, { link: 'live', problem: { kind: 'snapshot-unreadable' } });
	await RoomDatabase.delete(room);
	expect(await refillJournal(id)).toEqual({ ok: false, problem: 'snapshot-unreadable' });
	expect(await state()).toEqual({ step: 'failed', problem: 'journal-evicted' });
});

test('S12: words that were not sent yet outlive an attempt that comes to nothing', async () => {
	const room = rooms[0]!;
	await relayBringsTo(room, { problem: { kind: 'storage', fault: 'quota' } });
	await RoomDatabase.delete(room);
	const written = new Doc();
	written.getText('words').insert(0, 'unsent');
	lastWords(roomDatabaseName(room)).keep(encodeStateAsUpdate(written));
	expect(await refillJournal(id)).toEqual({ ok: false, problem: 'storage-full' });
	nowBringsTo({ link: 'live' });
	expect(await refillJournal(id)).toEqual({ ok: true, value: null });
	const edits = await within(room, (database) => new IndexedDbRoomStore(database).edits());
	const doc = new Doc();
	for (const { update } of edits) applyUpdate(doc, update);
	expect(doc.getText('words').toJSON()).toBe('unsent');
});
