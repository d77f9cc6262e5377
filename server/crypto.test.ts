import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { expect, test } from 'vitest';
import { nodeVerifier, sha256 } from './crypto.ts';

const message = new TextEncoder().encode('a message');

test('S10: the relay refuses a key or a commitment of small order, as every reader does', async () => {
	const { publicKey, privateKey } = generateKeyPairSync('ed25519');
	const key = new Uint8Array(Buffer.from(publicKey.export({ format: 'jwk' }).x ?? '', 'base64url'));
	const signature = new Uint8Array(sign(null, message, privateKey));
	expect(await nodeVerifier.verify(key, message, signature)).toBe(true);

	const identity = new Uint8Array(32);
	identity[0] = 1;
	// With the neutral element as key and commitment and zero as the scalar, the equation holds for every message.
	const forAnything = new Uint8Array(64);
	forAnything[0] = 1;
	expect(await nodeVerifier.verify(identity, message, forAnything)).toBe(false);
	const weakCommitment = signature.slice();
	weakCommitment.set(identity);
	expect(await nodeVerifier.verify(key, message, weakCommitment)).toBe(false);
});

test('a key or a signature of the wrong form is false and never a throw', async () => {
	expect(await nodeVerifier.verify(new Uint8Array(31), message, new Uint8Array(64))).toBe(false);
	expect(await nodeVerifier.verify(new Uint8Array(32).fill(200), message, new Uint8Array(3))).toBe(false);
});

test.each([0, 1, 300, 16_351, 16_352, 16_353, 100_000])(
	'S4: a hash of parts is that of them together: 32 and %i bytes',
	(length) => {
		const head = new Uint8Array(32).fill(7);
		const rest = Uint8Array.from({ length }, (_, i) => i % 251);
		const expected = createHash('sha256').update(head).update(rest).digest();
		expect(Buffer.from(sha256(head, rest)).equals(expected)).toBe(true);
		// What was handed out stays what it is.
		const first = sha256(head);
		sha256(rest, head);
		expect(Buffer.from(first).equals(createHash('sha256').update(head).digest())).toBe(true);
	}
);
