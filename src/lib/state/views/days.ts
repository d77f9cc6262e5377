// Days and times in words, the same everywhere.

import type { CivilDate } from '../../core/schema/civil-date.ts';
import { daysBetween } from '../../core/schema/civil-days.ts';
import { localeHere } from './locale.ts';

const utc = (day: CivilDate): Date => new Date(`${day}T00:00:00Z`);
const format = (options: Intl.DateTimeFormatOptions, day: CivilDate, locale: string): string =>
	new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' }).format(utc(day));

/** "3 Nov", with the year when it is not that of `today`. */
export const shortDay = (day: CivilDate, today: CivilDate, locale = localeHere()): string =>
	format(
		{ day: 'numeric', month: 'short', ...(day.slice(0, 4) === today.slice(0, 4) ? {} : { year: 'numeric' }) },
		day,
		locale
	);

/** "Tuesday" */
export const weekday = (day: CivilDate, locale = localeHere()): string =>
	format({ weekday: 'long' }, day, locale);

export { daysBetween };

/** "today", "tomorrow", "yesterday", "Tue", else the short day. */
export function nearDay(day: CivilDate, today: CivilDate, locale = localeHere()): string {
	const away = daysBetween(today, day);
	if (away === 0) return 'today';
	if (away === 1) return 'tomorrow';
	if (away === -1) return 'yesterday';
	return away > 1 && away < 7 ? format({ weekday: 'short' }, day, locale) : shortDay(day, today, locale);
}
