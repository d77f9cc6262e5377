// The Crypto port over node:crypto. Everything is computed before the call returns and comes as a resolved promise, so
// that a simulation's order of events depends on its seed alone.

import {
	createCipheriv,
	createDecipheriv,
	createHash,
	createPrivateKey,
	createPublicKey,
	diffieHellman,
	hkdfSync,
	randomBytes,
	sign,
	verify,
	type KeyObject
} from 'node:crypto';
import { concat, fromBase64url, utf8 } from '../../src/lib/core/bytes.ts';
import type { Aead, Crypto, Device, Exchange, Signer } from '../../src/lib/core/protocol/crypto.ts';
import { isSmallOrder } from '../../src/lib/core/protocol/weak-points.ts';

type Bytes = Uint8Array<ArrayBuffer>;

const plain = (bytes: Uint8Array | ArrayBuffer): Bytes => new Uint8Array(bytes);
const sha256 = (bytes: Uint8Array): Bytes => plain(createHash('sha256').update(bytes).digest());

// RFC 8410: object identifiers 1.3.101.112 (Ed25519) and 1.3.101.110 (X25519).
const privateDer = {
	ed25519: '302e020100300506032b657004220420',
	x25519: '302e020100300506032b656e04220420'
};
const publicDer = { ed25519: '302a300506032b6570032100', x25519: '302a300506032b656e032100' };

function privateKey(curve: keyof typeof privateDer, seed: Uint8Array): KeyObject {
	if (seed.length !== 32) throw new RangeError(`${curve}: a seed has 32 bytes`);
	const key = Buffer.concat([Buffer.from(privateDer[curve], 'hex'), seed]);
	return createPrivateKey({ key, format: 'der', type: 'pkcs8' });
}

function publicKey(curve: keyof typeof publicDer, bytes: Uint8Array): KeyObject {
	const key = Buffer.concat([Buffer.from(publicDer[curve], 'hex'), bytes]);
	return createPublicKey({ key, format: 'der', type: 'spki' });
}

function rawPublic(key: KeyObject): Bytes {
	const bytes = fromBase64url(createPublicKey(key).export({ format: 'jwk' }).x ?? '');
	if (bytes === null) throw new TypeError('no public key in the exported key');
	return bytes;
}

/** Bytes that depend on the seed alone: SHA-256 over seed and a counter. */
export function seededRandom(seed: string | number): (length: number) => Bytes {
	const key = sha256(utf8(`seed ${seed}`));
	const counter = new DataView(new ArrayBuffer(8));
	let next = 0n;
	return (length) => {
		const out = new Uint8Array(length);
		for (let at = 0; at < length; at += 32) {
			counter.setBigUint64(0, next++);
			out.set(sha256(concat(key, new Uint8Array(counter.buffer))).subarray(0, length - at), at);
		}
		return out;
	};
}

/** @param options.random seeded in a simulation; a real source when absent. */
export function createSyncCrypto(options: { random?: (length: number) => Bytes } = {}): Crypto {
	return {
		random: options.random ?? ((length) => plain(randomBytes(length))),
		sha256: (bytes) => Promise.resolve(sha256(bytes)),
		verify: (theirs, message, signature) => Promise.resolve(verifySync(theirs, message, signature)),
		signerFromSeed: (seed) => now(() => signer(privateKey('ed25519', seed))),
		exchangeFromSeed: (seed) => now(() => exchange(privateKey('x25519', seed))),
		hkdf: (secret, info, length) =>
			now(() => plain(hkdfSync('sha256', secret, new Uint8Array(0), info, length))),
		aead: (key) => now(() => aead(plain(key)))
	};
}

/** A device whose keys come from the given crypto's randomness. */
export async function newDevice(crypto: Crypto): Promise<Device> {
	const seeds = [crypto.random(32), crypto.random(32)] as const;
	return {
		signer: await crypto.signerFromSeed(seeds[0]),
		exchange: await crypto.exchangeFromSeed(seeds[1])
	};
}

/** `run` at once; its throw becomes a rejection, as it is with WebCrypto. */
function now<T>(run: () => T): Promise<T> {
	try {
		return Promise.resolve(run());
	} catch (error) {
		return Promise.reject(error instanceof Error ? error : new Error(String(error)));
	}
}

function verifySync(theirs: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
	if (theirs.length !== 32 || signature.length !== 64) return false;
	if (isSmallOrder(theirs) || isSmallOrder(signature.subarray(0, 32))) return false;
	return verify(null, message, publicKey('ed25519', theirs), signature);
}

function signer(key: KeyObject): Signer {
	return { publicKey: rawPublic(key), sign: (message) => Promise.resolve(plain(sign(null, message, key))) };
}

function exchange(key: KeyObject): Exchange {
	const agree = (theirs: Uint8Array): Bytes | null => {
		if (theirs.length !== 32) return null;
		try {
			return plain(diffieHellman({ privateKey: key, publicKey: publicKey('x25519', theirs) }));
		} catch (error) {
			// OpenSSL's word for a shared secret of zeros.
			if (error instanceof Error && error.message.includes('failed during derivation')) return null;
			throw error;
		}
	};
	return { publicKey: rawPublic(key), agree: (theirs) => now(() => agree(theirs)) };
}

function aead(key: Bytes): Aead {
	if (key.length !== 32) throw new RangeError('an AES-256 key has 32 bytes');
	const check = (nonce: Uint8Array) => {
		if (nonce.length !== 12) throw new RangeError('a nonce has 12 bytes');
	};
	return {
		seal: (nonce, additional, text) =>
			now(() => {
				check(nonce);
				const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(additional);
				return concat(cipher.update(text), cipher.final(), cipher.getAuthTag());
			}),
		open: (nonce, additional, sealed) =>
			now(() => {
				check(nonce);
				return openSync(key, nonce, additional, sealed);
			})
	};
}

function openSync(key: Bytes, nonce: Uint8Array, additional: Uint8Array, sealed: Uint8Array): Bytes | null {
	if (sealed.length < 16) return null;
	const decipher = createDecipheriv('aes-256-gcm', key, nonce).setAAD(additional);
	decipher.setAuthTag(sealed.subarray(-16));
	const text = decipher.update(sealed.subarray(0, -16));
	try {
		return concat(text, decipher.final());
	} catch (error) {
		if (error instanceof Error && error.message.includes('unable to authenticate')) return null;
		throw error;
	}
}
