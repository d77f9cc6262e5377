// A talk has a day and a time on the wall of whoever keeps the journal, in a zone; the other side's wall may show
// another time and another day. Clocks change, so a time on a wall may come twice or not at all: both are said, never
// guessed in silence.

import { isCivilDate, type CivilDate } from '../schema/civil-date.ts';
import { daysAfter } from '../schema/civil-days.ts';

/** What a clock and a calendar on a wall show. */
export interface Wall {
	readonly day: CivilDate;
	/** HH:MM */
	readonly time: string;
}

export type Instant =
	| { readonly kind: 'exact'; readonly ms: number }
	/** The clock goes over this time; `ms` is as long after the change as the time would have been (RFC 5545). */
	| { readonly kind: 'skipped'; readonly ms: number }
	/** The clock shows this time twice; `ms` is the first, `later` the second. */
	| { readonly kind: 'doubled'; readonly ms: number; readonly later: number }
	/** A zone that this device does not know, or a day that is not of our times. */
	| { readonly kind: 'unknown' };

const DAY = 86_400_000;
const MINUTE = 60_000;
/** Years for which zones are known well enough to be worth a time. */
const YEARS = { first: 1900, last: 2199 };

const clocks = new Map<string, Intl.DateTimeFormat | null>();

/** A zone's clock, or null where this device does not know the zone. */
function clockOf(zone: string): Intl.DateTimeFormat | null {
	const known = clocks.get(zone);
	if (known !== undefined) return known;
	const clock = newClock(zone);
	clocks.set(zone, clock);
	return clock;
}

function newClock(timeZone: string): Intl.DateTimeFormat | null {
	try {
		return new Intl.DateTimeFormat('en-GB', {
			timeZone,
			calendar: 'gregory',
			numberingSystem: 'latn',
			hourCycle: 'h23',
			year: 'numeric',
			month: '2-digit',
			day: '2-digit',
			hour: '2-digit',
			minute: '2-digit'
		});
	} catch (error) {
		if (error instanceof RangeError) return null;
		throw error;
	}
}

/** Whether this device knows the zone: an IANA name such as Europe/Lisbon. */
export const isZone = (zone: string): boolean => zone !== '' && clockOf(zone) !== null;

function wallBy(clock: Intl.DateTimeFormat, ms: number): Wall {
	const parts = new Map(clock.formatToParts(ms).map(({ type, value }) => [type, value]));
	const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? '';
	const day = `${part('year').padStart(4, '0')}-${part('month')}-${part('day')}`;
	if (!isCivilDate(day)) throw new RangeError('not a moment of the years 1 to 9999');
	return { day, time: `${part('hour')}:${part('minute')}` };
}

/** What the wall shows in a zone; null where this device does not know the zone. */
export function wallAt(ms: number, zone: string): Wall | null {
	const clock = clockOf(zone);
	return clock && wallBy(clock, ms);
}

/** The wall read as if it hung in Greenwich. */
const asUtc = ({ day, time }: Wall): number => Date.parse(`${day}T${time}:00Z`);

/** When a wall in a zone shows this day and this time. */
export function instantOf(wall: Wall, zone: string): Instant {
	const clock = clockOf(zone);
	const year = Number(wall.day.slice(0, 4));
	const read = asUtc(wall);
	if (!clock || Number.isNaN(read) || year < YEARS.first || year > YEARS.last) return { kind: 'unknown' };
	// How far the wall is ahead, a day before and a day after: if a change is near, it lies between.
	const [before, after] = [read - DAY, read + DAY].map((ms) => asUtc(wallBy(clock, ms)) - floored(ms));
	const shown = [...new Set([read - before!, read - after!])]
		.filter((ms) => asUtc(wallBy(clock, ms)) === read)
		.sort((a, b) => a - b);
	const [ms, later] = shown;
	if (ms === undefined) return { kind: 'skipped', ms: read - before! };
	return later === undefined ? { kind: 'exact', ms } : { kind: 'doubled', ms, later };
}

/**
 * The first moment of a day in a zone, by this device's own where it is null or not known here. Where clocks go over
 * midnight the day begins with the change; a day that is not of our times is read as in Greenwich.
 */
export function startOfDay(day: CivilDate, zone: string | null): number {
	const here = new Intl.DateTimeFormat().resolvedOptions().timeZone;
	const start = instantOf({ day, time: '00:00' }, zone !== null && isZone(zone) ? zone : here);
	return start.kind === 'unknown' ? Date.parse(`${day}T00:00Z`) : start.ms;
}

/** The last moment of a day in a zone is the first of the next. */
export const endOfDay = (day: CivilDate, zone: string | null): number => startOfDay(daysAfter(day, 1), zone);

const floored = (ms: number): number => Math.floor(ms / MINUTE) * MINUTE;

/** Whole days from one wall's day to the other's: 1 = there it is tomorrow. */
export const daysApart = (here: Wall, there: Wall): number =>
	Math.round((Date.parse(`${there.day}T00:00Z`) - Date.parse(`${here.day}T00:00Z`)) / DAY);
