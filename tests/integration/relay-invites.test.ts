import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { CLOSE } from '../../src/lib/core/protocol/close.ts';
import { stateNext } from '../../src/lib/core/protocol/membership.ts';
import type { Chain } from '../../src/lib/core/protocol/membership.ts';
import { memoryRelayStore } from '../support/relay-memory-store.ts';
import type { MemoryRelayStore } from '../support/relay-memory-store.ts';
import { crypto, TestDevice } from '../support/relay-peer.ts';
import { extended, join, knock, makeInvite, redeem } from '../support/relay-scenes.ts';
import type { Invite, Joined } from '../support/relay-scenes.ts';
import { memoryWorld, WORLDS } from '../support/relay-world.ts';
import type { MemoryWorld, World } from '../support/relay-world.ts';

const box = crypto.random(60);
const GONE = new Uint8Array(0);

describe.each(WORLDS)('invites %s', (_, openWorld) => {
	let store: MemoryRelayStore;
	let world: World;
	let sam: TestDevice;
	let ana: TestDevice;
	let owner: Joined;
	/** With one invite in it. */
	let chain: Chain;
	let invite: Invite;
	beforeEach(async () => {
		store = memoryRelayStore();
		world = await openWorld({ store });
		sam = await TestDevice.create();
		ana = await TestDevice.create();
		const founded = await sam.found();
		owner = await join(world, sam, founded);
		const made = await makeInvite(founded, sam);
		({ chain, invite } = made);
		owner.peer.send({ type: 'statement', statement: made.statement, box });
		expect((await owner.peer.take('statement')).statement).toEqual(made.statement);
	});
	afterEach(() => world.stop());

	/** Redeems as one does and returns the longer chain. */
	async function redeemed(device: TestDevice): Promise<Chain> {
		const peer = await knock(world, device, chain, invite);
		await peer.take('welcome');
		const statement = await redeem(chain, invite, device);
		peer.send({ type: 'statement', statement, box: null });
		await peer.take('statement');
		await peer.take('box');
		await world.leave(peer);
		await owner.peer.take('statement');
		return extended(chain, statement);
	}

	test('an invitee is shown the chain and nothing else, redeems, and is given the box', async () => {
		const entry = await sam.seal(chain, owner.welcome.head.logId);
		owner.peer.send({ type: 'append', entry });
		await owner.peer.take('ack');
		const peer = await knock(world, ana, chain, invite);
		const welcome = await peer.take('welcome');
		expect(welcome).toMatchObject({ role: 'invitee', peers: [], from: 1, head: { seq: 1 } });
		expect(welcome.chain).toEqual(chain.statements);
		const statement = await redeem(chain, invite, ana);
		peer.send({ type: 'statement', statement, box: null });
		expect((await peer.take('statement')).statement).toEqual(statement);
		expect(await peer.take('box')).toEqual({ type: 'box', invite: invite.id, box });
		expect((await owner.peer.take('statement')).statement).toEqual(statement);
		const member = await join(world, ana, await extended(chain, statement), { proof: { kind: 'none' } });
		expect(member.welcome.role).toBe('editor');
		expect((await member.peer.take('entries')).entries).toEqual([entry]);
	});

	test('S16: of two devices that redeem at once one wins, the other is told that the invite is used', async () => {
		const rival = await TestDevice.create();
		const [one, two] = await Promise.all([ana, rival].map((device) => knock(world, device, chain, invite)));
		await Promise.all([one!.take('welcome'), two!.take('welcome')]);
		one!.send({ type: 'statement', statement: await redeem(chain, invite, ana), box: null });
		two!.send({ type: 'statement', statement: await redeem(chain, invite, rival), box: null });
		const answers = await Promise.all([one!, two!].map((peer) => peer.takeEither('statement', 'denied')));
		expect(answers.map(({ type }) => type).sort()).toEqual(['denied', 'statement']);
		expect(answers.find(({ type }) => type === 'denied')).toMatchObject({ code: 'stale' });
		const loser = answers[0]?.type === 'denied' ? ana : rival;
		const again = await knock(world, loser, chain, invite);
		expect(await again.closed).toEqual({ code: CLOSE.notAllowed, reason: 'invite-used' });
	});

	test('S16: a lost answer can be asked again by the device that redeemed, until it comes as a member', async () => {
		const longer = await redeemed(ana);
		for (let attempt = 0; attempt < 2; attempt++) {
			const peer = await knock(world, ana, chain, invite);
			expect(await peer.take('welcome')).toMatchObject({ role: 'invitee', chain: longer.statements });
			expect(await peer.take('box')).toEqual({ type: 'box', invite: invite.id, box });
		}
		await join(world, ana, longer);
		const late = await knock(world, ana, chain, invite);
		await late.take('welcome');
		expect((await late.take('box')).box).toEqual(GONE);
	});

	test('S16: another device is told that the invite is used', async () => {
		await redeemed(ana);
		const peer = await knock(world, await TestDevice.create(), chain, invite);
		expect(await peer.closed).toEqual({ code: CLOSE.notAllowed, reason: 'invite-used' });
	});

	test('a revoked invite says so, and its box is deleted', async () => {
		const body = { kind: 'revoke-invite' as const, author: sam.id, invite: invite.id };
		const statement = await stateNext(chain, body, [sam.device.signer]);
		owner.peer.send({ type: 'statement', statement, box: null });
		await owner.peer.take('statement');
		const peer = await knock(world, ana, chain, invite);
		expect(await peer.closed).toEqual({ code: CLOSE.notAllowed, reason: 'invite-revoked' });
		expect(await store.takeBox(chain.room, invite.id, ana.id)).toBeNull();
	});

	test('an invite that this room does not have says so', async () => {
		const foreign = await makeInvite(chain, sam);
		const peer = await knock(world, ana, chain, foreign.invite);
		expect(await peer.closed).toEqual({ code: CLOSE.notAllowed, reason: 'invite-unknown' });
	});

	test('an expired invite says so', async () => {
		const old = await makeInvite(chain, sam, { expires: 1_600_000_000_000 });
		owner.peer.send({ type: 'statement', statement: old.statement, box });
		await owner.peer.take('statement');
		const peer = await knock(world, ana, chain, old.invite);
		expect(await peer.closed).toEqual({ code: CLOSE.notAllowed, reason: 'invite-expired' });
	});

	test('an invite in a room that is not here is a 4404', async () => {
		const elsewhere = await makeInvite(await sam.found(), sam);
		const peer = await knock(world, ana, elsewhere.chain, elsewhere.invite);
		expect(await peer.closed).toMatchObject({ code: CLOSE.noSuchRoom });
	});

	test('knowing the invite`s id without its secret is a 4401', async () => {
		const guess = await crypto.signerFromSeed(crypto.random(32));
		const peer = await knock(world, ana, chain, invite, guess);
		expect(await peer.closed).toMatchObject({ code: CLOSE.notAuthenticated });
	});

	describe('an invitee', () => {
		test.each([
			[
				'append',
				async () => ({ type: 'append' as const, entry: await ana.seal(chain, owner.welcome.head.logId) })
			],
			['send presence', async () => ({ type: 'ephemeral' as const, payload: crypto.random(10) })],
			[
				'add a box',
				async () => ({ type: 'statement' as const, statement: await redeem(chain, invite, ana), box })
			]
		])('may not %s', async (_what, message) => {
			const peer = await knock(world, ana, chain, invite);
			await peer.take('welcome');
			peer.send(await message());
			expect(await peer.closed).toMatchObject({ code: CLOSE.malformed });
			expect(await store.chain(chain.room)).toHaveLength(chain.statements.length);
			expect((await store.room(chain.room))?.seq).toBe(0);
		});

		test('hears nothing of the room', async () => {
			const peer = await knock(world, ana, chain, invite);
			await peer.take('welcome');
			owner.peer.send({ type: 'ephemeral', payload: crypto.random(10) });
			owner.peer.send({ type: 'append', entry: await sam.seal(chain, owner.welcome.head.logId) });
			await owner.peer.take('ack');
			expect(peer.untaken).toEqual([]);
			// Nor does the room hear of it.
			await world.leave(peer);
			expect(owner.peer.untaken).toEqual([]);
		});

		test('may redeem for itself alone, and only this invite', async () => {
			const rival = await TestDevice.create();
			const peer = await knock(world, ana, chain, invite);
			await peer.take('welcome');
			peer.send({ type: 'statement', statement: await redeem(chain, invite, rival), box: null });
			expect(await peer.take('denied')).toMatchObject({ code: 'not-allowed' });
			peer.send({ type: 'statement', statement: await redeem(chain, invite, ana), box: null });
			await peer.take('statement');
		});
	});

	describe('a statement is denied', () => {
		test('that does not follow the head', async () => {
			const one = await makeInvite(chain, sam);
			const two = await makeInvite(chain, sam);
			for (const { statement } of [one, two]) owner.peer.send({ type: 'statement', statement, box });
			expect((await owner.peer.take('statement')).statement).toEqual(one.statement);
			expect(await owner.peer.take('denied')).toMatchObject({ code: 'stale' });
		});

		test('by the chain, and nothing is kept', async () => {
			const { statement } = await makeInvite(chain, sam);
			const { signer } = (await makeInvite(chain, sam)).invite;
			const revoke = { kind: 'revoke-invite' as const, author: sam.id, invite: invite.id };
			const cases = [
				{ statement: crypto.random(200), box: null, code: 'malformed' },
				{ statement, box: null, code: 'malformed' },
				{ statement, box: crypto.random(5000), code: 'malformed' },
				{ statement: await stateNext(chain, revoke, [signer]), box: null, code: 'signature' },
				{
					statement: await stateNext(chain, { ...revoke, author: ana.id }, [ana.device.signer]),
					box: null,
					code: 'not-allowed'
				},
				{ statement: await stateNext(chain, revoke, [sam.device.signer]), box, code: 'malformed' }
			];
			for (const { code, ...message } of cases) {
				owner.peer.send({ type: 'statement', ...message });
				expect(await owner.peer.take('denied')).toMatchObject({ code });
			}
			expect(await store.chain(chain.room)).toEqual(chain.statements);
		});
	});
});

