// The relay's cryptography: it checks signatures and hashes, and holds no key.

import { createPublicKey, hash, randomBytes, verify } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import type { Verifier } from '../src/lib/core/protocol/crypto.ts';
import { isSmallOrder } from '../src/lib/core/protocol/weak-points.ts';

type Bytes = Uint8Array<ArrayBuffer>;

/** Synchronous, because the log's running hash is computed inside a transaction. */
export function sha256(...parts: readonly Uint8Array[]): Bytes {
	const { buffer, byteOffset, length } = hash('sha256', joined(parts), 'buffer');
	return new Uint8Array(buffer, byteOffset, length);
}

/** Each entry of a log is hashed behind 32 bytes: memory for that is not asked for each time. */
const scratch = Buffer.allocUnsafe(16 * 1024);

function joined(parts: readonly Uint8Array[]): Uint8Array {
	if (parts.length === 1) return parts[0]!;
	const length = parts.reduce((sum, part) => sum + part.length, 0);
	if (length > scratch.length) return Buffer.concat(parts);
	let at = 0;
	for (const part of parts) {
		scratch.set(part, at);
		at += part.length;
	}
	return scratch.subarray(0, length);
}

// SubjectPublicKeyInfo of an Ed25519 key: this prefix, then the 32 bytes (RFC 8410 §4).
const ED25519_SPKI = Buffer.from('302a300506032b6570032100', 'hex');

function ed25519(publicKey: Uint8Array): KeyObject | null {
	if (publicKey.length !== 32 || isSmallOrder(publicKey)) return null;
	return createPublicKey({ key: Buffer.concat([ED25519_SPKI, publicKey]), format: 'der', type: 'spki' });
}

export const nodeVerifier: Verifier = {
	random: (length) => new Uint8Array(randomBytes(length)),
	sha256: (bytes) => Promise.resolve(sha256(bytes)),
	verify: (publicKey, message, signature) => {
		const key = ed25519(publicKey);
		const usable = key !== null && signature.length === 64 && !isSmallOrder(signature.slice(0, 32));
		return Promise.resolve(usable && verify(null, message, key, signature));
	}
};
