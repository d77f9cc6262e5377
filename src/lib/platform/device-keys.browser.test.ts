import { expect, test } from 'vitest';
import { toHex, utf8 } from '../core/bytes.ts';
import { webBackupCrypto } from './backup-crypto.ts';
import { canExport, exportDevice, importDevice, isDevice } from './device-keys.ts';
import { deviceFrom, generateDevice, webCrypto, type StoredDevice } from './webcrypto.ts';

test('S9: a device’s keys leave as bytes and come back as the same device, which can leave again', async () => {
	const { device, stored } = await generateDevice();
	const seeds = await exportDevice(stored);
	if (!seeds) throw new Error('not given away');
	expect([seeds.sign.length, seeds.exchange.length]).toEqual([32, 32]);
	const again = await importDevice(seeds);
	expect([again.signPublic, again.exchangePublic]).toEqual([stored.signPublic, stored.exchangePublic]);
	const message = utf8('Ana agreed to notes');
	const signature = await deviceFrom(again).signer.sign(message);
	expect(await webCrypto.verify(device.signer.publicKey, message, signature)).toBe(true);
	const other = (await generateDevice()).device.exchange;
	expect(await deviceFrom(again).exchange.agree(other.publicKey)).toEqual(
		await device.exchange.agree(other.publicKey)
	);
	expect(await exportDevice(again)).toEqual(seeds);
	expect(await isDevice(seeds, stored)).toBe(true);
	expect(await isDevice(seeds, (await generateDevice()).stored)).toBe(false);
});

test('keys that an earlier version made stay in the browser, and say so', async () => {
	const { stored } = await generateDevice();
	const pair = await crypto.subtle.generateKey({ name: 'Ed25519' }, false, ['sign', 'verify']);
	const older: StoredDevice = { ...stored, signKey: pair.privateKey };
	expect(canExport(older)).toBe(false);
	expect(await exportDevice(older)).toBeNull();
});

test('RFC 7914, section 11: PBKDF2 with HMAC-SHA-256', async () => {
	expect(toHex(await webBackupCrypto.pbkdf2(utf8('passwd'), utf8('salt'), 1))).toBe(
		'55ac046e56e3089fec1691c22544b605f94185216dde0465e68b9d57c20dacbc'
	);
	expect(toHex(await webBackupCrypto.pbkdf2(utf8('Password'), utf8('NaCl'), 80_000))).toBe(
		'4ddcd8f60b98be21830cee5ef22701f9641a4418d04c0414aeff08876b34ab56'
	);
});
