// What one device writes into one room, sealed as the app seals it.

import type { LogId } from '../../../../src/lib/core/ids.ts';
import type { Crypto } from '../../../../src/lib/core/protocol/crypto.ts';
import { KIND } from '../../../../src/lib/core/protocol/entry.ts';
import type { Chain } from '../../../../src/lib/core/protocol/membership.ts';
import type { LogPosition } from '../../../../src/lib/core/protocol/messages.ts';
import { NO_SNAPSHOT } from '../../../../src/lib/core/protocol/snapshot.ts';
import { Keyring } from '../../../../src/lib/core/sync/keyring.ts';
import { CONTENT } from '../../../../src/lib/core/sync/plaintext.ts';
import {
	largestChunkPayload,
	type SealContext,
	sealChunks,
	sealParts
} from '../../../../src/lib/core/sync/seal.ts';
import type { Author } from '../../../support/room-scene.ts';

/** What a large change is cut into. */
const PART_BYTES = 64 * 1024;
/** Largest chunk that a relay with the usual limits takes, which is what a snapshot is cut into. */
const CHUNK_LIMIT = 256 * 1024;

export class Sealer {
	readonly keyring: Keyring;
	readonly #context: SealContext;
	#counter = 0;

	constructor(crypto: Crypto, chain: Chain, by: Author, logId: LogId) {
		this.keyring = new Keyring(crypto, chain.room, new Map([[chain.epoch, crypto.random(32)]]));
		this.#context = {
			keyring: this.keyring,
			signer: by.device.signer,
			room: chain.room,
			device: by.id,
			session: by.session,
			logId,
			epoch: chain.epoch,
			membership: chain.head,
			base: { seq: 0, hash: new Uint8Array(32) }
		};
	}

	/** A Yjs update as entries: one, or parts of about 64 kB. */
	async change(update: Uint8Array): Promise<Uint8Array[]> {
		const { yjsUpdate } = CONTENT;
		const parts = await sealParts(this.#context, KIND.update, yjsUpdate, update, this.#counter, PART_BYTES);
		this.#counter += parts.length;
		return parts.map(({ bytes }) => bytes);
	}

	/** The whole document as the chunks of a log's first snapshot, which covers the log up to `base`. */
	async snapshot(state: Uint8Array, base: Pick<LogPosition, 'seq' | 'hash'>): Promise<Uint8Array[]> {
		const context = { ...this.#context, base: { seq: base.seq, hash: base.hash } };
		const size = largestChunkPayload(CHUNK_LIMIT);
		const chunks: Uint8Array[] = [];
		for await (const chunk of sealChunks(context, NO_SNAPSHOT, state, this.#counter, size))
			chunks.push(chunk);
		this.#counter += chunks.length;
		return chunks;
	}
}
