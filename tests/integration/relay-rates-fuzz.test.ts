// A short run of the frame fuzzer; `npm run fuzz:frames` is the long one.

import { expect, test } from 'vitest';
import { CLOSE } from '../../src/lib/core/protocol/close.ts';
import { fuzz } from '../fuzz/fuzz.ts';

test('S10, S15: two thousand hostile frames neither end the server, nor grow it, nor touch another room', async () => {
	const { frames, codes, heapGrowth, control, errors } = await fuzz(2000, 20261122);
	expect(frames).toBeGreaterThanOrEqual(2000);
	expect(codes.get(CLOSE.malformed)).toBeGreaterThan(10);
	expect(heapGrowth).toBeLessThan(8 * 1024 * 1024);
	expect(control.entries).toBeGreaterThan(0);
	expect(control.slowestMs).toBeLessThan(5000);
	expect(errors).toBe('');
}, 120_000);
