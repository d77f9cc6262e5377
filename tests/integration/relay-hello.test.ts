import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { CLOSE } from '../../src/lib/core/protocol/close.ts';
import { stateNext } from '../../src/lib/core/protocol/membership.ts';
import { encodeClientMessage } from '../../src/lib/core/protocol/messages.ts';
import { memoryRelayStore } from '../support/relay-memory-store.ts';
import { crypto, TestDevice } from '../support/relay-peer.ts';
import { join, makeInvite, samAndAna } from '../support/relay-scenes.ts';
import { WORLDS } from '../support/relay-world.ts';
import type { World } from '../support/relay-world.ts';

describe.each(WORLDS)('hello %s', (_, openWorld) => {
	let world: World;
	beforeEach(async () => {
		world = await openWorld();
	});
	afterEach(() => world.stop());

	test('the challenge comes first, fresh every time, with limits and the time', async () => {
		const [one, two] = [await world.open(), await world.open()];
		const [first, second] = [await one.take('challenge'), await two.take('challenge')];
		expect(first.nonce).not.toEqual(second.nonce);
		expect(first.nonce).toHaveLength(32);
		expect(first.limits.entry).toBeGreaterThan(64 * 1024);
		expect(first.now).toBeGreaterThan(1_600_000_000_000);
	});

	test('a chain creates the room; its members come back without one', async () => {
		const { sam, ana, chain } = await samAndAna();
		const { welcome } = await join(world, sam, chain);
		expect(welcome).toMatchObject({ role: 'owner', from: 0, snapshot: null, peers: [], head: { seq: 0 } });
		expect(welcome.chain).toEqual(chain.statements);
		const again = await join(world, ana, chain, { proof: { kind: 'none' } });
		expect(again.welcome).toMatchObject({ role: 'editor', head: welcome.head });
		expect(again.welcome.peers).toEqual([{ connection: welcome.connection, device: sam.id }]);
	});

	test('two that create one room at the same time are in the same one', async () => {
		const { sam, ana, chain } = await samAndAna();
		const [one, two] = await Promise.all([join(world, sam, chain), join(world, ana, chain)]);
		expect(one.welcome.head).toEqual(two.welcome.head);
		expect(world.load).toEqual({ rooms: 1, connections: 2 });
	});

	test('a room that is not here is a 4404', async () => {
		const { sam, chain } = await samAndAna();
		const peer = await world.open();
		await sam.hello(peer, chain, world.origin, { proof: { kind: 'none' } });
		expect(await peer.closed).toMatchObject({ code: CLOSE.noSuchRoom });
	});

	test('a device that is no member is a 4403 that says so', async () => {
		const { sam, chain } = await samAndAna();
		await join(world, sam, chain);
		const stranger = await TestDevice.create();
		for (const proof of [{ kind: 'none' as const }, { kind: 'chain' as const, chain: chain.statements }]) {
			const peer = await world.open();
			await stranger.hello(peer, chain, world.origin, { proof });
			expect(await peer.closed).toEqual({ code: CLOSE.notAllowed, reason: 'not-a-member' });
		}
	});

	test('nobody creates a room of which they are no member', async () => {
		const { chain } = await samAndAna();
		const stranger = await TestDevice.create();
		const peer = await world.open();
		await stranger.hello(peer, chain, world.origin);
		expect(await peer.closed).toEqual({ code: CLOSE.notAllowed, reason: 'not-a-member' });
		expect(world.logged.map(({ event }) => event)).not.toContain('room-created');
	});

	test('nobody creates a room under an id that is not its genesis', async () => {
		const [mine, theirs] = [await samAndAna(), await samAndAna()];
		const peer = await world.open();
		const proof = { kind: 'chain' as const, chain: mine.chain.statements };
		await mine.sam.hello(peer, theirs.chain, world.origin, { proof });
		expect(await peer.closed).toMatchObject({ code: CLOSE.malformed });
	});

	test.each([
		['another key', async () => ({ signAs: (await TestDevice.create()).device })],
		['an old challenge', async () => ({ nonce: crypto.random(32) })]
	])('a hello signed by %s is a 4401', async (_what, options) => {
		const { sam, chain } = await samAndAna();
		const peer = await world.open();
		await sam.hello(peer, chain, world.origin, await options());
		expect(await peer.closed).toMatchObject({ code: CLOSE.notAuthenticated });
	});

	test('a hello that was meant for another relay is a 4401', async () => {
		const { sam, chain } = await samAndAna();
		const peer = await world.open();
		await sam.hello(peer, chain, 'https://relay.evil.example');
		expect(await peer.closed).toMatchObject({ code: CLOSE.notAuthenticated });
	});

	test('S7: a member brings back what a restored relay has forgotten of the chain, and all who are there learn it', async () => {
		const { sam, ana, chain } = await samAndAna();
		const { peer } = await join(world, sam, chain);
		const { statement, chain: longer } = await makeInvite(chain, sam);
		const { welcome } = await join(world, ana, longer);
		expect(welcome.chain).toEqual(longer.statements);
		expect((await peer.take('statement')).statement).toEqual(statement);
		const shorter = await join(world, ana, chain);
		expect(shorter.welcome.chain).toEqual(longer.statements);
	});

	test('S7: two branches of a chain are a 4409', async () => {
		const { sam, chain } = await samAndAna();
		await join(world, sam, (await makeInvite(chain, sam)).chain);
		const other = (await makeInvite(chain, sam)).chain;
		const peer = await world.open();
		await sam.hello(peer, other, world.origin);
		expect(await peer.closed).toMatchObject({ code: CLOSE.fork });
	});

	test('a longer chain with a forged statement is refused and changes nothing', async () => {
		const { sam, ana, chain } = await samAndAna();
		await join(world, sam, chain);
		const body = { kind: 'revoke-invite' as const, author: sam.id, invite: [...chain.invites.keys()][0]! };
		const forged = await stateNext(chain, body, [ana.device.signer]);
		const peer = await world.open();
		await ana.hello(peer, chain, world.origin, {
			proof: { kind: 'chain', chain: [...chain.statements, forged] }
		});
		expect(await peer.closed).toMatchObject({ code: CLOSE.malformed });
		const { welcome } = await join(world, ana, chain, { proof: { kind: 'none' } });
		expect(welcome.chain).toEqual(chain.statements);
	});

	test.each([
		['nothing', new Uint8Array(0)],
		['an unknown type', Uint8Array.of(200, 1, 2)],
		['a type that is not a device`s', Uint8Array.of(64)],
		['a hello that ends early', encodeClientMessage({ type: 'ping' }).fill(1)],
		['a ping with something behind it', Uint8Array.of(5, 0)],
		['an append before the hello', Uint8Array.of(2, 0)],
		['a megabyte of noise', crypto.random(1024 * 1024)]
	])('S10: %s closes that connection with 4400 and touches no other', async (_what, frame) => {
		const { sam, chain } = await samAndAna();
		const other = await join(world, sam, chain);
		const peer = await world.open();
		await peer.take('challenge');
		peer.sendRaw(frame);
		expect(await peer.closed).toMatchObject({ code: CLOSE.malformed });
		other.peer.send({ type: 'append', entry: await sam.seal(chain, other.welcome.head.logId) });
		expect(await other.peer.take('ack')).toMatchObject({ seq: 1 });
	});

	test('a second hello is a 4400', async () => {
		const { sam, chain } = await samAndAna();
		const peer = await world.open();
		const recorded: Uint8Array[] = [];
		const send = peer.send.bind(peer);
		peer.send = (message) => {
			recorded.push(encodeClientMessage(message));
			send(message);
		};
		await sam.hello(peer, chain, world.origin);
		await peer.take('welcome');
		peer.sendRaw(recorded[0]!);
		expect(await peer.closed).toMatchObject({ code: CLOSE.malformed });
	});

	test('an idle room costs nothing: with the last one it leaves memory', async () => {
		const { sam, ana, chain } = await samAndAna();
		const one = await join(world, sam, chain);
		const two = await join(world, ana, chain);
		expect(world.load.rooms).toBe(1);
		await world.leave(one.peer);
		expect(world.load.rooms).toBe(1);
		await world.leave(two.peer);
		expect(world.load).toEqual({ rooms: 0, connections: 0 });
	});
});

