// What making and opening a backup asks of the place it runs in.

import type { Crypto } from '../protocol/crypto.ts';

export interface BackupCrypto extends Pick<Crypto, 'random' | 'hkdf' | 'aead'> {
	/** PBKDF2 with HMAC-SHA-256 (RFC 8018); 32 bytes. Takes a noticeable part of a second on purpose. */
	pbkdf2(passphrase: Uint8Array, salt: Uint8Array, iterations: number): Promise<Uint8Array<ArrayBuffer>>;
}
