// Devices that make, read and doubt snapshots, against the relay's own code on a clock that stands still.

import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import * as Y from 'yjs';
import { toHex } from '../../src/lib/core/bytes.ts';
import { decodeEntry } from '../../src/lib/core/protocol/entry.ts';
import { decodeChunk } from '../../src/lib/core/protocol/snapshot.ts';
import { Keyring } from '../../src/lib/core/sync/keyring.ts';
import { MemoryRoomStore } from '../support/memory-room-store.ts';
import { offer, otherRoom, plant, type Wish } from '../support/planted-snapshot.ts';
import type { EntryWish } from '../support/room-scene.ts';
import { StillWorld } from '../support/still-world.ts';
import type { StillDevice } from '../support/still-world.ts';
import { seededRandom } from '../support/sync-crypto.ts';

let world: StillWorld;
let sam: StillDevice;
let ana: StillDevice;
let scrap: (bytes: number) => string;

beforeEach(async () => {
	world = await StillWorld.open({ entry: 8192 });
	sam = await world.device(world.scene.sam);
	ana = await world.device(world.scene.ana);
	const random = seededRandom('scraps');
	scrap = (bytes) => toHex(random(bytes));
});
afterEach(() => world.close());

/** Makes the log much longer than the document. */
async function churn(device: StillDevice): Promise<void> {
	const scraps = device.doc.getText('scraps');
	for (let i = 0; i < 15; i++) {
		scraps.insert(0, scrap(3000));
		await world.settle();
		scraps.delete(0, scraps.length);
		await world.settle();
	}
}

/** A snapshot has been made by one of them, and there is a tail behind it. */
async function compacted(): Promise<void> {
	await sam.type('asked, ');
	await churn(sam);
	await world.quiet();
	await ana.type('answered');
}

/** Puts an entry of ana's into the log that her device knows nothing of. */
async function smuggle(wish: EntryWish): Promise<void> {
	const { scene, store } = world;
	const { id: device, session } = scene.ana;
	const { logId } = await kept();
	const bytes = await scene.entry(scene.ana, { logId, counter: 99, ...wish });
	const { counter } = decodeEntry(bytes)!.header;
	await store.append([{ room: scene.chain.room, device, session, counter, bytes }]);
	await world.restartRelay();
}

const kept = async () => (await world.store.room(world.scene.chain.room))!;
const appended = (...devices: StillDevice[]): number =>
	devices.reduce((sum, device) => sum + device.of('append').length, 0);
const clear = (...devices: StillDevice[]): void => devices.forEach((device) => (device.sent = []));

/** Everything that both have is the same, here and on their disks. */
function expectSame(text: string, ...devices: StillDevice[]): void {
	for (const device of devices) {
		expect([device.text, device.stored]).toEqual([text, text]);
		expect(Y.equalSnapshots(Y.snapshot(device.doc), Y.snapshot(devices[0]!.doc))).toBe(true);
		expect(device.status).toMatchObject({ link: 'live', waiting: 0, held: 0, refused: 0, problem: null });
	}
}

