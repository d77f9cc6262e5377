// Turning a local change into log entries. The bytes made here are stored before they are sent and never made again
// for the same counter (S3, S9).

import { concat } from '../bytes.ts';
import type { DeviceId, LogId, RoomId, SessionId } from '../ids.ts';
import type { Aead, Signer } from '../protocol/crypto.ts';
import {
	encodeHeader,
	ENTRY_FORMAT,
	ENTRY_OVERHEAD,
	type EntryHeader,
	entrySignedBytes,
	KIND
} from '../protocol/entry.ts';
import { CHUNK_OVERHEAD, chunkSignedBytes } from '../protocol/snapshot.ts';
import { type Keyring, nonceOf, type Purpose } from './keyring.ts';
import { CONTENT, encodePlaintext, paddedLength } from './plaintext.ts';

export interface SealContext {
	readonly keyring: Keyring;
	readonly signer: Signer;
	readonly room: RoomId;
	readonly device: DeviceId;
	readonly session: SessionId;
	readonly logId: LogId;
	readonly epoch: number;
	/** Head of the membership chain, 32 bytes. */
	readonly membership: Uint8Array;
	/** How far this device has verified the log. */
	readonly base: { readonly seq: number; readonly hash: Uint8Array };
}

/**
 * Largest payload that still fits in `limit` bytes, padding included.
 * @param overhead what an entry, or a snapshot's chunk, has besides its plaintext
 */
export function largestPayload(limit: number, overhead = ENTRY_OVERHEAD): number {
	let size = limit - overhead - 6;
	while (size > 0 && paddedLength(size + 6) + overhead > limit) size -= 64;
	return Math.max(size, 1);
}

/** How many entries or chunks a payload takes. */
export const partsOf = (payload: Uint8Array, partSize: number): number =>
	Math.max(1, Math.ceil(payload.length / partSize));

/**
 * Seals a payload as one entry, or as several parts when it is larger than `partSize` bytes.
 * @param counter the first unused counter of the session; part i uses `counter + i`
 */
export async function sealParts(
	context: SealContext,
	kind: typeof KIND.update | typeof KIND.receipt,
	content: number,
	payload: Uint8Array,
	counter: number,
	partSize: number
): Promise<{ counter: number; bytes: Uint8Array<ArrayBuffer> }[]> {
	const purpose = kind === KIND.receipt ? 'receipt' : 'entry';
	const aead = await aeadFor(context, purpose);
	const parts = partsOf(payload, partSize);
	const entries: { counter: number; bytes: Uint8Array<ArrayBuffer> }[] = [];
	for (let part = 0; part < parts; part++) {
		const header = encodeHeader(headerOf(context, kind, counter, { part, parts }));
		const plain = encodePlaintext(content, payload.subarray(part * partSize, (part + 1) * partSize));
		const ciphertext = await aead.seal(nonceOf(counter + part), header, plain);
		const signature = await context.signer.sign(entrySignedBytes(header, ciphertext));
		entries.push({ counter: counter + part, bytes: concat(header, ciphertext, signature) });
	}
	return entries;
}

/** Largest piece of a document whose chunk still fits in `limit` bytes. */
export const largestChunkPayload = (limit: number): number => largestPayload(limit, CHUNK_OVERHEAD);

/**
 * Seals a document's state as a snapshot of what `context.base` names, chunk by chunk: a large one need not be held twice.
 * @param previous digest of the snapshot that it follows
 * @param counter the first unused counter of the session; chunk i uses `counter + i`
 */
export async function* sealChunks(
	context: SealContext,
	previous: Uint8Array,
	state: Uint8Array,
	counter: number,
	partSize: number
): AsyncGenerator<Uint8Array<ArrayBuffer>, void> {
	const aead = await aeadFor(context, 'snapshot');
	const parts = partsOf(state, partSize);
	for (let part = 0; part < parts; part++) {
		const header = encodeHeader(headerOf(context, KIND.snapshot, counter, { part, parts }));
		const additional = concat(header, previous);
		const piece = state.subarray(part * partSize, (part + 1) * partSize);
		const plain = encodePlaintext(CONTENT.yjsUpdate, piece);
		const ciphertext = await aead.seal(nonceOf(counter + part), additional, plain);
		const signature = await context.signer.sign(chunkSignedBytes(additional, ciphertext));
		yield concat(additional, ciphertext, signature);
	}
}

async function aeadFor({ keyring, epoch, device, session }: SealContext, purpose: Purpose): Promise<Aead> {
	const aead = await keyring.aead(purpose, epoch, device, session);
	if (!aead) throw new Error(`no key for epoch ${epoch}`);
	return aead;
}

function headerOf(
	{ room, logId, epoch, membership, device, session, base }: SealContext,
	kind: number,
	first: number,
	{ part, parts }: { readonly part: number; readonly parts: number }
): EntryHeader {
	const counter = first + part;
	return {
		format: ENTRY_FORMAT,
		kind,
		critical: false,
		room,
		logId,
		epoch,
		membership,
		device,
		session,
		counter,
		part,
		parts,
		base
	};
}
