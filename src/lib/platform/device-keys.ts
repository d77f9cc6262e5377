// A device's private keys as bytes, for a backup, and back. Keys made before 2026-11-22 cannot be given away by the
// browser that made them.

import { equal, fromBase64url } from '../core/bytes.ts';
import type { DeviceSeeds } from '../core/backup/contents.ts';
import { deviceFrom, PKCS8_ED25519, PKCS8_X25519, type StoredDevice } from './webcrypto.ts';

type Bytes = Uint8Array<ArrayBuffer>;

/** null: this browser keeps them to itself. */
export async function exportDevice({ signKey, exchangeKey }: StoredDevice): Promise<DeviceSeeds | null> {
	if (!canExport({ signKey, exchangeKey })) return null;
	const [sign, exchange] = await Promise.all([privateBytes(signKey), privateBytes(exchangeKey)]);
	return { sign, exchange };
}

/** Whether a backup of this device's journal can go on syncing elsewhere. */
export const canExport = ({ signKey, exchangeKey }: Pick<StoredDevice, 'signKey' | 'exchangeKey'>): boolean =>
	signKey.extractable && exchangeKey.extractable;

/** The device again, with keys that a later backup can have too. */
export async function importDevice({ sign, exchange }: DeviceSeeds): Promise<StoredDevice> {
	const [signing, agreeing] = await Promise.all([
		keyPair('Ed25519', PKCS8_ED25519, sign, ['sign']),
		keyPair('X25519', PKCS8_X25519, exchange, ['deriveBits'])
	]);
	return {
		signKey: signing.key,
		signPublic: signing.publicKey,
		exchangeKey: agreeing.key,
		exchangePublic: agreeing.publicKey
	};
}

/** Whether these bytes are the keys of that device. */
export async function isDevice(seeds: DeviceSeeds, stored: StoredDevice): Promise<boolean> {
	const { signer, exchange } = deviceFrom(await importDevice(seeds));
	return equal(signer.publicKey, stored.signPublic) && equal(exchange.publicKey, stored.exchangePublic);
}

async function privateBytes(key: CryptoKey): Promise<Bytes> {
	const bytes = fromBase64url((await crypto.subtle.exportKey('jwk', key)).d ?? '');
	if (bytes?.length !== 32) throw new TypeError('no private key in the exported key');
	return bytes;
}

async function keyPair(name: string, prefix: readonly number[], seed: Uint8Array, usages: KeyUsage[]) {
	const key = await crypto.subtle.importKey(
		'pkcs8',
		new Uint8Array([...prefix, ...seed]),
		{ name },
		true,
		usages
	);
	const publicKey = fromBase64url((await crypto.subtle.exportKey('jwk', key)).x ?? '');
	if (publicKey?.length !== 32) throw new TypeError(`${name}: no public key in the exported key`);
	return { key, publicKey };
}
