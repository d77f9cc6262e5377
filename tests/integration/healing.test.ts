// A relay that lost its disk, was set back to an older one, was restored by the book, or shows another history: whichever
// device comes first gives back what is missing, once, and says what happened.

import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { newLogId } from '../../src/lib/core/ids.ts';
import { CLOSE } from '../../src/lib/core/protocol/close.ts';
import { stateNext } from '../../src/lib/core/protocol/membership.ts';
import type { Loss } from '../../src/lib/core/sync/new-reading.ts';
import { MemoryRoomStore } from '../support/memory-room-store.ts';
import { type MemoryRelayStore, memoryRelayStore, restored } from '../support/relay-memory-store.ts';
import { StillWorld } from '../support/still-world.ts';
import type { StillDevice } from '../support/still-world.ts';

type Name = 'sam' | 'ana';
type Image = ReturnType<MemoryRelayStore['snapshot']>;

let world: StillWorld;
let people: Record<Name, StillDevice>;

beforeEach(async () => {
	world = await StillWorld.open();
	const sam = await world.device(world.scene.sam);
	people = { sam, ana: await world.device(world.scene.ana) };
});
afterEach(() => world.close());

const kept = async () => (await world.store.room(world.scene.chain.room))!;
const freshId = () => newLogId((length) => world.scene.crypto.random(length));

/** Everybody goes, one comes back. */
async function leaveAll(): Promise<void> {
	for (const device of Object.values(people)) device.stop();
	await world.settle();
}

async function comeBack(...names: Name[]): Promise<void> {
	for (const name of names) {
		await people[name].start();
		await world.pass(5000);
	}
}

function expectSame(text: string, ...devices: StillDevice[]): void {
	for (const device of devices) {
		expect([device.text, device.stored]).toEqual([text, text]);
		expect(Y.equalSnapshots(Y.snapshot(device.doc), Y.snapshot(devices[0]!.doc))).toBe(true);
		expect(device.status).toMatchObject({ link: 'live', waiting: 0, refused: 0, held: 0, problem: null });
	}
}

/** What each of the entries in the log inserts, as "client:clock": nothing may be in it twice. */
async function insertions(): Promise<string[]> {
	const { scene, store } = world;
	const reader = await world.device(scene.vik, new MemoryRoomStore());
	reader.stop();
	const rows = reader.store.documentUpdates();
	expect((await store.room(scene.chain.room))?.seq).toBe(reader.store.snapshot().cursor?.seq);
	return rows.flatMap((row) => Y.decodeUpdate(row).structs.map(({ id }) => `${id.client}:${id.clock}`));
}

interface Trouble {
	readonly name: string;
	readonly loss: Loss;
	/** What the relay's disk becomes, from what it was before and after the last words were written. */
	readonly disk: (before: Image, after: Image) => Image;
	/** It lacks words that the devices have. */
	readonly lacks: boolean;
}

const TROUBLES: readonly Trouble[] = [
	{ name: 'wiped', loss: 'lost', disk: () => new Map(), lacks: true },
	{ name: 'set back under the same log id', loss: 'restored', disk: (before) => before, lacks: true },
	{
		name: 'restored from an older backup',
		loss: 'restored',
		disk: (before) => restored(before, freshId),
		lacks: true
	},
	{
		name: 'restored from a backup of now',
		loss: 'restored',
		disk: (_, after) => restored(after, freshId),
		lacks: false
	},
	{
		name: 'restored twice',
		loss: 'restored',
		disk: (before) => restored(restored(before, freshId), freshId),
		lacks: true
	}
];
const BOTH: readonly (readonly [Name, Name])[] = [
	['sam', 'ana'],
	['ana', 'sam']
];
const CASES = TROUBLES.flatMap((trouble) =>
	BOTH.map(([first, second]) => [trouble.name, first, second, trouble] as const)
);

describe('S11: what one device alone holds and cannot read yet stays with it, when the relay was', () => {
	test.each(TROUBLES.map((trouble) => [trouble.name, trouble] as const))('%s', async (_, { disk, lacks }) => {
		const { scene } = world;
		await people.sam.type('asked');
		const before = world.backup();
		const key = scene.crypto.random(32);
		const writer = new Y.Doc();
		const updates: Uint8Array[] = [];
		writer.on('update', (update: Uint8Array) => updates.push(update));
		for (const word of ['first ', 'then ']) writer.getText('u').insert(0, word);
		scene.epochs.set(2, key);
		const { logId } = await kept();
		const { id: device, session } = scene.vik;
		const byAna = { device: scene.ana.id, session, logId };
		const secret = await scene.entry(scene.ana, { ...byAna, counter: 0, epoch: 2, payload: updates[0]! });
		const behind = await scene.entry(scene.ana, { ...byAna, counter: 1, payload: updates[1]! });
		scene.epochs.delete(2);
		const { room } = scene.chain;
		await world.store.append(
			[secret, behind].map((bytes, counter) => ({ room, device, session, counter, bytes }))
		);
		await world.restartRelay();
		expect(people.sam.status).toMatchObject({ link: 'live', held: 1 });
		people.ana.stop();
		await world.restartRelay(memoryRelayStore(disk(before, world.backup())));
		await world.pass(5000);
		expect(people.sam.status).toMatchObject({ link: 'live', held: 1, waiting: 0 });
		// The next build, or the next moment, can read it.
		scene.epochs.set(2, key);
		const sam = await people.sam.reload();
		await world.pass(5000);
		expect(sam.doc.getText('u').toJSON()).toBe('then first ');
		expect(sam.status).toMatchObject({ link: 'live', held: 0, waiting: 0 });
		const noa = await world.device(scene.ana, new MemoryRoomStore());
		expect([noa.text, noa.doc.getText('u').toJSON()]).toEqual(['asked', 'then first ']);
		expect(sam.of('append').length > 0).toBe(lacks);
	});
});

