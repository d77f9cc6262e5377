// A moment in words, where this device is.

import { localeHere } from '../views/locale.ts';

/** As far as a Date reaches, in milliseconds. Another device may have written any number. */
const FARTHEST = 8.64e15;

const within = (ms: number): Date => new Date(Math.max(-FARTHEST, Math.min(FARTHEST, ms)));

const DAY = { weekday: 'short', day: 'numeric', month: 'short' } as const;
const TIME = { hour: '2-digit', minute: '2-digit' } as const;

/**
 * A deadline, behind the word "by": "Tue 3 Nov, 14:00", as this device writes it. One at midnight is the end of a day,
 * and said as that day: nobody reads "by Wed 00:00" as the end of Tuesday.
 */
export function deadlineWords(ms: number, locale = localeHere()): string {
	const at = within(ms);
	const isMidnight = at.getHours() === 0 && at.getMinutes() === 0;
	const shown = isMidnight ? DAY : { ...DAY, ...TIME };
	return new Intl.DateTimeFormat(locale, shown).format(isMidnight ? within(ms - 1) : at);
}
