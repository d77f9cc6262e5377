// A device as a relay's test scripts it: says hello, seals entries with made-up ciphertext, and takes the relay's
// messages one by one, so that a test states the exact order in which they come.

import { concat, toBase64url } from '../../src/lib/core/bytes.ts';
import type { DeviceId, LogId, MemberId, SessionId } from '../../src/lib/core/ids.ts';
import type { Device } from '../../src/lib/core/protocol/crypto.ts';
import { signDelivered } from '../../src/lib/core/protocol/delivered.ts';
import { encodeHeader, ENTRY_FORMAT, entrySignedBytes, KIND } from '../../src/lib/core/protocol/entry.ts';
import type { EntryHeader } from '../../src/lib/core/protocol/entry.ts';
import { foundRoom } from '../../src/lib/core/protocol/membership.ts';
import type { Chain } from '../../src/lib/core/protocol/membership.ts';
import {
	decodeRelayMessage,
	encodeClientMessage,
	helloSignedBytes
} from '../../src/lib/core/protocol/messages.ts';
import type {
	ClientMessage,
	LogPosition,
	Proof,
	RelayMessage
} from '../../src/lib/core/protocol/messages.ts';
import { chunkSignedBytes, NO_SNAPSHOT, snapshotDigest } from '../../src/lib/core/protocol/snapshot.ts';
import { createSyncCrypto, newDevice } from './sync-crypto.ts';

export const crypto = createSyncCrypto();

export type Message<Type extends RelayMessage['type']> = Extract<RelayMessage, { type: Type }>;

export interface Closing {
	readonly code: number;
	readonly reason: string;
}

/** The client's end of a connection. Pings are passed over. */
export class RelayPeer {
	readonly #write: (frame: Uint8Array) => void;
	readonly #messages: RelayMessage[] = [];
	#wake: (() => void) | null = null;
	#closing: Closing | null = null;
	readonly closed: Promise<Closing>;
	#resolveClosed!: (closing: Closing) => void;

