// A snapshot's chunks: header ‖ previous 32 ‖ ciphertext ‖ signature. The header is an entry's, of kind snapshot, and its
// base is what the snapshot covers. The signature's label is another, so that no chunk can be taken for an entry.

import { fromBase64url } from '../bytes.ts';
import type { Verifier } from './crypto.ts';
import {
	decodeEntry,
	ENTRY_FORMAT,
	ENTRY_OVERHEAD,
	type EntryHeader,
	HEADER_BYTES,
	KIND,
	SIGNATURE_BYTES
} from './entry.ts';
import { labelled } from './wire.ts';

const LABEL = 'soundings/snapshot/1';
const ID_LABEL = 'soundings/snapshot-id/1';
const DIGEST_BYTES = 32;

/** What a chunk has besides its plaintext. */
export const CHUNK_OVERHEAD = ENTRY_OVERHEAD + DIGEST_BYTES;

/** What the first snapshot of a log follows. */
export const NO_SNAPSHOT = new Uint8Array(DIGEST_BYTES);

export interface Chunk {
	readonly header: EntryHeader;
	/** Digest of the snapshot that this one follows; zeros for none. */
	readonly previous: Uint8Array<ArrayBuffer>;
	/** Header and `previous` as they travel: the AEAD's additional data. */
	readonly additional: Uint8Array<ArrayBuffer>;
	readonly ciphertext: Uint8Array<ArrayBuffer>;
	readonly signature: Uint8Array<ArrayBuffer>;
}

/** The parts of a chunk, or null when the bytes are not one. Says nothing about the signature. */
export function decodeChunk(bytes: Uint8Array): Chunk | null {
	if (bytes.length < CHUNK_OVERHEAD) return null;
	const header = decodeEntry(bytes)?.header;
	if (header?.kind !== KIND.snapshot || header.format !== ENTRY_FORMAT) return null;
	const body = HEADER_BYTES + DIGEST_BYTES;
	const end = bytes.length - SIGNATURE_BYTES;
	return {
		header,
		previous: bytes.slice(HEADER_BYTES, body),
		additional: bytes.slice(0, body),
		ciphertext: bytes.slice(body, end),
		signature: bytes.slice(end)
	};
}

/** What a chunk's signature is over. */
export const chunkSignedBytes = (additional: Uint8Array, ciphertext: Uint8Array): Uint8Array<ArrayBuffer> =>
	labelled(LABEL, additional.subarray(0, HEADER_BYTES), additional.subarray(HEADER_BYTES), ciphertext);

/** Whether the device that the header names signed this chunk. */
export function verifyChunk(chunk: Chunk, verifier: Verifier): Promise<boolean> {
	const key = fromBase64url(chunk.header.device);
	if (!key) return Promise.resolve(false);
	return verifier.verify(key, chunkSignedBytes(chunk.additional, chunk.ciphertext), chunk.signature);
}

/**
 * What a snapshot is known by.
 * @param hashes SHA-256 of every chunk, in order
 */
export const snapshotDigest = (hashes: readonly Uint8Array[], verifier: Pick<Verifier, 'sha256'>) =>
	verifier.sha256(labelled(ID_LABEL, ...hashes));