test('an invite that expires between hello and redemption is denied', async () => {
	const world = await memoryWorld();
	const sam = await TestDevice.create();
	const ana = await TestDevice.create();
	const founded = await sam.found();
	const { chain, invite, statement } = await makeInvite(founded, sam, {
		expires: world.clock.now() + 60_000
	});
	const owner = await join(world, sam, founded);
	owner.peer.send({ type: 'statement', statement, box });
	await owner.peer.take('statement');
	const peer = await knock(world, ana, chain, invite);
	await peer.take('welcome');
	for (let seconds = 0; seconds < 60; seconds += 10) {
		peer.send({ type: 'ping' });
		owner.peer.send({ type: 'ping' });
		world.clock.advance(10_000);
	}
	const redemption = await redeem(chain, invite, ana);
	peer.send({ type: 'statement', statement: redemption, box: null });
	expect(await peer.take('denied')).toMatchObject({ code: 'invite-expired' });
	// A member cannot carry it in either.
	owner.peer.send({ type: 'statement', statement: redemption, box: null });
	expect(await owner.peer.take('denied')).toMatchObject({ code: 'invite-expired' });
	await world.stop();
});

describe('a chain with the redemption of an invite that has expired', () => {
	let world: MemoryWorld;
	let sam: TestDevice;
	let vik: TestDevice;
	let ana: TestDevice;
	/** Sam's, with Vik as a viewer and an invite for an editor that is too old. */
	let chain: Chain;
	/** The same, with Ana brought in by it. */
	let redeemed: Chain;
	beforeEach(async () => {
		world = await memoryWorld();
		sam = await TestDevice.create();
		vik = await TestDevice.create();
		ana = await TestDevice.create();
		const viewer = await makeInvite(await sam.found(), sam, { role: 'viewer' });
		const withVik = await extended(viewer.chain, await redeem(viewer.chain, viewer.invite, vik));
		const editor = await makeInvite(withVik, sam, { expires: world.clock.now() - 1 });
		chain = editor.chain;
		redeemed = await extended(chain, await redeem(chain, editor.invite, ana));
	});
	afterEach(() => world.stop());
	const closing = async (device: TestDevice, shown: Chain) => {
		const peer = await world.open();
		await device.hello(peer, shown, world.origin);
		return peer.closed;
	};

	test.each([
		['the one it brings in', () => ana],
		['another member', () => vik]
	])('is not taken from %s', async (_who, device) => {
		await world.leave((await join(world, sam, chain)).peer);
		expect(await closing(device(), redeemed)).toMatchObject({ code: CLOSE.tryLater });
		const { welcome } = await join(world, sam, chain);
		expect(welcome.chain).toEqual(chain.statements);
	});

	test('S7: is taken from the owner, and then everybody is let in', async () => {
		await world.leave((await join(world, sam, chain)).peer);
		expect((await join(world, sam, redeemed)).welcome.chain).toEqual(redeemed.statements);
		expect((await join(world, ana, redeemed)).welcome.role).toBe('editor');
	});

	test('S7: founds a lost room only when the owner shows it', async () => {
		for (const device of [ana, vik])
			expect(await closing(device, redeemed)).toMatchObject({ code: CLOSE.tryLater });
		expect(world.logged.map(({ event }) => event)).not.toContain('room-created');
		expect((await join(world, sam, redeemed)).welcome.role).toBe('owner');
		expect((await join(world, ana, redeemed)).welcome.role).toBe('editor');
	});

	test('S7: what the relay has taken in time stays good for the members that show more', async () => {
		await join(world, sam, redeemed);
		const longer = (await makeInvite(redeemed, sam)).chain;
		expect((await join(world, ana, longer)).welcome.chain).toEqual(longer.statements);
	});
});

