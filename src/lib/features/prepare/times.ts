// A talk's time on both sides, in words.

import type { Preparation } from '#lib/core/practice/kinds/prepare.ts';
import { daysApart, instantOf, wallAt, type Instant, type Wall } from '#lib/core/rules/zones.ts';
import type { Talk } from '#lib/core/schema/talk.ts';
import { shortDay, weekday } from '#lib/state/views/days.ts';

export const deviceZone = (): string => new Intl.DateTimeFormat().resolvedOptions().timeZone;

/** The place in a zone's name: "America/New_York" → "New York". */
export const placeOf = (zone: string): string => (zone.split('/').at(-1) ?? zone).replaceAll('_', ' ');

export interface TalkTimes {
	/** When it begins; null: it cannot be told. */
	readonly start: number | null;
	/** "15:00 in Lisbon" */
	readonly here: string;
	/** "10:00 in New York, on Monday, 2 Nov"; null: their zone is not known, or the same. */
	readonly there: string | null;
	/** What there is to say about a clock change, or a zone that is not known. */
	readonly remark: string | null;
}

type Timed = Pick<Preparation, 'startsAt' | 'zone' | 'theirZone'>;

/** null: no time was set yet. */
export function talkTimes(talk: Pick<Talk, 'date'>, row: Timed | null): TalkTimes | null {
	if (!row?.startsAt) return null;
	const zone = row.zone ?? deviceZone();
	const wall: Wall = { day: talk.date, time: row.startsAt };
	const instant = instantOf(wall, zone);
	const start = instant.kind === 'unknown' ? null : instant.ms;
	const shown = start === null ? wall : (wallAt(start, zone) ?? wall);
	return {
		start,
		here: `${shown.time} in ${placeOf(zone)}`,
		there: start === null ? null : thereIn(start, shown, zone, row.theirZone),
		remark: remarkOn(instant, wall, shown, zone, row.theirZone)
	};
}

function thereIn(start: number, here: Wall, zone: string, theirs: string | null): string | null {
	const there = theirs === null || theirs === zone ? null : wallAt(start, theirs);
	if (!there || theirs === null) return null;
	const other = daysApart(here, there);
	const day = other === 0 ? '' : `, on ${weekday(there.day)}, ${shortDay(there.day, here.day)}`;
	return `${there.time} in ${placeOf(theirs)}${day}`;
}

function remarkOn(
	instant: Instant,
	wall: Wall,
	shown: Wall,
	zone: string,
	theirs: string | null
): string | null {
	switch (instant.kind) {
		case 'unknown':
			return 'This device cannot tell the time of that day in that zone.';
		case 'skipped':
			return `The clocks of ${placeOf(zone)} go forward that night, so there is no ${wall.time}. It counts as ${shown.time}.`;
		case 'doubled':
			return `The clocks of ${placeOf(zone)} go back, so ${wall.time} comes twice. The first one counts.`;
		case 'exact':
			return theirs !== null && wallAt(instant.ms, theirs) === null
				? 'This device does not know their zone.'
				: null;
	}
	return instant satisfies never;
}
