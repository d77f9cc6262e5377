// The time of the machine that the relay runs on.

import type { Clock } from './ports.ts';

export const systemClock: Clock = {
	now: () => Date.now(),
	after: (ms, run) => {
		const timer = setTimeout(run, ms);
		return () => clearTimeout(timer);
	}
};
