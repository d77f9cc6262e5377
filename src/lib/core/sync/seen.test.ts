import fc from 'fast-check';
import { expect, test } from 'vitest';
import { SeenCounters } from './seen.ts';

test('S10: knows exactly the counters it was shown, in any order, also from its rows', () => {
	fc.assert(
		fc.property(fc.array(fc.nat({ max: 40 })), (counters) => {
			const seen = new SeenCounters([]);
			for (const counter of counters) seen.add('ana', counter);
			const reopened = new SeenCounters(seen.takeTouched());
			for (let counter = 0; counter <= 41; counter++) {
				expect(seen.mayAdd('ana', counter), `${counter}`).toBe(!counters.includes(counter));
				expect(reopened.mayAdd('ana', counter), `${counter}`).toBe(!counters.includes(counter));
			}
		})
	);
});

test('a session whose counters came in any order is one range', () => {
	const seen = new SeenCounters([]);
	for (const counter of [3, 0, 2, 5, 1, 4]) seen.add('ana', counter);
	expect(seen.takeTouched()).toEqual([{ key: 'ana', ranges: [0, 5] }]);
});

test('only what changed is to be stored again', () => {
	const seen = new SeenCounters([{ key: 'ana', ranges: [0, 3] }]);
	seen.add('ana', 2);
	expect(seen.takeTouched()).toEqual([]);
	seen.add('sam', 0);
	expect(seen.takeTouched()).toEqual([{ key: 'sam', ranges: [0, 0] }]);
	expect(seen.takeTouched()).toEqual([]);
});

test('rows given to it stay as they are, and after clear it knows nothing', () => {
	const ranges = [0, 3];
	const seen = new SeenCounters([{ key: 'ana', ranges }]);
	seen.add('ana', 4);
	expect(ranges).toEqual([0, 3]);
	seen.clear();
	expect(seen.mayAdd('ana', 2)).toBe(true);
	expect(seen.takeTouched()).toEqual([]);
});

test('S10: a session that leaves gap after gap is not believed for ever', () => {
	const seen = new SeenCounters([]);
	let believed = 0;
	for (let counter = 0; counter < 10_000; counter += 2) {
		if (!seen.mayAdd('mallory', counter)) continue;
		seen.add('mallory', counter);
		believed += 1;
	}
	expect(believed).toBeLessThan(2000);
	// What closes a gap still counts, and nobody else is affected.
	expect(seen.mayAdd('mallory', 1)).toBe(true);
	expect(seen.mayAdd('ana', 0)).toBe(true);
});