describe('making a snapshot', () => {
	test('S5: a log much longer than the document, by one device, in a quiet moment', async () => {
		await sam.type('asked, ');
		await churn(sam);
		await ana.type('answered');
		await world.pass(9000);
		expect((await kept()).snapshots).toEqual([]);
		await world.quiet();
		const room = await kept();
		expect(room.snapshots).toMatchObject([{ seq: room.seq, hash: room.hash, logId: room.logId }]);
		expect(room.tail).toBe(0);
		expect(sam.of('snapshot').length * ana.of('snapshot').length).toBe(0);
		await world.pass(120_000);
		expect((await kept()).snapshots).toHaveLength(1);
	});

	test('S5: two generations stay, and the log before the older one goes', async () => {
		await compacted();
		const { seq } = await kept();
		await churn(sam);
		await world.quiet();
		const room = await kept();
		expect(room.snapshots).toHaveLength(2);
		expect(room.cut).toBe(room.snapshots[1]!.seq);
		expect(room.cut).toBeLessThan(seq);
		const noa = await world.device(world.scene.ana, new MemoryRoomStore());
		expectSame('asked, answered', sam, noa);
	});

	test('not of a log that is short, or not much longer than the document', async () => {
		await sam.type('short');
		await world.quiet();
		const text = sam.doc.getText('t');
		for (let i = 0; i < 40; i++) {
			text.insert(0, scrap(1500));
			await world.settle();
		}
		expect((await kept()).tail).toBeGreaterThan(100_000);
		await world.pass(60_000);
		expect((await kept()).snapshots).toEqual([]);
	});

	test('in chunks when it is large, with edits made meanwhile', async () => {
		const text = sam.doc.getText('t');
		for (let i = 0; i < 10; i++) text.insert(0, scrap(1500));
		await churn(sam);
		for (let i = 0; i < 7; i++) await churn(ana);
		for (let ms = 0; sam.of('snapshot').length + ana.of('snapshot').length === 0; ms += 250) {
			expect(ms).toBeLessThan(40_000);
			await world.pass(250);
		}
		await sam.type(' meanwhile');
		await world.quiet();
		const [snapshot] = (await kept()).snapshots;
		expect(snapshot?.chunks).toBeGreaterThan(3);
		const noa = await world.device(world.scene.ana, new MemoryRoomStore());
		expectSame(sam.text, sam, ana, noa);
		expect(noa.text).toContain('meanwhile');
	});

	test('S11: never while an entry is held that this build cannot read', async () => {
		await smuggle({ kind: 99, critical: true });
		expect([sam.status.held, ana.status.held]).toEqual([1, 1]);
		await churn(sam);
		await world.pass(60_000);
		expect((await kept()).snapshots).toEqual([]);
	});

	test('S11: never while a change waits for the rest of its parts, or for one before it', async () => {
		await smuggle({ part: 0, parts: 2 });
		await churn(sam);
		await world.pass(60_000);
		expect((await kept()).snapshots).toEqual([]);
		const writer = new Y.Doc();
		const updates: Uint8Array[] = [];
		writer.on('update', (update: Uint8Array) => updates.push(update));
		for (const word of ['one', 'two']) writer.getText('t').insert(0, word);
		// The session has gone on: those parts will never come. But now something waits in the document.
		await smuggle({ counter: 101, payload: updates[1]! });
		await world.pass(60_000);
		expect((await kept()).snapshots).toEqual([]);
		await smuggle({ counter: 102, payload: updates[0]! });
		await world.pass(60_000);
		expect((await kept()).snapshots).toHaveLength(1);
		expectSame('twoone', sam, ana);
	});

	test('S11: but once its author has gone on, also in another page load, nothing waits for the rest, after a restart too', async () => {
		await smuggle({ part: 0, parts: 2 });
		await churn(sam);
		await world.pass(60_000);
		expect((await kept()).snapshots).toEqual([]);
		expect(ana.sync.counter.session).not.toBe(world.scene.ana.session);
		await ana.type('sealed anew');
		ana.stop();
		const again = await sam.reload();
		await world.pass(60_000);
		expect((await kept()).snapshots).toHaveLength(1);
		expectSame('sealed anew', again);
	});

	test('never by a viewer, whose turn nobody waits for', async () => {
		const vik = await world.device(world.scene.vik);
		await churn(sam);
		sam.stop();
		ana.stop();
		await world.pass(60_000);
		expect(vik.of('snapshot')).toEqual([]);
		expect((await kept()).snapshots).toEqual([]);
	});

	test('one that comes too late is left, and made anew when it is worth it', async () => {
		await churn(sam);
		// Each believes to be alone: both begin in the same moment.
		for (const device of [sam, ana]) device.sync.update({ peers: [] });
		for (const device of [sam, ana]) device.sync.edited();
		await world.quiet();
		expect((await kept()).snapshots).toHaveLength(1);
		await churn(sam);
		await world.quiet();
		expect((await kept()).snapshots).toHaveLength(2);
		expectSame('', sam, ana);
	});

	test('what was taken back leaves the relay with the second one, though the log is short', async () => {
		await sam.type('a name');
		await world.pass(60_000);
		sam.doc.getText('t').delete(0, 6);
		// Both see the mark: two snapshots are enough, whoever makes them.
		sam.forgetSince = ana.forgetSince = world.clock.now();
		await world.settle();
		const before = (await kept()).seq;
		await world.pass(120_000);
		const room = await kept();
		expect(room.snapshots).toHaveLength(2);
		expect(room.cut).toBe(before);
		expect(room.bytes).toBe(0);
		expect(sam.of('snapshot').length + ana.of('snapshot').length).toBe(2);
		const noa = await world.device(world.scene.ana, new MemoryRoomStore());
		expectSame('', noa);
		clear(sam);
		const again = await sam.reload();
		again.forgetSince = sam.forgetSince;
		await world.pass(120_000);
		expect(again.of('snapshot')).toEqual([]);
	});
});

