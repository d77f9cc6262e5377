// What every adapter of the Crypto port must do. The expected bytes are the RFCs' own test vectors.

import { describe, expect, test } from 'vitest';
import { concat, fromBase64url, toHex, utf8 } from '../../src/lib/core/bytes.ts';
import type { Crypto } from '../../src/lib/core/protocol/crypto.ts';

const hex = (text: string): Uint8Array<ArrayBuffer> =>
	Uint8Array.from({ length: text.length / 2 }, (_, i) => Number.parseInt(text.slice(2 * i, 2 * i + 2), 16));
const nothing = new Uint8Array(0);

// RFC 8032 §7.1, tests 1 and 2.
const SIGNATURES = [
	{
		seed: '9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60',
		publicKey: 'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a',
		message: '',
		signature:
			'e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b'
	},
	{
		seed: '4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb',
		publicKey: '3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c',
		message: '72',
		signature:
			'92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00'
	}
];

// RFC 7748 §6.1.
const AGREEMENT = {
	ana: '77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a',
	anaPublic: '8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a',
	sam: '5dab087e624a8a4b79e17f8b83800ee66f3bb1292618b6fd1c2f8b27ff88e0eb',
	samPublic: 'de9edb7d7b7dc1b4d35b61c2ece435373f8343c85b78674dadfc7e146f882b4f',
	secret: '4a5d9d5ba4ce2de1728e3bf480350f25e07e21c947d19e3376f09b3c1e161742'
};

// McGrew and Viega, "The Galois/Counter Mode of Operation", test case 16.
const GCM = {
	key: 'feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308',
	nonce: 'cafebabefacedbaddecaf888',
	additional: 'feedfacedeadbeeffeedfacedeadbeefabaddad2',
	plain:
		'd9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39',
	sealed:
		'522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f66276fc6ece0f4e1768cddf8853bb2d551b'
};

const LOW_ORDER_X25519 = [
	'0000000000000000000000000000000000000000000000000000000000000000',
	'0100000000000000000000000000000000000000000000000000000000000000',
	'e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800'
];

const SMALL_ORDER_ED25519 = [
	'0100000000000000000000000000000000000000000000000000000000000000',
	'0000000000000000000000000000000000000000000000000000000000000080',
	'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
	'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a'
];

const flipped = (bytes: Uint8Array, at: number): Uint8Array<ArrayBuffer> => {
	const copy = new Uint8Array(bytes);
	copy[at] = (copy[at] ?? 0) ^ 1;
	return copy;
};

