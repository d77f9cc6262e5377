// The time of day for the timer: read anew at each whole minute of the talk, and when the device wakes.

import { createSubscriber } from 'svelte/reactivity';
import { nextTick, type Timed } from '#lib/core/rules/timer.ts';

/** Browsers hold timers back while a page is out of sight, so a little late is as good as it gets. */
const LATE = 50;

/** Milliseconds since the epoch; in a template it is read again whenever what `timed` says changes. */
export function nowFor(timed: () => Timed): () => number {
	const subscribe = createSubscriber((update) => {
		let timer: ReturnType<typeof setTimeout> | undefined;
		const next = (): void => {
			clearTimeout(timer);
			const wait = nextTick(timed(), Date.now());
			if (wait !== null) timer = setTimeout(tick, wait + LATE);
		};
		const tick = (): void => {
			update();
			next();
		};
		const wake = (): void => {
			if (document.visibilityState === 'visible') tick();
		};
		next();
		document.addEventListener('visibilitychange', wake);
		return () => {
			clearTimeout(timer);
			document.removeEventListener('visibilitychange', wake);
		};
	});
	return () => {
		subscribe();
		return Date.now();
	};
}
