import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodePlaintext, encodePlaintext, paddedLength } from './plaintext.ts';

test('what was put in comes out', () => {
	fc.assert(
		fc.property(fc.nat({ max: 255 }), fc.uint8Array({ maxLength: 3000 }), (content, payload) => {
			expect(decodePlaintext(encodePlaintext(content, payload))).toEqual({ content, payload });
		})
	);
});

test('short texts are all of one length, longer ones of few, and none grows by more than 12 %', () => {
	const lengths = new Set<number>();
	for (let length = 0; length <= 5000; length++) {
		const padded = paddedLength(length);
		lengths.add(padded);
		expect(padded).toBeGreaterThanOrEqual(length);
		expect(padded).toBeLessThanOrEqual(Math.max(64, length * 1.12));
	}
	expect(lengths.size).toBeLessThan(120);
	expect(encodePlaintext(1, new Uint8Array(1)).length).toBe(encodePlaintext(1, new Uint8Array(58)).length);
});

test('Padmé as its authors define it', () => {
	// From the definition: E = ⌊log₂ L⌋, S = ⌊log₂ E⌋ + 1; the last E − S bits are zero.
	expect([65, 100, 200, 1000, 1025, 9999].map(paddedLength)).toEqual([72, 104, 208, 1024, 1088, 10240]);
});

test('what is not of this form is null', () => {
	for (const bytes of [[], [1], [1, 0, 0, 0, 0], [1, 0, 0, 0, 0, 9, 1, 2], [1, 0, 255, 255, 255, 255, 0]]) {
		expect(decodePlaintext(Uint8Array.from(bytes)), bytes.join()).toBeNull();
	}
});
