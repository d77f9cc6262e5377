// What backups need of a platform, over node:crypto. Fewer rounds than in the app: nothing is at stake in a test.

import { pbkdf2Sync } from 'node:crypto';
import type { BackupCrypto } from '../../src/lib/core/backup/ports.ts';
import { createSyncCrypto } from './sync-crypto.ts';

export const FEW_ROUNDS = 3;

export const backupCrypto = (): BackupCrypto => ({
	...createSyncCrypto(),
	pbkdf2: (passphrase, salt, iterations) =>
		Promise.resolve(new Uint8Array(pbkdf2Sync(passphrase, salt, iterations, 32, 'sha256')))
});
