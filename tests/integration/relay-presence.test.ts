import { describe, expect, test } from 'vitest';
import { CLOSE } from '../../src/lib/core/protocol/close.ts';
import { crypto } from '../support/relay-peer.ts';
import { join, samAndAna } from '../support/relay-scenes.ts';
import { memoryWorld, WORLDS } from '../support/relay-world.ts';

describe.each(WORLDS)('presence %s', (_, openWorld) => {
	test('goes to the others as it came, under the sender`s connection, and never back', async () => {
		const world = await openWorld();
		const { sam, ana, chain } = await samAndAna();
		const one = await join(world, sam, chain);
		const two = await join(world, ana, chain);
		const three = await join(world, ana, chain);
		const payload = crypto.random(300);
		two.peer.send({ type: 'ephemeral', payload });
		const expected = { type: 'ephemeral', connection: two.welcome.connection, payload };
		expect(await one.peer.take('ephemeral')).toEqual(expected);
		expect(await three.peer.take('ephemeral')).toEqual(expected);
		two.peer.send({ type: 'append', entry: await ana.seal(chain, two.welcome.head.logId) });
		await two.peer.take('ack');
		await world.stop();
	});

	test('that is too large is dropped, and nothing else happens', async () => {
		const world = await openWorld({ limits: { ephemeral: 100 } });
		const { sam, ana, chain } = await samAndAna();
		const one = await join(world, sam, chain);
		const two = await join(world, ana, chain);
		two.peer.send({ type: 'ephemeral', payload: crypto.random(101) });
		const fits = crypto.random(100);
		two.peer.send({ type: 'ephemeral', payload: fits });
		expect((await one.peer.take('ephemeral')).payload).toEqual(fits);
		await world.stop();
	});

	test('ends with the connection: the others are told', async () => {
		const world = await openWorld();
		const { sam, ana, chain } = await samAndAna();
		const one = await join(world, sam, chain);
		const two = await join(world, ana, chain);
		await world.leave(two.peer);
		expect(await one.peer.take('peer-left')).toMatchObject({ connection: two.welcome.connection });
		expect((await join(world, ana, chain)).welcome.peers).toEqual([
			{ connection: one.welcome.connection, device: sam.id }
		]);
		await world.stop();
	});

	test('of one room is not heard in another', async () => {
		const world = await openWorld();
		const [mine, theirs] = [await samAndAna(), await samAndAna()];
		const one = await join(world, mine.sam, mine.chain);
		const other = await join(world, theirs.sam, theirs.chain);
		const two = await join(world, mine.ana, mine.chain);
		expect(two.welcome.peers).toHaveLength(1);
		two.peer.send({ type: 'ephemeral', payload: crypto.random(10) });
		two.peer.send({ type: 'append', entry: await mine.ana.seal(mine.chain, two.welcome.head.logId) });
		await one.peer.take('ephemeral');
		await one.peer.take('entries');
		expect(other.peer.untaken).toEqual([]);
		await world.stop();
	});
});

describe('time', () => {
	test('a connection that says no hello is closed after ten seconds', async () => {
		const world = await memoryWorld();
		const peer = await world.open();
		world.clock.advance(9_999);
		peer.send({ type: 'ping' });
		await new Promise(setImmediate);
		world.clock.advance(1);
		expect(await peer.closed).toMatchObject({ code: CLOSE.notAuthenticated });
		expect(world.clock.pending).toBe(0);
	});

	test('one that answers pings stays, one that is silent for half a minute is cut off', async () => {
		const world = await memoryWorld();
		const { sam, ana, chain } = await samAndAna();
		const alive = await join(world, sam, chain);
		const silent = await join(world, ana, chain);
		for (let seconds = 0; seconds < 30; seconds += 10) {
			alive.peer.send({ type: 'ping' });
			world.clock.advance(10_000);
			expect(world.load.connections).toBe(2);
		}
		alive.peer.send({ type: 'ping' });
		world.clock.advance(10_000);
		expect(await silent.peer.closed).toMatchObject({ code: CLOSE.slowReader });
		expect(await alive.peer.take('peer-left')).toMatchObject({ connection: silent.welcome.connection });
		await world.stop();
		expect(world.clock.pending).toBe(0);
	});
});
