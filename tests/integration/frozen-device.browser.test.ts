// What a browser kept of a journal in version 2, put back row by row: this build finds everything in it.

import { afterEach, describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import type { JournalId, MemberId, RoomId } from '../../src/lib/core/ids.ts';
import type { Held, Part, Sealed, Seen } from '../../src/lib/core/sync/ports.ts';
import { CheckpointStore } from '../../src/lib/platform/checkpoint-store.ts';
import { canExport } from '../../src/lib/platform/device-keys.ts';
import { deleteDatabase } from '../../src/lib/platform/idb.ts';
import { IndexedDbRoomStore } from '../../src/lib/platform/indexeddb-room-store.ts';
import { Registry } from '../../src/lib/platform/registry.ts';
import { RoomDatabase, roomDatabaseName } from '../../src/lib/platform/room-database.ts';
import { deviceFrom, webCrypto } from '../../src/lib/platform/webcrypto.ts';
import { findBackup, lookAtFile } from '../../src/lib/state/backup-found.ts';
import { OpenJournals } from '../../src/lib/state/open-journals.ts';
import { restoreBackup } from '../../src/lib/state/restore.ts';
import { SeenStore } from '../../src/lib/state/seen-store.ts';
import { type FrozenDatabase, rowAt, rowsOf } from '../support/freeze-rows.ts';
import { frozenFile, frozenRows, putBack } from '../support/freeze-put-back.ts';

interface Expected {
	readonly journal: JournalId;
	readonly shared: RoomId;
	readonly personal: RoomId;
	readonly seq: number;
}

const expected = (await (await frozenFile('v2/device.expected.json')).json()) as Expected;
const { journal, shared, personal } = expected;
/** Before anybody runs this. */
const NOT_NOW = 1795251600000;

afterEach(async () => {
	for (const { name } of await indexedDB.databases())
		if (name?.startsWith('soundings')) await deleteDatabase(name);
});

const load = async (...names: string[]): Promise<FrozenDatabase[]> => {
	const databases = await Promise.all(names.map((name) => frozenRows(`v2/device.${name}.json`)));
	for (const database of databases) await putBack(database);
	return databases;
};

/** That a journal was opened is noted behind it. */
const noted = (registry: Registry) =>
	expect.poll(async () => (await registry.journal(journal))!.openedAt).toBeGreaterThan(NOT_NOW);

const titles = (doc: Y.Doc) =>
	[...doc.getMap<Y.Map<Y.Text>>('milestones').values()].map((each) => each.get('title')!.toJSON());

describe('S18: the list of journals of version 2', () => {
	test('has both journals as they were, with and without what came with version 2', async () => {
		await load('registry');
		const registry = await Registry.open();
		const [own, read, ...more] = await registry.journals();
		expect(more).toEqual([]);
		expect(own).toMatchObject({
			...{ id: journal, name: 'From ward to data', memberName: 'Sam', role: 'owner', shared, personal },
			...{
				receipts: false,
				admission: 'the word at the door',
				openedAt: 1795251600000,
				backedUpAt: 1795165200000
			}
		});
		expect(read).toMatchObject({ name: 'Read along', memberName: 'Sam', role: 'viewer' });
		expect([read!.receipts, read!.backedUpAt, read!.sample, read!.admission]).toEqual(
			Array(4).fill(undefined)
		);
		registry.close();
	});

	test('has the keys: they sign, agree and open as before; those from before there were backups stay here', async () => {
		await load('registry');
		const registry = await Registry.open();
		const [own, read] = await registry.journals();
		const rooms = await Promise.all(
			[own!.shared, own!.personal, read!.shared].map((room) => registry.room(room))
		);
		for (const row of rooms) {
			const { signer, exchange } = deviceFrom(row!.device);
			const signature = await signer.sign(new Uint8Array([1]));
			expect(await webCrypto.verify(row!.device.signPublic, new Uint8Array([1]), signature)).toBe(true);
			const other = await webCrypto.exchangeFromSeed(new Uint8Array(32).fill(9));
			const agreed = await exchange.agree(other.publicKey);
			expect(agreed).toEqual(await other.agree(row!.device.exchangePublic));
			expect(agreed).toHaveLength(32);
		}
		expect(rooms.map((row) => canExport(row!.device))).toEqual([true, true, false]);
		expect(rooms.map((row) => row!.epochs.map(({ epoch, key }) => [epoch, key.length]))).toEqual([
			[[1, 32]],
			[[1, 32]],
			[
				[1, 32],
				[2, 32]
			]
		]);
		registry.close();
	});

	test('has the join that was begun; what was being removed or had come to nothing is removed', async () => {
		const [rows] = await load('registry');
		const removed = rowsOf<{ rooms: RoomId[] }>(rows!, 'deletions').map(({ rooms }) => rooms[0]!);
		expect(removed).toHaveLength(2);
		for (const room of removed) (await RoomDatabase.open(room, true)).close();
		const registry = await Registry.open();
		const [join] = await registry.joins();
		expect(join).toMatchObject({ memberName: 'Sam, reading', startedAt: 1795165200000 });
		expect([join!.secret.length, (await registry.join(join!.invite))!.room]).toEqual([32, join!.room]);
		expect(await registry.finishDeletions()).toBe(0);
		const left = (await indexedDB.databases()).map(({ name }) => name);
		for (const room of removed) expect(left).not.toContain(roomDatabaseName(room));
		registry.close();
	});
});

describe('S18: a room’s database of version 3', () => {
	test('has every row: what waits, what was read, what is known of others', async () => {
		const [rows] = await load('shared');
		const database = await RoomDatabase.open(shared, false);
		const store = new IndexedDbRoomStore(database);
		const stored = await store.load();
		expect(stored.cursor).toMatchObject({ seq: 23 });
		expect(stored).toEqual({
			cursor: rowAt(rows!, 'meta', 'cursor'),
			chain: rowAt(rows!, 'meta', 'chain'),
			snapshot: rowAt(rows!, 'meta', 'snapshot'),
			others: rowAt(rows!, 'meta', 'others'),
			sealed: rowsOf<Sealed>(rows!, 'sealed'),
			held: rowsOf<Held>(rows!, 'held'),
			parts: rowsOf<Part>(rows!, 'parts'),
			seen: rowsOf<Seen>(rows!, 'seen'),
			own: [{ seq: 23, edits: 0 }]
		});
		expect(stored.held.map(({ seq, why }) => [seq, why])).toEqual([
			[0, 'epoch'],
			[18, 'kind'],
			[19, 'epoch']
		]);
		expect(stored.parts.map(({ index, count, isLeft }) => [index, count, isLeft]).sort()).toEqual([
			[0, 3, undefined],
			[0, 3, true]
		]);
		expect(stored.others!.receipts).toHaveLength(1);
		expect(stored.sealed.map(({ edits, entries }) => [edits, entries.length])).toEqual([[1, 2]]);
		expect((await store.edits()).map(({ key }) => key)).toEqual([2, 3]);
		await store.addEdit(new Uint8Array([0, 0]));
		expect((await store.edits()).map(({ key }) => key)).toEqual([2, 3, 4]);
		database.close();
	});

	test('has what this person has seen, and what is on the others’ devices', async () => {
		await load('shared');
		const seen = await SeenStore.open(shared);
		const { opened, delivered } = await seen.read();
		expect([opened.size, [...opened][0]![0]]).toEqual([4, 'journal']);
		expect([...delivered.values()]).toEqual([opened]);
		const ana = [...delivered.keys()][0]!;
		await seen.addOpened(new Map([['journal', 'another']]));
		await seen.putDelivered('somebody' as MemberId, new Map());
		const after = await seen.read();
		expect([after.opened.size, after.opened.get('journal')]).toEqual([4, 'another']);
		expect(after.delivered.get(ana)).toEqual(opened);
		expect(await seen.position()).toBe(expected.seq);
		seen.close();
	});
});

test('S18: a journal of version 2 opens with all its words, those that wait among them, and is written on', async () => {
	await load('registry', 'shared', 'personal');
	const registry = await Registry.open();
	const journals = new OpenJournals(() => Promise.resolve(registry));
	const { session, release } = (await journals.session(journal))!;
	expect(session.readOnly).toBeNull();
	expect(session.journal.meta.current()!.titleText).toBe('From ward to data, offline');
	expect(titles(session.journal.shared)).toEqual(
		expect.arrayContaining(['Behind the backup', 'Sealed on the train', 'Typed without a network'])
	);
	expect(session.journal.tables.identities.rows().map(({ nameText }) => nameText)).toContain(
		'Maren Oduya-Ström'
	);
	expect(session.journal.queries.unreadable()).toEqual([]);
	session.journal.edit(session.journal.meta.current()!.title, 'Written on');
	await expect.poll(() => session.sync.saved).toBe('saved');
	await noted(registry);
	release();
	await journals.close(journal);
	const database = await RoomDatabase.open(shared, false);
	// What was taken back had left these rows before: nothing was written anew.
	expect((await new IndexedDbRoomStore(database).edits()).map(({ key }) => key).slice(0, 2)).toEqual([2, 3]);
	database.close();
	registry.close();
});

test('S18: earlier states that were kept in version 2 are listed, and each is the journal as it was', async () => {
	await load('checkpoints');
	const store = new CheckpointStore(journal);
	const list = await store.list();
	expect(list.map(({ id, at, why, withdrawals }) => [id, at, why, withdrawals.length])).toEqual([
		[4, Date.UTC(2026, 10, 17, 8), 'hourly', 2],
		[5, Date.UTC(2026, 10, 18, 20), 'asked', 2]
	]);
	const milestones = [];
	for (const { id, bytes } of list) {
		const states = (await store.read(id))!;
		expect(states.shared.length + states.personal.length).toBe(bytes);
		const doc = new Y.Doc();
		Y.applyUpdate(doc, states.shared);
		milestones.push(titles(doc).includes('Between two versions'));
		const own = new Y.Doc();
		Y.applyUpdate(own, states.personal);
		expect(own.getMap('identities').size).toBe(7);
	}
	expect(milestones).toEqual([false, true]);
	const one = { at: 1, bytes: 2, why: 'asked', fingerprint: 'x', withdrawals: [] } as const;
	expect(await store.add(one, { shared: new Uint8Array(1), personal: new Uint8Array(1) }, [])).toBe(6);
	store.close();
});

test('S18: a backup file of format 1 is restored where nothing of the journal is', async () => {
	const blob = await (await frozenFile('v2/backup.soundings')).blob();
	const { passphrase, madeAt } = (await (await frozenFile('v2/backup.expected.json')).json()) as {
		passphrase: string;
		madeAt: number;
	};
	expect(await lookAtFile(blob)).toBeNull();
	const found = await findBackup(blob, passphrase);
	if (!found.ok) throw new Error(found.reason);
	expect(found.value).toMatchObject({
		name: 'From ward to data',
		role: 'owner',
		syncs: true,
		here: null,
		madeAt
	});
	expect(await restoreBackup(found.value)).toEqual({ ok: true, value: journal });
	const registry = await Registry.open();
	expect(await registry.journal(journal)).toMatchObject({
		shared,
		personal,
		receipts: false,
		backedUpAt: madeAt
	});
	const journals = new OpenJournals(() => Promise.resolve(registry));
	const { session, release } = (await journals.session(journal))!;
	expect(session.journal.meta.current()!.titleText).toBe('From ward to data');
	expect(session.journal.tables.people.rows()).toHaveLength(5);
	await noted(registry);
	release();
	await journals.close(journal);
	registry.close();
});
