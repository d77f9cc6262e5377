import { beforeEach, describe, expect, test } from 'vitest';
import type { LogId } from '../../src/lib/core/ids.ts';
import { CLOSE } from '../../src/lib/core/protocol/close.ts';
import { crypto } from '../support/relay-peer.ts';
import type { RelayPeer } from '../support/relay-peer.ts';
import { join, samAndAna } from '../support/relay-scenes.ts';
import type { Joined } from '../support/relay-scenes.ts';
import { memoryWorld } from '../support/relay-world.ts';

type Scene = Awaited<ReturnType<typeof samAndAna>>;

const append = (peer: RelayPeer, entry: Uint8Array) => peer.send({ type: 'append', entry });

describe('S15: a reader that does not read', () => {
	const limits = { page: 1000, highWater: 3000, buffer: 20_000 };
	let world: Awaited<ReturnType<typeof memoryWorld>>;
	let scene: Scene;
	let sam: Joined;
	let logId: LogId;
	beforeEach(async () => {
		world = await memoryWorld({ limits });
		scene = await samAndAna();
		sam = await join(world, scene.sam, scene.chain);
		logId = sam.welcome.head.logId;
	});
	const appendAll = async (count: number) => {
		const entries: Uint8Array[] = [];
		for (let i = 0; i < count; i++) {
			entries.push(await scene.sam.seal(scene.chain, logId));
			append(sam.peer, entries.at(-1)!);
			await sam.peer.take('ack');
		}
		return entries;
	};

	test('is sent a bounded part of a replay, and the rest as it reads on', async () => {
		const entries = await appendAll(60);
		const peer = await world.open();
		const link = world.link(peer);
		await scene.ana.hello(peer, scene.chain, world.origin);
		link.stalled = true;
		await peer.take('welcome');
		const log: Uint8Array[] = [];
		while (log.length < 60) {
			const page = await peer.take('entries');
			expect(page.first).toBe(log.length + 1);
			log.push(...page.entries);
			expect(link.buffered).toBeLessThan(limits.highWater + 2 * limits.page);
			if (peer.untaken.length === 0) link.drain();
		}
		expect(log).toEqual(entries);
	});

	test('delays nobody, holds a bounded buffer, and loses nothing when it reads on', async () => {
		const ana = await join(world, scene.ana, scene.chain);
		const link = world.link(ana.peer);
		link.stalled = true;
		const entries = await appendAll(100);
		expect(link.buffered).toBeLessThan(limits.highWater + 2 * limits.page);
		link.stalled = false;
		link.drain();
		const log: Uint8Array[] = [];
		while (log.length < 100) {
			const page = await ana.peer.take('entries');
			expect(page.first).toBe(log.length + 1);
			log.push(...page.entries);
		}
		expect(log).toEqual(entries);
	});

	test('gets the acks of its own entries in their place', async () => {
		const ana = await join(world, scene.ana, scene.chain);
		const link = world.link(ana.peer);
		link.stalled = true;
		await appendAll(30);
		append(ana.peer, await scene.ana.seal(scene.chain, logId));
		await sam.peer.take('entries');
		await appendAll(2);
		expect(ana.peer.untaken).not.toContain('ack');
		link.stalled = false;
		link.drain();
		let told = 0;
		while (told < 31) {
			const page = await ana.peer.take('entries');
			told += page.entries.length;
		}
		expect(await ana.peer.take('ack')).toMatchObject({ seq: 31 });
	});

	test('is cut off with 4508 when what cannot wait is too much, and the others hear that it left', async () => {
		const ana = await join(world, scene.ana, scene.chain);
		world.link(ana.peer).stalled = true;
		for (let i = 0; i < 2000 && ana.peer.untaken.length < 1000; i++)
			append(ana.peer, await scene.ana.seal(scene.chain, logId, { epoch: 9 }));
		expect(await ana.peer.closed).toMatchObject({ code: CLOSE.slowReader });
		await sam.peer.take('peer-left');
	});

	test('is spared presence that it would only get too late', async () => {
		const ana = await join(world, scene.ana, scene.chain);
		const link = world.link(ana.peer);
		link.stalled = true;
		for (let i = 0; i < 50; i++) sam.peer.send({ type: 'ephemeral', payload: crypto.random(500) });
		await appendAll(1);
		expect(link.buffered).toBeLessThan(limits.highWater + 2 * limits.page);
	});
});

describe('many readers that do not read', () => {
	const READERS = 20;
	const OWN_MARK = 20_000;
	let world: Awaited<ReturnType<typeof memoryWorld>>;
	let peers: RelayPeer[];
	let entries: Uint8Array[];
	const start = async (backlog: number) => {
		world = await memoryWorld({ limits: { page: 1000, highWater: OWN_MARK, buffer: 100_000, backlog } });
		const { sam, ana, chain } = await samAndAna();
		const { peer, welcome } = await join(world, sam, chain);
		entries = await Promise.all(
			Array.from({ length: 80 }, (_, counter) => sam.seal(chain, welcome.head.logId, { counter }))
		);
		for (const entry of entries) {
			append(peer, entry);
			await peer.take('ack');
		}
		await world.leave(peer);
		peers = await Promise.all(Array.from({ length: READERS }, () => world.open()));
		for (const reader of peers) {
			world.link(reader).stalled = true;
			await ana.hello(reader, chain, world.origin);
			await reader.take('welcome');
		}
		await new Promise(setImmediate);
	};
	const waiting = () => peers.reduce((sum, peer) => sum + world.link(peer).buffered, 0);
	/** Everybody is there and says so, but nobody reads. */
	const passSeconds = async (seconds: number, meanwhile: () => void = () => undefined) => {
		for (let at = 0; at < seconds; at += 10) {
			for (const peer of peers) peer.send({ type: 'ping' });
			meanwhile();
			await new Promise(setImmediate);
			world.clock.advance(10_000);
		}
	};

	test('S15: take no more together than the relay has for all, and lose nothing', async () => {
		await start(5000);
		expect(waiting()).toBeLessThan((READERS * OWN_MARK) / 4);
		const logs = peers.map((): Uint8Array[] => []);
		while (logs.some((log) => log.length < entries.length)) {
			for (const [i, peer] of peers.entries()) {
				world.link(peer).drain();
				await new Promise(setImmediate);
				while (peer.untaken.includes('entries')) {
					const page = await peer.takeEither('entries', 'peer-left');
					if (page.type === 'entries') logs[i]!.push(...page.entries);
				}
			}
			expect(waiting()).toBeLessThan((READERS * OWN_MARK) / 4);
		}
		for (const log of logs) expect(log).toEqual(entries);
	});

	test('S15: are cut off while that is used up; one that takes a little now and then is not', async () => {
		await start(5000);
		const [slow, ...stuck] = peers;
		await passSeconds(60, () => world.link(slow!).drain());
		expect(await stuck[0]!.closed).toMatchObject({ code: CLOSE.slowReader });
		expect(await Promise.race([slow!.closed, Promise.resolve('there')])).toBe('there');
	});

	test('stay as long as there is room for them', async () => {
		await start(10_000_000);
		expect(waiting()).toBeGreaterThan((READERS * OWN_MARK) / 2);
		await passSeconds(60);
		expect(world.load.connections).toBe(READERS);
	});
});