describe('reading one', () => {
	test('S5: a new device has snapshot and tail, and nothing is appended', async () => {
		await compacted();
		clear(sam, ana);
		const noa = await world.device(world.scene.ana, new MemoryRoomStore());
		expectSame('asked, answered', sam, ana, noa);
		expect(noa.store.snapshot().cursor).toMatchObject({ seq: (await kept()).seq });
		expect(appended(sam, ana, noa)).toBe(0);
		expect(noa.status).toMatchObject({ healed: false, loss: null });
	});

	test('S6: nothing counts as read until all is: a line that breaks in the middle begins again', async () => {
		sam.doc.getText('t').insert(0, scrap(20_000));
		await churn(sam);
		for (let i = 0; i < 6; i++) await churn(ana);
		await world.quiet();
		expect((await kept()).snapshots[0]?.chunks).toBeGreaterThan(3);
		await ana.type('tail');
		let breaks = 0;
		world.meddle = (message, to) => {
			if (message.type !== 'chunk' || message.index !== 2 || breaks > 0) return message;
			breaks += 1;
			to.cut();
			return null;
		};
		const cursors: unknown[] = [];
		const noa = await world.device(world.scene.ana, new MemoryRoomStore());
		cursors.push(noa.store.snapshot().cursor);
		expect([breaks, noa.status.link]).toEqual([1, 'off']);
		await world.pass(3000);
		expect(cursors).toEqual([null]);
		expectSame(sam.text, sam, noa);
	});

	test('S6: a write that fails while it is read leaves no cursor behind, and nothing out', async () => {
		await compacted();
		const store = new MemoryRoomStore();
		const noa = world.device(world.scene.ana, store);
		world.meddle = (message) => {
			if (message.type === 'chunk') store.failNext('quota');
			return message;
		};
		await noa;
		expect(store.snapshot().cursor).toBeNull();
		world.meddle = (message) => message;
		await world.pass(3000);
		expectSame('asked, answered', sam, await noa);
	});

	test('S14: a device that has everything reads another’s once, stores nothing more, appends nothing', async () => {
		await ana.type('answered');
		await churn(sam);
		ana.stop();
		await world.quiet();
		expect((await kept()).snapshots).toHaveLength(1);
		const before = ana.store.documentUpdates().length;
		clear(sam, ana);
		const again = await ana.reload();
		await world.pass(3000);
		expect(again.of('hello').map(({ position }) => position === null)).toEqual([false, true]);
		expect(again.store.documentUpdates()).toHaveLength(before);
		const image = JSON.stringify(again.store.snapshot());
		const third = await again.reload();
		await world.pass(3000);
		expect(third.of('hello').map(({ position }) => position === null)).toEqual([false]);
		expect(JSON.stringify(third.store.snapshot())).toBe(image);
		expect(appended(sam, again, third)).toBe(0);
		expectSame('answered', sam, third);
	});

	test('S3: an edit whose ack was lost before the log was cut is there once', async () => {
		world.meddle = (message, to) => (message.type === 'ack' && to === ana ? null : message);
		await ana.type('answered');
		expect(ana.status.waiting).toBe(1);
		ana.stop();
		world.meddle = (message) => message;
		for (let i = 0; i < 2; i++) {
			await churn(sam);
			await world.quiet();
		}
		expect((await kept()).cut).toBeGreaterThan(1);
		const { seq } = await kept();
		const again = await ana.reload();
		await world.pass(3000);
		expectSame('answered', sam, again);
		expect((await kept()).seq).toBe(seq);
	});

	test('S5: such an edit, if the snapshot lacks it, is given back', async () => {
		await sam.type('asked, ');
		const before = Y.encodeStateAsUpdate(sam.doc);
		world.meddle = (message, to) => (message.type === 'ack' && to === ana ? null : message);
		await ana.type('answered');
		for (const device of [sam, ana]) device.stop();
		world.meddle = (message) => message;
		for (let i = 0; i < 2; i++) await plant(world, { by: world.scene.sam, state: before });
		expect((await kept()).cut).toBe(2);
		const once = await ana.reload();
		await world.pass(3000);
		expect(once.status).toMatchObject({ waiting: 0, healed: true });
		const noa = await world.device(world.scene.sam, new MemoryRoomStore());
		expectSame('asked, answered', once, noa);
		clear(once);
		await world.pass(30_000);
		expect([appended(once), once.of('hello')]).toEqual([0, []]);
	});

	test('S3: an edit made while a device was away longer than the log is kept', async () => {
		ana.stop();
		ana.doc.getText('t').insert(0, 'written away');
		for (let i = 0; i < 2; i++) {
			await churn(sam);
			await world.quiet();
		}
		const again = await ana.reload();
		await world.pass(3000);
		expectSame('written away', sam, again);
		expect(again.status).toMatchObject({ healed: false, loss: null });
	});

	test('S11: what was held before a snapshot stays held when reading begins behind it', async () => {
		await smuggle({ kind: 99, critical: true });
		expect(sam.status.held).toBe(1);
		// Somebody whose build knows that kind makes the log shorter.
		await plant(world, { by: world.scene.ana, state: Y.encodeStateAsUpdate(ana.doc) });
		const again = await sam.reload();
		await world.pass(3000);
		expect(again.status).toMatchObject({ link: 'live', held: 1 });
		expect(again.store.snapshot().held).toMatchObject([{ seq: 1, why: 'kind' }]);
	});
});

