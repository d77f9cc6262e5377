// The week's target: a few talks, then a pause to think (R0-35, R0-45). A week that was missed is a number, not a fault.

import type { CivilDate } from '../schema/civil-date.ts';
import { daysAfter, daysBetween, weekdayOf, type Weekday } from '../schema/civil-days.ts';
import { NUMBERS } from './lists.ts';

export type { Weekday };

/** The first day of the week that a day is in, for a week that begins on `first`. */
export const weekStart = (day: CivilDate, first: Weekday): CivilDate =>
	daysAfter(day, -((weekdayOf(day) - first + 7) % 7));

export interface Target {
	readonly talksPerWeek: number;
	readonly weeks: number;
	/** null: no weeks are counted. */
	readonly startedOn: CivilDate | null;
}

/** R0-45: two talks a week for four weeks, where nothing else was chosen. */
export const targetOf = (
	aim: {
		readonly talksPerWeek: number | null;
		readonly weeks: number | null;
		readonly startedOn: CivilDate | null;
	} | null
): Target => ({
	talksPerWeek: aim?.talksPerWeek ?? NUMBERS.pace.talksPerWeek,
	weeks: aim?.weeks ?? NUMBERS.pace.weeks,
	startedOn: aim?.startedOn ?? null
});

export interface Week {
	/** Talks from the week's first day up to today. */
	readonly held: number;
	readonly target: number;
	/** Talks since the weeks began, up to today, and how many they are to be; null: they have not begun, or are over. */
	readonly all: {
		readonly held: number;
		readonly target: number;
		readonly week: number;
		readonly weeks: number;
	} | null;
	/** R0-35: the week's talks are held, so now is the time to read them and think. */
	readonly pause: boolean;
}

/**
 * @param days of the talks, any order, also ahead
 * @param first the weekday that weeks begin on here
 */
export function weekOf(days: readonly CivilDate[], target: Target, today: CivilDate, first: Weekday): Week {
	const from = weekStart(today, first);
	const held = days.filter((day) => day >= from && day <= today).length;
	return {
		held,
		target: target.talksPerWeek,
		all: since(days, target, today, first),
		pause: held >= target.talksPerWeek
	};
}

function since(days: readonly CivilDate[], target: Target, today: CivilDate, first: Weekday): Week['all'] {
	const { startedOn, weeks, talksPerWeek } = target;
	if (startedOn === null || startedOn > today) return null;
	const begun = weekStart(startedOn, first);
	const week = Math.floor(daysBetween(begun, today) / 7) + 1;
	if (week > weeks) return null;
	const held = days.filter((day) => day >= startedOn && day <= today).length;
	return { held, target: talksPerWeek * weeks, week, weeks };
}
