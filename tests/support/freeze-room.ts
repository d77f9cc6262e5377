// A room that is frozen: its membership chain, its log with every entry sealed, an invite that is still open. Whoever
// reads it later needs the keys; they are test data and open nothing else.

import { concat, toBase64url } from '../../src/lib/core/bytes.ts';
import {
	type DeviceId,
	type LogId,
	type MemberId,
	newLogId,
	newMemberId,
	newSessionId,
	type RoomId,
	type SessionId
} from '../../src/lib/core/ids.ts';
import type { Crypto, Device } from '../../src/lib/core/protocol/crypto.ts';
import {
	decodeEntry,
	entrySignedBytes,
	KIND,
	logContinueBytes,
	logNextBytes,
	logStartBytes
} from '../../src/lib/core/protocol/entry.ts';
import { type Chain, extendChain, foundRoom, stateNext } from '../../src/lib/core/protocol/membership.ts';
import type { LogPosition } from '../../src/lib/core/protocol/messages.ts';
import { inviteKeys, makeInvite } from '../../src/lib/core/sync/invite.ts';
import { Keyring } from '../../src/lib/core/sync/keyring.ts';
import { CONTENT } from '../../src/lib/core/sync/plaintext.ts';
import { type SealContext, sealParts } from '../../src/lib/core/sync/seal.ts';

type Bytes = Uint8Array<ArrayBuffer>;

/** Long after anybody asks; a relay checks it against its own clock. */
const EXPIRES = Date.UTC(2199, 0, 1);

export interface FrozenAuthor {
	readonly member: MemberId;
	readonly seeds: readonly [sign: Bytes, exchange: Bytes];
	readonly device: Device;
	readonly id: DeviceId;
}

export interface FrozenBox {
	readonly secret: Bytes;
	readonly box: Bytes;
	readonly id: string;
	/** How many statements the chain had with this invite. */
	readonly length: number;
}

/** Sam's room: Ana redeemed an invite, one for a reader was revoked, another one is open. */
export async function freezeRoom(crypto: Crypto) {
	const random = (length: number) => crypto.random(length);
	const sam = await newAuthor(crypto, newMemberId(random));
	const ana = await newAuthor(crypto, newMemberId(random));
	const epoch = { epoch: 1, key: random(32) };
	const founded = await foundRoom(crypto, sam.device, sam.member);

	let chain = founded;
	const add = async (statement: Bytes) => {
		const grown = await extendChain(chain, statement, crypto);
		if (!grown.ok) throw new Error(`statement refused: ${grown.fault}`);
		chain = grown.chain;
	};
	const invite = async (member: MemberId, role: 'editor' | 'viewer'): Promise<FrozenBox> => {
		const secret = random(32);
		const made = await makeInvite(crypto, sam.device, chain, epoch, secret, {
			member,
			role,
			expires: EXPIRES
		});
		await add(made.statement);
		return { secret, box: made.box, id: made.id, length: chain.statements.length };
	};

	const forAna = await invite(ana.member, 'editor');
	const keys = await inviteKeys(crypto, forAna.secret);
	const joining = { device: ana.id, exchange: ana.device.exchange.publicKey };
	await add(
		await stateNext(chain, { kind: 'redeem', invite: keys.id, keys: joining }, [
			keys.signer,
			ana.device.signer
		])
	);
	const joined = chain;
	const revoked = await invite(newMemberId(random), 'viewer');
	const taking = { kind: 'revoke-invite', author: sam.id, invite: revoked.id as typeof keys.id } as const;
	await add(await stateNext(chain, taking, [sam.device.signer]));
	const open = await invite(newMemberId(random), 'viewer');
	return { sam, ana, epoch, founded, joined, chain, forAna, open };
}

export type FrozenRoom = Awaited<ReturnType<typeof freezeRoom>>;

export async function newAuthor(crypto: Crypto, member: MemberId): Promise<FrozenAuthor> {
	const seeds = [crypto.random(32), crypto.random(32)] as const;
	const device: Device = {
		signer: await crypto.signerFromSeed(seeds[0]),
		exchange: await crypto.exchangeFromSeed(seeds[1])
	};
	return { member, seeds, device, id: toBase64url(device.signer.publicKey) as DeviceId };
}

/** A page load that writes to the log. */
export interface Session {
	readonly author: FrozenAuthor;
	readonly id: SessionId;
	next: number;
}

export const newSession = (crypto: Crypto, author: FrozenAuthor): Session => ({
	author,
	id: newSessionId((length) => crypto.random(length)),
	next: 0
});

