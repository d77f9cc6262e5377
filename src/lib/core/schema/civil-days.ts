// Counting on the calendar. It has a first and a last day, and nothing that is counted here leaves it: a wrong clock or
// an absurd number gives one of those two, never a text that is no day.

import type { CivilDate } from './civil-date.ts';

const DAY = 86_400_000;
const FIRST = '0001-01-01' as CivilDate;
const LAST = '9999-12-31' as CivilDate;

const utc = (day: CivilDate): number => Date.parse(`${day}T00:00:00Z`);

/** The day in UTC at `ms` since the epoch; the first or the last of the calendar for what lies beyond. */
export function utcDayOf(ms: number): CivilDate {
	const within = Math.min(Math.max(ms, utc(FIRST)), utc(LAST));
	return new Date(within).toISOString().slice(0, 10) as CivilDate;
}

/** The day so many whole days later, or earlier. */
export const daysAfter = (day: CivilDate, days: number): CivilDate => utcDayOf(utc(day) + days * DAY);

/** Whole days from `from` to `to`; negative when `to` is earlier. */
export const daysBetween = (from: CivilDate, to: CivilDate): number =>
	Math.round((utc(to) - utc(from)) / DAY);

/** 1 = Monday … 7 = Sunday, as ISO 8601 and Intl count them. */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7;

export const weekdayOf = (day: CivilDate): Weekday =>
	(((new Date(utc(day)).getUTCDay() + 6) % 7) + 1) as Weekday;
