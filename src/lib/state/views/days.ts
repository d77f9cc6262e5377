// Days and times in words, the same everywhere.

import type { CivilDate } from '../../core/schema/civil-date.ts';

const utc = (day: CivilDate): Date => new Date(`${day}T00:00:00Z`);
const format = (options: Intl.DateTimeFormatOptions, day: CivilDate): string =>
	new Intl.DateTimeFormat('en-GB', { ...options, timeZone: 'UTC' }).format(utc(day));

/** "3 Nov", with the year when it is not that of `today`. */
export const shortDay = (day: CivilDate, today: CivilDate): string =>
	format(
		{ day: 'numeric', month: 'short', ...(day.slice(0, 4) === today.slice(0, 4) ? {} : { year: 'numeric' }) },
		day
	);

/** "Tuesday" */
export const weekday = (day: CivilDate): string => format({ weekday: 'long' }, day);

/** Whole days from `from` to `to`; negative when `to` is earlier. */
export const daysBetween = (from: CivilDate, to: CivilDate): number =>
	Math.round((utc(to).getTime() - utc(from).getTime()) / 86_400_000);

/** "today", "tomorrow", "yesterday", "Tue", else the short day. */
export function nearDay(day: CivilDate, today: CivilDate): string {
	const away = daysBetween(today, day);
	if (away === 0) return 'today';
	if (away === 1) return 'tomorrow';
	if (away === -1) return 'yesterday';
	return away > 1 && away < 7 ? format({ weekday: 'short' }, day) : shortDay(day, today);
}

/** The Monday of the week that `day` is in. */
export function mondayOf(day: CivilDate): CivilDate {
	const date = utc(day);
	date.setUTCDate(date.getUTCDate() - ((date.getUTCDay() + 6) % 7));
	return date.toISOString().slice(0, 10) as CivilDate;
}
