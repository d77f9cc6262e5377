// A browser that deletes what is stored of a journal, or only a part of it.

import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { JournalId, RoomId } from '../core/ids.ts';
import { Registry } from '../platform/registry.ts';
import { RoomDatabase, roomDatabaseName } from '../platform/room-database.ts';
import { OpenJournals } from './open-journals.ts';
import { refillJournal } from './refill-steps.ts';
import { startOnThisDevice } from './start-steps.ts';

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
	(await RoomDatabase.open(rooms[0]!)).close();
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
