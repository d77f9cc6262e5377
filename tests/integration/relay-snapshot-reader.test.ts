// What a device is told and sent that comes to a room whose log was compacted.

import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { toBase64url } from '../../src/lib/core/bytes.ts';
import type { LogId } from '../../src/lib/core/ids.ts';
import { CLOSE } from '../../src/lib/core/protocol/close.ts';
import { memoryRelayStore, restored } from '../support/relay-memory-store.ts';
import { crypto } from '../support/relay-peer.ts';
import { logScene, sendChunks, takeChunks, takeTail } from '../support/relay-log-scene.ts';
import type { LogScene } from '../support/relay-log-scene.ts';
import { FAR_FUTURE, join, knock, makeInvite } from '../support/relay-scenes.ts';
import { memoryWorld, WORLDS } from '../support/relay-world.ts';
import type { MemoryWorld } from '../support/relay-world.ts';

const limits = { page: 600 };

describe.each(WORLDS)('reading %s', (_, openWorld) => {
	let scene: LogScene;
	beforeEach(async () => {
		scene = await logScene(openWorld, { limits });
		await scene.append(8);
	});
	afterEach(() => scene.world.stop());

	const joinAt = (seq: number) =>
		join(scene.world, scene.ana, scene.chain, { position: scene.positions[seq]! });

	test('without a snapshot a welcome names none, and all of the log is tail', async () => {
		const ana = await join(scene.world, scene.ana, scene.chain);
		const tail = scene.entries.reduce((sum, { length }) => sum + length, 0);
		expect(ana.welcome).toMatchObject({ from: 0, snapshot: null, former: [], tail });
		expect(await takeTail(ana)).toEqual(scene.entries);
	});

	test('S5: whoever has the log to a place that is kept goes on there, and is told of the snapshot', async () => {
		await scene.compact(3);
		const { digest } = await scene.compact(6);
		for (const seq of [3, 5, 6, 8]) {
			const ana = await joinAt(seq);
			expect(ana.welcome).toMatchObject({ from: seq, snapshot: { seq: 6, digest } });
			expect(await takeTail(ana)).toEqual(scene.entries.slice(seq));
			await scene.world.leave(ana.peer);
		}
	});

	test('S5: whoever stands before the cut, or has another log, begins with the newest snapshot', async () => {
		await scene.compact(3);
		const { chunks } = await scene.compact(6, { sizes: [500, 600, 700] });
		const strange = [
			scene.positions[0]!,
			scene.positions[2]!,
			{ ...scene.positions[7]!, hash: crypto.random(32) },
			{ ...scene.positions[7]!, logId: toBase64url(crypto.random(16)) as LogId },
			{ ...scene.positions[8]!, seq: 9 }
		];
		for (const position of strange) {
			const ana = await join(scene.world, scene.ana, scene.chain, { position });
			expect(ana.welcome.from).toBe(6);
			expect(await takeChunks(ana)).toEqual(chunks);
			expect(await takeTail(ana)).toEqual(scene.entries.slice(6));
			await scene.world.leave(ana.peer);
		}
	});

	test('S5: when nothing is behind the snapshot, its last chunk is the end', async () => {
		await scene.compact(8, { sizes: [100, 100] });
		const ana = await join(scene.world, scene.ana, scene.chain);
		expect(ana.welcome).toMatchObject({ from: 8, head: { seq: 8 }, tail: 0 });
		await takeChunks(ana);
		await scene.append(1);
		expect(await ana.peer.take('entries')).toMatchObject({ first: 9, entries: [scene.entries[8]] });
	});

	test('S4: what is appended while chunks are sent comes behind them, and so do acks', async () => {
		const { chunks } = await scene.compact(4, { sizes: [900, 900, 900] });
		const ana = await join(scene.world, scene.ana, scene.chain);
		const own = await scene.ana.seal(scene.chain, scene.welcome.head.logId);
		ana.peer.send({ type: 'append', entry: own });
		ana.peer.send({ type: 'append', entry: own });
		expect(await takeChunks(ana)).toEqual(chunks);
		expect(await takeTail(ana)).toEqual(scene.entries.slice(4));
		const next = await ana.peer.takeEither('ack', 'entries');
		if (next.type === 'entries') expect(next.entries).toEqual([own]);
		if (next.type === 'entries') await ana.peer.take('ack');
		expect(await ana.peer.take('ack')).toMatchObject({ seq: 9 });
	});

	describe('S5: a snapshot that a device cannot believe', () => {
		const distrusting = (distrust: Uint8Array) => join(scene.world, scene.ana, scene.chain, { distrust });

		test('has the one before it in its place', async () => {
			const first = await scene.compact(3, { sizes: [50, 50] });
			const second = await scene.compact(6);
			const ana = await distrusting(second.digest);
			expect(ana.welcome).toMatchObject({ from: 3, snapshot: { seq: 3, digest: first.digest } });
			expect(await takeChunks(ana)).toEqual(first.chunks);
			expect(await takeTail(ana)).toEqual(scene.entries.slice(3));
		});

		test('has the whole log in its place when it is the only one', async () => {
			const { digest } = await scene.compact(6);
			const ana = await distrusting(digest);
			expect(ana.welcome).toMatchObject({ from: 0, snapshot: null });
			expect(await takeTail(ana)).toEqual(scene.entries);
		});

		test('and is not the newest (any more) changes nothing', async () => {
			const first = await scene.compact(3);
			const second = await scene.compact(6);
			for (const digest of [first.digest, crypto.random(32)]) {
				const ana = await distrusting(digest);
				expect(ana.welcome).toMatchObject({ from: 6, snapshot: { digest: second.digest } });
				await scene.world.leave(ana.peer);
			}
		});
	});

	test('an invitee is told of no snapshot, and sends none', async () => {
		await scene.compact(6);
		scene.peer.send({
			type: 'receipt',
			entry: await scene.sam.seal(scene.chain, scene.positions[0]!.logId, { kind: 3 })
		});
		const { invite, statement, chain } = await makeInvite(scene.chain, scene.sam, { expires: FAR_FUTURE });
		scene.peer.send({ type: 'statement', statement, box: new Uint8Array(80) });
		await scene.peer.take('statement');
		const peer = await knock(scene.world, await newDevice(), chain, invite);
		const welcome = await peer.take('welcome');
		const nothing = { snapshot: null, former: [], tail: 0, keptSince: 0, delivered: [], receipts: [] };
		expect(welcome).toMatchObject({ role: 'invitee', from: 8, ...nothing });
		const made = await scene.snapshot(8);
		sendChunks(peer, made);
		expect(await peer.closed).toMatchObject({ code: CLOSE.malformed });
		expect(peer.untaken).toEqual([]);
	});
	const newDevice = async () => (await import('../support/relay-peer.ts')).TestDevice.create();
});