describe('one that another makes while this device stays connected', () => {
	const nothing = () => Y.encodeStateAsUpdate(new Y.Doc());

	test('S5: is compared by everybody who may write, once, each at a time of its own; what it lacks is given back', async () => {
		await sam.type('asked, ');
		await ana.type('answered');
		const vik = await world.device(world.scene.vik);
		await world.pass(3000);
		clear(sam, ana, vik);
		expect(await offer(world, { by: world.scene.ana, state: nothing() })).toBe(true);
		expect(sam.of('hello').length + ana.of('hello').length).toBe(0);
		await world.pass(20_000);
		expect([sam, ana, vik].map((device) => device.of('hello').map(({ position }) => position))).toEqual([
			[null],
			[null],
			[]
		]);
		const noa = await world.device(world.scene.ana, new MemoryRoomStore());
		expectSame('asked, answered', sam, ana, vik, noa);
		clear(sam, ana, noa);
		await world.pass(60_000);
		expect([...sam.of('hello'), ...ana.of('hello'), ...noa.of('hello')]).toEqual([]);
		expect(appended(sam, ana, noa)).toBe(0);
	});

	test('S5: two of them do not make the relay forget anything', async () => {
		await sam.type('asked, ');
		await ana.type('answered');
		for (let i = 0; i < 2; i++)
			expect(await offer(world, { by: world.scene.ana, state: nothing() })).toBe(true);
		expect((await kept()).cut).toBe(2);
		await world.pass(30_000);
		for (const device of [sam, ana]) device.stop();
		const noa = await world.device(world.scene.ana, new MemoryRoomStore());
		expect(noa.text).toBe('asked, answered');
	});

	test('S14: of a good one nothing is appended, and it is not looked at again', async () => {
		await compacted();
		await world.pass(30_000);
		expectSame('asked, answered', sam, ana);
		clear(sam, ana);
		for (const device of [await sam.reload(), await ana.reload()]) {
			await world.pass(30_000);
			expect(device.of('hello').map(({ position }) => position === null)).toEqual([false]);
			expect(appended(device)).toBe(0);
		}
	});

	test('until then nobody is believed to have what it stands for', async () => {
		await sam.type('asked');
		ana.stop();
		await world.pass(2000);
		expect(await offer(world, { by: world.scene.ana, state: nothing() })).toBe(true);
		const held = sam.store.snapshot().snapshot;
		const noa = await world.device(world.scene.ana, new MemoryRoomStore());
		expect([noa.text, noa.of('delivered').length]).toEqual(['', 1]);
		expect(sam.about(noa)).toMatchObject({ undelivered: 1 });
		await world.pass(15_000);
		expect(sam.store.snapshot().snapshot).not.toEqual(held);
		expect(noa.text).toBe('asked');
		expect(sam.about(noa)).toMatchObject({ undelivered: 0, delivered: { all: true } });
	});
});

