import { beforeEach, describe, expect, test } from 'vitest';
import { createSyncCrypto, newDevice, seededRandom } from '../../../../tests/support/sync-crypto.ts';
import { toBase64url } from '../bytes.ts';
import { type DeviceId, newMemberId } from '../ids.ts';
import type { Crypto, Device } from './crypto.ts';
import {
	type Chain,
	compareChains,
	currentRole,
	extendChain,
	foundRoom,
	readChain,
	roleAt,
	stateNext
} from './membership.ts';
import type { StatementBody } from './statement.ts';
import { inviteKeys, type InviteKeys } from '../sync/invite.ts';

const idOf = (device: Device) => toBase64url(device.signer.publicKey) as DeviceId;

describe('membership chain', () => {
	let crypto: Crypto;
	let sam: Device;
	let ana: Device;
	let mallory: Device;
	let chain: Chain;
	let invite: InviteKeys;

	beforeEach(async () => {
		crypto = createSyncCrypto({ random: seededRandom(1) });
		[sam, ana, mallory] = [await newDevice(crypto), await newDevice(crypto), await newDevice(crypto)];
		chain = await foundRoom(
			crypto,
			sam,
			newMemberId((n) => crypto.random(n))
		);
		invite = await inviteKeys(crypto, crypto.random(32));
	});

	const inviteBody = (by: Device, role: 'editor' | 'viewer' = 'editor'): StatementBody => ({
		kind: 'invite',
		author: idOf(by),
		invite: invite.id,
		exchange: invite.exchange.publicKey,
		member: newMemberId((n) => crypto.random(n)),
		role,
		expires: 1
	});
	const redeemBody = (by: Device): StatementBody => ({
		kind: 'redeem',
		invite: invite.id,
		keys: { device: idOf(by), exchange: by.exchange.publicKey }
	});
	const extend = async (from: Chain, body: StatementBody, signers = [sam.signer]) =>
		extendChain(from, await stateNext(from, body, signers), crypto);
	const grow = async (from: Chain, body: StatementBody, signers = [sam.signer]): Promise<Chain> => {
		const result = await extend(from, body, signers);
		if (!result.ok) throw new Error(result.fault);
		return result.chain;
	};

	test('the founder is owner, an invited device gets the role of the invite', async () => {
		const invited = await grow(chain, inviteBody(sam, 'viewer'));
		const joined = await grow(invited, redeemBody(ana), [invite.signer, ana.signer]);
		expect(currentRole(joined, idOf(sam))).toBe('owner');
		expect(currentRole(joined, idOf(ana))).toBe('viewer');
		expect(currentRole(joined, idOf(mallory))).toBeNull();
	});

	test('the room id is the hash of the genesis: another genesis is another room', async () => {
		const other = await foundRoom(
			crypto,
			sam,
			newMemberId((n) => crypto.random(n))
		);
		expect(other.room).not.toBe(chain.room);
		expect(toBase64url(await crypto.sha256(chain.statements[0]!))).toBe(chain.room);
	});

	test('S16: an invite is redeemed once', async () => {
		const joined = await grow(await grow(chain, inviteBody(sam)), redeemBody(ana), [
			invite.signer,
			ana.signer
		]);
		const again = await extend(joined, redeemBody(mallory), [invite.signer, mallory.signer]);
		expect(again).toEqual({ ok: false, fault: 'invite-used' });
	});

	test('a revoked invite cannot be redeemed, a redeemed one not revoked', async () => {
		const invited = await grow(chain, inviteBody(sam));
		const revoke: StatementBody = { kind: 'revoke-invite', author: idOf(sam), invite: invite.id };
		const revoked = await grow(invited, revoke);
		expect(await extend(revoked, redeemBody(ana), [invite.signer, ana.signer])).toEqual({
			ok: false,
			fault: 'invite-revoked'
		});
		const joined = await grow(invited, redeemBody(ana), [invite.signer, ana.signer]);
		expect(await extend(joined, revoke)).toEqual({ ok: false, fault: 'invite-used' });
	});

	test('only the owner invites and revokes', async () => {
		const joined = await grow(await grow(chain, inviteBody(sam)), redeemBody(ana), [
			invite.signer,
			ana.signer
		]);
		const second = await inviteKeys(crypto, crypto.random(32));
		const body: StatementBody = {
			kind: 'invite',
			author: idOf(ana),
			invite: second.id,
			exchange: second.exchange.publicKey,
			member: newMemberId((n) => crypto.random(n)),
			role: 'editor',
			expires: 1
		};
		expect(await extend(joined, body, [ana.signer])).toEqual({ ok: false, fault: 'not-allowed' });
	});

	test('a statement signed by somebody else is refused', async () => {
		expect(await extend(chain, inviteBody(sam), [mallory.signer])).toEqual({ ok: false, fault: 'signature' });
		const invited = await grow(chain, inviteBody(sam));
		const stolen = await extend(invited, redeemBody(mallory), [mallory.signer, mallory.signer]);
		expect(stolen).toEqual({ ok: false, fault: 'signature' });
	});

	test('S10: any flipped bit breaks the chain', async () => {
		const invited = await grow(chain, inviteBody(sam));
		const statement = invited.statements[1]!;
		for (let at = 0; at < statement.length; at++) {
			const flipped = statement.slice();
			flipped[at]! ^= 1;
			const result = await readChain([chain.statements[0]!, flipped], crypto);
			expect(result.ok, `byte ${at}`).toBe(false);
		}
	});

	test('a statement of another room, or out of its place, does not fit', async () => {
		const other = await foundRoom(
			crypto,
			sam,
			newMemberId((n) => crypto.random(n))
		);
		const theirs = await grow(other, inviteBody(sam));
		expect(await extendChain(chain, theirs.statements[1]!, crypto)).toEqual({ ok: false, fault: 'stale' });
		const invited = await grow(chain, inviteBody(sam));
		expect(await extendChain(invited, invited.statements[1]!, crypto)).toEqual({ ok: false, fault: 'stale' });
	});

	test('S18: a statement of a newer kind is not called wrong', async () => {
		const newer = (await grow(chain, inviteBody(sam))).statements[1]!.slice();
		newer[1] = 7;
		expect(await extendChain(chain, newer, crypto)).toEqual({ ok: false, fault: 'unknown' });
	});

	test('a role counts from the statement that gave it', async () => {
		const invited = await grow(chain, inviteBody(sam));
		const joined = await grow(invited, redeemBody(ana), [invite.signer, ana.signer]);
		expect(roleAt(joined, idOf(ana), joined.head)).toBe('editor');
		expect(roleAt(joined, idOf(ana), invited.head)).toBeNull();
		expect(roleAt(invited, idOf(ana), joined.head)).toBe('unknown-head');
	});

	test('two branches are a fork, a shorter chain is not', async () => {
		const invited = await grow(chain, inviteBody(sam));
		const branch = await grow(chain, inviteBody(sam, 'viewer'));
		expect(compareChains(invited.statements, branch.statements)).toBe('fork');
		expect(compareChains(invited.statements, chain.statements)).toBe('ahead');
		expect(compareChains(chain.statements, invited.statements)).toBe('behind');
		expect(compareChains(invited.statements, invited.statements)).toBe('same');
	});
});
