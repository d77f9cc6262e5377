// A device's word that it has the log on its own disk, and how it reaches the others.

import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { toBase64url } from '../../src/lib/core/bytes.ts';
import type { LogId } from '../../src/lib/core/ids.ts';
import { CLOSE } from '../../src/lib/core/protocol/close.ts';
import { memoryRelayStore } from '../support/relay-memory-store.ts';
import { crypto } from '../support/relay-peer.ts';
import { logScene } from '../support/relay-log-scene.ts';
import type { LogScene } from '../support/relay-log-scene.ts';
import { join, samAndAna } from '../support/relay-scenes.ts';
import type { Joined } from '../support/relay-scenes.ts';
import { memoryWorld, WORLDS } from '../support/relay-world.ts';

describe.each(WORLDS)('delivered %s', (_, openWorld) => {
	let scene: LogScene;
	let ana: Joined;
	beforeEach(async () => {
		scene = await logScene(openWorld, { role: 'viewer' });
		await scene.append(4);
		ana = await joinAgain();
	});
	afterEach(() => scene.world.stop());

	const joinAgain = () => join(scene.world, scene.ana, scene.chain, { position: scene.positions[4]! });
	const say = async (seq: number, change: object = {}) => {
		const statement = await scene.ana.delivered(scene.chain, { ...scene.positions[seq]!, ...change });
		ana.peer.send({ type: 'delivered', statement });
		return statement;
	};

	test('reaches the others as it was signed, a viewer`s too, and not its author', async () => {
		const statement = await say(3);
		expect(await scene.peer.take('delivered')).toEqual({ type: 'delivered', statement });
		expect(ana.peer.untaken).toEqual([]);
	});

	test('the latest of each device is in every welcome, the device`s own too, also after a restart', async () => {
		await say(1);
		const latest = await say(4);
		await scene.peer.take('delivered');
		await scene.peer.take('delivered');
		const { welcome } = await join(scene.world, scene.sam, scene.chain);
		expect(welcome.delivered).toEqual([latest]);
		expect((await joinAgain()).welcome.delivered).toEqual([latest]);
		await scene.world.stop();
		const world = await openWorld({ store: scene.store });
		expect((await join(world, scene.sam, scene.chain)).welcome.delivered).toEqual([latest]);
		await world.stop();
	});

	test.each([
		['less than before', (): [number, object] => [2, {}]],
		['the same again', (): [number, object] => [3, {}]],
		['another log', (): [number, object] => [4, { logId: toBase64url(crypto.random(16)) as LogId }]],
		['another hash', (): [number, object] => [4, { hash: crypto.random(32) }]],
		['more than there is', (): [number, object] => [4, { seq: 5 }]]
	])('S7: one about %s is passed over', async (_what, what) => {
		const first = await say(3);
		await scene.peer.take('delivered');
		const before = scene.store.snapshot();
		await say(...what());
		const marker = await say(4);
		expect((await scene.peer.take('delivered')).statement).toEqual(marker);
		expect(marker).not.toEqual(first);
		const { reports } = before.get(scene.chain.room)!;
		expect([...reports.values()].map(({ bytes }) => bytes)).toEqual([first]);
	});

	test('S14: the same said again on the next connection stores nothing and tells nobody', async () => {
		await say(4);
		await scene.peer.take('delivered');
		await scene.world.leave(ana.peer);
		await scene.peer.take('peer-left');
		ana = await joinAgain();
		const before = scene.store.snapshot();
		await say(4);
		await scene.world.leave(ana.peer);
		await scene.peer.take('peer-left');
		expect(scene.store.snapshot()).toBe(before);
	});

	test('S10: one by another device, about another room, with another signature or cut short is a 4400', async () => {
		const other = await samAndAna();
		const good = await scene.ana.delivered(scene.chain, scene.positions[4]!);
		const bad = [
			await scene.sam.delivered(scene.chain, scene.positions[4]!),
			await scene.ana.delivered(other.chain, scene.positions[4]!),
			await scene.ana.delivered(scene.chain, scene.positions[4]!, scene.sam.device),
			good.with(60, good[60]! ^ 1),
			good.slice(0, -1),
			new Uint8Array(0)
		];
		for (const statement of bad) {
			const { peer } = await joinAgain();
			peer.send({ type: 'delivered', statement });
			expect(await peer.closed).toMatchObject({ code: CLOSE.malformed });
			await scene.peer.take('peer-left');
		}
		expect(scene.peer.untaken).toEqual([]);
	});
});

