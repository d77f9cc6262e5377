import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { utf8 } from '../core/bytes.ts';
import type { InviteId, JournalId, MemberId, RoomId } from '../core/ids.ts';
import { canExport } from './device-keys.ts';
import { deleteDatabase } from './idb.ts';
import { Registry, type JoinRow, type JournalRow, type RoomRow } from './registry.ts';
import { RoomDatabase, roomDatabaseName } from './room-database.ts';
import { deviceFrom, generateDevice, webCrypto } from './webcrypto.ts';

const SHARED = 'registry-shared' as RoomId;
const PERSONAL = 'registry-personal' as RoomId;
const INVITE = 'invite' as InviteId;

const journal = (id: string, change: Partial<JournalRow> = {}): JournalRow => ({
	id: id as JournalId,
	name: 'Career talks',
	memberName: 'Sam',
	me: 'sam' as MemberId,
	role: 'owner',
	shared: SHARED,
	personal: PERSONAL,
	createdAt: 1,
	openedAt: 1,
	...change
});

async function roomRow(room: RoomId): Promise<RoomRow> {
	const { stored } = await generateDevice();
	return { room, device: stored, epochs: [{ epoch: 1, key: webCrypto.random(32) }] };
}

async function joinRow(room = SHARED): Promise<JoinRow> {
	const { stored } = await generateDevice();
	return {
		invite: INVITE,
		room,
		secret: webCrypto.random(32),
		device: stored,
		memberName: 'Ana',
		startedAt: 1
	};
}

const databases = async () => (await indexedDB.databases()).map(({ name }) => name);

let registry: Registry;
beforeEach(async () => {
	registry = await Registry.open();
});
afterEach(async () => {
	registry.close();
	await Promise.all([
		deleteDatabase('soundings'),
		RoomDatabase.delete(SHARED),
		RoomDatabase.delete(PERSONAL)
	]);
});

describe('the registry', () => {
	test('keeps journals, newest opened first, and takes changes', async () => {
		await registry.addJournal(journal('a', { openedAt: 5 }), []);
		await registry.addJournal(journal('b', { openedAt: 9 }), []);
		expect((await registry.journals()).map(({ id }) => id)).toEqual(['b', 'a']);
		expect(await registry.updateJournal('a' as JournalId, { name: 'Renamed', openedAt: 10 })).toBe(true);
		expect((await registry.journals())[0]).toEqual(journal('a', { name: 'Renamed', openedAt: 10 }));
		expect(await registry.updateJournal('none' as JournalId, { name: 'x' })).toBe(false);
		expect(await registry.journal('none' as JournalId)).toBeNull();
	});

	test('a device signs with its stored keys after reopening, and a backup can have them', async () => {
		const row = await roomRow(SHARED);
		await registry.addJournal(journal('a'), [row]);
		registry.close();
		registry = await Registry.open();
		const stored = await registry.room(SHARED);
		expect(stored?.epochs).toEqual(row.epochs);
		if (stored === null) throw new Error('the room is missing');
		const { signer } = deviceFrom(stored.device);
		const signature = await signer.sign(utf8('hello'));
		expect(await webCrypto.verify(row.device.signPublic, utf8('hello'), signature)).toBe(true);
		expect(canExport(stored.device)).toBe(true);
	});

	test('S16: a journal, its rooms and the end of its join are stored together or not at all', async () => {
		const join = await joinRow();
		await registry.putJoin(join);
		expect((await registry.join(INVITE))?.secret).toEqual(join.secret);
		const rooms = [await roomRow(SHARED), await roomRow(SHARED)];
		await expect(registry.addJournal(journal('a'), rooms, { settlesJoin: INVITE })).rejects.toMatchObject({
			name: 'StorageError'
		});
		expect(await registry.journals()).toEqual([]);
		expect(await registry.room(SHARED)).toBeNull();
		expect(await registry.joins()).toHaveLength(1);
		await registry.addJournal(journal('a'), rooms.slice(1), { settlesJoin: INVITE });
		expect(await registry.joins()).toEqual([]);
		expect(await registry.journals()).toHaveLength(1);
	});

	test('a journal that is here is not overwritten by adding it again', async () => {
		await registry.addJournal(journal('a'), []);
		await expect(registry.addJournal(journal('a', { name: 'Other' }), [])).rejects.toMatchObject({
			fault: 'failed'
		});
		expect((await registry.journal('a' as JournalId))?.name).toBe('Career talks');
	});

	test('S9: epoch keys are added, never replaced', async () => {
		const row = await roomRow(SHARED);
		await registry.addJournal(journal('a'), [row]);
		const third = { epoch: 3, key: webCrypto.random(32) };
		const second = { epoch: 2, key: webCrypto.random(32) };
		expect(await registry.addEpochs(SHARED, [third, { epoch: 1, key: webCrypto.random(32) }])).toBe(true);
		expect(await registry.addEpochs(SHARED, [second])).toBe(true);
		expect((await registry.room(SHARED))?.epochs).toEqual([...row.epochs, second, third]);
		expect(await registry.addEpochs(PERSONAL, [second])).toBe(false);
	});

	test('changes reach this tab and the others', async () => {
		const other = await Registry.open();
		const [here, there] = [vi.fn(), vi.fn()];
		registry.observe(here);
		const stop = other.observe(there);
		await registry.addJournal(journal('a'), []);
		expect(here).toHaveBeenCalledTimes(1);
		await vi.waitUntil(() => there.mock.calls.length === 1, { interval: 1 });
		stop();
		other.close();
	});
});

