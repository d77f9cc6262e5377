// What the members' devices prove to one another: that they have the log on their disks, and what was opened.

import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { decodeEntry, KIND } from '../../src/lib/core/protocol/entry.ts';
import { readDelivered, signDelivered } from '../../src/lib/core/protocol/delivered.ts';
import type { RelayMessage } from '../../src/lib/core/protocol/messages.ts';
import { sealReceipt, seenText } from '../../src/lib/core/sync/receipts.ts';
import { MemoryRoomStore } from '../support/memory-room-store.ts';
import { memoryRelayStore, restored } from '../support/relay-memory-store.ts';
import { otherRoom } from '../support/planted-snapshot.ts';
import { StillWorld } from '../support/still-world.ts';
import type { StillDevice } from '../support/still-world.ts';
import { newLogId } from '../../src/lib/core/ids.ts';

let world: StillWorld;
let sam: StillDevice;
let ana: StillDevice;

beforeEach(async () => {
	world = await StillWorld.open();
	sam = await world.device(world.scene.sam);
	ana = await world.device(world.scene.ana);
	await world.pass(2000);
});
afterEach(() => world.close());

const kept = async () => (await world.store.room(world.scene.chain.room))!;
/** How far a device said that it has the log, in order. */
const said = async (device: StillDevice): Promise<(number | undefined)[]> => {
	const { crypto } = world.scene;
	return Promise.all(
		device.of('delivered').map(async ({ statement }) => (await readDelivered(statement, crypto))?.seq)
	);
};
const clear = (...devices: StillDevice[]): void => devices.forEach((device) => (device.sent = []));
const at = (): number => world.clock.now();

