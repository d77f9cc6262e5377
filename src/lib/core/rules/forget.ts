// By when what a person took back has left older logs and checkpoints, too.

import { isCivilDate, type CivilDate } from '../schema/civil-date.ts';
import { NUMBERS } from './lists.ts';

interface Withdrawal {
	/** The day on which it was taken back; null when that cannot be read. */
	readonly on: CivilDate | null;
	/** Milliseconds since the epoch. */
	readonly createdAt: number;
}

const DAY_MS = 86_400_000;

/**
 * The last day on which an older log may still have the words. A day in the future was mistyped: then, and when there is
 * none, the time counts from when it was written down.
 */
export function forgetBy({ on, createdAt }: Withdrawal): CivilDate {
	const said = on === null ? Number.NaN : Date.parse(`${on}T00:00:00Z`);
	const from = said <= createdAt ? said : createdAt;
	const day = new Date(from + NUMBERS.forgetDays * DAY_MS).toISOString().slice(0, 10);
	if (!isCivilDate(day)) throw new RangeError('not a moment of the years 1 to 9999');
	return day;
}