/** Writes entries one behind the other, as devices that have read all before them. */
export class LogWriter {
	readonly entries: Bytes[] = [];
	/** Sequence numbers of entries that nobody may believe. */
	readonly forged: number[] = [];
	readonly #crypto: Crypto;
	readonly #keyring: Keyring;
	readonly #room: RoomId;
	#logId: LogId;
	/** The running hash before the first entry, and after each. */
	readonly #hashes: Bytes[];

	private constructor(crypto: Crypto, keyring: Keyring, room: RoomId, logId: LogId, start: Bytes) {
		this.#crypto = crypto;
		this.#keyring = keyring;
		this.#room = room;
		this.#logId = logId;
		this.#hashes = [start];
	}

	static async begin(crypto: Crypto, { chain, epoch }: FrozenRoom): Promise<LogWriter> {
		const logId = newLogId((length) => crypto.random(length));
		const keyring = new Keyring(crypto, chain.room, new Map([[epoch.epoch, epoch.key]]));
		const start = await crypto.sha256(logStartBytes(chain.room, logId));
		return new LogWriter(crypto, keyring, chain.room, logId, new Uint8Array(start));
	}

	get logId(): LogId {
		return this.#logId;
	}

	get position(): LogPosition {
		return this.at(this.entries.length);
	}

	/** Of an entry under the log id of now. */
	at(seq: number): LogPosition {
		return { logId: this.#logId, seq, hash: this.#hashes[seq]! };
	}

	/** The relay was restored from a backup that has all of it: the log goes on under another id. */
	async goOnAs(logId: LogId): Promise<void> {
		const { seq, hash } = this.position;
		const next = await this.#crypto.sha256(logContinueBytes(this.#room, logId, hash));
		this.#hashes[seq] = new Uint8Array(next);
		this.#logId = logId;
	}

	/** A change as one entry, or as several of at most `partSize` bytes of payload. */
	async write(session: Session, chain: Chain, payload: Uint8Array, partSize = 65_536): Promise<void> {
		const parts = await this.#seal(session, chain, payload, CONTENT.yjsUpdate, partSize);
		for (const { bytes } of parts) await this.append(bytes);
	}

	/** The first part of a change whose rest does not come. */
	async writeFirstPart(session: Session, chain: Chain, payload: Uint8Array, partSize: number): Promise<void> {
		const [first, ...rest] = await this.#seal(session, chain, payload, CONTENT.yjsUpdate, partSize);
		if (!first || rest.length === 0) throw new Error('all of it fits into one part');
		await this.append(first.bytes);
	}

	/** An entry whose content type, kind, format or epoch is another build's. Signed anew by its author. */
	async writeOther(
		session: Session,
		chain: Chain,
		payload: Uint8Array,
		change: { readonly content?: number; readonly header?: (bytes: Bytes) => void }
	): Promise<void> {
		const [entry] = await this.#seal(session, chain, payload, change.content ?? CONTENT.yjsUpdate, 65_536);
		const { headerBytes, ciphertext } = decodeEntry(entry!.bytes)!;
		change.header?.(headerBytes);
		const signature = await session.author.device.signer.sign(entrySignedBytes(headerBytes, ciphertext));
		await this.append(concat(headerBytes, ciphertext, signature));
	}

	/** An entry that names one device and is signed by another: it counts in the log and is never believed. */
	async forge(session: Session, by: FrozenAuthor, chain: Chain, payload: Uint8Array): Promise<void> {
		const [entry] = await this.#seal(session, chain, payload, CONTENT.yjsUpdate, 65_536);
		const { headerBytes, ciphertext } = decodeEntry(entry!.bytes)!;
		const signature = await by.device.signer.sign(entrySignedBytes(headerBytes, ciphertext));
		await this.append(concat(headerBytes, ciphertext, signature));
		this.forged.push(this.entries.length);
	}

	async append(entry: Bytes): Promise<void> {
		const hash = await this.#crypto.sha256(logNextBytes(this.position.hash, entry));
		this.#hashes.push(new Uint8Array(hash));
		this.entries.push(entry);
	}

	/** What a page seals in, at the log's end. */
	contextOf({ author, id }: Session, { room, epoch, head }: Chain): SealContext {
		const { device, id: name } = author;
		const by = { signer: device.signer, device: name, session: id };
		const where = { room, logId: this.#logId, epoch, membership: head, base: this.position };
		return { keyring: this.#keyring, ...by, ...where };
	}

	async #seal(session: Session, chain: Chain, payload: Uint8Array, content: number, partSize: number) {
		const context = this.contextOf(session, chain);
		const sealed = await sealParts(context, KIND.update, content, payload, session.next, partSize);
		session.next += sealed.length;
		return sealed;
	}
}