describe('delivered', () => {
	test('is said within a second of an entry being stored, and only then', async () => {
		clear(ana);
		await sam.type('asked');
		expect(sam.about(ana)).toMatchObject({ delivered: { all: false }, undelivered: 1 });
		expect(ana.of('delivered')).toEqual([]);
		await world.pass(1000);
		expect(await said(ana)).toEqual([1]);
		expect(sam.about(ana)).toMatchObject({ delivered: { seq: 1, all: true, at: at() }, undelivered: 0 });
	});

	test('S6: not of an entry whose write failed', async () => {
		clear(ana);
		ana.store.failNext('quota');
		await sam.type('asked');
		await world.pass(250);
		expect(await said(ana)).toEqual([]);
		expect(sam.about(ana)).toMatchObject({ delivered: { all: false }, undelivered: 1 });
		await world.pass(4000);
		expect(await said(ana)).toEqual([1]);
		expect(sam.about(ana).undelivered).toBe(0);
	});

	test('many entries in a second are one word; no word is said twice', async () => {
		clear(ana, sam);
		for (const word of ['a', 'b', 'c', 'd']) await sam.type(word);
		await world.pass(1000);
		expect(await said(ana)).toEqual([4]);
		await world.pass(60_000);
		expect(await said(ana)).toEqual([4]);
		expect(await said(sam)).toEqual([4]);
	});

	test('S14: nothing is said anew at coming back, and nothing stored', async () => {
		await sam.type('asked');
		await world.pass(2000);
		const image = JSON.stringify(ana.store.snapshot());
		const again = await ana.reload();
		await world.pass(3000);
		expect(again.of('delivered')).toEqual([]);
		expect(again.of('receipt')).toEqual([]);
		expect(JSON.stringify(again.store.snapshot())).toBe(image);
		expect(again.about(sam)).toMatchObject({ delivered: { seq: 1, all: true }, undelivered: 0 });
	});

	test('counts what another lacks, also while the relay cannot be reached and after a restart', async () => {
		await sam.type('a');
		await world.pass(2000);
		ana.stop();
		await sam.type('b');
		await sam.type('c');
		await world.pass(3000);
		expect(sam.about(ana)).toMatchObject({ delivered: { seq: 1, all: false }, undelivered: 2 });
		const { at: told } = sam.about(ana).delivered!;
		await world.restartRelay();
		sam.cut();
		await sam.type('d');
		expect(sam.about(ana).undelivered).toBe(3);
		sam.stop();
		world.meddle = () => null;
		const again = await sam.reload();
		expect(again.status.link).not.toBe('live');
		expect(again.about(ana)).toMatchObject({ delivered: { seq: 1, all: false, at: told }, undelivered: 3 });
		world.meddle = (message) => message;
		again.cut();
		await world.pass(3000);
		await ana.start();
		await world.pass(3000);
		expect(ana.text).toBe('abcd');
		expect(again.about(ana)).toMatchObject({ delivered: { all: true }, undelivered: 0 });
		// For vik, who was never here, all in one.
		expect(again.store.snapshot().own).toEqual([{ seq: 4, edits: 4 }]);
	});

	test('by each of two others for themselves, a viewer too', async () => {
		const vik = await world.device(world.scene.vik);
		await world.pass(2000);
		ana.stop();
		await sam.type('a');
		await world.pass(2000);
		expect(sam.about(vik)).toMatchObject({ delivered: { seq: 1, all: true }, undelivered: 0 });
		expect(sam.about(ana)).toMatchObject({ delivered: { seq: 0, all: false }, undelivered: 1 });
		expect([...sam.status.others.keys()].sort()).toEqual([ana.member, vik.member].sort());
	});

	test('what one did not write is nothing that others lack', async () => {
		await ana.type('not sam’s');
		await world.pass(2000);
		expect(sam.about(ana)).toMatchObject({ undelivered: 0, delivered: { all: true } });
	});

	test('is void when the log is another one', async () => {
		await sam.type('a');
		await world.pass(2000);
		ana.stop();
		expect(sam.about(ana).delivered?.all).toBe(true);
		const freshId = () => newLogId((length) => world.scene.crypto.random(length));
		await world.restartRelay(memoryRelayStore(restored(world.backup(), freshId)));
		await world.pass(3000);
		expect(sam.status).toMatchObject({ link: 'live', loss: 'restored' });
		expect(sam.about(ana).delivered).toBeNull();
		await ana.start();
		await world.pass(3000);
		expect(sam.about(ana)).toMatchObject({ delivered: { seq: 1, all: true }, undelivered: 0 });
	});

	describe('S10: is not believed', () => {
		const lies: readonly (readonly [string, () => Promise<RelayMessage>])[] = [
			['about another log', () => lie({ logId: newLogId((length) => world.scene.crypto.random(length)) })],
			['about another room', () => lie({ room: otherRoom(world.scene.chain.room) })],
			['with another hash for an entry that is here', () => lie({ hash: new Uint8Array(32) })],
			['signed by another', () => lie({}, world.scene.vik.device.signer)],
			[
				'by a device that is no member’s',
				() => lie({ device: world.scene.mallory.id }, world.scene.mallory.device.signer)
			],
			[
				'about what is not there yet, until it is and is the same',
				() => lie({ seq: 3, hash: new Uint8Array(32) })
			],
			['that is no statement', async () => ({ type: 'delivered', statement: Uint8Array.of(1, 2, 3) })]
		];

		async function lie(
			change: Partial<Parameters<typeof signDelivered>[0]>,
			signer = world.scene.ana.device.signer
		): Promise<RelayMessage> {
			const { logId, seq, hash } = await kept();
			const { room } = world.scene.chain;
			const what = { room, logId, seq, hash, device: world.scene.ana.id, ...change };
			return { type: 'delivered', statement: await signDelivered(what, signer) };
		}

		test.each(lies)('%s', async (_, make) => {
			ana.stop();
			await sam.type('a');
			await sam.type('b');
			const message = await make();
			// In place of the next ping.
			world.meddle = (was, to) => (was.type === 'ping' && to === sam ? message : was);
			await world.pass(12_000);
			await sam.type('c');
			await world.pass(2000);
			expect(sam.about(ana)).toMatchObject({ delivered: { seq: 0, all: false }, undelivered: 3 });
			expect(sam.status.link).toBe('live');
		});

		test('about an entry whose hash is not known here, after a restart', async () => {
			ana.stop();
			for (const word of ['a', 'b', 'c', 'd']) {
				await sam.type(word);
				await world.pass(2000);
			}
			const { seq } = await kept();
			expect(seq).toBe(4);
			const statement = await lie({ seq: seq - 1, hash: new Uint8Array(32).fill(7) });
			const { statement: bytes } = statement as Extract<RelayMessage, { type: 'delivered' }>;
			world.meddle = (was) => (was.type === 'welcome' ? { ...was, delivered: [bytes] } : was);
			const again = await sam.reload();
			await world.pass(3000);
			expect(again.about(ana)).toMatchObject({ delivered: { seq: 0, all: false }, undelivered: 4 });
			expect(again.status.link).toBe('live');
		});

		test('but a true one is after a restart, and what was proven before stays so', async () => {
			await sam.type('a');
			await world.pass(2000);
			sam.stop();
			await ana.type('b');
			await world.pass(2000);
			ana.stop();
			const again = await sam.reload();
			await world.pass(3000);
			expect(again.about(ana)).toMatchObject({ delivered: { seq: 2, all: true }, undelivered: 0 });
			await again.type('c');
			const third = await again.reload();
			await world.pass(3000);
			expect(third.about(ana)).toMatchObject({ delivered: { seq: 2, all: false }, undelivered: 1 });
		});

		test('and a true one is', async () => {
			ana.stop();
			await sam.type('a');
			const message = await lie({});
			world.meddle = (was, to) => (was.type === 'ping' && to === sam ? message : was);
			await world.pass(12_000);
			expect(sam.about(ana).delivered).toMatchObject({ seq: 1, all: true });
		});
	});
});