describe('S7: a relay that was', () => {
	test.each(CASES)(
		'%s, is refilled by %s, and then %s loses nothing either',
		async (_, first, second, trouble) => {
			await people.sam.type('asked, ');
			const before = world.backup();
			await people.ana.type('answered');
			await people.sam.type(', and thanked');
			await leaveAll();
			// Written where nobody could be reached.
			await people[first].type(' (first)');
			await world.restartRelay(memoryRelayStore(trouble.disk(before, world.backup())));
			await comeBack(first);
			expect(people[first].status).toMatchObject({ loss: trouble.loss, healed: trouble.lacks, waiting: 0 });
			await people[second].type(' (second)');
			await comeBack(second);
			expect(people[second].status).toMatchObject({ loss: trouble.loss, healed: false, waiting: 0 });
			const { sam, ana } = people;
			const text = sam.text;
			expect(text.length).toBe('asked, answered, and thanked (first) (second)'.length);
			expectSame(text, sam, ana);
			const noa = await world.device(world.scene.ana, new MemoryRoomStore());
			expectSame(text, noa);
			expect(noa.status).toMatchObject({ healed: false, loss: null });
			const all = await insertions();
			expect(new Set(all).size).toBe(all.length);
		}
	);

	test.each(CASES)('%s, under %s and %s, both there', async (_, first, second, trouble) => {
		await people[second].type('asked, ');
		const before = world.backup();
		await people[first].type('answered');
		await world.restartRelay(memoryRelayStore(trouble.disk(before, world.backup())));
		await world.pass(5000);
		await people[first].type(' and on');
		expectSame('asked, answered and on', people.sam, people.ana);
		expect(people[second].status.loss).toBe(trouble.loss);
	});

	test.each(BOTH)('forked, is brought together by %s and %s', async (first, second) => {
		await people.sam.type('asked');
		const fork = world.backup();
		people[second].stop();
		await people[first].type(', here');
		people[first].stop();
		// A relay that shows the other one another history, under the same name and as long.
		await world.restartRelay(memoryRelayStore(fork));
		await comeBack(second);
		await people[second].type(', there');
		expect((await kept()).seq).toBe(2);
		await comeBack(first);
		expect(people[first].status).toMatchObject({ loss: 'restored', healed: true, ended: null });
		expect(people[first].closes).not.toContain(CLOSE.fork);
		await world.pass(3000);
		expectSame(people.sam.text, people.sam, people.ana);
		expect(people.sam.text).toHaveLength('asked, here, there'.length);
	});

	test('set back, cut short by snapshots since, and met by somebody who was away', async () => {
		await people.sam.type('asked, ');
		await people.ana.type('answered');
		people.ana.stop();
		const scraps = people.sam.doc.getText('scraps');
		for (let round = 0; round < 2; round++) {
			for (let i = 0; i < 15; i++) {
				scraps.insert(0, `${round}${i}`.repeat(2500));
				await world.settle();
				scraps.delete(0, scraps.length);
				await world.settle();
			}
			await world.quiet();
		}
		expect((await kept()).cut).toBeGreaterThan(2);
		await world.restartRelay(memoryRelayStore(restored(world.backup(), freshId)));
		await world.pass(5000);
		expect(people.sam.status).toMatchObject({ loss: 'restored', healed: false });
		await people.sam.type(', since');
		await comeBack('ana');
		expect(people.ana.status).toMatchObject({ loss: 'restored', healed: false });
		const noa = await world.device(world.scene.ana, new MemoryRoomStore());
		expectSame('asked, answered, since', people.sam, people.ana, noa);
	});
});