test('S5: a device makes none in place of another’s that it has not compared', async () => {
	await sam.type('a name');
	ana.stop();
	const { crypto } = world.scene;
	const random = crypto.random.bind(crypto);
	// The longest that a comparison waits: longer than it has to be quiet for a snapshot.
	vi.spyOn(crypto, 'random').mockImplementation((length) =>
		length === 1 ? Uint8Array.of(255) : random(length)
	);
	const noa = await world.device(world.scene.ana);
	await world.pass(3000);
	expect(await offer(world, { by: world.scene.ana, state: Y.encodeStateAsUpdate(new Y.Doc()) })).toBe(true);
	noa.stop();
	sam.forgetSince = world.clock.now();
	clear(sam);
	// Alone, so that it is its turn.
	await sam.type(' and more');
	await world.pass(60_000);
	const order = sam.sent.map(({ type }) => type).filter((type) => type === 'hello' || type === 'snapshot');
	expect(order).toEqual(['hello', 'snapshot', 'snapshot']);
});

describe('S9 S13', () => {
	test('no counter of a chunk or a receipt is one of the log, and none is used twice', async () => {
		ana.stop();
		sam.sync.setSeen(new Map([['journal', 'v1']]));
		await compacted();
		await churn(sam);
		await world.quiet();
		const headers = (kind: 'snapshot' | 'append') =>
			kind === 'snapshot'
				? sam.of(kind).map(({ chunk }) => decodeChunk(chunk)!.header)
				: sam.of(kind).map(({ entry }) => decodeEntry(entry)!.header);
		const names = headers('snapshot').map(({ session, counter }) => `${session}.${counter}`);
		expect(names.length).toBeGreaterThan(1);
		expect(new Set(names).size).toBe(names.length);
		const sessions = new Set(headers('append').map(({ session }) => session));
		expect(sessions).toEqual(new Set([sam.sync.counter.session]));
		expect(headers('snapshot').some(({ session }) => sessions.has(session))).toBe(false);
		const counters = headers('append').map(({ counter }) => counter);
		expect(counters).toEqual(counters.map((_, i) => i));
	});

	test('what was deleted is not in it, though an undo could bring it back here', async () => {
		const undo = new Y.UndoManager(sam.doc.getText('t'));
		await sam.type('Wilhelmina');
		undo.stopCapturing();
		sam.doc.getText('t').delete(0, 10);
		ana.stop();
		await churn(sam);
		await world.quiet();
		await churn(sam);
		await world.quiet();
		const noa = await world.device(world.scene.ana, new MemoryRoomStore());
		const rows = noa.store.documentUpdates().map((row) => Buffer.from(row));
		expect(rows.length).toBeGreaterThan(0);
		expect(rows.some((row) => row.includes('Wilhelmina'))).toBe(false);
		undo.undo();
		await world.settle();
		expect([sam.text, noa.text]).toEqual(['Wilhelmina', 'Wilhelmina']);
		undo.destroy();
	});

	test('nothing that was typed is in what the relay keeps of it', async () => {
		await sam.type('Wilhelmina');
		await churn(sam);
		await world.quiet();
		const { snapshots, seq } = await kept();
		expect(snapshots[0]?.seq).toBe(seq);
		const chunk = (await world.store.chunk(world.scene.chain.room, snapshots[0]!.digest, 0))!;
		expect(Buffer.from(chunk).includes('Wilhelmina')).toBe(false);
	});
});

