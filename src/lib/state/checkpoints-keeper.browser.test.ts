// In a real browser, over a real IndexedDB. Time is cranked by hand; two keepers are two tabs.

import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { toHex, utf8 } from '../core/bytes.ts';
import type { JournalId, RecordId } from '../core/ids.ts';
import { must, PRIYA, reopened, SAM, seeker, stored, type Peer } from '../core/journal/testing.ts';
import { StorageError, type Clock } from '../core/sync/ports.ts';
import { checkpointDatabaseName, deleteCheckpoints } from '../platform/checkpoint-names.ts';
import { CheckpointStore } from '../platform/checkpoint-store.ts';
import { CheckpointKeeper, EVERY_MS } from './checkpoints-keeper.ts';

const MINUTE = 60_000;
let journals = 0;
let journal: JournalId;
let sam: Peer;
let ends: (() => void)[] = [];

beforeEach(() => {
	journal = `checkpoints-${String(++journals)}` as JournalId;
	sam = seeker();
	must(sam.journal.commands.addPerson(PRIYA));
	sam.clock.ms = new Date(2026, 10, 22, 9).getTime();
});
afterEach(async () => {
	for (const end of ends) end();
	ends = [];
	await deleteCheckpoints(journal);
});

/** Runs what is due when its time has come, and waits for it. */
function cranked(peer: Peer) {
	let timers: { at: number; run: () => void }[] = [];
	// A timer goes by what has passed, not by what the clock says.
	let passed = 0;
	const clock: Clock = {
		now: () => peer.clock.ms,
		after(ms, run) {
			const timer = { at: passed + ms, run };
			timers.push(timer);
			return () => (timers = timers.filter((other) => other !== timer));
		}
	};
	return {
		clock,
		due: () => {
			const due = timers.filter(({ at }) => at <= passed);
			timers = timers.filter(({ at }) => at > passed);
			for (const { run } of due) run();
			return due.length;
		},
		next: () => Math.min(...timers.map(({ at }) => at)) - passed,
		pass: (ms: number) => {
			passed += ms;
			peer.clock.ms += ms;
		}
	};
}

async function openTab(peer: Peer = sam) {
	const time = cranked(peer);
	const store = new CheckpointStore(journal);
	let here = true;
	const docs = peer.journal.context.docs;
	const keeper = new CheckpointKeeper({ journal, docs, store, clock: time.clock, isHere: () => here });
	ends.push(() => keeper.close());
	await keeper.begin();
	return {
		keeper,
		store,
		time,
		deleted: () => (here = false),
		/** Lets so much time pass, and what falls due in it come to its end. */
		async pass(ms = 0): Promise<void> {
			time.pass(ms);
			while (time.due() > 0) await settled(keeper);
		}
	};
}

const settled = (keeper: CheckpointKeeper) =>
	new Promise<void>((resolve) => {
		const stop = keeper.observe(() => {
			stop();
			resolve();
		});
	});

const write = (words: string): RecordId => must(sam.journal.commands.addPhase({ title: words }));
const exists = async () =>
	(await indexedDB.databases()).some(({ name }) => name === checkpointDatabaseName(journal));
const times = async ({ store }: { store: CheckpointStore }) =>
	(await store.list()).map(({ at }) => new Date(at).toTimeString().slice(0, 5));

/** Every byte that the database holds. */
async function raw(): Promise<string> {
	const open = indexedDB.open(checkpointDatabaseName(journal));
	await new Promise((resolve) => (open.onsuccess = resolve));
	const database = open.result;
	const rows = await Promise.all(
		[...database.objectStoreNames].map((name) => {
			const all = database.transaction(name).objectStore(name).getAll() as IDBRequest<object[]>;
			return new Promise<object[]>((resolve) => (all.onsuccess = () => resolve(all.result)));
		})
	);
	database.close();
	const hex = rows.flat().flatMap((row) => Object.values(row) as unknown[]);
	return hex.map((value) => (value instanceof Uint8Array ? toHex(value) : JSON.stringify(value))).join();
}
const found = async (words: string) => (await raw()).includes(toHex(utf8(words)));

describe('S14: without an edit', () => {
	test('opening and closing makes no checkpoint and not even a database', async () => {
		const tab = await openTab();
		await tab.pass(5 * EVERY_MS);
		tab.keeper.close();
		expect(await exists()).toBe(false);
	});

	test('there is no second one of the same state, also after the journal was opened again', async () => {
		const tab = await openTab();
		write('something');
		await tab.pass(EVERY_MS);
		expect(await times(tab)).toEqual(['09:00', '10:00']);
		tab.keeper.close();
		sam = reopened(SAM, stored(sam), 9);
		sam.clock.ms = new Date(2026, 10, 22, 14).getTime();
		const again = await openTab();
		await again.pass(EVERY_MS);
		expect(await again.keeper.keep('asked')).toBe('known');
		expect(await times(again)).toEqual(['09:00', '10:00']);
		write('something else');
		await again.pass(EVERY_MS);
		expect(await times(again)).toEqual(['09:00', '10:00', '16:00']);
	});
});