describe.each(WORLDS)('%s', (_, openWorld) => {
	test('S14: coming and going without an edit stores nothing', async () => {
		const store = memoryRelayStore();
		const world = await openWorld({ store });
		const { sam, ana, chain } = await samAndAna();
		await world.leave((await join(world, sam, chain)).peer);
		const before = store.snapshot();
		for (const device of [sam, ana, sam]) await world.leave((await join(world, device, chain)).peer);
		expect(store.snapshot()).toBe(before);
		await world.stop();
	});

	test('more connections than the relay takes are told to come later', async () => {
		const world = await openWorld({ limits: { connections: 1 } });
		const one = await world.open();
		await one.take('challenge');
		const two = await world.open();
		expect(await two.closed).toMatchObject({ code: CLOSE.tryLater });
		await world.stop();
	});

	test('a chain that is longer than the relay takes is refused before it is checked', async () => {
		const world = await openWorld({ limits: { invites: 1 } });
		const { sam, ana, chain } = await samAndAna();
		const longer = (await makeInvite(chain, sam)).chain;
		const peer = await world.open();
		await sam.hello(peer, longer, world.origin);
		expect(await peer.closed).toEqual({ code: CLOSE.malformed, reason: 'chain too long' });
		await join(world, sam, chain);
		const later = await world.open();
		await ana.hello(later, longer, world.origin);
		expect(await later.closed).toEqual({ code: CLOSE.malformed, reason: 'chain too long' });
		await world.stop();
	});

	test('a store that fails during hello closes with "try later" and the next attempt succeeds', async () => {
		const store = memoryRelayStore();
		const world = await openWorld({ store });
		const { sam, chain } = await samAndAna();
		store.failNext(new Error('disk'));
		const peer = await world.open();
		await sam.hello(peer, chain, world.origin);
		expect(await peer.closed).toMatchObject({ code: CLOSE.tryLater });
		expect((await join(world, sam, chain)).welcome.role).toBe('owner');
		await world.stop();
	});

	test('S13: what is logged names no room, no device and no address', async () => {
		const world = await openWorld();
		const { sam, ana, chain } = await samAndAna();
		const { peer } = await join(world, sam, chain);
		const { invite } = await makeInvite(chain, sam);
		await world.leave(peer);
		const log = JSON.stringify(world.logged);
		expect(log).toContain('room-created');
		for (const secret of [chain.room, sam.id, ana.id, invite.id, '127.0.0.1', chain.room.slice(0, 8)])
			expect(log).not.toContain(secret);
		await world.stop();
	});
});
