// Ed25519 points of small order. With such a public key or commitment one signature verifies for many messages, and
// implementations differ on whether to accept it (WebCrypto's specification says no, OpenSSL and others say yes).
// Every adapter refuses them first, so that two readers never disagree about one entry.

import { equal } from '../bytes.ts';

const point = (first: number, middle: number, last: number): Uint8Array => {
	const bytes = new Uint8Array(32).fill(middle);
	bytes[0] = first;
	bytes[31] = last;
	return bytes;
};

const fromHex = (hex: string): Uint8Array =>
	Uint8Array.from({ length: hex.length / 2 }, (_, i) => Number.parseInt(hex.slice(2 * i, 2 * i + 2), 16));

/** The y coordinates of the eight points, and the same values plus p where that still fits in 255 bits. */
const SMALL_ORDER: readonly Uint8Array[] = [
	point(0, 0, 0),
	point(1, 0, 0),
	fromHex('26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05'),
	fromHex('c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a'),
	point(0xec, 0xff, 0x7f),
	point(0xed, 0xff, 0x7f),
	point(0xee, 0xff, 0x7f)
];

/** Whether 32 bytes encode an Ed25519 point of small order, with either sign of x. */
export function isSmallOrder(encoded: Uint8Array): boolean {
	const y = encoded.slice();
	y[31] = (y[31] ?? 0) & 0x7f;
	return SMALL_ORDER.some((bad) => equal(bad, y));
}
