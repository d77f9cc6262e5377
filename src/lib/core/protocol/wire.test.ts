import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toBase64url } from '../bytes.ts';
import { labelled, Malformed, parse, Reader, Writer } from './wire.ts';

test('what is written is read, to the last byte', () => {
	const fields = fc.record({
		small: fc.nat(0xff),
		medium: fc.nat(0xffff),
		large: fc.nat(0xffffffff),
		huge: fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER }),
		fixed: fc.uint8Array({ minLength: 5, maxLength: 5 }),
		bytes: fc.uint8Array({ maxLength: 600 }),
		text: fc.string({ unit: 'grapheme' })
	});
	fc.assert(
		fc.property(fields, (value) => {
			const writer = new Writer().u8(value.small).u16(value.medium).u32(value.large).u64(value.huge);
			const bytes = writer.fixed(value.fixed).bytes(value.bytes).text(value.text).done();
			const read = (reader: Reader): typeof value => ({
				small: reader.u8(),
				medium: reader.u16(),
				large: reader.u32(),
				huge: reader.u64(),
				fixed: reader.fixed(5),
				bytes: reader.bytes(),
				text: reader.text()
			});
			expect(parse(bytes, read)).toEqual(value);
			for (let length = 0; length < bytes.length; length++)
				expect(parse(bytes.slice(0, length), read)).toBeNull();
			expect(parse(Uint8Array.of(...bytes, 0), read)).toBeNull();
		}),
		{ numRuns: 50 }
	);
});

test('numbers are big-endian', () => {
	expect([
		...new Writer()
			.u16(0x0102)
			.u32(0x03040506)
			.u64(2 ** 32 + 1)
			.done()
	]).toEqual([1, 2, 3, 4, 5, 6, 0, 0, 0, 1, 0, 0, 0, 1]);
});

describe('a writer refuses what would not come back', () => {
	test.each([
		['u8', 256],
		['u8', -1],
		['u16', 65_536],
		['u32', 2 ** 32],
		['u32', 1.5],
		['u64', 2 ** 53],
		['u64', Number.NaN]
	] as const)('%s of %d', (kind, value) => {
		expect(() => new Writer()[kind](value)).toThrow(RangeError);
	});

	test('an id of another length, or none at all', () => {
		expect(() => new Writer().id(toBase64url(new Uint8Array(31)), 32)).toThrow(RangeError);
		expect(() => new Writer().id('not base64url!', 32)).toThrow(RangeError);
	});
});

describe('a reader trusts nothing', () => {
	test('a number beyond what is exact', () => {
		expect(parse(Uint8Array.of(0, 32, 0, 0, 0, 0, 0, 0), (reader) => reader.u64())).toBeNull();
		expect(parse(Uint8Array.of(0, 31, 255, 255, 255, 255, 255, 255), (reader) => reader.u64())).toBe(
			2 ** 53 - 1
		);
	});

	test('a length beyond the end, without making room for it', () => {
		expect(parse(Uint8Array.of(255, 255, 255, 255, 1), (reader) => reader.bytes())).toBeNull();
	});

	test('a count that what is left cannot hold, before anything is read', () => {
		let read = 0;
		const list = (reader: Reader) => reader.list(4_000_000_000, 1, () => (read += 1));
		expect(parse(new Uint8Array(100), list)).toBeNull();
		expect(read).toBe(0);
	});

	test('text that is not UTF-8', () => {
		expect(parse(Uint8Array.of(0, 0, 0, 2, 0xc3, 0x28), (reader) => reader.text())).toBeNull();
		expect(parse(Uint8Array.of(0, 0, 0, 3, 0xed, 0xa0, 0x80), (reader) => reader.text())).toBeNull();
	});

	test('what it returns is a copy', () => {
		const bytes = Uint8Array.of(1, 2, 3);
		const read = new Reader(bytes).fixed(3);
		bytes[0] = 9;
		expect([...read]).toEqual([1, 2, 3]);
	});

	test('only what is malformed is null; a bug is thrown', () => {
		expect(parse(new Uint8Array(0), () => 1)).toBe(1);
		const malformed = () => {
			throw new Malformed('so');
		};
		expect(parse(new Uint8Array(0), malformed)).toBeNull();
		const bug = () => {
			throw new TypeError('a bug');
		};
		expect(() => parse(new Uint8Array(0), bug)).toThrow(TypeError);
	});
});

test('labelled bytes tell the label and every border between fields apart', () => {
	const of = (...values: number[]) => Uint8Array.from(values);
	const all = [
		labelled('a', of(1, 2)),
		labelled('a', of(1), of(2)),
		labelled('a', of(), of(1, 2)),
		labelled('a', of(1, 2), of()),
		labelled('b', of(1, 2)),
		labelled('', of(1, 2)),
		labelled('a')
	];
	expect(new Set(all.map(toBase64url)).size).toBe(all.length);
});