describe('S7: a log that contradicts what was read of it', () => {
	test.each(BOTH)(
		'at an acknowledgement of %s: read anew, and nothing of %s is lost',
		async (first, second) => {
			await people[second].type('asked');
			let lies = 0;
			world.meddle = (message, to) => {
				if (message.type !== 'ack' || to !== people[first] || lies > 0) return message;
				lies += 1;
				return { ...message, hash: new Uint8Array(32) };
			};
			await people[first].type(', answered');
			await world.pass(5000);
			expect(lies).toBe(1);
			expectSame('asked, answered', people.sam, people.ana);
			expect(people[first].status.ended).toBeNull();
			expect(people[first].closes).toEqual([1006]);
		}
	);

	test('S3: at an acknowledgement of an entry that stands elsewhere: it counts as on nobody’s disk', async () => {
		const { sam, ana } = people;
		await sam.type('asked');
		await world.pass(3000);
		ana.stop();
		let lies = 0;
		world.meddle = (message, to) => {
			if (message.type !== 'ack' || to !== sam || lies > 0) return message;
			lies += 1;
			return { ...message, seq: 1, hash: new Uint8Array(32) };
		};
		await sam.type(', answered');
		expect(sam.about(ana)).toMatchObject({ undelivered: 1 });
		await world.pass(5000);
		expect(lies).toBe(1);
		expect(sam.closes).toEqual([1006]);
		expect(sam.about(ana).undelivered).toBeGreaterThan(0);
		await comeBack('ana');
		expectSame('asked, answered', sam, ana);
	});

	test.each(['at once', 'after the page was closed in that moment'])(
		'S3: at one of an entry that the log never had, at a place that nobody remembers: given back %s',
		async (when) => {
			const { ana } = people;
			await people.sam.type('asked');
			await world.pass(3000);
			ana.stop();
			// So that it begins behind that entry, and remembers nothing of the first.
			await people.sam.type(', and');
			let sam = await people.sam.reload();
			const disk = world.backup();
			world.meddle = (message, to) => {
				if (message.type === 'ack' && to === sam) {
					if (when !== 'at once') void Promise.resolve().then(() => setImmediate(() => sam.stop()));
					return { ...message, seq: 1 };
				}
				return message;
			};
			await sam.type(' answered');
			world.meddle = (message) => message;
			// The relay never kept it.
			await world.restartRelay(memoryRelayStore(disk));
			if (when !== 'at once') sam = await sam.reload();
			await world.pass(5000);
			expect(sam.status).toMatchObject({ link: 'live', healed: true, waiting: 0 });
			expect(sam.about(ana).undelivered).toBeGreaterThan(0);
			people.sam = sam;
			await comeBack('ana');
			expectSame('asked, and answered', sam, ana);
		}
	);

	test('read anew, and again no log: shown, and that is the end of it', async () => {
		await people.sam.type('asked');
		world.meddle = (message) =>
			message.type === 'welcome'
				? { ...message, head: { ...message.head, hash: new Uint8Array(32) } }
				: message;
		people.sam.cut();
		await world.pass(10_000);
		expect(people.sam.status).toMatchObject({
			link: 'off',
			problem: { kind: 'fork' },
			ended: { code: CLOSE.fork }
		});
		expect(people.sam.text).toBe('asked');
		expect(people.sam.stored).toBe('asked');
	});
});

test('two branches of the membership chain are no branches of the log: shown, and not healed', async () => {
	const { chain, sam } = world.scene;
	const [invite] = chain.invites.keys();
	const body = { kind: 'revoke-invite', author: sam.id, invite: invite! } as const;
	const branch = await stateNext(chain, body, [sam.device.signer]);
	world.meddle = (message) =>
		message.type === 'welcome' ? { ...message, chain: [...message.chain.slice(0, -1), branch] } : message;
	people.sam.cut();
	await world.pass(10_000);
	expect(people.sam.status).toMatchObject({
		link: 'off',
		problem: { kind: 'fork' },
		ended: { code: CLOSE.fork }
	});
});

test('S7: of a room that the relay does not know any more, a viewer makes a new one too, and an editor fills it', async () => {
	const vik = await world.device(world.scene.vik);
	await people.sam.type('asked');
	await leaveAll();
	vik.stop();
	await world.restartRelay(memoryRelayStore());
	await vik.start();
	await world.pass(5000);
	expect(vik.status).toMatchObject({ link: 'live', loss: 'lost', healed: false });
	expect((await kept()).seq).toBe(0);
	await comeBack('ana');
	expect(people.ana.status).toMatchObject({ loss: 'lost', healed: true });
	expectSame('asked', vik, people.ana);
});

test('S5: what a device holds that never read the log is given to it, and nobody says that something was lost', async () => {
	await people.sam.type('asked');
	const store = new MemoryRoomStore();
	const before = new Y.Doc();
	before.getText('t').insert(0, 'kept elsewhere, ');
	await store.write({ updates: [Y.encodeStateAsUpdate(before)] });
	const noa = await world.device(world.scene.ana, store);
	await world.pass(3000);
	expect(people.sam.text).toHaveLength('kept elsewhere, asked'.length);
	expectSame(people.sam.text, people.sam, noa);
	expect(noa.status).toMatchObject({ healed: false, loss: null });
});
