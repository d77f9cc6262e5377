// What an entry's ciphertext holds: content type 1 · flags 1 · length 4 · payload · zeros. Padding to steps hides the
// exact length of what was typed; Padmé (Nikitin et al. 2019, "Reducing Metadata Leakage from Encrypted Files and
// Communication with PURBs") costs at most 12 % and leaks O(log log length) bits.

import { parse, Writer } from '../protocol/wire.ts';

export const CONTENT = { yjsUpdate: 1, seen: 2 } as const;

const LEAST = 64;
const HEAD = 6;

/** Padmé's padded length, at least 64. */
export function paddedLength(length: number): number {
	if (length <= LEAST) return LEAST;
	const exponent = Math.floor(Math.log2(length));
	const mantissaBits = Math.floor(Math.log2(exponent)) + 1;
	const step = 2 ** (exponent - mantissaBits);
	return Math.ceil(length / step) * step;
}

export function encodePlaintext(content: number, payload: Uint8Array): Uint8Array<ArrayBuffer> {
	const bytes = new Writer().u8(content).u8(0).bytes(payload).done();
	const padded = new Uint8Array(paddedLength(HEAD + payload.length));
	padded.set(bytes);
	return padded;
}

/** Null when the bytes are not of this form. */
export function decodePlaintext(
	bytes: Uint8Array
): { content: number; payload: Uint8Array<ArrayBuffer> } | null {
	return parse(bytes, (reader) => {
		const content = reader.u8();
		reader.u8();
		const payload = reader.bytes();
		reader.rest();
		return { content, payload };
	});
}
