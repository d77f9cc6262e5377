// What messages and their slots are called on screen.

import type { MessageKind } from '#lib/core/rules/templates.ts';
import type { Slot } from '#lib/core/rules/slots.ts';

export const slotWords: Readonly<Record<Slot, string>> = {
	name: 'Their name',
	'my name': 'Your name',
	personal: 'Why them: something they did or said',
	purpose: 'What you want to learn',
	questions: 'Two or three questions',
	minutes: 'Minutes',
	use: 'What you will do with the answers',
	alternatives: 'That you may change your mind',
	finding: 'What others told you, without names',
	takeaway: 'What you took from the talk'
};

/** Wordings to begin with where nothing is known; they are edited before they are put in. */
export const slotStarts: Readonly<Partial<Record<Slot, string>>> = {
	use: 'What I hear will help me decide what to learn next.',
	alternatives: 'I am open to finding that another direction suits me better.'
};

/** The calm line above each message (R3-01). */
export const intentWords: Readonly<Record<MessageKind, string>> = {
	request: 'You are asking to learn, not for a job.',
	nudge: 'One reminder, and they are free to leave it. You are asking to learn, not for a job.',
	thanks: 'You are saying thank you, and what for.',
	update: 'You are telling what came of it. You are asking for nothing.',
	reconnect: 'You are asking to learn again, not for a job.',
	introduction: 'You are asking for another view, not for a job. Once, and they are free to say no.'
};

/** Kinds that ask for somebody's time. */
export const asksTime = (kind: MessageKind): boolean => ['request', 'nudge', 'reconnect'].includes(kind);

/** What a check is called where it was overruled. */
export const ruleWords: Readonly<Record<string, string>> = {
	'job-request': 'Asks for a job',
	'referral-pressure': 'Presses for a referral',
	'pay-or-personal': 'Asks about pay or personal life',
	'personal-reference': 'No personal reference',
	nudges: 'More than one nudge',
	introduction: 'Asks for an introduction',
	'learning-purpose': 'No learning purpose',
	'time-asked': 'Time asked for',
	use: 'No word of what comes of it',
	alternatives: 'No openness to alternatives',
	takeaway: 'No takeaway',
	length: 'Too long',
	tone: 'Pressure in the tone'
};
