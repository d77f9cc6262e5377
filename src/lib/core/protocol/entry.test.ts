import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createSyncCrypto, newDevice, seededRandom } from '../../../../tests/support/sync-crypto.ts';
import { concat, toBase64url } from '../bytes.ts';
import type { DeviceId, LogId, RoomId, SessionId } from '../ids.ts';
import {
	decodeEntry,
	encodeHeader,
	ENTRY_OVERHEAD,
	type EntryHeader,
	entrySignedBytes,
	logStartBytes,
	verifyEntry
} from './entry.ts';

const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });
const id = <Id extends string>(length: number) => bytes(length).map((value) => toBase64url(value) as Id);
const safe = fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER });

const header: fc.Arbitrary<EntryHeader> = fc
	.record({
		format: fc.nat(255),
		kind: fc.nat(127),
		critical: fc.boolean(),
		room: id<RoomId>(32),
		logId: id<LogId>(16),
		epoch: fc.nat(0xffffffff),
		membership: bytes(32),
		device: id<DeviceId>(32),
		session: id<SessionId>(16),
		counter: safe,
		part: fc.nat(0xfffe),
		parts: fc.nat(0xffff),
		base: fc.record({ seq: safe, hash: bytes(32) })
	})
	.filter(({ counter, part, parts }) => part < parts && part <= counter);

const crypto = createSyncCrypto({ random: seededRandom('entry') });
const tail = new Uint8Array(16 + 64);
const plain: EntryHeader = {
	format: 1,
	kind: 1,
	critical: false,
	room: toBase64url(crypto.random(32)) as RoomId,
	logId: toBase64url(crypto.random(16)) as LogId,
	epoch: 1,
	membership: crypto.random(32),
	device: toBase64url(crypto.random(32)) as DeviceId,
	session: toBase64url(crypto.random(16)) as SessionId,
	counter: 9,
	part: 0,
	parts: 1,
	base: { seq: 0, hash: crypto.random(32) }
};

test('every header comes back from its bytes', () => {
	fc.assert(
		fc.property(header, fc.uint8Array({ maxLength: 100 }), bytes(64), (fields, sealed, signature) => {
			const ciphertext = concat(sealed, new Uint8Array(16));
			const entry = decodeEntry(concat(encodeHeader(fields), ciphertext, signature));
			expect(entry).toMatchObject({ header: fields, ciphertext, signature });
			expect(entry?.headerBytes).toEqual(encodeHeader(fields));
		})
	);
});

test('fields stand where every format has them', () => {
	const device = toBase64url(new Uint8Array(32).fill(0xdd)) as DeviceId;
	const at = encodeHeader({
		...plain,
		kind: 3,
		critical: true,
		epoch: 0x01020304,
		device,
		counter: 0x0506,
		parts: 2,
		part: 1
	});
	expect(at.length).toBe(186);
	expect([...at.subarray(0, 2)]).toEqual([1, 0x83]);
	expect([...at.subarray(50, 54)]).toEqual([1, 2, 3, 4]);
	expect([...at.subarray(86, 118)]).toEqual(Array<number>(32).fill(0xdd));
	expect([...at.subarray(134, 146)]).toEqual([0, 0, 0, 0, 0, 0, 5, 6, 0, 1, 0, 2]);
});

test('what is no entry is null: too short, a part beyond the parts, a part before the first counter', () => {
	const good = concat(encodeHeader(plain), tail);
	expect(decodeEntry(good)).not.toBeNull();
	expect(good.length).toBe(ENTRY_OVERHEAD);
	expect(decodeEntry(good.slice(0, -1))).toBeNull();
	expect(decodeEntry(new Uint8Array(0))).toBeNull();
	for (const wrong of [{ parts: 0 }, { part: 1 }, { part: 3, parts: 3 }, { counter: 1, part: 2, parts: 3 }]) {
		expect(decodeEntry(concat(encodeHeader({ ...plain, ...wrong }), tail)), JSON.stringify(wrong)).toBeNull();
	}
});

test('S10: the signature is over every byte of header and ciphertext, and under this label alone', async () => {
	const { signer } = await newDevice(crypto);
	const head = encodeHeader({ ...plain, device: toBase64url(signer.publicKey) as DeviceId });
	const ciphertext = crypto.random(20);
	const sign = async (over: Uint8Array) => decodeEntry(concat(head, ciphertext, await signer.sign(over)))!;
	expect(await verifyEntry(await sign(entrySignedBytes(head, ciphertext)), crypto)).toBe(true);
	expect(await verifyEntry(await sign(concat(head, ciphertext)), crypto)).toBe(false);
	// Moving the border between header and ciphertext gives other signed bytes.
	const shifted = entrySignedBytes(concat(head, ciphertext.subarray(0, 1)), ciphertext.subarray(1));
	expect(await verifyEntry(await sign(shifted), crypto)).toBe(false);
	const entry = await sign(entrySignedBytes(head, ciphertext));
	const other = { ...entry, header: plain };
	expect(await verifyEntry(other, crypto)).toBe(false);
});

test('two logs of one room, and two rooms, begin with different hashes', () => {
	const { room, logId } = plain;
	const starts = [logStartBytes(room, logId), logStartBytes(room, toBase64url(crypto.random(16)) as LogId)];
	starts.push(logStartBytes(toBase64url(crypto.random(32)) as RoomId, logId));
	expect(new Set(starts.map(toBase64url)).size).toBe(3);
});
