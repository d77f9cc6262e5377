// The protocol's cryptography over WebCrypto. Runs in the browser and, for the contract suite, in Node.

import { equal, fromBase64url } from '../core/bytes.ts';
import type { Aead, Crypto, Device, Exchange, Signer } from '../core/protocol/crypto.ts';
import { isSmallOrder } from '../core/protocol/weak-points.ts';

type Bytes = Uint8Array<ArrayBuffer>;

/** A device's private keys as IndexedDB keeps them. Readable by a backup, unless they were made before 2026-11-22. */
export interface StoredDevice {
	readonly signKey: CryptoKey;
	/** Ed25519, 32 bytes. */
	readonly signPublic: Bytes;
	readonly exchangeKey: CryptoKey;
	/** X25519, 32 bytes. */
	readonly exchangePublic: Bytes;
}

/** `getRandomValues` refuses more at a time. */
const RANDOM_LIMIT = 65_536;

// PKCS #8 (RFC 8410) around a raw 32-byte private key; WebCrypto has no raw import for private keys.
export const PKCS8_ED25519 = [0x30, 46, 2, 1, 0, 0x30, 5, 6, 3, 0x2b, 0x65, 0x70, 4, 34, 4, 32];
export const PKCS8_X25519 = [0x30, 46, 2, 1, 0, 0x30, 5, 6, 3, 0x2b, 0x65, 0x6e, 4, 34, 4, 32];

/** WebCrypto takes no view of a shared buffer; the copy also settles the type. */
const own = (bytes: Uint8Array): Bytes => new Uint8Array(bytes);

export const webCrypto: Crypto = {
	random(length) {
		const bytes = new Uint8Array(length);
		for (let at = 0; at < length; at += RANDOM_LIMIT)
			crypto.getRandomValues(bytes.subarray(at, Math.min(at + RANDOM_LIMIT, length)));
		return bytes;
	},

	async sha256(bytes) {
		return new Uint8Array(await crypto.subtle.digest('SHA-256', own(bytes)));
	},

	async verify(publicKey, message, signature) {
		if (publicKey.length !== 32 || signature.length !== 64) return false;
		if (isSmallOrder(publicKey) || isSmallOrder(signature.subarray(0, 32))) return false;
		const copies = { signature: own(signature), message: own(message) };
		const key = await importPublic('Ed25519', publicKey, ['verify']);
		return key !== null && crypto.subtle.verify('Ed25519', key, copies.signature, copies.message);
	},

	async signerFromSeed(seed) {
		const { key, publicKey } = await importSeed('Ed25519', PKCS8_ED25519, seed, ['sign']);
		return signer(key, publicKey);
	},

	async exchangeFromSeed(seed) {
		const { key, publicKey } = await importSeed('X25519', PKCS8_X25519, seed, ['deriveBits']);
		return exchange(key, publicKey);
	},

	async hkdf(secret, info, length) {
		const params = { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(0), info: own(info) };
		const key = await crypto.subtle.importKey('raw', own(secret), 'HKDF', false, ['deriveBits']);
		return new Uint8Array(await crypto.subtle.deriveBits(params, key, length * 8));
	},

	async aead(key) {
		if (key.length !== 32) throw new RangeError('an AES-256 key has 32 bytes');
		return aead(await crypto.subtle.importKey('raw', own(key), 'AES-GCM', false, ['encrypt', 'decrypt']));
	}
};

/** A fresh device for one room. Its private keys leave WebCrypto for a backup and for nothing else (device-keys.ts). */
export async function generateDevice(): Promise<{ device: Device; stored: StoredDevice }> {
	const [sign, agree] = await Promise.all([
		generatePair('Ed25519', ['sign', 'verify']),
		generatePair('X25519', ['deriveBits'])
	]);
	const stored: StoredDevice = {
		signKey: sign.privateKey,
		signPublic: await rawPublic(sign.publicKey),
		exchangeKey: agree.privateKey,
		exchangePublic: await rawPublic(agree.publicKey)
	};
	return { device: deviceFrom(stored), stored };
}