	constructor(write: (frame: Uint8Array) => void) {
		this.#write = write;
		this.closed = new Promise((resolve) => (this.#resolveClosed = resolve));
	}

	/** The relay has sent a frame. */
	arrived(frame: Uint8Array): void {
		const message = decodeRelayMessage(frame);
		if (!message) throw new Error('the relay sent what is no message');
		if (message.type !== 'ping') this.#messages.push(message);
		this.#wake?.();
	}

	ended(code: number, reason: string): void {
		this.#closing ??= { code, reason };
		this.#resolveClosed(this.#closing);
		this.#wake?.();
	}

	send(message: ClientMessage): void {
		this.#write(encodeClientMessage(message));
	}

	sendRaw(frame: Uint8Array): void {
		this.#write(frame);
	}

	/** The next message, which must be of this type. */
	async take<Type extends RelayMessage['type']>(type: Type): Promise<Message<Type>> {
		return this.takeEither(type, type);
	}

	/** The next message, which must be of one of these types. */
	async takeEither<One extends RelayMessage['type'], Two extends RelayMessage['type']>(
		one: One,
		two: Two
	): Promise<Message<One> | Message<Two>> {
		const message = await this.next(one);
		if (message.type !== one && message.type !== two)
			throw new Error(`expected ${one} or ${two}, the relay sent ${message.type}`);
		return message as Message<One> | Message<Two>;
	}

	/** The next message, whatever it is. */
	async next(waitingFor = 'a message'): Promise<RelayMessage> {
		while (this.#messages.length === 0) {
			if (this.#closing) throw new Error(`closed with ${this.#closing.code} while waiting for ${waitingFor}`);
			await new Promise<void>((resolve) => (this.#wake = resolve));
		}
		return this.#messages.shift()!;
	}

	/** What has come and was not taken. */
	get untaken(): readonly string[] {
		return this.#messages.map(({ type }) => type);
	}
}

export interface HelloOptions {
	readonly proof?: Proof;
	readonly position?: LogPosition | null;
	readonly signAs?: Device;
	readonly nonce?: Uint8Array;
	readonly token?: string;
	readonly distrust?: Uint8Array;
}

/** A snapshot as a test makes it: right in all that is not said. */
export interface SnapshotWish extends Partial<EntryHeader> {
	/** What it covers. */
	readonly at: LogPosition;
	readonly previous?: Uint8Array;
	/** Bytes of each chunk's ciphertext. */
	readonly sizes?: readonly number[];
	readonly signAs?: Device;
}

export interface TestSnapshot {
	readonly chunks: readonly Uint8Array[];
	readonly digest: Uint8Array;
}

/** One person's device in one room. */
export class TestDevice {
	readonly device: Device;
	readonly id: DeviceId;
	session = toBase64url(crypto.random(16)) as SessionId;
	#counter = 0;

	constructor(device: Device) {
		this.device = device;
		this.id = toBase64url(device.signer.publicKey) as DeviceId;
	}

	static create = async (): Promise<TestDevice> => new TestDevice(await newDevice(crypto));

	/** A room of its own. */
	found(): Promise<Chain> {
		return foundRoom(crypto, this.device, newMember());
	}

	/** A signed entry. Without a given counter, the next one. */
	async seal(
		chain: Chain,
		logId: LogId,
		change: Partial<EntryHeader> & { size?: number } = {}
	): Promise<Uint8Array> {
		const { size = 100, ...fields } = change;
		const counter = fields.counter ?? this.#counter++;
		const headerBytes = encodeHeader({ part: 0, parts: 1, ...this.#header(chain, logId, fields), counter });
		const ciphertext = crypto.random(size);
		return concat(
			headerBytes,
			ciphertext,
			await this.device.signer.sign(entrySignedBytes(headerBytes, ciphertext))
		);
	}

	#header(
		chain: Chain,
		logId: LogId,
		fields: Partial<EntryHeader>
	): Omit<EntryHeader, 'counter' | 'part' | 'parts'> {
		return {
			format: ENTRY_FORMAT,
			kind: KIND.update,
			critical: false,
			room: chain.room,
			logId,
			epoch: chain.epoch,
			membership: chain.head,
			device: this.id,
			session: this.session,
			base: { seq: 0, hash: new Uint8Array(32) },
			...fields
		};
	}

	/** A snapshot's chunks, and what it is known by. */
	async snapshot(chain: Chain, wish: SnapshotWish): Promise<TestSnapshot> {
		const { at, previous = NO_SNAPSHOT, sizes = [100], signAs = this.device, ...fields } = wish;
		const first = fields.counter ?? this.#counter;
		this.#counter = Math.max(this.#counter, first + sizes.length);
		const chunks: Uint8Array[] = [];
		for (const [part, size] of sizes.entries()) {
			const header = this.#header(chain, at.logId, { kind: KIND.snapshot, base: at, ...fields });
			const place = { part, parts: sizes.length, counter: first + part };
			const additional = concat(encodeHeader({ ...header, ...place }), previous);
			const ciphertext = crypto.random(size);
			const signature = await signAs.signer.sign(chunkSignedBytes(additional, ciphertext));
			chunks.push(concat(additional, ciphertext, signature));
		}
		const hashes = await Promise.all(chunks.map((chunk) => crypto.sha256(chunk)));
		return { chunks, digest: await snapshotDigest(hashes, crypto) };
	}

	/** Its signed word that it has the log up to there. */
	delivered(chain: Chain, at: LogPosition, signAs: Device = this.device): Promise<Uint8Array> {
		return signDelivered({ room: chain.room, device: this.id, ...at }, signAs.signer);
	}

	/** Answers the challenge. */
	async hello(peer: RelayPeer, chain: Chain, origin: string, options: HelloOptions = {}): Promise<void> {
		const challenge = await peer.take('challenge');
		const fields = { nonce: options.nonce ?? challenge.nonce, origin, room: chain.room, device: this.id };
		peer.send({
			type: 'hello',
			room: chain.room,
			device: this.id,
			signature: await (options.signAs ?? this.device).signer.sign(helloSignedBytes('device', fields)),
			position: options.position ?? null,
			proof: options.proof ?? { kind: 'chain', chain: chain.statements },
			token: options.token ?? '',
			distrust: options.distrust ?? null
		});
	}
}

export const newMember = (): MemberId => toBase64url(crypto.random(16)) as MemberId;
