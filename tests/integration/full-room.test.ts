// A room whose quota is used up, with devices that go on writing: a snapshot makes room, nothing is lost, nobody is stuck.

import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { toHex } from '../../src/lib/core/bytes.ts';
import { decodeEntry } from '../../src/lib/core/protocol/entry.ts';
import { decodeChunk } from '../../src/lib/core/protocol/snapshot.ts';
import { MemoryRoomStore } from '../support/memory-room-store.ts';
import { StillWorld } from '../support/still-world.ts';
import type { StillDevice } from '../support/still-world.ts';
import { seededRandom } from '../support/sync-crypto.ts';

const ROOM = 256_000;
const OWNERS = 16_000;

let world: StillWorld;
let sam: StillDevice;
let ana: StillDevice;
let scrap: (bytes: number) => string;

const open = async (limits: Parameters<typeof StillWorld.open>[0]): Promise<void> => {
	world = await StillWorld.open({ entry: 8192, room: ROOM, ownerShare: OWNERS, ...limits });
	sam = await world.device(world.scene.sam);
	ana = await world.device(world.scene.ana);
};

beforeEach(() => {
	const random = seededRandom('scraps');
	scrap = (bytes) => toHex(random(bytes / 2));
});
afterEach(() => world.close());

const kept = async () => (await world.store.room(world.scene.chain.room))!;
const isFull = ({ status }: StillDevice): boolean => status.problem?.kind === 'quota';

/** Writes something and takes it out again: the log grows, the document does not. */
async function scribble(device: StillDevice): Promise<void> {
	const scraps = device.doc.getText('scraps');
	scraps.insert(0, scrap(6000));
	await world.settle();
	scraps.delete(0, scraps.length);
	await world.settle();
}

/** Until the relay has no room for more of it. */
async function fill(device: StillDevice): Promise<void> {
	for (let i = 0; !isFull(device); i++) {
		expect(i).toBeLessThan(100);
		await scribble(device);
		await world.pass(250);
	}
}

/** All of them, and somebody new, have the same, and nothing waits. */
async function expectSame(...devices: StillDevice[]): Promise<void> {
	const noa = await world.device(world.scene.ana, new MemoryRoomStore());
	for (const device of [...devices, noa]) {
		expect(device.status).toMatchObject({ link: 'live', waiting: 0, held: 0, refused: 0, problem: null });
		expect([device.text, device.stored]).toEqual([sam.text, sam.text]);
		expect(Y.equalSnapshots(Y.snapshot(device.doc), Y.snapshot(sam.doc))).toBe(true);
	}
	expect(noa.store.snapshot().parts).toEqual([]);
}

describe('S11: a full room', () => {
	beforeEach(() => open({}));

	test('is free again soon, though its document is a quarter of it and both go on writing', async () => {
		for (const device of [sam, ana]) for (let i = 0; i < 8; i++) await device.type(scrap(4000));
		for (let second = 0; second < 240; second++) {
			const device = second % 2 ? ana : sam;
			await scribble(device);
			if (second % 10 === 0) await device.type(`${second} `);
			await world.pass(1000);
		}
		expect((await kept()).cut).toBeGreaterThan(0);
		await world.pass(180_000);
		await expectSame(sam, ana);
		for (let second = 0; second < 240; second += 10) expect(sam.text).toContain(`${second} `);
		// Not one for every edit that was refused.
		const begun = [sam, ana].flatMap((device) =>
			device.of('snapshot').filter(({ chunk }) => decodeChunk(chunk)!.header.part === 0)
		);
		expect(begun.length).toBeLessThanOrEqual(30);
	});

	test('with a change in parts of which only some got in: who begins with the snapshot has all of it', async () => {
		await sam.type('begun, ');
		await fill(ana);
		const { seq } = await kept();
		await sam.type(scrap(40_000));
		await world.pass(1000);
		// There would be room for the first of them.
		expect([isFull(sam), (await kept()).seq]).toEqual([true, seq]);
		const bytes = sam.of('append').at(-6)!.entry;
		const { device, session, counter, part } = decodeEntry(bytes)!.header;
		expect(part).toBe(0);
		await world.store.append([{ room: world.scene.chain.room, device, session, counter, bytes }]);
		await world.restartRelay();
		await world.pass(180_000);
		expect((await kept()).snapshots.length).toBeGreaterThan(0);
		await expectSame(sam, ana);
		// Nobody waits for parts that never come: the next snapshot can be made.
		await ana.type('ended');
		await fill(sam);
		await world.pass(180_000);
		await expectSame(sam, ana);
	});

	test('an edit that is in the snapshot and waits is in the log later, once, under the same name', async () => {
		await fill(ana);
		const waiting = ana.of('append').at(-1)!.entry;
		const { seq } = await kept();
		await world.pass(60_000);
		const room = await kept();
		expect(room.snapshots[0]?.seq).toBe(seq);
		const page = await world.store.entriesAfter(world.scene.chain.room, seq, 1_000_000);
		expect(page?.entries.filter((entry) => toHex(entry) === toHex(waiting))).toHaveLength(1);
		await expectSame(sam, ana);
	});

	test('that may be less than its document is by now has a snapshot taken all the same: it is smaller than the log', async () => {
		for (let i = 0; i < 10; i++) await sam.type(scrap(6000));
		await scribble(sam);
		world.limits.room = 40_000;
		await sam.type('one more');
		await world.pass(30_000);
		expect(isFull(sam)).toBe(true);
		expect((await kept()).snapshots).toHaveLength(1);
		world.limits.room = ROOM;
		await world.pass(60_000);
		await expectSame(sam, ana);
	});

	test('whose document leaves no room for more gets no more than one snapshot for nothing', async () => {
		for (let i = 0; !isFull(sam); i++) {
			expect(i).toBeLessThan(100);
			await sam.type(scrap(6000));
			await world.pass(250);
		}
		await world.pass(600_000);
		const before = sam.of('snapshot').length;
		await world.pass(1_800_000);
		expect(sam.status).toMatchObject({ problem: { kind: 'quota' } });
		expect(sam.of('snapshot')).toHaveLength(before);
	});
});

describe('a snapshot that is too large for the relay', () => {
	test('is not sent again with every connection', async () => {
		await open({ room: 2 ** 30, snapshot: 4096 });
		await sam.type(scrap(6000));
		for (let i = 0; i < 20; i++) await scribble(sam);
		ana.stop();
		await world.quiet();
		const chunks = sam.of('snapshot').length;
		expect(chunks).toBeGreaterThan(0);
		for (let i = 0; i < 5; i++) {
			sam.cut();
			await world.pass(11_000);
		}
		expect(sam.of('snapshot')).toHaveLength(chunks);
		// What the relay takes may have changed.
		world.limits.snapshot = 2 ** 20;
		await world.pass(60_000);
		sam.cut();
		await world.quiet();
		expect((await kept()).snapshots).toHaveLength(1);
	});
});
