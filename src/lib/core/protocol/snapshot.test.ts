import { describe, expect, test } from 'vitest';
import { createSyncCrypto, newDevice, seededRandom } from '../../../../tests/support/sync-crypto.ts';
import { concat, toBase64url } from '../bytes.ts';
import type { DeviceId, LogId, RoomId, SessionId } from '../ids.ts';
import { readDelivered, signDelivered } from './delivered.ts';
import { decodeEntry, encodeHeader, entrySignedBytes, type EntryHeader, KIND, verifyEntry } from './entry.ts';
import { chunkSignedBytes, decodeChunk, NO_SNAPSHOT, snapshotDigest, verifyChunk } from './snapshot.ts';

const crypto = createSyncCrypto({ random: seededRandom('snapshot') });
const device = await newDevice(crypto);
const header: EntryHeader = {
	format: 1,
	kind: KIND.snapshot,
	critical: false,
	room: toBase64url(crypto.random(32)) as RoomId,
	logId: toBase64url(crypto.random(16)) as LogId,
	epoch: 1,
	membership: crypto.random(32),
	device: toBase64url(device.signer.publicKey) as DeviceId,
	session: toBase64url(crypto.random(16)) as SessionId,
	counter: 4,
	part: 0,
	parts: 1,
	base: { seq: 12, hash: crypto.random(32) }
};
const ciphertext = crypto.random(80);

async function chunk(previous: Uint8Array = NO_SNAPSHOT, fields: EntryHeader = header) {
	const additional = concat(encodeHeader(fields), previous);
	const signature = await device.signer.sign(chunkSignedBytes(additional, ciphertext));
	return concat(additional, ciphertext, signature);
}

describe('a chunk', () => {
	test('comes back from its bytes and holds', async () => {
		const previous = crypto.random(32);
		const read = decodeChunk(await chunk(previous));
		expect(read).toMatchObject({ header, previous, ciphertext });
		expect(read && (await verifyChunk(read, crypto))).toBe(true);
	});

	test('S10: with any byte changed it does not hold', async () => {
		const bytes = await chunk();
		for (let at = 0; at < bytes.length; at++) {
			const flipped = bytes.slice();
			flipped[at]! ^= 1;
			const read = decodeChunk(flipped);
			expect(read !== null && (await verifyChunk(read, crypto)), `byte ${at}`).toBe(false);
		}
	});

	test('S10: it is no entry, and an entry is no chunk, whoever signed it', async () => {
		const asEntry = decodeEntry(await chunk());
		expect(asEntry && (await verifyEntry(asEntry, crypto))).toBe(false);
		const headerBytes = encodeHeader(header);
		const sealed = concat(NO_SNAPSHOT, ciphertext);
		const entry = concat(
			headerBytes,
			sealed,
			await device.signer.sign(entrySignedBytes(headerBytes, sealed))
		);
		const asChunk = decodeChunk(entry);
		expect(asChunk && (await verifyChunk(asChunk, crypto))).toBe(false);
	});

	test('of another kind or format, or cut short, it is none', async () => {
		expect(decodeChunk(await chunk(NO_SNAPSHOT, { ...header, kind: KIND.update }))).toBeNull();
		expect(decodeChunk(await chunk(NO_SNAPSHOT, { ...header, format: 2 }))).toBeNull();
		expect(decodeChunk((await chunk()).slice(0, 297))).toBeNull();
	});

	test('a snapshot is known by all of its chunks in their order', async () => {
		const [one, two] = [crypto.random(32), crypto.random(32)];
		const digests = [[one], [one, two], [two, one], [one, two, two]].map((hashes) =>
			snapshotDigest(hashes, crypto)
		);
		expect(new Set((await Promise.all(digests)).map(toBase64url)).size).toBe(4);
	});
});

describe('a device’s word on what it has', () => {
	const { room, logId } = header;
	const what = { room, logId, seq: 7, hash: crypto.random(32), device: header.device };

	test('comes back from its bytes', async () => {
		expect(await readDelivered(await signDelivered(what, device.signer), crypto)).toEqual(what);
	});

	test('S10: with any byte changed, cut or longer it counts for nothing', async () => {
		const bytes = await signDelivered(what, device.signer);
		for (let at = 0; at < bytes.length; at++) {
			const flipped = bytes.slice();
			flipped[at]! ^= 1;
			expect(await readDelivered(flipped, crypto), `byte ${at}`).toBeNull();
			expect(await readDelivered(bytes.slice(0, at), crypto)).toBeNull();
		}
		expect(await readDelivered(concat(bytes, Uint8Array.of(0)), crypto)).toBeNull();
	});

	test('of another device, under whose key it does not hold, it counts for nothing', async () => {
		const other = await newDevice(crypto);
		expect(await readDelivered(await signDelivered(what, other.signer), crypto)).toBeNull();
	});
});