describe('deleting a journal', () => {
	test('takes it off the list with its keys and its documents, also under an open tab', async () => {
		await registry.addJournal(journal('a'), [await roomRow(SHARED), await roomRow(PERSONAL)]);
		const open = await RoomDatabase.open(SHARED, true);
		const deleted = vi.fn();
		open.onDeleted(deleted);
		(await RoomDatabase.open(PERSONAL, true)).close();
		expect(await registry.deleteJournal('a' as JournalId)).toBe('deleted');
		expect(deleted).toHaveBeenCalledTimes(1);
		expect(await registry.journals()).toEqual([]);
		expect(await registry.room(SHARED)).toBeNull();
		expect(await databases()).not.toContain(roomDatabaseName(SHARED));
		expect(await databases()).not.toContain(roomDatabaseName(PERSONAL));
		expect(await registry.deleteJournal('a' as JournalId)).toBe('deleted');
	});

	test('a tab that does not let go makes it wait; the next start completes it', async () => {
		await registry.addJournal(journal('a'), [await roomRow(SHARED)]);
		(await RoomDatabase.open(SHARED, true)).close();
		const stubborn = await new Promise<IDBDatabase>((resolve) => {
			const opening = indexedDB.open(roomDatabaseName(SHARED));
			opening.onsuccess = () => resolve(opening.result);
		});
		expect(await registry.deleteJournal('a' as JournalId)).toBe('waiting');
		expect(await registry.journals()).toEqual([]);
		expect(await registry.room(SHARED)).toBeNull();
		stubborn.close();
		expect(await registry.finishDeletions()).toBe(0);
		expect(await databases()).not.toContain(roomDatabaseName(SHARED));
		expect(await registry.finishDeletions()).toBe(0);
	});

	test.each(['adding', 'deleting'])('%s a journal ends every join of its room', async (how) => {
		const [old, other] = ['old invite' as InviteId, 'other invite' as InviteId];
		if (how === 'deleting') await registry.addJournal(journal('a'), [await roomRow(SHARED)]);
		await registry.putJoin({ ...(await joinRow()), invite: old });
		await registry.putJoin({ ...(await joinRow('elsewhere' as RoomId)), invite: other });
		if (how === 'adding') {
			await registry.putJoin(await joinRow());
			const rooms = [await roomRow(SHARED), await roomRow(PERSONAL)];
			await registry.addJournal(journal('a'), rooms, { settlesJoin: INVITE });
			expect((await registry.joins()).map(({ invite }) => invite)).toEqual([other]);
		}
		(await RoomDatabase.open(SHARED, true)).close();
		expect(await registry.deleteJournal('a' as JournalId)).toBe('deleted');
		expect((await registry.joins()).map(({ invite }) => invite)).toEqual([other]);
		expect(await databases()).not.toContain(roomDatabaseName(SHARED));
	});

	test('a room that is spared because of a join goes once that join is given up', async () => {
		await registry.addJournal(journal('a'), [await roomRow(SHARED)]);
		(await RoomDatabase.open(SHARED, true)).close();
		const blocking = await new Promise<IDBDatabase>((resolve) => {
			const opening = indexedDB.open(roomDatabaseName(SHARED));
			opening.onsuccess = () => resolve(opening.result);
		});
		expect(await registry.deleteJournal('a' as JournalId)).toBe('waiting');
		await registry.putJoin(await joinRow());
		blocking.close();
		(await RoomDatabase.open(SHARED, true)).close();
		await registry.finishDeletions();
		expect(await databases()).toContain(roomDatabaseName(SHARED));
		await registry.deleteJoin(INVITE);
		expect(await registry.finishDeletions()).toBe(0);
		expect(await databases()).not.toContain(roomDatabaseName(SHARED));
	});

	test.each(['joined', 'joining'])('spares a room that this device has %s again meanwhile', async (how) => {
		await registry.addJournal(journal('a'), [await roomRow(SHARED)]);
		const stubborn = await RoomDatabase.open(SHARED, true);
		const blocking = await new Promise<IDBDatabase>((resolve) => {
			const opening = indexedDB.open(roomDatabaseName(SHARED));
			opening.onsuccess = () => resolve(opening.result);
		});
		expect(await registry.deleteJournal('a' as JournalId)).toBe('waiting');
		blocking.close();
		stubborn.close();

		if (how === 'joined') await registry.addJournal(journal('b'), [await roomRow(SHARED)]);
		else await registry.putJoin(await joinRow());
		(await RoomDatabase.open(SHARED, true)).close();
		expect(await registry.finishDeletions()).toBe(how === 'joined' ? 0 : 1);
		expect(await databases()).toContain(roomDatabaseName(SHARED));
	});
});