describe('while the journal is written in', () => {
	test('what was there before the first change is kept, then the journal once an hour', async () => {
		const tab = await openTab();
		for (let minutes = 0; minutes < 150; minutes += 10) {
			write(`after ${String(minutes)} minutes`);
			await tab.pass(10 * MINUTE);
		}
		expect(await times(tab)).toEqual(['09:00', '10:00', '11:00']);
		const [first] = await tab.store.list();
		const states = await tab.store.read(first!.id);
		expect(toHex(states!.shared)).not.toContain(toHex(utf8('after 0')));
	});

	test('the first of a journal that begins waits for more than a word', async () => {
		sam = seeker();
		sam.clock.ms = new Date(2026, 10, 22, 9).getTime();
		const tab = await openTab();
		write('a');
		await tab.pass();
		expect(await exists()).toBe(false);
		await tab.pass(MINUTE);
		expect(await times(tab)).toEqual(['09:01']);
	});

	test('two tabs make one', async () => {
		const [one, other] = [await openTab(), await openTab()];
		write('something');
		await one.pass(EVERY_MS);
		await other.pass(0);
		expect(await times(one)).toEqual(['09:00', '10:00']);
	});

	test('a clock that was set back does not end it', async () => {
		const tab = await openTab();
		write('something');
		await tab.pass(EVERY_MS);
		write('more');
		sam.clock.ms -= 48 * EVERY_MS;
		await tab.pass(EVERY_MS);
		expect(await times(tab)).toEqual(['09:00', '10:00', '11:00']);
	});

	test('nor does one that goes back behind the first change, but not behind the newest checkpoint', async () => {
		const tab = await openTab();
		write('something');
		await tab.pass(EVERY_MS);
		sam.clock.ms += 72 * EVERY_MS;
		write('more');
		await tab.pass();
		sam.clock.ms -= 48 * EVERY_MS;
		for (let hours = 0; hours < 3; hours += 1) await tab.pass(EVERY_MS);
		expect(await times(tab)).toEqual(['10:00', '12:00']);
	});

	test('S14: nor does it make one of every keystroke after it', async () => {
		const tab = await openTab();
		write('something');
		await tab.pass(EVERY_MS);
		write('more');
		sam.clock.ms -= 48 * EVERY_MS;
		await tab.pass(MINUTE);
		const made = (await tab.store.list()).length;
		for (let minutes = 0; minutes < 10; minutes += 1) {
			write(`after ${String(minutes)} minutes`);
			await tab.pass(MINUTE);
		}
		expect(await tab.store.list()).toHaveLength(made);
		await tab.pass(EVERY_MS);
		expect(await tab.store.list()).toHaveLength(made + 1);
	});
});

describe('S12: a checkpoint that fails', () => {
	test('is said, disturbs nobody, and is made later', async () => {
		const tab = await openTab();
		vi.spyOn(tab.store, 'add').mockRejectedValueOnce(new StorageError('quota'));
		write('something');
		await tab.pass();
		expect(tab.keeper.fault).toBe('quota');
		expect(await exists()).toBe(false);
		write('goes on');
		await tab.pass(EVERY_MS);
		expect(tab.keeper.fault).toBeNull();
		expect(await times(tab)).toEqual(['09:00', '10:00']);
	});

	test('of a journal that was deleted from this device is not made', async () => {
		const tab = await openTab();
		tab.deleted();
		write('something');
		await tab.pass(EVERY_MS);
		expect(await exists()).toBe(false);
		expect(tab.keeper.fault).toBeNull();
	});

	test('deleting the journal takes them along, under an open tab too', async () => {
		const tab = await openTab();
		write('something');
		await tab.pass(EVERY_MS);
		expect(await exists()).toBe(true);
		expect(await deleteCheckpoints(journal)).toBe('deleted');
		expect(await exists()).toBe(false);
		await expect(tab.store.list()).rejects.toMatchObject({ fault: 'gone' });
	});
});

describe('R2-33: words that were taken back', () => {
	const SECRET = 'zqsixtyhours';

	function talked() {
		const person = must(sam.journal.commands.addPerson({ ...PRIYA, alias: 'Other' }));
		const talk = must(
			sam.journal.commands.addTalk({ person, date: '2026-11-02', agreedNotes: true, agreedSharing: true })
		);
		sam.journal.edit(sam.journal.tables.notes.get(talk)!.fields.pace, SECRET);
		return talk;
	}

	test('are nowhere in the database at once, and a fresh checkpoint is', async () => {
		const tab = await openTab();
		const talk = talked();
		await tab.pass(EVERY_MS);
		write('stays');
		await tab.pass(EVERY_MS);
		expect(await found(SECRET)).toBe(true);
		must(sam.journal.commands.forgetNotes(talk));
		await settled(tab.keeper);
		expect(await found(SECRET)).toBe(false);
		expect(await found('stays')).toBe(true);
		expect(await times(tab)).toEqual(['11:00']);
	});

	test('are not kept from memory when the next change comes', async () => {
		const talk = talked();
		const tab = await openTab();
		must(sam.journal.commands.forgetNotes(talk));
		await settled(tab.keeper);
		write('next');
		await tab.pass(EVERY_MS);
		await vi.waitFor(async () => expect(await times(tab)).toEqual(['10:00']));
		expect(await found(SECRET)).toBe(false);
	});

	test('leave at the next opening when this device heard of it without a keeper, and while dropping fails', async () => {
		const tab = await openTab();
		const talk = talked();
		await tab.pass(EVERY_MS);
		vi.spyOn(tab.store, 'drop').mockRejectedValue(new StorageError('failed'));
		must(sam.journal.commands.forgetNotes(talk));
		await settled(tab.keeper);
		expect(tab.keeper.fault).toBe('failed');
		expect(tab.time.next()).toBeLessThanOrEqual(10_000);
		tab.keeper.close();
		expect(await found(SECRET)).toBe(true);
		await openTab();
		expect(await found(SECRET)).toBe(false);
	});
});
