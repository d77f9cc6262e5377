import { beforeEach, describe, expect, test } from 'vitest';
import { type RoomScene, roomScene } from '../../../../tests/support/room-scene.ts';
import { newMemberId } from '../ids.ts';
import { type Chain, extendChain } from '../protocol/membership.ts';
import { decodeInviteFragment, encodeInviteFragment, inviteKeys, makeInvite, openBox } from './invite.ts';

let scene: RoomScene;
beforeEach(async () => {
	scene = await roomScene();
});

async function invited(secret = scene.random(32), from = scene.chain) {
	const { crypto, sam, random, epochs } = scene;
	const terms = { member: newMemberId(random), role: 'editor' as const, expires: 1000 };
	const key = { epoch: from.epoch, key: epochs.get(from.epoch)! };
	const made = await makeInvite(crypto, sam.device, from, key, secret, terms);
	const extended = await extendChain(from, made.statement, crypto);
	if (!extended.ok) throw new Error(extended.fault);
	return { ...made, chain: extended.chain, keys: await inviteKeys(crypto, secret) };
}

describe('the link', () => {
	test('comes back from its fragment, with or without #', () => {
		const link = { room: scene.chain.room, secret: scene.random(32) };
		const fragment = encodeInviteFragment(link);
		expect(decodeInviteFragment(fragment)).toEqual(link);
		expect(decodeInviteFragment(`#${fragment} `)).toEqual(link);
		expect(fragment).toMatch(/^[\w-]{43}\.[\w-]{43}$/);
	});

	test('that is broken in any way is none', () => {
		const good = encodeInviteFragment({ room: scene.chain.room, secret: scene.random(32) });
		for (let length = 0; length < good.length; length++) {
			expect(decodeInviteFragment(good.slice(0, length)), `${length} characters`).toBeNull();
		}
		const [room, secret] = good.split('.');
		const broken = [
			'',
			'#',
			'.',
			`${good}.`,
			`${good}x`,
			`${secret}`,
			`${room}.${secret}.x`,
			`${room} .${secret}`
		];
		broken.push(`${room}.${secret!.slice(0, -1)}=`, `${room}.${secret!.replace(/.$/, '+')}`, `${good}?utm=1`);
		// The last character carries two bits that must be zero.
		broken.push(`${room}.${secret!.slice(0, -1)}B`);
		for (const fragment of broken) expect(decodeInviteFragment(fragment), fragment).toBeNull();
	});
});

describe('the box', () => {
	test('gives the epoch key to whoever holds the secret', async () => {
		const { chain, keys, box } = await invited();
		const epochKey = { epoch: chain.epoch, key: scene.epochs.get(chain.epoch) };
		expect(await openBox(scene.crypto, chain, keys, box)).toEqual(epochKey);
	});

	test('that was tampered with does not open', async () => {
		const { chain, keys, box } = await invited();
		for (let at = 0; at < box.length; at++) {
			const bad = box.slice();
			bad[at]! ^= 0x80;
			expect(await openBox(scene.crypto, chain, keys, bad), `byte ${at}`).toBeNull();
			expect(await openBox(scene.crypto, chain, keys, box.slice(0, at)), `${at} bytes`).toBeNull();
		}
	});

	test('of another invite, or of no invite of this room, does not open', async () => {
		const one = await invited();
		const other = await invited(scene.random(32), one.chain);
		expect(await openBox(scene.crypto, other.chain, one.keys, other.box)).toBeNull();
		const stranger = await inviteKeys(scene.crypto, scene.random(32));
		expect(await openBox(scene.crypto, one.chain, stranger, one.box)).toBeNull();
	});

	test('counts only from the device that signed the invite', async () => {
		const { crypto, ana, epochs } = scene;
		const secret = scene.random(32);
		const { chain, keys } = await invited(secret);
		const key = { epoch: 1, key: epochs.get(1)! };
		const terms = { member: newMemberId(scene.random), role: 'editor' as const, expires: 1 };
		const forged = await makeInvite(crypto, ana.device, scene.chain, key, secret, terms);
		expect(await openBox(crypto, chain, keys, forged.box)).toBeNull();
		expect((await extendChain(scene.chain, forged.statement, crypto)).ok).toBe(false);
	});
});

test('one secret stands for one pair of keys, another for another', async () => {
	const secret = scene.random(32);
	const [one, same, other] = await Promise.all(
		[secret, secret.slice(), scene.random(32)].map((bytes) => inviteKeys(scene.crypto, bytes))
	);
	expect(one!.id).toBe(same!.id);
	expect(one!.exchange.publicKey).toEqual(same!.exchange.publicKey);
	expect(one!.id).not.toBe(other!.id);
	expect(one!.exchange.publicKey).not.toEqual(one!.signer.publicKey);
});

test('what an invite says is in the chain: member, role, expiry and author', async () => {
	const { chain, id }: { chain: Chain; id: string } = await invited();
	const entry = [...chain.invites.entries()].find(([invite]) => invite === id)?.[1];
	expect(entry).toMatchObject({ role: 'editor', expires: 1000, author: scene.sam.id, state: 'open' });
});
