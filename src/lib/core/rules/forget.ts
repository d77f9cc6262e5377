// By when what a person took back has left older logs and checkpoints, too.

import type { CivilDate } from '../schema/civil-date.ts';
import { daysAfter, utcDayOf } from '../schema/civil-days.ts';
import { NUMBERS } from './lists.ts';

interface Withdrawal {
	/** The day on which it was taken back; null when that cannot be read. */
	readonly on: CivilDate | null;
	/** Milliseconds since the epoch. */
	readonly createdAt: number;
}

/**
 * The last day on which an older log may still have the words. A day in the future was mistyped: then, and when there is
 * none, the time counts from when it was written down.
 */
export function forgetBy({ on, createdAt }: Withdrawal): CivilDate {
	const written = utcDayOf(createdAt);
	return daysAfter(on !== null && on <= written ? on : written, NUMBERS.forgetDays);
}
