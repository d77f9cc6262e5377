// How contacts, dates and next steps read.

import type { NextDate, TouchKind } from '#lib/core/practice/touches.ts';
import type { NextStep } from '#lib/core/rules/stages.ts';
import { localeHere } from '#lib/state/views/locale.ts';

export const touchKindWords: Readonly<Record<TouchKind, string>> = {
	talk: 'Talk',
	message: 'Message',
	reply: 'Reply',
	touch: 'In touch'
};

export const nextDateWords: Readonly<Record<NextDate['kind'], string>> = {
	talk: 'Talk',
	chosen: 'Get in touch',
	cadence: 'Get in touch'
};

export const nextStepWords: Readonly<Record<NextStep, string>> = {
	'say-why': 'Write down why this person, then draft a request.',
	ask: 'Draft a request.',
	wait: 'Wait for an answer. One nudge after a week is polite.',
	schedule: 'Agree on a day and add the talk.',
	prepare: 'Prepare the talk.',
	'mark-met': 'The talk is over. Was it held? Then mark them as met.',
	thank: 'Send a thank-you.',
	'keep-in-touch': 'Choose a day for the next touch.',
	touch: 'Let them know how it goes.',
	rest: 'Nothing to do. The door stays open.'
};

export const count = (many: number, one: string, more: string): string =>
	`${String(many)} ${many === 1 ? one : more}`;

/** 'YYYY-MM' as "November 2026", or shorter. */
export const monthWords = (month: string, style: 'long' | 'short' = 'long', locale = localeHere()): string =>
	new Intl.DateTimeFormat(locale, {
		month: style,
		...(style === 'long' ? { year: 'numeric' } : {}),
		timeZone: 'UTC'
	}).format(new Date(`${month}-01T00:00:00Z`));
