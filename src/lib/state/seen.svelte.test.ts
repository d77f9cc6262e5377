// What a person has opened and what is proven of the others, over a real database and a room that the test plays.

import { flushSync } from 'svelte';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { MemberId, RecordId } from '../core/ids.ts';
import { exchange, must, pair, PRIYA, type Peer } from '../core/journal/testing.ts';
import type { OtherMember } from '../core/sync/others.ts';
import { startStatus, unreadChain, type RoomStatus } from '../core/sync/room-status.ts';
import { IndexedDbRoomStore } from '../platform/indexeddb-room-store.ts';
import { RoomDatabase } from '../platform/room-database.ts';
import { newRoom } from './room/found-journal.ts';
import { Seen, type SeenPorts } from './seen.svelte.ts';
import { REST } from './seen-items.ts';
import { SeenStore } from './seen-store.ts';
import { receiptWords } from './seen-words.ts';

const ana = 'ana' as MemberId;
type Told = ReadonlyMap<string, string> | null;

/** The shared room of Sam's journal, as the leading tab knows it. */
class PlayedRoom {
	status: RoomStatus;
	saved = { kind: 'saved' } as const;
	readonly doc: Peer['shared'];
	readonly told: Told[] = [];
	readonly #listeners = new Set<() => void>();

	constructor(room: SeenPorts['shared'], doc: Peer['shared']) {
		this.status = { ...startStatus(unreadChain(room), 'owner'), link: 'live' };
		this.doc = doc;
	}

	subscribe(listener: () => void): () => void {
		this.#listeners.add(listener);
		return () => this.#listeners.delete(listener);
	}

	setSeen(seen: Told): void {
		this.told.push(seen);
	}

	hears(status: Partial<RoomStatus>): void {
		this.status = { ...this.status, ...status };
		for (const listener of this.#listeners) listener();
	}

	/** What is known of Ana. */
	of(facts: Partial<OtherMember>): void {
		const now = this.status.others.get(ana) ?? { delivered: null, undelivered: 0, seen: new Map() };
		this.hears({ others: new Map([[ana, { ...now, ...facts }]]) });
	}
}

/** Moves when told to. */
class HandClock {
	#now = 0;
	#timers: { readonly at: number; readonly run: () => void }[] = [];

	now = (): number => this.#now;

