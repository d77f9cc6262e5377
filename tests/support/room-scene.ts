// A room for unit tests: sam who owns it, ana who edits, vik who may only read, and mallory who is nobody. Entries can
// be made by anyone and wrong in any field.

import { concat, toBase64url } from '../../src/lib/core/bytes.ts';
import {
	type DeviceId,
	newLogId,
	newMemberId,
	newSessionId,
	type SessionId
} from '../../src/lib/core/ids.ts';
import type { Crypto, Device } from '../../src/lib/core/protocol/crypto.ts';
import {
	encodeHeader,
	ENTRY_FORMAT,
	type EntryHeader,
	entrySignedBytes,
	KIND
} from '../../src/lib/core/protocol/entry.ts';
import { type Chain, extendChain, foundRoom, stateNext } from '../../src/lib/core/protocol/membership.ts';
import { inviteKeys } from '../../src/lib/core/sync/invite.ts';
import { Keyring, nonceOf } from '../../src/lib/core/sync/keyring.ts';
import { CONTENT, encodePlaintext } from '../../src/lib/core/sync/plaintext.ts';
import { createSyncCrypto, newDevice, seededRandom } from './sync-crypto.ts';

export interface Author {
	readonly device: Device;
	readonly id: DeviceId;
	readonly session: SessionId;
}

export interface EntryWish extends Partial<EntryHeader> {
	readonly payload?: Uint8Array;
	readonly content?: number;
	/** Signs it; the author when absent. */
	readonly signedBy?: Author;
	/** Encrypts it; the room's when absent. */
	readonly keyring?: Keyring;
}

export async function roomScene() {
	const crypto = createSyncCrypto({ random: seededRandom('scene') });
	const random = (length: number) => crypto.random(length);
	const [sam, ana, vik, mallory] = [
		await author(crypto),
		await author(crypto),
		await author(crypto),
		await author(crypto)
	];
	const founded = await foundRoom(crypto, sam.device, newMemberId(random));
	const withAna = await admit(crypto, founded, sam, ana, 'editor');
	const chain = await admit(crypto, withAna, sam, vik, 'viewer');
	const epochs = new Map([[chain.epoch, random(32)]]);
	const keyring = new Keyring(crypto, chain.room, epochs);
	const logId = newLogId(random);
	let counter = 0;

	/** An entry that is right in all that the wish does not say. */
	const entry = async (by: Author, wish: EntryWish = {}): Promise<Uint8Array<ArrayBuffer>> => {
		const { payload = Uint8Array.of(0, 0), content = CONTENT.yjsUpdate, signedBy = by, ...fields } = wish;
		const header: EntryHeader = {
			format: ENTRY_FORMAT,
			kind: KIND.update,
			critical: false,
			room: chain.room,
			logId,
			epoch: chain.epoch,
			membership: chain.head,
			device: by.id,
			session: by.session,
			counter: counter++,
			part: 0,
			parts: 1,
			base: { seq: 0, hash: new Uint8Array(32) },
			...fields
		};
		const bytes = encodeHeader(header);
		const aead = await (wish.keyring ?? keyring).aead('entry', header.epoch, header.device, header.session);
		if (!aead) throw new Error('the scene has no key for that epoch');
		const ciphertext = await aead.seal(nonceOf(header.counter), bytes, encodePlaintext(content, payload));
		return concat(bytes, ciphertext, await signedBy.device.signer.sign(entrySignedBytes(bytes, ciphertext)));
	};

	return { crypto, random, sam, ana, vik, mallory, founded, withAna, chain, epochs, keyring, logId, entry };
}

export type RoomScene = Awaited<ReturnType<typeof roomScene>>;

export async function author(crypto: Crypto): Promise<Author> {
	const device = await newDevice(crypto);
	const id = toBase64url(device.signer.publicKey) as DeviceId;
	return { device, id, session: newSessionId((length) => crypto.random(length)) };
}

/** The chain with an invite and its redemption. */
export async function admit(
	crypto: Crypto,
	chain: Chain,
	owner: Author,
	invited: Author,
	role: 'editor' | 'viewer'
): Promise<Chain> {
	const keys = await inviteKeys(crypto, crypto.random(32));
	const { publicKey: exchange } = keys.exchange;
	const member = newMemberId((length) => crypto.random(length));
	const terms = { invite: keys.id, exchange, member, role, expires: 4_000_000_000_000 };
	const offer = await stateNext(chain, { kind: 'invite', author: owner.id, ...terms }, [owner.device.signer]);
	const open = await extended(crypto, chain, offer);
	const device = { device: invited.id, exchange: invited.device.exchange.publicKey };
	const signers = [keys.signer, invited.device.signer];
	return extended(
		crypto,
		open,
		await stateNext(open, { kind: 'redeem', invite: keys.id, keys: device }, signers)
	);
}

async function extended(crypto: Crypto, chain: Chain, statement: Uint8Array): Promise<Chain> {
	const result = await extendChain(chain, statement, crypto);
	if (!result.ok) throw new Error(`the scene's statement is ${result.fault}`);
	return result.chain;
}