describe('S7: a store that was restored from a backup', () => {
	const next = toBase64url(new Uint8Array(16).fill(7)) as LogId;
	let scene: LogScene<MemoryWorld>;
	let world: MemoryWorld;
	beforeEach(async () => {
		scene = await logScene(memoryWorld);
		await scene.append(6);
		await scene.compact(4);
		await scene.world.stop();
		world = await memoryWorld({ store: memoryRelayStore(restored(scene.store.snapshot(), () => next)) });
	});
	afterEach(() => world.stop());

	test('knows nobody`s place, names the log that was, and offers its snapshot as it is', async () => {
		const position = scene.positions[6]!;
		const ana = await join(world, scene.ana, scene.chain, { position });
		const { logId } = position;
		expect(ana.welcome).toMatchObject({
			head: { logId: next, seq: 6 },
			from: 4,
			former: [{ logId, until: 6 }],
			snapshot: { logId, seq: 4, hash: scene.positions[4]!.hash }
		});
		expect(ana.welcome.head.hash).not.toEqual(position.hash);
		await takeChunks(ana);
		expect(await takeTail(ana)).toEqual(scene.entries.slice(4));
		const again = await join(world, scene.ana, scene.chain, { position: ana.welcome.head });
		expect(again.welcome.from).toBe(6);
	});

	test('takes entries and snapshots of the new log only', async () => {
		const { peer, welcome } = await join(world, scene.sam, scene.chain);
		await peer.take('chunk');
		await peer.take('entries');
		const { logId } = scene.positions[0]!;
		peer.send({ type: 'append', entry: await scene.sam.seal(scene.chain, logId) });
		expect(await peer.take('nack')).toMatchObject({ code: 'log' });
		sendChunks(peer, await scene.snapshot(6));
		expect(await peer.take('snapshot-refused')).toMatchObject({ code: 'log' });
		const made = await scene.sam.snapshot(scene.chain, {
			at: welcome.head,
			previous: welcome.snapshot!.digest
		});
		sendChunks(peer, made);
		expect(await peer.take('snapshot')).toMatchObject({ seq: 6, digest: made.digest });
	});
});