describe('S5: a snapshot that does not hold loses nothing', () => {
	const state = () => Y.encodeStateAsUpdate(sam.doc);
	/** What was written, and what nobody wrote. */
	const forged = () => {
		const doc = new Y.Doc();
		Y.applyUpdate(doc, state());
		doc.getText('t').insert(0, 'FORGED ');
		return Y.encodeStateAsUpdate(doc);
	};
	/** A document in which nothing was ever written. */
	const nothing = () => Y.encodeStateAsUpdate(new Y.Doc());
	const other = () => {
		const { crypto, chain } = world.scene;
		return new Keyring(crypto, chain.room, new Map([[chain.epoch, crypto.random(32)]]));
	};

	beforeEach(async () => {
		await sam.type('asked, ');
		await ana.type('answered');
	});

	/** Everybody, also who comes with nothing, has what was written, and goes on. */
	async function expectNothingLost(): Promise<StillDevice> {
		await world.pass(3000);
		const noa = await world.device(world.scene.ana, new MemoryRoomStore());
		await world.pass(3000);
		expectSame('asked, answered', sam, ana, noa);
		await sam.type(' more');
		expectSame('asked, answered more', sam, ana, noa);
		return noa;
	}

	async function expectGoesOn(text: string): Promise<void> {
		const noa = await world.device(world.scene.ana, new MemoryRoomStore());
		await world.pass(3000);
		expectSame(text, sam, ana, noa);
	}

	const WRONG: readonly (readonly [string, () => Promise<Partial<Wish>> | Partial<Wish>])[] = [
		['that is cut short', () => ({ spoil: (chunks) => chunks.slice(0, 2) })],
		['of which a chunk is cut short', () => ({ spoil: ([a, b, c]) => [a!, b!.subarray(0, 200), c!] })],
		['with two chunks exchanged', () => ({ spoil: ([a, b, c]) => [a!, c!, b!] })],
		['with one chunk twice', () => ({ spoil: ([a, b]) => [a!, b!, b!] })],
		[
			'with a flipped bit',
			() => ({ spoil: (chunks) => chunks.map((chunk) => chunk.with(260, chunk[260]! ^ 1)) })
		],
		[
			'with another digest',
			() => ({ digest: 'made', spoil: (chunks) => chunks.map((c) => c.with(-1, c.at(-1)! ^ 1)) })
		],
		['by a viewer', () => ({ by: world.scene.vik })],
		['by nobody', () => ({ by: world.scene.mallory })],
		['signed by another', () => ({ context: { signer: world.scene.vik.device.signer } })],
		['of another room', () => ({ context: { room: otherRoom(world.scene.chain.room) } })],
		['under a key of another room', () => ({ context: { keyring: other() } })],
		['on another base', () => ({ context: { base: { seq: 2, hash: new Uint8Array(32) } } })],
		[
			'that says it covers less than the relay says',
			() => ({ context: { base: { seq: 1, hash: new Uint8Array(32) } } })
		],
		['with rubbish in a valid seal', () => ({ state: new Uint8Array(300).fill(255) })],
		['whose update is cut in the middle', () => ({ state: state().subarray(0, state().length - 5) })],
		['with a head of the chain that nobody knows', () => ({ context: { membership: new Uint8Array(32) } })],
		['of an epoch that nobody has the key of', () => ({ context: { epoch: 7, keyring: strangeKeyring() } })]
	];

	function strangeKeyring(): (typeof world.scene)['keyring'] {
		const { keyring, chain } = world.scene;
		return Object.assign(Object.create(keyring) as typeof keyring, {
			aead: (...[purpose, , device, session]: Parameters<typeof keyring.aead>) =>
				keyring.aead(purpose, chain.epoch, device, session)
		});
	}

	test.each(WRONG)('one %s, the first of its room', async (_, wish) => {
		await plant(world, { by: world.scene.ana, state: forged(), pieces: 3, ...(await wish()) });
		const noa = await expectNothingLost();
		expect([sam, ana, noa].map(({ status }) => status.healed)).toEqual([false, false, false]);
	});

	test.each(WRONG)('one %s, after a good one', async (_, wish) => {
		await plant(world, { by: world.scene.sam, state: state() });
		await plant(world, { by: world.scene.ana, state: forged(), pieces: 3, ...(await wish()) });
		await expectNothingLost();
	});

	test('two in a row, when the log behind them is gone: each gives back what it has', async () => {
		const rubbish = { by: world.scene.ana, state: Uint8Array.of(1, 2, 3) };
		await plant(world, rubbish);
		await plant(world, rubbish);
		expect(await kept()).toMatchObject({ bytes: expect.any(Number) as number, cut: 2 });
		await world.pass(5000);
		for (const device of [sam, ana]) {
			expect(device.status).toMatchObject({
				link: 'live',
				healed: true,
				problem: { kind: 'snapshot-unreadable' }
			});
		}
		const noa = await world.device(world.scene.ana, new MemoryRoomStore());
		await world.pass(5000);
		expect([sam.text, ana.text, noa.text, noa.stored]).toEqual(Array(4).fill('asked, answered'));
		// What they gave is not given again and again.
		clear(sam);
		const again = await sam.reload();
		await world.pass(5000);
		expect(appended(again)).toBe(0);
		expect(again.status.problem).toEqual({ kind: 'snapshot-unreadable' });
		const { snapshots } = await kept();
		await churn(again);
		await world.pass(60_000);
		expect((await kept()).snapshots).toEqual(snapshots);
	});

	test('one that covers the same as the good one before it: the next still takes their place', async () => {
		await plant(world, { by: world.scene.sam, state: state() });
		await plant(world, { by: world.scene.ana, state: Uint8Array.of(1, 2, 3) });
		await world.pass(5000);
		const names = async () => (await kept()).snapshots.map(({ digest }) => toHex(digest));
		const before = await names();
		sam.forgetSince = world.clock.now();
		await sam.type(' more');
		await world.pass(90_000);
		expect((await names()).filter((name) => before.includes(name))).toEqual([]);
		await expectGoesOn('asked, answered more');
	});

	test('S6: a new device that can read none says of nothing that it is there, and reads anew each time', async () => {
		for (let i = 0; i < 2; i++) await plant(world, { by: world.scene.sam, state: state() });
		await world.pass(5000);
		const store = new MemoryRoomStore();
		world.meddle = (message, to) =>
			message.type === 'chunk' && to.store === store
				? { ...message, chunk: message.chunk.with(-1, message.chunk.at(-1)! ^ 1) }
				: message;
		let vik = await world.device(world.scene.vik, store);
		await world.pass(5000);
		await sam.type(' more');
		await world.pass(5000);
		for (let load = 0; load < 2; load++) {
			expect(vik.text).not.toContain('asked');
			expect(vik.status).toMatchObject({ link: 'live', problem: { kind: 'snapshot-unreadable' } });
			expect(vik.of('delivered')).toEqual([]);
			expect(store.snapshot().cursor).toBeNull();
			vik = await vik.reload();
			await world.pass(5000);
		}
		expect(sam.about(vik)).toMatchObject({ delivered: null });
		world.meddle = (message) => message;
		vik = await vik.reload();
		await world.pass(5000);
		expectSame('asked, answered more', sam, ana, vik);
		expect(sam.about(vik)).toMatchObject({ delivered: { all: true }, undelivered: 0 });
	});

	test('an empty one, by an editor: who has more gives it back', async () => {
		for (let i = 0; i < 2; i++) await plant(world, { by: world.scene.ana, state: nothing() });
		expect((await kept()).cut).toBe(2);
		const noa = await expectNothingLost();
		expect([sam.status.healed || ana.status.healed, noa.status.healed]).toEqual([true, false]);
	});

	test('an old one, as of what came after it: who has more gives it back', async () => {
		const old = state();
		await sam.type(' and more');
		for (let i = 0; i < 2; i++) await plant(world, { by: world.scene.ana, state: old });
		const noa = await world.device(world.scene.ana, new MemoryRoomStore());
		await world.pass(3000);
		expectSame('asked, answered and more', sam, ana, noa);
	});

	test('an old one, of what it covers, with all that followed left out', async () => {
		const covers = await kept();
		const old = state();
		await sam.type(' and more');
		await plant(world, { by: world.scene.sam, state: old, covers });
		const { logId, seq, hash } = covers;
		world.meddle = (message) => {
			if (message.type === 'welcome') return { ...message, head: { logId, seq, hash } };
			return message.type === 'entries' && message.first > seq ? null : message;
		};
		for (const device of [sam, ana]) device.cut();
		await world.pass(5000);
		expect([sam.text, ana.text]).toEqual(Array(2).fill('asked, answered and more'));
		world.meddle = (message) => message;
		for (const device of [sam, ana]) device.cut();
		await world.pass(5000);
		expectSame('asked, answered and more', sam, ana);
	});

	test('S10: a chunk out of order, or one that nobody announced, ends the connection and no more', async () => {
		await plant(world, { by: world.scene.ana, state: state(), pieces: 3 });
		let meddled = 0;
		world.meddle = (message) => {
			if (message.type !== 'chunk' || message.index !== 1 || meddled > 0) return message;
			meddled += 1;
			return { ...message, index: 2 };
		};
		const noa = await world.device(world.scene.ana, new MemoryRoomStore());
		await world.pass(5000);
		expect(meddled).toBe(1);
		expect(noa.closes).toEqual([1006]);
		expect(noa.of('hello').map(({ distrust }) => distrust)).toEqual([null, null]);
		expectSame('asked, answered', sam, ana, noa);
	});
});
