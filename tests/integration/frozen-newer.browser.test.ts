// In a browser where a later version of the app has been: its databases and its documents are left as they are, and the
// person is told instead of being shown nothing.

import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { JournalId } from '../../src/lib/core/ids.ts';
import { META } from '../../src/lib/core/schema/meta.ts';
import { Registry, type JournalRow } from '../../src/lib/platform/registry.ts';
import { checkpointDatabaseName } from '../../src/lib/platform/checkpoint-names.ts';
import { CheckpointStore } from '../../src/lib/platform/checkpoint-store.ts';
import { REGISTRY } from '../../src/lib/platform/registry-rows.ts';
import { roomDatabaseName } from '../../src/lib/platform/room-database.ts';
import { App } from '../../src/lib/state/app.svelte.ts';
import { checkpointsOf } from '../../src/lib/state/checkpoints.svelte.ts';
import { OpenJournals } from '../../src/lib/state/open-journals.ts';
import { startOnThisDevice } from '../../src/lib/state/start-steps.ts';
import { LATER } from '../support/freeze-newer.ts';

let registry: Registry;
let journals: OpenJournals;
let id: JournalId;
let row: JournalRow;
beforeEach(async () => {
	registry = await Registry.open();
	id = await startOnThisDevice(registry, 'Sam');
	row = (await registry.journal(id))!;
	journals = new OpenJournals(() => Promise.resolve(registry));
});
afterEach(async () => {
	await journals.close(id);
	registry.close();
	for (const name of [REGISTRY.name, roomDatabaseName(row.shared), roomDatabaseName(row.personal)])
		await answered(indexedDB.deleteDatabase(name));
});

function answered<Result>(request: IDBRequest<Result>): Promise<Result> {
	return new Promise((resolve, reject) => {
		request.onsuccess = () => resolve(request.result);
		request.onerror = () => reject(request.error ?? new Error('no answer'));
	});
}

/** As a later version of the app raises a database. */
async function raise(name: string): Promise<void> {
	(await answered(indexedDB.open(name, LATER))).close();
}

/** Version and number of rows, per store, of a database as it is. */
async function contentOf(name: string): Promise<readonly unknown[]> {
	const db = await answered(indexedDB.open(name));
	const stores = [...db.objectStoreNames];
	const transaction = db.transaction(stores);
	const counts = await Promise.all(stores.map((store) => answered(transaction.objectStore(store).count())));
	const { version } = db;
	db.close();
	return [version, ...stores.map((store, i) => [store, counts[i]])];
}

describe('S18: a database of a later version', () => {
	test('of a room: the journal does not open and says so; nothing in it is lost', async () => {
		const name = roomDatabaseName(row.shared);
		await raise(name);
		const before = await contentOf(name);
		expect(before[0]).toBe(LATER);
		const handle = journals.use(id);
		await vi.waitFor(() => expect(handle.state.step).not.toBe('opening'));
		expect(handle.state).toEqual({ step: 'failed', problem: 'storage-newer' });
		handle.again();
		await vi.waitFor(() => expect(handle.state.step).toBe('failed'));
		expect(await contentOf(name)).toEqual(before);
		expect(await registry.journal(id)).toEqual(row);
		handle.close();
	});

	test('of its earlier states: the journal opens all the same, and none of them is touched', async () => {
		const name = checkpointDatabaseName(id);
		const before = new CheckpointStore(id);
		const kept = { at: 1, bytes: 2, why: 'asked', fingerprint: 'x', withdrawals: [] } as const;
		await before.add(kept, { shared: new Uint8Array(1), personal: new Uint8Array(1) }, []);
		before.close();
		await raise(name);
		const content = await contentOf(name);
		const { session, release } = (await journals.session(id))!;
		const checkpoints = checkpointsOf(session);
		await checkpoints.refresh();
		expect([checkpoints.rows, checkpoints.problem]).toEqual([null, 'storage-newer']);
		expect(await checkpoints.keepNow()).toEqual({ ok: false, problem: 'storage-newer' });
		expect(session.readOnly).toBeNull();
		release();
		await journals.close(id);
		expect(await contentOf(name)).toEqual(content);
		await answered(indexedDB.deleteDatabase(name));
	});

	test('of the list of journals: the app says so and touches none of them', async () => {
		registry.close();
		await raise(REGISTRY.name);
		const before = [await contentOf(REGISTRY.name), await contentOf(roomDatabaseName(row.shared))];
		const app = new App();
		await vi.waitFor(() => expect(app.ready).toBe(true));
		expect(app.blocked).toBe('storage-newer');
		expect(await app.startJournal({ name: 'Sam' })).toEqual({ ok: false, problem: 'storage-newer' });
		expect(await app.removeJournal(id)).toEqual({ ok: false, problem: 'storage-newer' });
		expect([await contentOf(REGISTRY.name), await contentOf(roomDatabaseName(row.shared))]).toEqual(before);
	});
});

test('S18: a journal whose schema a later version raised becomes read-only while it is open, and stays so', async () => {
	let noted = 0;
	registry.observe(() => (noted += 1));
	const open = async () => (await journals.session(id))!;
	const first = await open();
	expect(first.session.readOnly).toBeNull();
	const title = first.session.journal.meta.current()!.titleText;
	first.session.journal.shared.getMap(META).set('schema', LATER);
	expect(first.session.readOnly).toBe('newer-journal');
	await vi.waitFor(() => expect(first.session.sync.saved).toBe('saved'));
	await journals.close(id);
	first.release();

	const { session, release } = await open();
	const { journal } = session;
	expect(session.readOnly).toBe('newer-journal');
	expect(journal.meta.current()!.titleText).toBe(title);
	journal.edit(journal.meta.current()!.title, 'Written over');
	expect(journal.history.undo()).toBe(false);
	expect(journal.meta.current()!.titleText).toBe(title);
	expect(journal.shared.getMap(META).get('schema')).toBe(LATER);
	release();
	// That it was opened is noted behind it, each time.
	await vi.waitFor(() => expect(noted).toBeGreaterThanOrEqual(2));
});
