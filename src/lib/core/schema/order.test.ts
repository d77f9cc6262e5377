import fc from 'fast-check';
import { generateKeyBetween } from 'fractional-indexing';
import { expect, test } from 'vitest';
import { isOrder } from './order.ts';

/** What the library that makes keys says of one. */
function placeable(key: string): boolean {
	try {
		generateKeyBetween(key, null);
		generateKeyBetween(null, key);
		return true;
	} catch {
		return false;
	}
}

const digits = fc.string({
	unit: fc.constantFrom(...'0123456789ABYZabyz'.split('')),
	maxLength: 30
});

test('a key is one exactly when the library can place before and after it', () => {
	fc.assert(
		fc.property(digits, (key) => {
			expect([key, isOrder(key)]).toEqual([key, placeable(key)]);
		}),
		{ numRuns: 3000 }
	);
});

test.each([
	['a0', true],
	['Zz', true],
	['a01', true],
	['a00', false],
	['b0', false],
	['b00', true],
	['A00000000000000000000000000', false],
	['A000000000000000000000000001', true],
	[`z${'z'.repeat(26)}`, true],
	['', false],
	['0a', false]
])('%j', (key, is) => {
	expect(isOrder(key)).toBe(is);
	expect(placeable(key)).toBe(is);
});

test.each(['a!', 'é', 'a0 ', 7, null])('%j is none, whatever the library makes of it', (value) => {
	expect(isOrder(value)).toBe(false);
});
