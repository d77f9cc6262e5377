// Invite links. The fragment holds the room id and a 32-byte secret and nothing else; from the secret come the keys
// that the invite statement names. The epoch key travels in a box that only those keys and the owner's device open.

import { fromBase64url, toBase64url } from '../bytes.ts';
import type { DeviceId, InviteId, MemberId, RoomId } from '../ids.ts';
import type { Aead, Crypto, Device, Exchange, Signer } from '../protocol/crypto.ts';
import { type Chain, type Role, stateNext } from '../protocol/membership.ts';
import { labelled, parse, Writer } from '../protocol/wire.ts';
import { nonceOf } from './keyring.ts';

type Bytes = Uint8Array<ArrayBuffer>;

export interface InviteLink {
	readonly room: RoomId;
	/** 32 bytes. */
	readonly secret: Bytes;
}

export interface InviteKeys {
	readonly id: InviteId;
	readonly signer: Signer;
	readonly exchange: Exchange;
}

export interface EpochKey {
	readonly epoch: number;
	/** 32 bytes. */
	readonly key: Uint8Array;
}

export const encodeInviteFragment = (link: InviteLink): string => `${link.room}.${toBase64url(link.secret)}`;

/** The link in a fragment (with or without its #); null when it is broken. */
export function decodeInviteFragment(fragment: string): InviteLink | null {
	const [room, secret, ...rest] = fragment.replace(/^#/, '').trim().split('.');
	const roomBytes = fromBase64url(room ?? '');
	const secretBytes = fromBase64url(secret ?? '');
	if (rest.length > 0 || roomBytes?.length !== 32 || secretBytes?.length !== 32) return null;
	return { room: room as RoomId, secret: secretBytes };
}

/** The keys that an invite's secret stands for. */
export async function inviteKeys(crypto: Crypto, secret: Uint8Array): Promise<InviteKeys> {
	const signSeed = await crypto.hkdf(secret, labelled('soundings/invite-sign/1'), 32);
	const exchangeSeed = await crypto.hkdf(secret, labelled('soundings/invite-exchange/1'), 32);
	const signer = await crypto.signerFromSeed(signSeed);
	const exchange = await crypto.exchangeFromSeed(exchangeSeed);
	return { id: toBase64url(signer.publicKey) as InviteId, signer, exchange };
}

export interface InviteTerms {
	readonly member: MemberId;
	readonly role: Exclude<Role, 'owner'>;
	/** Milliseconds since the epoch. */
	readonly expires: number;
}

/** The statement and the box of an invite, to be submitted together. Only the owner's device can make one that counts. */
export async function makeInvite(
	crypto: Crypto,
	owner: Device,
	chain: Chain,
	epochKey: EpochKey,
	secret: Uint8Array,
	terms: InviteTerms
): Promise<{ statement: Bytes; box: Bytes; id: InviteId }> {
	const keys = await inviteKeys(crypto, secret);
	const statement = await stateNext(
		chain,
		{
			kind: 'invite',
			author: toBase64url(owner.signer.publicKey) as DeviceId,
			invite: keys.id,
			exchange: keys.exchange.publicKey,
			...terms
		},
		[owner.signer]
	);
	const aead = await boxKey(crypto, owner.exchange, keys.exchange.publicKey, chain.room, keys.id);
	if (!aead) throw new Error('own invite key is not usable');
	const plain = new Writer().u32(epochKey.epoch).fixed(epochKey.key).done();
	const box = await aead.seal(nonceOf(0), new Uint8Array(0), plain);
	return { statement, box, id: keys.id };
}

/** The epoch key in a box; null when the box is not for this invite, or was tampered with. */
export async function openBox(
	crypto: Crypto,
	chain: Chain,
	keys: InviteKeys,
	box: Uint8Array
): Promise<EpochKey | null> {
	const author = chain.invites.get(keys.id)?.author;
	const exchange = author && chain.devices.get(author)?.exchange;
	const aead = exchange && (await boxKey(crypto, keys.exchange, exchange, chain.room, keys.id));
	const plain = aead && (await aead.open(nonceOf(0), new Uint8Array(0), box));
	return plain ? parse(plain, (reader) => ({ epoch: reader.u32(), key: reader.fixed(32) })) : null;
}

async function boxKey(
	crypto: Crypto,
	mine: Exchange,
	theirs: Uint8Array,
	room: RoomId,
	invite: InviteId
): Promise<Aead | null> {
	const shared = await mine.agree(theirs);
	if (!shared) return null;
	const info = labelled('soundings/invite-box/1', fromBase64url(room)!, fromBase64url(invite)!);
	return crypto.aead(await crypto.hkdf(shared, info, 32));
}
