import { expect, test } from 'vitest';
import { Liveness } from './liveness.ts';

test('S15: a connection that ends with a ping leaves no timer behind', () => {
	const timers = new Set<() => void>();
	const clock = {
		now: () => 0,
		after: (_: number, run: () => void) => {
			timers.add(run);
			return () => void timers.delete(run);
		}
	};
	const liveness = new Liveness(clock, () => undefined);
	liveness.greeted(
		() => liveness.stop(),
		() => undefined
	);
	for (const run of [...timers]) {
		timers.delete(run);
		run();
	}
	expect(timers.size).toBe(0);
});
