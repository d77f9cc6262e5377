// The checks of a message, live while it is written. Each explains itself; only an unfilled slot cannot be overruled.
// They know English words and little of what is meant, so they ask and do not judge.

import {
	introductionAsked,
	personalReference,
	timeAsked,
	tooLong,
	unfilledSlot
} from './message-checks-more.ts';
import {
	found,
	missing,
	type Finding,
	type MessageContext,
	type MessageRule
} from './message-checks-message.ts';
import * as pattern from './message-checks-patterns.ts';
import { isOneTooMany } from './nudges.ts';
import { slotsIn } from './slots.ts';
import { isSpecific } from './thanks.ts';

export type { Finding, MessageContext, MessageRule };

/** In the order in which they are shown. */
export const MESSAGE_RULES: readonly MessageRule[] = [
	{ id: 'unfilled-slot', practices: ['R2-43'], force: 'blocks', check: unfilledSlot },
	{
		id: 'job-request',
		practices: ['R3-13', 'R3-01'],
		force: 'holds',
		check: (message) =>
			found(
				message,
				pattern.JOB_REQUEST,
				(quote) => `${quote} asks for a job.`,
				'You are asking to learn. Who is asked for a job has to say no; who is asked a question can answer.'
			)
	},
	{
		id: 'referral-pressure',
		practices: ['R2-39'],
		force: 'holds',
		check: (message) =>
			found(
				message,
				pattern.REFERRAL_PRESSURE,
				(quote) => `${quote} presses for a referral or a lead.`,
				'Leads that are offered are welcome; asked for, they cost the conversation its openness.'
			)
	},
	{
		id: 'pay-or-personal',
		practices: ['R2-18'],
		force: 'holds',
		check: (message) =>
			found(
				message,
				[...pattern.PAY_QUESTION, ...pattern.PERSONAL_QUESTION],
				(quote) => `${quote} asks about pay or personal life.`,
				'Leave it to them to bring that up.'
			)
	},
	{
		id: 'personal-reference',
		practices: ['R2-08'],
		force: 'holds',
		kinds: ['request'],
		slot: 'personal',
		check: personalReference
	},
	{
		id: 'nudges',
		practices: ['R3-15', 'R2-44'],
		force: 'holds',
		check: ({ kind, open }) =>
			isOneTooMany(kind, open)
				? {
						says: 'You asked and reminded them once, and there is no reply.',
						why: 'One nudge is polite, a second is pushy. Close graciously; the door stays open.'
					}
				: null
	},
	{ id: 'introduction', practices: ['R2-39'], force: 'holds', check: introductionAsked },
	{
		id: 'learning-purpose',
		practices: ['R1-10'],
		force: 'advises',
		kinds: ['request'],
		slot: 'purpose',
		check: (message) =>
			missing(
				message,
				pattern.LEARNING,
				'It does not say what you would like to learn.',
				'Who knows what it is about can tell at once whether they can help.'
			)
	},
	{
		id: 'time-asked',
		practices: ['R2-09'],
		force: 'advises',
		slot: 'minutes',
		check: timeAsked
	},
	{
		id: 'use',
		practices: ['R2-10'],
		force: 'advises',
		kinds: ['request'],
		slot: 'use',
		check: (message) =>
			missing(
				message,
				pattern.USE,
				'It does not say what you will do with the answers.',
				'People give their time more gladly when they see what it is good for.'
			)
	},
	{
		id: 'alternatives',
		practices: ['R1-08'],
		force: 'advises',
		kinds: ['request'],
		slot: 'alternatives',
		check: (message) =>
			missing(
				message,
				pattern.ALTERNATIVES,
				'It does not say that you are open to another direction.',
				'Somebody who may change your mind speaks more frankly than somebody asked to agree.'
			)
	},
	{
		id: 'takeaway',
		practices: ['R2-37'],
		force: 'advises',
		kinds: ['thanks'],
		slot: 'takeaway',
		check: ({ body, noted = [], restates = false }) =>
			isSpecific(body, noted, restates)
				? null
				: {
						says: 'It does not say again what you took from the talk.',
						why: 'One thing in particular shows that you listened, and what the time was good for.'
					}
	},
	{ id: 'length', practices: ['R3-09'], force: 'advises', check: tooLong },
	{
		id: 'tone',
		practices: ['R3-09'],
		force: 'advises',
		check: (message) =>
			found(
				message,
				pattern.PUSHY,
				(quote) => `${quote} puts pressure on them.`,
				'A polite request leaves room for a no.'
			)
	}
];

export interface Checked extends Finding {
	readonly rule: MessageRule;
}

/** Everything that is found; nothing in a message that is not begun. */
export function checkMessage(message: MessageContext): Checked[] {
	if (message.body.trim() === '') return [];
	const unfilled = new Set(slotsIn(message.body).map(({ slot }) => slot));
	return MESSAGE_RULES.flatMap((rule) => {
		if (rule.kinds && !rule.kinds.includes(message.kind)) return [];
		if (rule.slot && unfilled.has(rule.slot)) return [];
		const finding = rule.check(message);
		return finding ? [{ rule, ...finding }] : [];
	});
}

export const mayOverrule = ({ force }: MessageRule): boolean => force !== 'blocks';

/** What keeps the message here, given the rules that were overruled. Empty: it may leave. */
export const holding = (checked: readonly Checked[], overruled: ReadonlySet<string>): Checked[] =>
	checked.filter(({ rule }) => rule.force !== 'advises' && !(mayOverrule(rule) && overruled.has(rule.id)));