describe('since when everything is kept', () => {
	let scene: LogScene<MemoryWorld>;
	beforeEach(async () => {
		scene = await logScene(memoryWorld);
		await scene.append(2);
	});
	afterEach(() => scene.world.stop());

	const keptSince = async () => {
		const { peer, welcome } = await join(scene.world, scene.ana, scene.chain);
		await scene.world.leave(peer);
		await scene.peer.take('peer-left');
		return welcome.keptSince;
	};
	const later = () => {
		scene.world.clock.advance(5000);
		return scene.world.clock.now();
	};

	test('is when the room was made, until two snapshots stand for what came before', async () => {
		const made = scene.world.clock.now();
		expect(await keptSince()).toBe(made);
		const first = later();
		await scene.compact(2);
		expect(await keptSince()).toBe(made);
		const second = later();
		await scene.compact(2);
		expect(await keptSince()).toBe(first);
		later();
		await scene.compact(2);
		expect(await keptSince()).toBe(second);
	});

	test('is not the moment of a snapshot behind which older entries lie', async () => {
		const made = scene.world.clock.now();
		later();
		await scene.append(1);
		later();
		await scene.compact(2);
		await scene.compact(3);
		expect(await keptSince()).toBe(made);
		const end = later();
		await scene.compact(3);
		await scene.compact(3);
		expect(await keptSince()).toBe(end);
	});
});

describe('S15: a reader that does not read', () => {
	const bounds = { page: 1000, highWater: 3000, buffer: 50_000 };
	let scene: LogScene<MemoryWorld>;
	beforeEach(async () => {
		scene = await logScene(memoryWorld, { limits: bounds });
		await scene.append(5);
	});
	afterEach(() => scene.world.stop());

	const stalled = async () => {
		const peer = await scene.world.open();
		const link = scene.world.link(peer);
		link.stalled = true;
		await scene.ana.hello(peer, scene.chain, scene.world.origin);
		return { peer, link, welcome: await peer.take('welcome') };
	};
	const settled = () => new Promise(setImmediate);

	test('is sent a bounded part of a snapshot, and the rest as it reads on', async () => {
		const { chunks } = await scene.compact(5, { sizes: Array.from({ length: 40 }, () => 1000) });
		const { peer, link } = await stalled();
		const taken: Uint8Array[] = [];
		while (taken.length < chunks.length) {
			await settled();
			expect(link.buffered).toBeLessThan(bounds.highWater + 2 * 1400);
			while (peer.untaken.length > 0) taken.push((await peer.take('chunk')).chunk);
			link.drain();
		}
		expect(taken).toEqual(chunks);
	});

	test('S4: has nothing overtake its chunks: neither what others append nor the ack of an own retry', async () => {
		const own = await scene.ana.seal(scene.chain, scene.welcome.head.logId);
		const first = await join(scene.world, scene.ana, scene.chain, { position: scene.positions[5]! });
		first.peer.send({ type: 'append', entry: own });
		const { seq, hash } = await first.peer.take('ack');
		await scene.world.leave(first.peer);
		scene.positions.push({ logId: scene.welcome.head.logId, seq, hash });
		await scene.peer.take('entries');
		await scene.peer.take('peer-left');
		const { chunks } = await scene.compact(6, { sizes: Array.from({ length: 8 }, () => 1000) });
		const { peer, link } = await stalled();
		await settled();
		peer.send({ type: 'append', entry: own });
		// The network has taken something, and nobody has been told yet.
		link.buffered = 0;
		await scene.append(1);
		await settled();
		const seen: string[] = [];
		while (seen.length < chunks.length + 2) {
			while (peer.untaken.length > 0) {
				const [type] = peer.untaken;
				seen.push(type!);
				await peer.take(type as 'chunk');
			}
			link.drain();
			await settled();
		}
		const [one, two] = seen.slice(chunks.length);
		expect(seen.slice(0, chunks.length)).toEqual(chunks.map(() => 'chunk'));
		expect([one, two].sort()).toEqual(['ack', 'entries']);
	});

	test('S5: is told to come again when the snapshot that it reads is gone', async () => {
		await scene.compact(5, { sizes: Array.from({ length: 40 }, () => 1000) });
		const { peer, link } = await stalled();
		await settled();
		await scene.compact(5);
		await scene.compact(5);
		link.drain();
		expect(await peer.closed).toMatchObject({ code: CLOSE.tryLater });
		expect(scene.world.logged.map(({ event }) => event)).not.toContain('store-failed');
	});

	test('S4: is told to come again when the entries that it lacks are gone', async () => {
		await scene.append(40);
		const { peer, link } = await stalled();
		await settled();
		await scene.compact(45);
		await scene.compact(45);
		link.drain();
		expect(await peer.closed).toMatchObject({ code: CLOSE.tryLater });
		const again = await join(scene.world, scene.ana, scene.chain);
		expect(again.welcome).toMatchObject({ from: 45, snapshot: { seq: 45 } });
	});
});
