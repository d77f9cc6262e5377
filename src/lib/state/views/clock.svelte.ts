// Time for templates: reading it again each minute, and when the page is looked at again.

import { createSubscriber } from 'svelte/reactivity';
import { civilDateOf, type CivilDate } from '../../core/schema/civil-date.ts';

const MINUTE = 60_000;

const subscribe = createSubscriber((update) => {
	const timer = setInterval(update, MINUTE);
	document.addEventListener('visibilitychange', update);
	return () => {
		clearInterval(timer);
		document.removeEventListener('visibilitychange', update);
	};
});

/** Milliseconds since the epoch, by this device's clock. */
export function nowEachMinute(): number {
	subscribe();
	return Date.now();
}

/** The day it is where this device is. */
export const todayHere = (): CivilDate => civilDateOf(nowEachMinute());
