import { expect, test } from 'vitest';
import { createSyncCrypto, seededRandom } from '../../../../tests/support/sync-crypto.ts';
import { toBase64url, toHex } from '../bytes.ts';
import type { DeviceId, RoomId, SessionId } from '../ids.ts';
import { Keyring, nonceOf, type Purpose } from './keyring.ts';

const random = seededRandom('keyring');
const name = <Id extends string>(length: number) => toBase64url(random(length)) as Id;

interface Where {
	readonly room: RoomId;
	readonly purpose: Purpose;
	readonly epoch: number;
	readonly device: DeviceId;
	readonly session: SessionId;
}

const here: Where = {
	room: name(32),
	purpose: 'entry',
	epoch: 1,
	device: name(32),
	session: name(16)
};
const epochs = new Map([
	[1, random(32)],
	[2, random(32)]
]);

/** The key that is used there. */
async function keyAt({ room, purpose, epoch, device, session }: Where): Promise<string> {
	const crypto = createSyncCrypto();
	let used: Uint8Array | null = null;
	const watching = {
		...crypto,
		aead: (key: Uint8Array) => {
			used = key;
			return crypto.aead(key);
		}
	};
	await new Keyring(watching, room, epochs).aead(purpose, epoch, device, session);
	return toHex(used!);
}

test('S9: rooms, epochs, devices, page loads and purposes never share a key', async () => {
	const elsewhere: readonly Partial<Where>[] = [
		{},
		{ room: name(32) },
		{ epoch: 2 },
		{ device: name(32) },
		{ session: name(16) },
		{ purpose: 'snapshot' },
		{ purpose: 'receipt' },
		{ purpose: 'ephemeral' }
	];
	const keys = await Promise.all(elsewhere.map((change) => keyAt({ ...here, ...change })));
	expect(new Set(keys).size).toBe(elsewhere.length);
	expect(new Set(keys.map((key) => key.length))).toEqual(new Set([64]));
	expect(await keyAt(here)).toBe(keys[0]);
});

test('S9: no two counters have one nonce, up to the largest that there can be', () => {
	const counters = [0, 1, 255, 256, 65_536, 2 ** 32 - 1, 2 ** 32, 2 ** 32 + 1, Number.MAX_SAFE_INTEGER];
	const nonces = counters.map((counter) => toHex(nonceOf(counter)));
	expect(new Set(nonces).size).toBe(counters.length);
	expect(nonces.map((nonce) => nonce.length)).toEqual(counters.map(() => 24));
	expect(() => nonceOf(Number.MAX_SAFE_INTEGER + 1)).toThrow(RangeError);
});

test('S9: without the key of an epoch nothing is sealed or opened in it', async () => {
	const { room, device, session } = here;
	expect(new Keyring(createSyncCrypto(), room, epochs).aead('entry', 3, device, session)).toBeNull();
});