/** The device whose keys IndexedDB kept. */
export function deviceFrom(stored: StoredDevice): Device {
	return {
		signer: signer(stored.signKey, stored.signPublic),
		exchange: exchange(stored.exchangeKey, stored.exchangePublic)
	};
}

function signer(key: CryptoKey, publicKey: Bytes): Signer {
	return {
		publicKey,
		async sign(message) {
			return new Uint8Array(await crypto.subtle.sign('Ed25519', key, own(message)));
		}
	};
}

function exchange(key: CryptoKey, publicKey: Bytes): Exchange {
	return {
		publicKey,
		async agree(theirs) {
			const other = theirs.length === 32 ? await importPublic('X25519', theirs, []) : null;
			if (other === null) return null;
			const secret = await unless('OperationError', () =>
				crypto.subtle.deriveBits({ name: 'X25519', public: other }, key, 256)
			);
			if (secret === null) return null;
			// A low-order point gives zeros; the specification asks for an error, older builds gave the zeros.
			const bytes = new Uint8Array(secret);
			return equal(bytes, new Uint8Array(32)) ? null : bytes;
		}
	};
}

function aead(key: CryptoKey): Aead {
	const params = (nonce: Uint8Array, additional: Uint8Array): AesGcmParams => {
		if (nonce.length !== 12) throw new RangeError('a nonce has 12 bytes');
		return { name: 'AES-GCM', iv: own(nonce), additionalData: own(additional), tagLength: 128 };
	};
	return {
		async seal(nonce, additional, plain) {
			return new Uint8Array(await crypto.subtle.encrypt(params(nonce, additional), key, own(plain)));
		},
		async open(nonce, additional, sealed) {
			const input = own(sealed);
			const plain = await unless('OperationError', () =>
				crypto.subtle.decrypt(params(nonce, additional), key, input)
			);
			return plain === null ? null : new Uint8Array(plain);
		}
	};
}

async function generatePair(name: string, usages: KeyUsage[]): Promise<CryptoKeyPair> {
	const pair = await crypto.subtle.generateKey({ name }, true, usages);
	if (!('privateKey' in pair)) throw new TypeError(`${name} has no key pair`);
	return pair;
}

async function rawPublic(key: CryptoKey): Promise<Bytes> {
	return new Uint8Array(await crypto.subtle.exportKey('raw', key));
}

/** null when the bytes are no point of the curve. */
function importPublic(name: string, bytes: Uint8Array, usages: KeyUsage[]): Promise<CryptoKey | null> {
	return unless('DataError', () => crypto.subtle.importKey('raw', own(bytes), { name }, true, usages));
}

/** A private key that cannot be read, and its public key, which WebCrypto tells only through a readable one. */
async function importSeed(name: string, prefix: readonly number[], seed: Uint8Array, usages: KeyUsage[]) {
	if (seed.length !== 32) throw new RangeError(`${name}: a seed has 32 bytes`);
	const pkcs8 = new Uint8Array([...prefix, ...seed]);
	const readable = await crypto.subtle.importKey('pkcs8', pkcs8, { name }, true, usages);
	const publicKey = fromBase64url((await crypto.subtle.exportKey('jwk', readable)).x ?? '');
	if (publicKey?.length !== 32) throw new TypeError(`${name}: no public key in the exported key`);
	return { key: await crypto.subtle.importKey('pkcs8', pkcs8, { name }, false, usages), publicKey };
}

/** What `run` gives, or null when it fails with the named DOMException; anything else is thrown on. */
async function unless<T>(name: string, run: () => Promise<T>): Promise<T | null> {
	try {
		return await run();
	} catch (error) {
		if (error instanceof DOMException && error.name === name) return null;
		throw error;
	}
}
