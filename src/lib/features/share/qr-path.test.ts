import { expect, test } from 'vitest';
import { qrPath } from './qr-path.ts';

test('a code has its quiet zone and finder patterns', () => {
	const { size, path } = qrPath('https://soundings.example/join#AAAA');
	// Version v has 17 + 4v modules a side, and four empty ones around.
	expect((size - 8 - 17) % 4).toBe(0);
	const dark = new Set(path.match(/M\d+ \d+/g));
	const finder = (x: number, y: number) =>
		Array.from({ length: 7 }, (_, i) => dark.has(`M${String(x + i)} ${String(y)}`)).every(Boolean);
	expect(finder(4, 4) && finder(size - 11, 4) && finder(4, size - 11)).toBe(true);
	expect([...dark].some((at) => /^M[0-3] /.test(at))).toBe(false);
});