describe('delivered, and the commits that it shares', () => {
	test('costs no commit of its own while appends are under way, and delays no ack', async () => {
		const store = memoryRelayStore();
		const batches: [entries: number, reports: number][] = [];
		const counted = {
			...store,
			append: (...[entries, reports = []]: Parameters<typeof store.append>) => {
				batches.push([entries.length, reports.length]);
				return store.append(entries, reports);
			}
		};
		const scene = await logScene(memoryWorld, {}, counted);
		await scene.append(3);
		const { peer } = await join(scene.world, scene.ana, scene.chain, { position: scene.positions[3]! });
		batches.length = 0;
		const statement = await scene.ana.delivered(scene.chain, scene.positions[3]!);
		const entry = await scene.sam.seal(scene.chain, scene.welcome.head.logId);
		peer.send({ type: 'delivered', statement });
		await new Promise<void>((resolve) => queueMicrotask(resolve));
		scene.peer.send({ type: 'append', entry });
		expect((await scene.peer.takeEither('ack', 'delivered')).type).toBe('ack');
		await scene.peer.take('delivered');
		expect(batches).toEqual([[1, 1]]);
		await scene.world.stop();
	});

	test('S1: is passed on only when it is on disk; when the store fails its device is to come again', async () => {
		const store = memoryRelayStore();
		const scene = await logScene(memoryWorld, {}, store);
		await scene.append(1);
		const { peer } = await join(scene.world, scene.ana, scene.chain, { position: scene.positions[1]! });
		store.failNext(new Error('disk full'));
		peer.send({ type: 'delivered', statement: await scene.ana.delivered(scene.chain, scene.positions[1]!) });
		expect(await peer.closed).toMatchObject({ code: CLOSE.tryLater });
		expect(await scene.peer.take('peer-left')).toBeTruthy();
		expect(scene.peer.untaken).toEqual([]);
		await scene.world.stop();
	});

	test('S15: of many that a slow reader would get too late it gets the latest', async () => {
		const scene = await logScene(memoryWorld, { limits: { highWater: 2000 } });
		await scene.append(50);
		const link = scene.world.link(scene.peer);
		const { peer } = await join(scene.world, scene.ana, scene.chain, { position: scene.positions[50]! });
		link.stalled = true;
		let latest = new Uint8Array(0);
		for (const at of scene.positions.slice(1)) {
			latest = new Uint8Array(await scene.ana.delivered(scene.chain, at));
			peer.send({ type: 'delivered', statement: latest });
			await new Promise(setImmediate);
		}
		const before = scene.peer.untaken.length;
		expect(before).toBeLessThan(20);
		expect(link.buffered).toBeLessThan(2500);
		link.stalled = false;
		link.drain();
		expect(scene.peer.untaken).toHaveLength(before + 1);
		for (let i = 0; i < before; i++) await scene.peer.take('delivered');
		expect((await scene.peer.take('delivered')).statement).toEqual(latest);
		await scene.world.stop();
	});

	test('S2: one that is said while another device comes in is in its welcome or follows it', async () => {
		const store = memoryRelayStore();
		const entered = Promise.withResolvers<null>();
		const released = Promise.withResolvers<null>();
		let isSlow = false;
		const slow = {
			...store,
			reports: async (room: Parameters<typeof store.reports>[0]) => {
				const read = await store.reports(room);
				if (isSlow) {
					isSlow = false;
					entered.resolve(null);
					await released.promise;
				}
				return read;
			}
		};
		const scene = await logScene(memoryWorld, {}, slow);
		await scene.append(2);
		const ana = await join(scene.world, scene.ana, scene.chain, { position: scene.positions[2]! });
		isSlow = true;
		const peer = await scene.world.open();
		await scene.sam.hello(peer, scene.chain, scene.world.origin);
		await entered.promise;
		const statement = await scene.ana.delivered(scene.chain, scene.positions[2]!);
		ana.peer.send({ type: 'delivered', statement });
		await scene.peer.take('delivered');
		released.resolve(null);
		expect((await peer.take('welcome')).delivered).toEqual([statement]);
		await scene.world.stop();
	});
});
