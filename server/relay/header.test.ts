import fc from 'fast-check';
import { expect, test } from 'vitest';
import { toBase64url } from '../../src/lib/core/bytes.ts';
import { decodeEntry, ENTRY_OVERHEAD } from '../../src/lib/core/protocol/entry.ts';
import { HeaderReader } from './header.ts';
import type { HeaderToJudge } from './header.ts';

const readHeader = (entry: Uint8Array) => new HeaderReader().read(entry);

/** With the membership head as text, whatever it is a view of, and without what a relay does not judge by. */
function plain(header: (HeaderToJudge & { base?: object }) | null) {
	if (!header) return null;
	const { base: _, membership, ...rest } = header;
	return { ...rest, membership: toBase64url(membership) };
}

const random = fc.uint8Array({ minLength: ENTRY_OVERHEAD, maxLength: ENTRY_OVERHEAD + 20 });
/** Bytes whose numbers are small enough that they often make sense. */
const sensible = random.map((bytes) => {
	const copy = bytes.slice().fill(0, 134, 140).fill(0, 146, 152);
	return copy.with(142, copy[142]! & 1).with(144, copy[144]! & 1);
});

test('S10: it finds the same header as the decoder of both sides, or none where that finds none', () => {
	let found = 0;
	fc.assert(
		fc.property(fc.oneof(random, sensible, fc.uint8Array({ maxLength: ENTRY_OVERHEAD })), (bytes) => {
			const expected = decodeEntry(bytes)?.header ?? null;
			if (expected) found += 1;
			expect(plain(readHeader(bytes))).toEqual(plain(expected));
		}),
		{ numRuns: 2000 }
	);
	expect(found).toBeGreaterThan(300);
});

test('S10: numbers that no device can count to, and parts that make no sense, are no entry', () => {
	const good = new Uint8Array(ENTRY_OVERHEAD);
	good[145] = 1;
	expect(readHeader(good)).toMatchObject({ counter: 0, part: 0, parts: 1 });
	const largest = good.slice().fill(0xff, 136, 142).with(135, 0x1f);
	expect(readHeader(largest)?.counter).toBe(Number.MAX_SAFE_INTEGER);
	for (const [at, value] of [
		[135, 0x20],
		[147, 0x20],
		[145, 0],
		[143, 1]
	] as const)
		expect([at, readHeader(good.with(at, value))]).toEqual([at, null]);
});

test('it reads from the middle of a larger buffer', () => {
	const larger = new Uint8Array(ENTRY_OVERHEAD + 10);
	larger[10 + 145] = 1;
	larger[10 + 2] = 7;
	expect(plain(readHeader(larger.subarray(10)))).toEqual(plain(decodeEntry(larger.slice(10))!.header));
});

test('S10: one reader finds in each entry what is in that one, whatever came before', () => {
	const near = fc.array(fc.tuple(fc.nat(ENTRY_OVERHEAD - 1), fc.nat(255)), { maxLength: 3 });
	fc.assert(
		fc.property(sensible, fc.array(near, { minLength: 2, maxLength: 6 }), (first, changes) => {
			const reader = new HeaderReader();
			for (const bytes of [
				first,
				...changes.map((all) => all.reduce((entry, [at, value]) => entry.with(at, value), first))
			])
				expect(plain(reader.read(bytes))).toEqual(plain(decodeEntry(bytes)?.header ?? null));
		}),
		{ numRuns: 1000 }
	);
});

test('it holds on to nothing of an entry that it has read', () => {
	const entry = new Uint8Array(ENTRY_OVERHEAD).with(145, 1);
	const header = readHeader(entry)!;
	entry.fill(9);
	expect([...header.membership]).toEqual(Array(32).fill(0));
});
