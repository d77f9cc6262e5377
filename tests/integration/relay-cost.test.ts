// What a stranger can make the relay do with little: nobody who presents a long chain, or names a room that has one,
// gets more work for it than it takes to turn them away.

import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { nodeVerifier } from '../../server/crypto.ts';
import { CLOSE } from '../../src/lib/core/protocol/close.ts';
import type { Chain } from '../../src/lib/core/protocol/membership.ts';
import { memoryRelayStore } from '../support/relay-memory-store.ts';
import type { MemoryRelayStore } from '../support/relay-memory-store.ts';
import { TestDevice } from '../support/relay-peer.ts';
import type { RelayPeer } from '../support/relay-peer.ts';
import { join, makeInvite, samAndAna } from '../support/relay-scenes.ts';
import { memoryWorld } from '../support/relay-world.ts';
import type { MemoryWorld } from '../support/relay-world.ts';

let store: MemoryRelayStore;
let world: MemoryWorld;
let sam: TestDevice;
/** With 64 invites in it. */
let chain: Chain;
let verified: number;

beforeEach(async () => {
	verified = 0;
	store = memoryRelayStore();
	world = await memoryWorld({
		store,
		crypto: {
			...nodeVerifier,
			verify: (...signed) => {
				verified += 1;
				return nodeVerifier.verify(...signed);
			}
		}
	});
	sam = await TestDevice.create();
	chain = await sam.found();
	for (let i = 0; i < 64; i++) ({ chain } = await makeInvite(chain, sam));
});
afterEach(() => world.stop());

const closing = async (peer: RelayPeer) => (await peer.closed).code;

test('a room that is loaded again is not verified again, whoever asks for it', async () => {
	await world.leave((await join(world, sam, chain)).peer);
	verified = 0;
	const peer = await world.open();
	await (await TestDevice.create()).hello(peer, chain, world.origin, { proof: { kind: 'none' } });
	expect(await closing(peer)).toBe(CLOSE.notAllowed);
	expect(world.load.rooms).toBe(0);
	// The hello's own.
	expect(verified).toBe(1);
	expect((await join(world, sam, chain)).welcome.chain).toEqual(chain.statements);
});

test('a stored chain that is damaged is not served', async () => {
	const { statements } = chain;
	const damaged = [...statements.slice(0, 5), ...statements.slice(6)];
	await store.createRoom({
		room: chain.room,
		logId: 'AAAAAAAAAAAAAAAAAAAAAA' as never,
		chain: damaged,
		created: 1
	});
	const peer = await world.open();
	await sam.hello(peer, chain, world.origin, { proof: { kind: 'none' } });
	expect(await closing(peer)).toBe(CLOSE.tryLater);
});

describe('no signature of a presented chain is checked', () => {
	test('that is not of the room', async () => {
		const other = await sam.found();
		const peer = await world.open();
		await sam.hello(peer, other, world.origin, { proof: { kind: 'chain', chain: chain.statements } });
		expect(await closing(peer)).toBe(CLOSE.malformed);
		expect(verified).toBe(1);
	});

	test('that the device does not occur in, be the room known or not', async () => {
		const stranger = await TestDevice.create();
		const turnedAway = async () => {
			verified = 0;
			const peer = await world.open();
			await stranger.hello(peer, chain, world.origin);
			expect(await peer.closed).toEqual({ code: CLOSE.notAllowed, reason: 'not-a-member' });
			expect(verified).toBe(1);
		};
		await turnedAway();
		const { peer } = await join(world, sam, chain, {
			proof: { kind: 'chain', chain: chain.statements.slice(0, 1) }
		});
		await turnedAway();
		expect(peer.untaken).toEqual([]);
	});
});

test('while a long chain is checked, everything else has its turns', async () => {
	const turnsUntilWelcome = async (known: number) => {
		if (known > 0) {
			const proof = { kind: 'chain' as const, chain: chain.statements.slice(0, known) };
			await join(world, sam, chain, { proof });
		}
		const peer = await world.open();
		await sam.hello(peer, chain, world.origin);
		let turns = 0;
		while (!peer.untaken.includes('welcome')) {
			await new Promise(setImmediate);
			turns += 1;
		}
		return turns;
	};
	expect(await turnsUntilWelcome(0)).toBeGreaterThan(3);
	await world.stop();
	world = await memoryWorld();
	expect(await turnsUntilWelcome(1)).toBeGreaterThan(3);
});

test('S7: what a member brings back is stored at once, all of it or nothing', async () => {
	const { ana, sam: owner, chain: short } = await samAndAna();
	const { peer } = await join(world, owner, short);
	let longer = short;
	for (let i = 0; i < 3; i++) ({ chain: longer } = await makeInvite(longer, owner));
	const forged = longer.statements.map((bytes, i) => (i === 5 ? bytes.with(-1, bytes.at(-1)! ^ 1) : bytes));
	const refused = await world.open();
	await ana.hello(refused, short, world.origin, { proof: { kind: 'chain', chain: forged } });
	expect(await closing(refused)).toBe(CLOSE.malformed);
	expect(await store.chain(short.room)).toEqual(short.statements);
	expect(peer.untaken).toEqual([]);
	await join(world, ana, longer);
	for (const statement of longer.statements.slice(3))
		expect((await peer.take('statement')).statement).toEqual(statement);
});
