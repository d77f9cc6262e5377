// What the debrief says of time, of belief and of fit: neutral, and no more than is known.

import type { DebriefDue, RequiredReflection } from '#lib/core/rules/debrief.ts';
import type { ForecastResult, Shift } from '#lib/core/rules/debrief-beliefs.ts';
import type { ActionKind, Suggestion } from '#lib/core/rules/debrief-actions.ts';
import { civilDateOf, type CivilDate } from '#lib/core/schema/civil-date.ts';
import { deadlineWords } from '#lib/state/practice/moments.ts';
import { categoryWords } from '#lib/state/practice/words.ts';
import { shortDay } from '#lib/state/views/days.ts';

/** Moments that have a day in the calendar: the years 1000 to 9000. Another device may have written any number. */
const CALENDAR = { from: -30_610_224_000_000, to: 221_845_392_000_000 };

const finishedWords = (at: number | null, today: CivilDate): string =>
	at !== null && at >= CALENDAR.from && at < CALENDAR.to
		? `Finished ${shortDay(civilDateOf(at), today)}.`
		: 'Finished.';

/** @param finishedAt of a debrief that is finished */
export function dueWords({ state, until }: DebriefDue, finishedAt: number | null, today: CivilDate): string {
	switch (state) {
		case 'ahead':
			return 'This talk has not been held yet.';
		case 'fresh':
			return `Still fresh. Best written by ${deadlineWords(until)}.`;
		case 'due':
			return `Best written by ${deadlineWords(until)}, while you remember the words.`;
		case 'late':
			return 'Two days have passed. Write what you still know.';
		case 'finished':
			return finishedWords(finishedAt, today);
	}
	return state satisfies never;
}

const missingWords: Readonly<Record<RequiredReflection, string>> = {
	resonated: 'what resonated',
	surprised: 'what surprised you'
};

/** The way to each. */
export const writeWords: Readonly<Record<RequiredReflection, string>> = {
	resonated: 'Write what resonated',
	surprised: 'Write what surprised me'
};

/** "Still to write: what resonated and what surprised you." */
export const stillToWrite = (missing: readonly RequiredReflection[]): string =>
	`Still to write: ${missing.map((each) => missingWords[each]).join(' and ')}.`;

/** How sure somebody is, before and after, in words. */
export function shiftWords({ direction, points, large }: Shift): string {
	if (direction === 'same') return 'You are as sure as before.';
	const more = direction === 'surer' ? 'surer' : 'less sure';
	const by = `${String(points)} ${points === 1 ? 'point' : 'points'}`;
	return large ? `You are much ${more} than before, by ${by}.` : `You are ${more} than before, by ${by}.`;
}

export const forecastWords: Readonly<Record<ForecastResult, string>> = {
	'as-expected': 'It came as you expected.',
	against: 'It came against what you expected.',
	decided: 'You had left it open, and the talk had an answer.',
	open: 'The talk left it open.'
};

export const actionKindWords: Readonly<Record<ActionKind, string>> = {
	resume: 'Résumé',
	experience: 'Experience',
	story: 'Story'
};

/** A suggestion as a follow-up would read. */
export function suggestionWords({ kind, category, about }: Suggestion): string {
	if (category !== null)
		return `Make your match in ${categoryWords[category].toLowerCase()} easy to see in the résumé`;
	const what = `“${about.trim()}”`;
	switch (kind) {
		case 'resume':
			return `Bring ${what} forward in the résumé`;
		case 'experience':
			return `Find an experience that builds ${what}`;
		case 'story':
			return `Have a story ready that shows ${what}`;
	}
	return kind satisfies never;
}
