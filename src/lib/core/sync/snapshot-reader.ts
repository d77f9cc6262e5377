// A snapshot as it comes in, chunk by chunk. Nothing of it counts before all of it holds: who made it, what it covers, and
// that it is the very one the relay named. What is wrong with it is its author's or the relay's doing; this device says so
// at its next hello and is given another way to the log's end.

import { concat, equal } from '../bytes.ts';
import type { RoomId } from '../ids.ts';
import type { Verifier } from '../protocol/crypto.ts';
import type { EntryHeader } from '../protocol/entry.ts';
import { type Chain, roleAt } from '../protocol/membership.ts';
import type { SnapshotOffer } from '../protocol/messages.ts';
import { type Chunk, decodeChunk, snapshotDigest, verifyChunk } from '../protocol/snapshot.ts';
import { type Keyring, nonceOf } from './keyring.ts';
import { CONTENT, decodePlaintext } from './plaintext.ts';
import { isSoundUpdate } from './yjs-update.ts';

export type SnapshotFault =
	| 'malformed'
	/** Another room's, another log's, or not of what the relay says it covers. */
	| 'other'
	/** Its author may not make snapshots. */
	| 'role'
	| 'signature'
	| 'ciphertext'
	/** Not the chunks that the relay named. */
	| 'digest'
	/** No update of a document. */
	| 'content'
	/** This build or this device cannot read it yet. */
	| 'not-yet';

export type SnapshotReading =
	| { readonly kind: 'more' }
	/** One Yjs update, the whole document as its author had it. */
	| { readonly kind: 'state'; readonly state: Uint8Array<ArrayBuffer> }
	| { readonly kind: 'wrong'; readonly why: SnapshotFault };

export interface SnapshotContext {
	readonly room: RoomId;
	readonly verifier: Verifier;
	readonly keyring: Keyring;
	readonly chain: Chain;
	readonly offer: SnapshotOffer;
}

const wrong = (why: SnapshotFault): SnapshotReading => ({ kind: 'wrong', why });

export class SnapshotReader {
	readonly #context: SnapshotContext;
	readonly #hashes: Uint8Array[] = [];
	readonly #pieces: Uint8Array[] = [];
	#first: Chunk | null = null;

	constructor(context: SnapshotContext) {
		this.#context = context;
	}

	/** Chunks that have come. */
	get count(): number {
		return this.#hashes.length;
	}

	/** Judges the next chunk; after the last one, the whole. */
	async take(bytes: Uint8Array): Promise<SnapshotReading> {
		const { verifier, offer } = this.#context;
		const chunk = decodeChunk(bytes);
		if (!chunk) return wrong('malformed');
		const fault = this.#misplaced(chunk) ?? (await this.#forged(chunk));
		if (fault) return wrong(fault);
		const piece = await this.#open(chunk);
		if (typeof piece === 'string') return wrong(piece);
		this.#first ??= chunk;
		this.#hashes.push(await verifier.sha256(bytes));
		this.#pieces.push(piece);
		if (this.#pieces.length < offer.chunks) return { kind: 'more' };
		if (!equal(await snapshotDigest(this.#hashes, verifier), offer.digest)) return wrong('digest');
		const state = concat(...this.#pieces);
		return isSoundUpdate(state) ? { kind: 'state', state } : wrong('content');
	}

	#misplaced({ header, previous }: Chunk): SnapshotFault | null {
		const { room, offer } = this.#context;
		const isOffered =
			header.room === room &&
			header.logId === offer.logId &&
			header.base.seq === offer.seq &&
			equal(header.base.hash, offer.hash);
		if (!isOffered) return 'other';
		if (header.parts !== offer.chunks || header.part !== this.count) return 'malformed';
		if (!this.#first) return null;
		const first = this.#first.header;
		const isSame =
			header.device === first.device &&
			header.session === first.session &&
			header.counter === first.counter + header.part &&
			header.epoch === first.epoch &&
			equal(header.membership, first.membership) &&
			equal(previous, this.#first.previous);
		return isSame ? null : 'malformed';
	}

	async #forged(chunk: Chunk): Promise<SnapshotFault | null> {
		const { chain, verifier } = this.#context;
		const role = roleAt(chain, chunk.header.device, chunk.header.membership);
		if (role === 'unknown-head') return 'not-yet';
		if (role !== 'owner' && role !== 'editor') return 'role';
		return (await verifyChunk(chunk, verifier)) ? null : 'signature';
	}

	async #open({ header, additional, ciphertext }: Chunk): Promise<Uint8Array | SnapshotFault> {
		const aead = await this.#aead(header);
		if (!aead) return 'not-yet';
		const plain = await aead.open(nonceOf(header.counter), additional, ciphertext);
		if (!plain) return 'ciphertext';
		const content = decodePlaintext(plain);
		if (!content) return 'content';
		return content.content === CONTENT.yjsUpdate ? content.payload : 'not-yet';
	}

	#aead({ epoch, device, session }: EntryHeader) {
		return this.#context.keyring.aead('snapshot', epoch, device, session);
	}
}
