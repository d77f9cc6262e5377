// Scenes that most tests of the relay begin with.

import type { InviteId } from '../../src/lib/core/ids.ts';
import { toBase64url } from '../../src/lib/core/bytes.ts';
import type { Signer } from '../../src/lib/core/protocol/crypto.ts';
import { extendChain, stateNext } from '../../src/lib/core/protocol/membership.ts';
import type { Chain, Role } from '../../src/lib/core/protocol/membership.ts';
import { helloSignedBytes } from '../../src/lib/core/protocol/messages.ts';
import type { LogPosition, Proof } from '../../src/lib/core/protocol/messages.ts';
import { crypto, newMember, TestDevice } from './relay-peer.ts';
import type { Message, RelayPeer } from './relay-peer.ts';
import type { World } from './relay-world.ts';

export interface Joined {
	readonly peer: RelayPeer;
	readonly welcome: Message<'welcome'>;
}

/** A connection as a member, welcomed. */
export async function join(
	world: World,
	device: TestDevice,
	chain: Chain,
	options: { proof?: Proof; position?: LogPosition; distrust?: Uint8Array } = {}
): Promise<Joined> {
	const peer = await world.open();
	await device.hello(peer, chain, world.origin, options);
	return { peer, welcome: await peer.take('welcome') };
}

export interface Invite {
	readonly id: InviteId;
	readonly signer: Signer;
}

export const FAR_FUTURE = 4_000_000_000_000;

/** An invite statement at the end of the chain, signed by its owner. */
export async function makeInvite(
	chain: Chain,
	owner: TestDevice,
	options: { role?: Exclude<Role, 'owner'>; expires?: number } = {}
): Promise<{ readonly invite: Invite; readonly statement: Uint8Array; readonly chain: Chain }> {
	const signer = await crypto.signerFromSeed(crypto.random(32));
	const id = toBase64url(signer.publicKey) as InviteId;
	const { role = 'editor', expires = FAR_FUTURE } = options;
	const exchange = crypto.random(32);
	const body = {
		kind: 'invite' as const,
		author: owner.id,
		invite: id,
		exchange,
		member: newMember(),
		role,
		expires
	};
	const statement = await stateNext(chain, body, [owner.device.signer]);
	return { invite: { id, signer }, statement, chain: await extended(chain, statement) };
}

export const redeem = (chain: Chain, invite: Invite, device: TestDevice): Promise<Uint8Array> =>
	stateNext(
		chain,
		{
			kind: 'redeem',
			invite: invite.id,
			keys: { device: device.id, exchange: device.device.exchange.publicKey }
		},
		[invite.signer, device.device.signer]
	);

export async function extended(chain: Chain, statement: Uint8Array): Promise<Chain> {
	const result = await extendChain(chain, statement, crypto);
	if (!result.ok) throw new Error(`not a statement of this chain: ${result.fault}`);
	return result.chain;
}

/** A room of Sam's in which Ana already is. */
export async function samAndAna(role: Exclude<Role, 'owner'> = 'editor') {
	const sam = await TestDevice.create();
	const ana = await TestDevice.create();
	const { invite, chain: invited } = await makeInvite(await sam.found(), sam, { role });
	return { sam, ana, invite, chain: await extended(invited, await redeem(invited, invite, ana)) };
}

/** Says hello with an invite; what comes back is the test's to take. */
export async function knock(
	world: World,
	device: TestDevice,
	chain: Chain,
	invite: Invite,
	signer: Signer = invite.signer
): Promise<RelayPeer> {
	const peer = await world.open();
	const challenge = await peer.take('challenge');
	const fields = { nonce: challenge.nonce, origin: world.origin, room: chain.room, device: device.id };
	peer.send({
		type: 'hello',
		room: chain.room,
		device: device.id,
		signature: await device.device.signer.sign(helloSignedBytes('device', fields)),
		position: null,
		proof: {
			kind: 'invite',
			invite: invite.id,
			signature: await signer.sign(helloSignedBytes('invite', fields))
		},
		token: '',
		distrust: null
	});
	return peer;
}