describe('what was seen', () => {
	const seen = (...items: [string, string][]) => new Map(items);

	test('is told once, a little later, and shown with the time of each version', async () => {
		ana.sync.setSeen(seen(['journal', 'v1']));
		ana.sync.setSeen(seen(['journal', 'v1'], ['talk', 'w1']));
		await world.pass(3000);
		expect(ana.of('receipt')).toHaveLength(1);
		const first = sam.about(ana).seen;
		expect(first.get('journal')).toEqual({ version: 'v1', at: at() - 1000 });
		await world.pass(60_000);
		ana.sync.setSeen(seen(['journal', 'v1'], ['talk', 'w2']));
		await world.pass(3000);
		expect(sam.about(ana).seen.get('journal')).toEqual(first.get('journal'));
		expect(sam.about(ana).seen.get('talk')).toEqual({ version: 'w2', at: at() - 1000 });
		expect(ana.of('receipt')).toHaveLength(2);
	});

	test('S14: the same is not told again: not at the next change of mind, not after coming back', async () => {
		ana.sync.setSeen(seen(['a', '1'], ['b', '2']));
		await world.pass(3000);
		clear(ana);
		ana.sync.setSeen(seen(['b', '2'], ['a', '1']));
		await world.pass(3000);
		const again = await ana.reload();
		again.sync.setSeen(seen(['a', '1'], ['b', '2']));
		await world.pass(5000);
		expect([...ana.of('receipt'), ...again.of('receipt')]).toEqual([]);
		const image = JSON.stringify(sam.store.snapshot());
		const reader = await sam.reload();
		await world.pass(3000);
		expect(reader.about(again).seen.size).toBe(2);
		expect(JSON.stringify(reader.store.snapshot())).toBe(image);
	});

	test('survives a restart without a relay, with its time', async () => {
		ana.sync.setSeen(seen(['journal', 'v1']));
		await world.pass(3000);
		const before = sam.about(ana).seen;
		world.meddle = () => null;
		sam.cut();
		const again = await sam.reload();
		expect(again.status.link).not.toBe('live');
		expect(again.about(ana).seen).toEqual(before);
	});

	test('by a viewer too; never in the log; S13: no id or version in the clear', async () => {
		const vik = await world.device(world.scene.vik);
		vik.sync.setSeen(seen(['journal', 'version-of-it']));
		await world.pass(3000);
		const { entry } = vik.of('receipt')[0]!;
		expect(decodeEntry(entry)?.header).toMatchObject({ kind: KIND.receipt, device: world.scene.vik.id });
		expect(Buffer.from(entry).includes('version-of-it')).toBe(false);
		expect(sam.about(vik).seen.get('journal')?.version).toBe('version-of-it');
		expect((await kept()).seq).toBe(0);
	});

	test('switched off: an empty receipt once, and nothing where there was none', async () => {
		sam.sync.setSeen(null);
		ana.sync.setSeen(seen(['journal', 'v1']));
		await world.pass(3000);
		ana.sync.setSeen(null);
		await world.pass(3000);
		ana.sync.setSeen(null);
		const again = await ana.reload();
		again.sync.setSeen(null);
		await world.pass(3000);
		expect(sam.of('receipt')).toEqual([]);
		expect([ana.of('receipt').length, again.of('receipt').length]).toEqual([2, 0]);
		expect(sam.about(again).seen.size).toBe(0);
	});

	test('nothing is told by a page that was not asked to', async () => {
		ana.sync.setSeen(seen(['journal', 'v1']));
		await world.pass(3000);
		const again = await ana.reload();
		await world.pass(5000);
		expect(again.of('receipt')).toEqual([]);
		expect(sam.about(again).seen.size).toBe(1);
	});

	test('five hundred items and more: as many as fit, the first ones', async () => {
		const many = Array.from({ length: 700 }, (_, i): [string, string] => [
			`item-${String(i).padStart(7, '0')}`,
			'v'.repeat(22)
		]);
		ana.sync.setSeen(new Map(many));
		await world.pass(3000);
		const told = sam.about(ana).seen;
		expect(told.size).toBeGreaterThan(300);
		expect([...told.keys()].sort()).toEqual(many.slice(0, told.size).map(([id]) => id));
	});

	test('S3: receipts leave no gaps in the log’s counters, which every reader would keep', async () => {
		for (let i = 0; i < 4; i++) {
			ana.sync.setSeen(seen(['journal', `v${i}`]));
			await world.pass(3000);
			await ana.type('word ');
			await world.pass(2000);
		}
		expect(ana.of('receipt')).toHaveLength(4);
		const counters = ana.of('append').map(({ entry }) => decodeEntry(entry)!.header.counter);
		expect(counters).toEqual([0, 1, 2, 3]);
		expect(sam.store.snapshot().seen).toMatchObject([{ ranges: [0, 3] }]);
	});

	test('S11: refused, it is told again with the next connection', async () => {
		world.limits.receipt = 300;
		const again = await ana.reload();
		again.sync.setSeen(seen(['journal', 'a version of some length'], ['talk', 'another one of some length']));
		await world.pass(60_000);
		expect(again.of('receipt')).toHaveLength(1);
		// Whatever the reason: nothing that was written is concerned.
		const { session } = again.sync.aside;
		world.meddle = (was, to) =>
			was.type === 'ping' && to === again
				? { type: 'nack', session, counter: 0, code: 'role', retryable: false }
				: was;
		await world.pass(12_000);
		expect(again.status).toMatchObject({ link: 'live', problem: null });
		world.meddle = (message) => message;
		world.limits.receipt = 16 * 1024;
		again.cut();
		await world.pass(5000);
		expect(again.of('receipt')).toHaveLength(2);
		expect(sam.about(again).seen.size).toBe(2);
	});

	test('S10: another member, who has the room’s key too, cannot write one in her name', async () => {
		const { keyring, chain, vik } = world.scene;
		const { logId, seq, hash } = await kept();
		const context = {
			keyring,
			signer: vik.device.signer,
			room: chain.room,
			device: world.scene.ana.id,
			session: vik.session,
			logId,
			epoch: chain.epoch,
			membership: chain.head,
			base: { seq, hash }
		};
		const entry = await sealReceipt(context, seenText(seen(['journal', 'forged'])), 0);
		world.meddle = (was, to) => (was.type === 'ping' && to === sam ? { type: 'receipt', entry } : was);
		await world.pass(12_000);
		expect(sam.about(ana).seen.size).toBe(0);
		expect(sam.status.link).toBe('live');
	});

	describe('S10: an earlier receipt that the relay shows again undoes nothing', () => {
		const replayed = (entry: Uint8Array): RelayMessage => ({ type: 'receipt', entry });

		beforeEach(async () => {
			for (const said of [seen(['journal', 'v1']), seen(['journal', 'v2'])]) {
				ana.sync.setSeen(said);
				await world.pass(3000);
			}
		});

		test('what was switched off stays so, after a restart too', async () => {
			ana.sync.setSeen(null);
			await world.pass(3000);
			const [first, , off] = ana.of('receipt').map(({ entry }) => entry);
			expect(sam.about(ana).seen.size).toBe(0);
			world.meddle = (was, to) => (was.type === 'ping' && to === sam ? replayed(first!) : was);
			await world.pass(12_000);
			expect(sam.about(ana).seen.size).toBe(0);
			world.meddle = (was) => (was.type === 'welcome' ? { ...was, receipts: [first!] } : was);
			const again = await sam.reload();
			await world.pass(3000);
			expect(again.about(ana).seen.size).toBe(0);
			expect(again.status.link).toBe('live');
			world.meddle = (was, to) => (was.type === 'ping' && to === again ? replayed(off!) : was);
			await world.pass(12_000);
			expect(again.about(ana).seen.size).toBe(0);
		});

		test('an earlier version of an item is not shown in place of a later one', async () => {
			const [first] = ana.of('receipt');
			world.meddle = (was, to) => (was.type === 'ping' && to === sam ? replayed(first!.entry) : was);
			await world.pass(12_000);
			expect(sam.about(ana).seen.get('journal')?.version).toBe('v2');
		});

		test.each([
			['', false],
			[', also when the relay has lost what it had of it', true]
		])('what is told by a clock that was set back counts all the same%s', async (_, isLost) => {
			const now = world.clock.now.bind(world.clock);
			const { clock } = ana.sync.options;
			const again = await ana.reload();
			Object.assign(again.sync.options, {
				clock: { ...clock, after: clock.after.bind(clock), now: () => now() - 1e9 }
			});
			if (isLost) {
				world.meddle = (was) => (was.type === 'welcome' ? { ...was, receipts: [] } : was);
				again.cut();
				await world.pass(3000);
			}
			again.sync.setSeen(seen(['journal', 'v3']));
			await world.pass(5000);
			expect(sam.about(again).seen.get('journal')?.version).toBe('v3');
		});
	});

	test('S10: a receipt of another room’s key, or altered, changes nothing', async () => {
		ana.sync.setSeen(seen(['journal', 'v1']));
		await world.pass(3000);
		world.meddle = (message) =>
			message.type === 'receipt' ? { ...message, entry: message.entry.slice().fill(7, 190, 194) } : message;
		ana.sync.setSeen(seen(['journal', 'v2']));
		await world.pass(3000);
		expect(sam.about(ana).seen.get('journal')?.version).toBe('v1');
		expect(sam.status.link).toBe('live');
	});

	test('a new device is told what the others have seen and stored', async () => {
		await sam.type('asked');
		ana.sync.setSeen(seen(['journal', 'v1']));
		await world.pass(3000);
		const later = await world.device(world.scene.vik, new MemoryRoomStore());
		await world.pass(3000);
		expect(later.about(ana)).toMatchObject({ delivered: { seq: 1 }, undelivered: 0 });
		expect(later.about(ana).seen.get('journal')?.version).toBe('v1');
	});
});
