// What backups need, over WebCrypto.

import type { BackupCrypto } from '../core/backup/ports.ts';
import { webCrypto } from './webcrypto.ts';

export const webBackupCrypto: BackupCrypto = {
	random: (length) => webCrypto.random(length),
	hkdf: (secret, info, length) => webCrypto.hkdf(secret, info, length),
	aead: (key) => webCrypto.aead(key),
	async pbkdf2(passphrase, salt, iterations) {
		const key = await crypto.subtle.importKey('raw', new Uint8Array(passphrase), 'PBKDF2', false, [
			'deriveBits'
		]);
		const params = { name: 'PBKDF2', hash: 'SHA-256', salt: new Uint8Array(salt), iterations };
		return new Uint8Array(await crypto.subtle.deriveBits(params, key, 256));
	}
};
