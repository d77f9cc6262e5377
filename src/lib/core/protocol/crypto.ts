// The cryptography the protocol needs, as a port. The browser's adapter is WebCrypto; the relay's and the
// simulation's are node:crypto. Algorithms are fixed: SHA-256, Ed25519, X25519, HKDF-SHA-256, AES-256-GCM.

type Bytes = Uint8Array<ArrayBuffer>;

/** All that a relay needs. */
export interface Verifier {
	/** Cryptographically strong random bytes (seeded in the simulation). */
	random(length: number): Bytes;
	sha256(bytes: Uint8Array): Promise<Bytes>;
	/** Ed25519 (RFC 8032). A key or signature of the wrong form is `false`, never a throw. */
	verify(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): Promise<boolean>;
}

/** An Ed25519 private key that can sign and cannot be read. */
export interface Signer {
	/** 32 bytes. */
	readonly publicKey: Bytes;
	/** 64 bytes. */
	sign(message: Uint8Array): Promise<Bytes>;
}

/** An X25519 private key that can agree on a secret and cannot be read. */
export interface Exchange {
	/** 32 bytes. */
	readonly publicKey: Bytes;
	/** The 32-byte shared secret with another public key; null when that key is not usable (low order, wrong length). */
	agree(theirs: Uint8Array): Promise<Bytes | null>;
}

/** AES-256-GCM under one key, 12-byte nonce, 16-byte tag appended to the ciphertext. */
export interface Aead {
	seal(nonce: Uint8Array, additional: Uint8Array, plain: Uint8Array): Promise<Bytes>;
	/** null when the tag does not verify. */
	open(nonce: Uint8Array, additional: Uint8Array, sealed: Uint8Array): Promise<Bytes | null>;
}

/** All that a device needs. */
export interface Crypto extends Verifier {
	/** From a 32-byte seed (RFC 8032 private key). */
	signerFromSeed(seed: Uint8Array): Promise<Signer>;
	/** From a 32-byte private key (RFC 7748). */
	exchangeFromSeed(seed: Uint8Array): Promise<Exchange>;
	/** HKDF-SHA-256 with an empty salt (RFC 5869). */
	hkdf(secret: Uint8Array, info: Uint8Array, length: number): Promise<Bytes>;
	/** From a 32-byte key. */
	aead(key: Uint8Array): Promise<Aead>;
}

/** A device in one room: its two private keys. */
export interface Device {
	readonly signer: Signer;
	readonly exchange: Exchange;
}
