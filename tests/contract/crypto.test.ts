import { describe, expect, test } from 'vitest';
import { toHex, utf8 } from '../../src/lib/core/bytes.ts';
import { deviceFrom, generateDevice, webCrypto } from '../../src/lib/platform/webcrypto.ts';
import { createSyncCrypto, newDevice, seededRandom } from '../support/sync-crypto.ts';
import { cryptoAgreement, cryptoContract } from './crypto.contract.ts';

cryptoContract('WebCrypto', webCrypto);
cryptoContract('node:crypto', createSyncCrypto());
cryptoContract('node:crypto with a seed', createSyncCrypto({ random: seededRandom('contract') }));
cryptoAgreement(webCrypto, createSyncCrypto());

describe('a generated device', () => {
	test('signs and agrees as another adapter expects, after a structured clone too', async () => {
		const node = createSyncCrypto();
		const { stored } = await generateDevice();
		const device = deviceFrom(structuredClone(stored));
		const signature = await device.signer.sign(utf8('hello'));
		expect(await node.verify(device.signer.publicKey, utf8('hello'), signature)).toBe(true);
		const other = await newDevice(node);
		expect(await device.exchange.agree(other.exchange.publicKey)).toEqual(
			await other.exchange.agree(device.exchange.publicKey)
		);
	});
});

describe('seeded crypto', () => {
	test('two of one seed give the same bytes, another seed others', async () => {
		const keys = await Promise.all(
			['7', '7', '8'].map(async (seed) => {
				const crypto = createSyncCrypto({ random: seededRandom(seed) });
				const device = await newDevice(crypto);
				return toHex(device.signer.publicKey) + toHex(crypto.random(40));
			})
		);
		expect(keys[0]).toBe(keys[1]);
		expect(keys[0]).not.toBe(keys[2]);
	});

	test('every result is there before the next turn of the event loop', async () => {
		const crypto = createSyncCrypto({ random: seededRandom(1) });
		let turned = false;
		setImmediate(() => (turned = true));
		const signer = await crypto.signerFromSeed(crypto.random(32));
		const signature = await signer.sign(utf8('x'));
		expect(await crypto.verify(signer.publicKey, utf8('x'), signature)).toBe(true);
		const aead = await crypto.aead(await crypto.hkdf(signature, utf8('k'), 32));
		expect(await aead.open(new Uint8Array(12), signature, signature)).toBeNull();
		expect(turned).toBe(false);
	});
});
