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
		for (let i = 0; i < 2000 && ana.peer.untaken.length < 400; i++)
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
