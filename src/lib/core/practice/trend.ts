// Ratings over talks, oldest first: what a line is drawn from, and the table beside it.

import type { RecordId } from '../ids.ts';
import { NOTE_FIELDS, type NoteField } from '../schema/notes.ts';
import type { CivilDate } from '../schema/civil-date.ts';
import type { Talk } from '../schema/talk.ts';
import type { Debrief } from './kinds/debrief.ts';

export interface TrendPoint {
	readonly talk: RecordId;
	readonly on: CivilDate;
	/** 1 to 5. */
	readonly value: number;
}

export type Trend = readonly TrendPoint[];

type Rating = 'confidence' | NoteField;

/** One rating of all debriefs whose talk is here; talks that were not rated leave no point. */
export function trendOf(rating: Rating, debriefs: readonly Debrief[], talks: readonly Talk[]): Trend {
	const byId = new Map(talks.map((talk) => [talk.id, talk]));
	return debriefs
		.flatMap((debrief) => {
			const talk = byId.get(debrief.id);
			const value = debrief[rating];
			return talk === undefined || value === null ? [] : [{ talk, value }];
		})
		.sort(
			(a, b) =>
				a.talk.date.localeCompare(b.talk.date) ||
				a.talk.createdAt - b.talk.createdAt ||
				(a.talk.id < b.talk.id ? -1 : 1)
		)
		.map(({ talk, value }) => ({ talk: talk.id, on: talk.date, value }));
}

/** R0-30: résumé alignment over talks, each category for itself. */
export const alignmentTrends = (debriefs: readonly Debrief[], talks: readonly Talk[]) =>
	NOTE_FIELDS.map((category) => ({ category, trend: trendOf(category, debriefs, talks) }));

/** R3-20: self-confidence over talks. */
export const confidenceTrend = (debriefs: readonly Debrief[], talks: readonly Talk[]): Trend =>
	trendOf('confidence', debriefs, talks);
