// The checks that take more than a list of patterns.

import { againstAsking } from './introductions.ts';
import { NUMBERS } from './lists.ts';
import { found, type Finding, type MessageContext } from './message-checks-message.ts';
import { minutesIn } from './message-checks-minutes.ts';
import * as pattern from './message-checks-patterns.ts';
import { wordCount } from './message-checks-words.ts';
import { slotsIn } from './slots.ts';

export function unfilledSlot({ subject, body }: MessageContext): Finding | null {
	const parts = [['subject', subject] as const, ['body', body] as const];
	const slots = parts.flatMap(([part, text]) => slotsIn(text).map((slot) => ({ part, ...slot })));
	const [first] = slots;
	if (!first) return null;
	const text = first.part === 'subject' ? subject : body;
	const typed = `“${text.slice(first.from, Math.min(first.to, first.from + 40))}”`;
	const others = slots.length - 1;
	return {
		at: { part: first.part, from: first.from, to: first.to },
		says: first.closed
			? `${typed} is not filled in${others > 0 ? `, and ${String(others)} more` : ''}.`
			: `${typed} begins a slot that does not end.`,
		why: 'Somebody who reads a slot knows that the message was not written for them.'
	};
}

/** What is known counts as said when a good part of one of its sentences is. */
function refersTo(body: string, known: readonly string[]): boolean {
	const words = (text: string) =>
		new Set(text.toLocaleLowerCase('und').match(/[\p{L}\p{M}\p{N}]{4,}/gu) ?? []);
	const said = words(body);
	return known.some((each) => {
		const theirs = [...words(each)];
		const shared = theirs.filter((word) => said.has(word)).length;
		return theirs.length > 0 && shared >= Math.min(theirs.length, 3);
	});
}

export function personalReference({ body, known }: MessageContext): Finding | null {
	if (refersTo(body, known) || pattern.mentions(body, pattern.PERSONAL_REFERENCE)) return null;
	return {
		says: 'Nothing here is about this person in particular.',
		why: 'A line on something they did or said shows that the message is meant for them.'
	};
}

export function timeAsked({ kind, body, minutes }: MessageContext): Finding | null {
	const { most } = NUMBERS.minutes;
	const long = minutesIn(body).find((each) => each.minutes > most);
	const asked = long?.minutes ?? minutes;
	if (asked !== null && asked > most)
		return {
			...(long ? { at: { part: 'body' as const, from: long.from, to: long.to } } : {}),
			says: `${String(asked)} minutes is more than an hour.`,
			why: `Up to ${String(most)} minutes is a modest ask; a second talk can follow the first.`
		};
	if (kind !== 'request' || minutesIn(body).length > 0) return null;
	return {
		says: 'It does not say how long the talk would take.',
		why: 'Who knows that it is half an hour can say yes without asking back.'
	};
}

export function tooLong({ body }: MessageContext): Finding | null {
	const words = wordCount(body);
	if (words <= NUMBERS.requestWords) return null;
	return {
		says: `${String(words)} words; up to ${String(NUMBERS.requestWords)} is still short.`,
		why: 'A short message is read to its end.'
	};
}

const introductionSays = {
	'first-message': 'A first message asks for an introduction',
	'asked-already': 'An introduction was asked for before',
	'too-early': 'It asks for an introduction in the first round'
} as const;

export function introductionAsked(message: MessageContext): Finding | null {
	const against = againstAsking(message.introductions);
	if (against === null) return null;
	const why = 'Once at most, from the second talk on or when they offer it: before that it is pressure.';
	const says = introductionSays[against];
	const spot = found(message, pattern.INTRODUCTION, (quote) => `${says}: ${quote}.`, why);
	return spot ?? (message.kind === 'introduction' ? { says: `${says}.`, why } : null);
}
