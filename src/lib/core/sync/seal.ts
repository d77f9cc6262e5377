// Turning a local change into log entries. The bytes made here are stored before they are sent and never made again
// for the same counter (S3, S9).

import { concat } from '../bytes.ts';
import type { DeviceId, LogId, RoomId, SessionId } from '../ids.ts';
import type { Signer } from '../protocol/crypto.ts';
import { encodeHeader, ENTRY_FORMAT, ENTRY_OVERHEAD, entrySignedBytes } from '../protocol/entry.ts';
import { type Keyring, nonceOf } from './keyring.ts';
import { encodePlaintext, paddedLength } from './plaintext.ts';

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

/** Largest payload whose entry still fits in `limit` bytes, padding included. */
export function largestPayload(limit: number): number {
	let size = limit - ENTRY_OVERHEAD - 6;
	while (size > 0 && paddedLength(size + 6) + ENTRY_OVERHEAD > limit) size -= 64;
	return Math.max(size, 1);
}

/**
 * Seals a payload as one entry, or as several parts when it is larger than `partSize` bytes.
 * @param counter the first unused counter of the session; part i uses `counter + i`
 */
export async function sealParts(
	context: SealContext,
	kind: number,
	content: number,
	payload: Uint8Array,
	counter: number,
	partSize: number
): Promise<{ counter: number; bytes: Uint8Array<ArrayBuffer> }[]> {
	const { device, epoch, session } = context;
	const aead = await context.keyring.aead('entry', epoch, device, session);
	if (!aead) throw new Error(`no key for epoch ${epoch}`);
	const parts = Math.max(1, Math.ceil(payload.length / partSize));
	const entries: { counter: number; bytes: Uint8Array<ArrayBuffer> }[] = [];
	for (let part = 0; part < parts; part++) {
		const header = encodeHeader({
			format: ENTRY_FORMAT,
			kind,
			critical: false,
			room: context.room,
			logId: context.logId,
			epoch,
			membership: context.membership,
			device,
			session,
			counter: counter + part,
			part,
			parts,
			base: context.base
		});
		const plain = encodePlaintext(content, payload.subarray(part * partSize, (part + 1) * partSize));
		const ciphertext = await aead.seal(nonceOf(counter + part), header, plain);
		const signature = await context.signer.sign(entrySignedBytes(header, ciphertext));
		entries.push({ counter: counter + part, bytes: concat(header, ciphertext, signature) });
	}
	return entries;
}
