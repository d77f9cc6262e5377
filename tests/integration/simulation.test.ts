// A fixed list of worlds in which everything goes wrong (tests/support/sim), each decided by its seed. Look for more
// with `node tests/support/sim/main.ts --seeds 1000`; a failure names its seed and how to see it happen.

import { describe, expect, test } from 'vitest';
import { simulate } from '../support/sim/simulate.ts';

const SEEDS = Array.from({ length: 40 }, (_, i) => i + 1);

describe('S2, S3, S4, S6, S7, S9, S11, S14, S16: whatever happened, everybody has everything, once', () => {
	test.each(SEEDS)('seed %i', async (seed) => {
		const { entries } = await simulate(seed);
		expect(entries, `seed ${seed}`).toBeGreaterThan(0);
	});
});

describe('a run depends on its seed alone', () => {
	// One in which the relay loses nothing, and one in which it does.
	test.each([1, 2])('seed %i twice is the same to the byte', async (seed) => {
		expect(await simulate(seed)).toEqual(await simulate(seed));
	});

	test('another seed is another run', async () => {
		expect((await simulate(1)).digest).not.toBe((await simulate(2)).digest);
	});
});