	after = (ms: number, run: () => void): (() => void) => {
		const timer = { at: this.#now + ms, run };
		this.#timers.push(timer);
		return () => (this.#timers = this.#timers.filter((other) => other !== timer));
	};

	advance(ms: number): void {
		this.#now += ms;
		const due = this.#timers.filter(({ at }) => at <= this.#now);
		this.#timers = this.#timers.filter(({ at }) => at > this.#now);
		for (const { run } of due) run();
	}
}

let clock: HandClock;
let shared: SeenPorts['shared'];
let sam: Peer;
let talk: RecordId;
let room: PlayedRoom;

beforeEach(async () => {
	clock = new HandClock();
	shared = (await newRoom()).room;
	const { sam: peer, ana: other } = pair();
	sam = peer;
	const person = must(sam.journal.commands.addPerson(PRIYA));
	talk = must(
		sam.journal.commands.addTalk({ person, date: '2024-05-01', agreedNotes: true, agreedSharing: true })
	);
	exchange(sam, other);
	room = new PlayedRoom(shared, sam.shared);
	room.of({});
});
afterEach(async () => {
	vi.restoreAllMocks();
	sam.shared.destroy();
	await RoomDatabase.delete(shared);
});

async function open(told = true): Promise<Seen> {
	const seen = await Seen.open({
		id: 'j' as SeenPorts['id'],
		shared,
		room,
		journal: sam.journal,
		nameOf: () => 'Ana',
		clock,
		told
	});
	return seen!;
}

/** A second passes, and what it sets going comes to an end. */
async function aSecond(): Promise<void> {
	clock.advance(1000);
	const look = await SeenStore.open(shared);
	// What is worked out goes through the browser's cryptography, what is noted through its storage.
	for (let round = 0; round < 5; round++) {
		await crypto.subtle.digest('SHA-256', new Uint8Array(1));
		await look.read();
	}
	look.close();
	flushSync();
}

const write = (words: string) => sam.journal.edit(sam.journal.tables.notes.get(talk)!.fields.pace, words);
const said = (seen: Seen) => receiptWords(seen.of(talk), 0, 'UTC');

/** The version that the talk has now, as this person's own receipt names it. */
async function versionNow(seen: Seen): Promise<string> {
	const stop = seen.watch(talk);
	await aSecond();
	await aSecond();
	stop();
	return room.told.at(-1)!.get(talk)!;
}

describe('what this person opens', () => {
	test('S14: is told once it was on the screen for a moment, once for each version', async () => {
		const seen = await open();
		await aSecond();
		let updates = 0;
		sam.shared.on('update', () => (updates += 1));
		const stop = seen.watch(talk);
		expect(room.told).toEqual([]);
		await aSecond();
		expect(room.told.map((told) => [...told!.keys()])).toEqual([[talk]]);
		stop();
		seen.watch(talk)();
		seen.watch(REST);
		await aSecond();
		expect(room.told.map((told) => [...told!.keys()])).toEqual([[talk], [REST, talk]]);
		seen.watch(talk);
		await aSecond();
		expect(room.told).toHaveLength(2);
		expect(updates).toBe(0);
	});

	test('is not seen when it was left at once, nor on a page that is not looked at', async () => {
		const seen = await open();
		await aSecond();
		seen.watch(talk)();
		await aSecond();
		vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('hidden');
		seen.watch(talk);
		await aSecond();
		expect(room.told).toEqual([]);
		vi.restoreAllMocks();
		document.dispatchEvent(new Event('visibilitychange'));
		await aSecond();
		expect(room.told).toHaveLength(1);
	});

	test('is another version after an edit', async () => {
		const seen = await open();
		const before = await versionNow(seen);
		write('Brisk.');
		expect(await versionNow(seen)).not.toBe(before);
		expect(room.told).toHaveLength(2);
	});

	test('is told again by the next page, and what another tab adds stays', async () => {
		const version = await versionNow(await open());
		const second = await open();
		expect(room.told.at(-1)).toEqual(new Map([[talk, version]]));
		await aSecond();
		second.watch(REST);
		await aSecond();
		expect([...room.told.at(-1)!.keys()]).toEqual([REST, talk]);
	});

	test('is nobody’s business while it is switched off, and what was told is taken back', async () => {
		const seen = await open();
		await versionNow(seen);
		seen.allow(false);
		expect(room.told.at(-1)).toBeNull();
		const told = room.told.length;
		seen.watch(REST);
		await aSecond();
		expect(room.told).toHaveLength(told);
		seen.allow(true);
		expect([...room.told.at(-1)!.keys()]).toEqual([talk]);
		await aSecond();
		expect([...room.told.at(-1)!.keys()]).toEqual([REST, talk]);
		expect((await open(false)).told).toBe(false);
		expect(room.told.at(-1)).toBeNull();
	});

	test('nothing is told, or stored, where nobody else is', async () => {
		room.hears({ others: new Map() });
		const seen = await open();
		seen.watch(talk);
		await aSecond();
		await aSecond();
		expect([room.told, seen.of(talk), seen.notes]).toEqual([[], [], []]);
		// Ana joins.
		room.of({});
		await aSecond();
		await aSecond();
		expect(room.told).toHaveLength(1);
	});
});

test('the corner says seen when all was: the rest, and the talk once there is something in it', async () => {
	const seen = await open();
	const stop = seen.watch(REST);
	write('Brisk.');
	const version = await versionNow(seen);
	const rest = room.told.at(-1)!.get(REST)!;
	const saw = (items: Record<string, string>) =>
		room.of({
			seen: new Map(Object.entries(items).map(([id, of], at) => [id, { version: of, at }]))
		});
	saw({ [REST]: rest });
	expect(seen.claims?.seenBy).toEqual([]);
	saw({ [REST]: rest, [talk]: version });
	expect(seen.claims?.seenBy).toEqual([{ name: 'Ana', at: 1 }]);
	write('Brisk and long.');
	expect(seen.claims?.seenBy).toEqual([]);
	stop();
});

test('the corner says nothing of the others on a screen that shows what they do not have', async () => {
	const seen = await open();
	room.of({ delivered: { seq: 3, at: 5, all: true } });
	const deliveredTo = [{ name: 'Ana', at: 5 }];
	expect(seen.claims).toBeNull();
	const own = seen.watch(talk, false);
	expect(seen.claims).toBeNull();
	const theirs = seen.watch(REST);
	expect(seen.claims).toMatchObject({ deliveredTo });
	own();
	expect(seen.claims).toMatchObject({ deliveredTo });
	theirs();
	expect(seen.claims).toBeNull();
});

test('whoever watches in an effect does so once, whatever is counted', async () => {
	const seen = await open();
	let runs = 0;
	const stop = $effect.root(() => {
		$effect(() => {
			runs += 1;
			return seen.watch(REST);
		});
		$effect(() => seen.watch(talk));
	});
	flushSync();
	flushSync();
	expect(runs).toBe(1);
	expect(seen.claims).not.toBeNull();
	stop();
	expect(seen.claims).toBeNull();
});

describe('what is proven of the others', () => {
	const here = (seq: number) => new IndexedDbRoomStore(database).write({ cursor: cursorAt(seq) });
	const cursorAt = (seq: number) => ({ logId: 'l'.repeat(22) as never, seq, hash: new Uint8Array(32) });
	const delivered = (seq: number, all = true) => ({ delivered: { seq, at: 5, all } });
	let database: RoomDatabase;
	beforeEach(async () => {
		database = await RoomDatabase.open(shared, false);
	});
	afterEach(() => database.close());

	test('seen: exactly the version that is here, and not while somebody writes', async () => {
		const seen = await open();
		const version = await versionNow(seen);
		room.of({ seen: new Map([[talk, { version, at: Date.UTC(1970, 0, 1, 0, 0) }]]) });
		expect(said(seen)).toBe('Seen by Ana, 00:00');
		write('Brisk.');
		expect(said(seen)).toBe('');
		await aSecond();
		expect(said(seen)).toBe('');
		write('');
		await aSecond();
		expect(said(seen)).toBe('Seen by Ana, 00:00');
	});

	test('on her device: once everything that is here is, and of each talk for as long as it stays as it was', async () => {
		await here(3);
		const seen = await open();
		await aSecond();
		expect(said(seen)).toBe('');
		room.of(delivered(2));
		await aSecond();
		expect(said(seen)).toBe('');
		room.of(delivered(3));
		await aSecond();
		expect(said(seen)).toBe('On Ana’s device');
		// Something else is written that she does not have.
		must(sam.journal.commands.addPhase({ title: 'Begin' }));
		room.of({ ...delivered(3, false), undelivered: 1 });
		await aSecond();
		expect(said(seen)).toBe('On Ana’s device');
		expect(seen.notes[0]).toBe('Ana’s device has not confirmed 1 change yet.');
		write('Brisk.');
		await aSecond();
		expect(said(seen)).toBe('');
	});

	test('survives a restart without a relay', async () => {
		await here(3);
		room.of(delivered(3));
		await open();
		await aSecond();
		room.hears({ link: 'off', waiting: 4 });
		room.of({ ...delivered(3, false), undelivered: 4 });
		const again = await open();
		await aSecond();
		expect(said(again)).toBe('On Ana’s device');
	});

	test.each<readonly [string, Partial<RoomStatus>]>([
		['an edit waits to be sent', { waiting: 1 }],
		['something of it is not on hers', {}]
	])('not while %s', async (_, status) => {
		await here(3);
		room.of(delivered(3, Object.keys(status).length > 0));
		room.hears(status);
		const seen = await open();
		await aSecond();
		await aSecond();
		expect(said(seen)).toBe('');
	});
});