test('a room that has all its invites can still revoke and redeem them, and everybody comes back with the chain', async () => {
	const world = await memoryWorld({ limits: { invites: 2 } });
	const [sam, ana] = [await TestDevice.create(), await TestDevice.create()];
	const one = await makeInvite(await sam.found(), sam);
	const two = await makeInvite(one.chain, sam);
	const owner = await join(world, sam, two.chain);
	const three = await makeInvite(two.chain, sam);
	owner.peer.send({ type: 'statement', statement: three.statement, box });
	expect(await owner.peer.take('denied')).toMatchObject({ code: 'not-allowed' });
	const body = { kind: 'revoke-invite' as const, author: sam.id, invite: one.invite.id };
	const statement = await stateNext(two.chain, body, [sam.device.signer]);
	owner.peer.send({ type: 'statement', statement, box: null });
	expect((await owner.peer.take('statement')).statement).toEqual(statement);
	const revoked = await extended(two.chain, statement);
	const peer = await knock(world, ana, revoked, two.invite);
	await peer.take('welcome');
	const redemption = await redeem(revoked, two.invite, ana);
	peer.send({ type: 'statement', statement: redemption, box: null });
	await peer.take('statement');
	const full = await extended(revoked, redemption);
	for (const device of [ana, sam])
		expect((await join(world, device, full)).welcome.chain).toEqual(full.statements);
	const lost = await memoryWorld({ limits: { invites: 2 } });
	expect((await join(lost, ana, full)).welcome.role).toBe('editor');
	await Promise.all([world.stop(), lost.stop()]);
});
