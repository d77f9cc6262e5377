// Keeping in touch has a rhythm, counted from the last real contact. Being over it is a number, not a reproach.

import { NUMBERS } from './lists.ts';
import type { CivilDate } from '../schema/civil-date.ts';
import { daysAfter, daysBetween } from '../schema/civil-days.ts';

export interface Cadence {
	/** Days between touches. */
	readonly days: number;
	/** Days since the last real contact. */
	readonly since: number;
	/** At most the last day of the calendar. */
	readonly dueOn: CivilDate;
	/** `since` in cadences: 1 on the day it is due, 2 when a whole one was missed. */
	readonly ratio: number;
}

/** From the last contact (`on`) and the days chosen for this person; null: there was no contact yet. */
export function cadenceOf(on: CivilDate | null, chosen: number | null, today: CivilDate): Cadence | null {
	if (on === null) return null;
	const days = chosen ?? NUMBERS.cadenceDays;
	const since = daysBetween(on, today);
	return { days, since, dueOn: daysAfter(on, days), ratio: since / days };
}

/** Stages in which somebody is no longer written to unless they ask. */
const CLOSED: readonly (string | null)[] = ['declined', 'closed'];

/** R0-62: somebody one talked with is reconnected with once the cadence has run out; expectations change. */
export const reconnectDue = (talks: number, stage: string | null, cadence: Cadence | null): boolean =>
	talks > 0 && !CLOSED.includes(stage) && cadence !== null && cadence.ratio >= 1;

/** R0-62: the round that comes after those with this person so far; a talk without one counts as the first. */
export const nextRound = (rounds: readonly (number | null)[]): number =>
	Math.min(9, Math.max(0, ...rounds.map((round) => round ?? 1)) + 1);
