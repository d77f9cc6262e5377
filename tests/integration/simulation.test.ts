// A fixed list of worlds in which everything goes wrong (tests/support/sim), each decided by its seed. Look for more
// with `npm run sim -- --seeds 1000`; a failure names its seed and how to see it happen.

import { describe, expect, test } from 'vitest';
import type { ClientMessage, RelayMessage } from '../../src/lib/core/protocol/messages.ts';
import { type Run, simulate } from '../support/sim/simulate.ts';
import { TROUBLES } from '../support/sim/troubles.ts';

const SEEDS = Array.from({ length: 50 }, (_, i) => i + 1);
const runs: Run[] = [];
/** A world is a second's work, on a machine that does nothing else. */
const TIMEOUT_MS = 120_000;

describe('S1–S7, S9–S11, S14, S16: whatever happened, everybody has everything, once', () => {
	test.each(SEEDS)(
		'seed %i',
		async (seed) => {
			const run = await simulate(seed);
			runs.push(run);
			expect(run.entries, `seed ${seed}`).toBeGreaterThan(0);
		},
		TIMEOUT_MS
	);
});

describe('a run depends on its seed alone', () => {
	// One in which the relay loses nothing, one in which it does, and one with a hostile editor.
	test.each([1, 17, 9])(
		'seed %i twice is the same to the byte',
		async (seed) => {
			const [one, other] = [await simulate(seed), await simulate(seed)];
			expect(one).toEqual(other);
			expect(one.happened.get('down snapshot')).toBeGreaterThan(0);
			expect(one.happened.get('down chunk')).toBeGreaterThan(0);
		},
		TIMEOUT_MS
	);

	test('another seed is another run', { timeout: TIMEOUT_MS }, async () => {
		expect((await simulate(1)).digest).not.toBe((await simulate(2)).digest);
	});
});

const UP: Readonly<Record<ClientMessage['type'], true>> = {
	hello: true,
	append: true,
	statement: true,
	ephemeral: true,
	snapshot: true,
	delivered: true,
	receipt: true,
	ping: true
};
const DOWN: Readonly<Record<RelayMessage['type'], true>> = {
	challenge: true,
	welcome: true,
	entries: true,
	ack: true,
	nack: true,
	statement: true,
	denied: true,
	box: true,
	snapshot: true,
	'snapshot-refused': true,
	chunk: true,
	delivered: true,
	receipt: true,
	ephemeral: true,
	'peer-left': true,
	ping: true
};
/** What some of them say. */
const IN_PARTICULAR = [
	'up hello with distrust',
	'down welcome with a snapshot',
	'down welcome to a restored log',
	'down snapshot-refused stale',
	'down nack quota',
	'down nack size',
	'relay says twice',
	'relay says again',
	'relay says withheld',
	'log cut'
];

test('nothing of this has silently stopped being simulated', ({ skip }) => {
	skip(runs.length < SEEDS.length, 'not all seeds were run');
	const expected = [
		...TROUBLES,
		...Object.keys(UP).map((type) => `up ${type}`),
		...Object.keys(DOWN).map((type) => `down ${type}`),
		...IN_PARTICULAR
	];
	const never = expected.filter((what) => !runs.some(({ happened }) => happened.has(what)));
	expect(never).toEqual([]);
});