export function cryptoContract(name: string, crypto: Crypto): void {
	describe(`crypto on ${name}`, () => {
		test('random gives as many bytes as asked for, different each time', () => {
			expect(crypto.random(0).length).toBe(0);
			expect(crypto.random(70_000).length).toBe(70_000);
			expect(crypto.random(70_000).subarray(-32)).not.toEqual(new Uint8Array(32));
			expect(crypto.random(32)).not.toEqual(crypto.random(32));
		});

		test('SHA-256 of "abc" is the one in FIPS 180', async () => {
			expect(toHex(await crypto.sha256(utf8('abc')))).toBe(
				'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'
			);
		});

		test.each(SIGNATURES)('RFC 8032: signs "$message" and verifies it', async (vector) => {
			const signer = await crypto.signerFromSeed(hex(vector.seed));
			expect(toHex(signer.publicKey)).toBe(vector.publicKey);
			expect(toHex(await signer.sign(hex(vector.message)))).toBe(vector.signature);
			expect(await crypto.verify(hex(vector.publicKey), hex(vector.message), hex(vector.signature))).toBe(
				true
			);
		});

		test('S10: one flipped bit in key, message or signature does not verify', async () => {
			const signer = await crypto.signerFromSeed(crypto.random(32));
			const message = utf8('Ana agreed to notes');
			const signature = await signer.sign(message);
			expect(await crypto.verify(signer.publicKey, message, signature)).toBe(true);
			expect(await crypto.verify(signer.publicKey, flipped(message, 3), signature)).toBe(false);
			for (const at of [0, 31, 32, 63])
				expect(await crypto.verify(signer.publicKey, message, flipped(signature, at))).toBe(false);
			for (const at of [0, 1, 16, 31])
				expect(await crypto.verify(flipped(signer.publicKey, at), message, signature)).toBe(false);
		});

		test('S10: a key or signature of the wrong form is false, not a throw', async () => {
			const signer = await crypto.signerFromSeed(crypto.random(32));
			const signature = await signer.sign(nothing);
			for (const key of [nothing, crypto.random(31), crypto.random(33), new Uint8Array(32).fill(255)])
				expect(await crypto.verify(key, nothing, signature)).toBe(false);
			for (const bad of [nothing, signature.subarray(1), concat(signature, hex('00'))])
				expect(await crypto.verify(signer.publicKey, nothing, bad)).toBe(false);
		});

		test.each(SMALL_ORDER_ED25519)('S10: the small-order key %s verifies nothing', async (key) => {
			// With the neutral element as key and as commitment, 0 = 0 + k·0 holds for every message.
			const forged = concat(hex(key), new Uint8Array(32));
			for (const message of ['one', 'two', 'three', 'four'])
				expect(await crypto.verify(hex(key), utf8(message), forged)).toBe(false);
			const neutral = concat(hex('01'), new Uint8Array(63));
			for (const message of ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight'])
				expect(await crypto.verify(hex(key), utf8(message), neutral)).toBe(false);
		});

		test('RFC 7748: both sides agree on the secret', async () => {
			const ana = await crypto.exchangeFromSeed(hex(AGREEMENT.ana));
			const sam = await crypto.exchangeFromSeed(hex(AGREEMENT.sam));
			expect(toHex(ana.publicKey)).toBe(AGREEMENT.anaPublic);
			expect(toHex(sam.publicKey)).toBe(AGREEMENT.samPublic);
			expect(toHex((await ana.agree(sam.publicKey)) ?? nothing)).toBe(AGREEMENT.secret);
			expect(toHex((await sam.agree(ana.publicKey)) ?? nothing)).toBe(AGREEMENT.secret);
		});

		test.each(LOW_ORDER_X25519)('agreeing with the low-order key %s gives null', async (key) => {
			const ana = await crypto.exchangeFromSeed(crypto.random(32));
			expect(await ana.agree(hex(key))).toBeNull();
		});

		test('agreeing with a key of the wrong length gives null', async () => {
			const ana = await crypto.exchangeFromSeed(crypto.random(32));
			for (const key of [nothing, crypto.random(31), crypto.random(33)])
				expect(await ana.agree(key)).toBeNull();
		});

		test('RFC 5869, case 3: HKDF with empty salt and info', async () => {
			expect(toHex(await crypto.hkdf(new Uint8Array(22).fill(0x0b), nothing, 42))).toBe(
				'8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8'
			);
		});

		test('HKDF with another info is another key', async () => {
			const secret = crypto.random(32);
			const keys = await Promise.all([
				crypto.hkdf(secret, utf8('a'), 32),
				crypto.hkdf(secret, utf8('b'), 32)
			]);
			expect(keys[0]).not.toEqual(keys[1]);
		});

		test('AES-256-GCM, test case 16: seals and opens', async () => {
			const aead = await crypto.aead(hex(GCM.key));
			const sealed = await aead.seal(hex(GCM.nonce), hex(GCM.additional), hex(GCM.plain));
			expect(toHex(sealed)).toBe(GCM.sealed);
			const opened = await aead.open(hex(GCM.nonce), hex(GCM.additional), sealed);
			expect(toHex(opened ?? nothing)).toBe(GCM.plain);
		});

		test('S10: a flipped bit, a truncation or another header does not open', async () => {
			const aead = await crypto.aead(crypto.random(32));
			const nonce = crypto.random(12);
			const sealed = await aead.seal(nonce, utf8('header'), utf8('text'));
			const open = (bytes: Uint8Array) => aead.open(nonce, utf8('header'), bytes);
			for (const at of [0, 4, sealed.length - 1]) expect(await open(flipped(sealed, at))).toBeNull();
			expect(await open(sealed.subarray(0, -1))).toBeNull();
			expect(await open(sealed.subarray(0, 15))).toBeNull();
			expect(await open(nothing)).toBeNull();
			expect(await aead.open(nonce, utf8('Header'), sealed)).toBeNull();
			expect(await aead.open(flipped(nonce, 0), utf8('header'), sealed)).toBeNull();
		});

		test('an empty text can be sealed', async () => {
			const aead = await crypto.aead(crypto.random(32));
			const sealed = await aead.seal(new Uint8Array(12), nothing, nothing);
			expect(sealed.length).toBe(16);
			expect(await aead.open(new Uint8Array(12), nothing, sealed)).toEqual(nothing);
		});

		test('seeds, keys and nonces of the wrong length are refused', async () => {
			await expect(crypto.signerFromSeed(crypto.random(31))).rejects.toThrow(RangeError);
			await expect(crypto.exchangeFromSeed(crypto.random(33))).rejects.toThrow(RangeError);
			await expect(crypto.aead(crypto.random(16))).rejects.toThrow(RangeError);
			const aead = await crypto.aead(crypto.random(32));
			await expect(aead.seal(crypto.random(16), nothing, nothing)).rejects.toThrow(RangeError);
			await expect(aead.open(crypto.random(11), nothing, crypto.random(32))).rejects.toThrow(RangeError);
		});

		test('S9: bytes changed by the caller after the call change nothing', async () => {
			const aead = await crypto.aead(hex(GCM.key));
			const plain = hex(GCM.plain);
			const nonce = hex(GCM.nonce);
			const sealing = aead.seal(nonce, hex(GCM.additional), plain);
			plain.fill(0);
			nonce.fill(0);
			expect(toHex(await sealing)).toBe(GCM.sealed);
		});

		test('views into a larger buffer are read as the view', async () => {
			const whole = concat(utf8('xx'), utf8('abc'), utf8('yy'));
			expect(await crypto.sha256(whole.subarray(2, 5))).toEqual(await crypto.sha256(utf8('abc')));
		});
	});
}

/** Two adapters understand one another's bytes. */
export function cryptoAgreement(left: Crypto, right: Crypto): void {
	test('two adapters: signatures, secrets, derived keys and sealed bytes are the same', async () => {
		const seed = left.random(32);
		const message = left.random(100);
		const key = left.random(32);
		const nonce = left.random(12);
		const results = await Promise.all(
			[left, right].map(async (crypto) => {
				const signer = await crypto.signerFromSeed(seed);
				const exchange = await crypto.exchangeFromSeed(seed);
				const other = fromBase64url('3p7bfXt9wbTTW2HC7OQ1Nz-DQ8hbeGdNrfx-FG-IK08') ?? nothing;
				return [
					signer.publicKey,
					await signer.sign(message),
					exchange.publicKey,
					(await exchange.agree(other)) ?? nothing,
					await crypto.hkdf(seed, message, 64),
					await (await crypto.aead(key)).seal(nonce, seed, message)
				].map(toHex);
			})
		);
		expect(results[0]).toEqual(results[1]);
		expect(results[0]).not.toContain('');
	});
}
