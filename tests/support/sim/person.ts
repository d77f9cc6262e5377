// Who takes part: keys and membership, which outlive every page load, and how a person comes to hold them.

import { toBase64url } from '../../../src/lib/core/bytes.ts';
import { type DeviceId, type MemberId, newMemberId } from '../../../src/lib/core/ids.ts';
import type { Crypto, Device } from '../../../src/lib/core/protocol/crypto.ts';
import { type Chain, foundRoom } from '../../../src/lib/core/protocol/membership.ts';
import { type InviteLink, makeInvite } from '../../../src/lib/core/sync/invite.ts';
import type { Clock, OpenTransport } from '../../../src/lib/core/sync/ports.ts';
import { type JoinFault, redeemInvite } from '../../../src/lib/core/sync/redeem.ts';
import { createSyncCrypto, newDevice, seededRandom } from '../sync-crypto.ts';
import { ORIGIN } from './relay-host.ts';

/** What a device keeps about a room besides the room's own store. */
export interface Membership {
	readonly crypto: Crypto;
	readonly device: Device;
	readonly deviceId: DeviceId;
	readonly member: MemberId;
	readonly epochs: ReadonlyMap<number, Uint8Array>;
	/** As it was when the device joined; the store knows it better. */
	readonly chain: Chain;
}

export async function found(seed: number, name: string): Promise<Membership> {
	const crypto = createSyncCrypto({ random: seededRandom(`${seed}/${name}`) });
	const device = await newDevice(crypto);
	const member = newMemberId((length) => crypto.random(length));
	const chain = await foundRoom(crypto, device, member);
	return {
		crypto,
		device,
		deviceId: idOf(device),
		member,
		epochs: new Map([[chain.epoch, crypto.random(32)]]),
		chain
	};
}

const WEEK_MS = 7 * 24 * 3600 * 1000;

/** The owner's side of an invite: what to submit, and the link to send. */
export async function invite(owner: Membership, chain: Chain, role: 'editor' | 'viewer', now: number) {
	const { crypto, device, epochs } = owner;
	const link: InviteLink = { room: chain.room, secret: crypto.random(32) };
	const epochKey = { epoch: chain.epoch, key: epochs.get(chain.epoch)! };
	const member = newMemberId((length) => crypto.random(length));
	const terms = { member, role, expires: now + WEEK_MS };
	return { link, ...(await makeInvite(crypto, device, chain, epochKey, link.secret, terms)) };
}

/**
 * The other side, with a fresh device: asks until it gets an answer (S16).
 * @param seed of its keys
 */
export async function join(
	seed: string,
	link: InviteLink,
	ports: { clock: Clock; open: OpenTransport }
): Promise<Membership | JoinFault> {
	const crypto = createSyncCrypto({ random: seededRandom(seed) });
	const device = await newDevice(crypto);
	for (;;) {
		const result = await redeemInvite({ crypto, ...ports, origin: ORIGIN, token: '' }, link, device);
		if (result.ok) {
			const { chain, invite: entry, epochKey } = result;
			const epochs = new Map([[epochKey.epoch, epochKey.key]]);
			return { crypto, device, deviceId: idOf(device), member: entry.member, epochs, chain };
		}
		if (result.fault !== 'offline' && result.fault !== 'try-later') return result.fault;
		await new Promise<void>((resolve) => ports.clock.after(500, resolve));
	}
}

const idOf = (device: Device): DeviceId => toBase64url(device.signer.publicKey) as DeviceId;
