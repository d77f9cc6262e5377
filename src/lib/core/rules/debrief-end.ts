// When a talk was over. Who used the timer knows it to the minute; for everybody else the talk ended with its day,
// where it took place.

import type { CivilDate } from '../schema/civil-date.ts';
import { daysAfter } from '../schema/civil-days.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** No place on earth is further from UTC. */
const FARTHEST = 15 * HOUR;

export interface HeldTalk {
	/** The talk's day. */
	readonly date: CivilDate;
	/** By the clock of the device that held it, milliseconds since the epoch; null: no timer ran. */
	readonly endedAt: number | null;
	/** IANA name of the zone that the day is meant in; null or unknown to this device: the device's own. */
	readonly zone: string | null;
}

/** How a day reads in a zone. A name that this device does not know gives its own zone's days. */
function dayFormat(zone: string | null): Intl.DateTimeFormat {
	const parts = { calendar: 'gregory', year: 'numeric', month: '2-digit', day: '2-digit' } as const;
	try {
		return new Intl.DateTimeFormat('en-CA', { ...parts, timeZone: zone ?? undefined });
	} catch (error) {
		if (error instanceof RangeError) return new Intl.DateTimeFormat('en-CA', parts);
		throw error;
	}
}

/**
 * The first moment of a day in a zone, to the minute. It is searched for instead of computed: where clocks change at
 * midnight a day begins at 01:00, or the hour before it comes twice.
 */
export function startOfDay(day: CivilDate, zone: string | null): number {
	const format = dayFormat(zone);
	const reads = (ms: number): string => {
		const parts = Object.fromEntries(format.formatToParts(ms).map(({ type, value }) => [type, value]));
		return `${(parts['year'] ?? '').padStart(4, '0')}-${parts['month'] ?? ''}-${parts['day'] ?? ''}`;
	};
	const midnight = Date.parse(`${day}T00:00:00Z`);
	let [before, from] = [(midnight - FARTHEST) / MINUTE, (midnight + FARTHEST) / MINUTE];
	while (from - before > 1) {
		const middle = Math.floor((before + from) / 2);
		if (reads(middle * MINUTE) >= day) from = middle;
		else before = middle;
	}
	return from * MINUTE;
}

/** The last moment of a day in a zone is the first of the next. */
export const endOfDay = (day: CivilDate, zone: string | null): number => startOfDay(daysAfter(day, 1), zone);

/** When the talk was over, milliseconds since the epoch. */
export const endOfTalk = ({ date, endedAt, zone }: HeldTalk): number => endedAt ?? endOfDay(date, zone);

/** From when on the talk may have been held. */
export const startOfTalk = ({ date, endedAt, zone }: HeldTalk): number =>
	endedAt === null ? startOfDay(date, zone) : Math.min(endedAt, startOfDay(date, zone));
