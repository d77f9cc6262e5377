// What is said of a relationship: counts and days, no reproach.

import type { Contact, NextDate } from '#lib/core/practice/touches.ts';
import type { FavourBalance, TouchRatio } from '#lib/core/practice/after.ts';
import type { Cadence } from '#lib/core/rules/cadence.ts';
import type { IntroductionRefusal } from '#lib/core/rules/introductions.ts';
import type { CivilDate } from '#lib/core/schema/civil-date.ts';
import { shortDay } from '#lib/state/views/days.ts';

export const contactWords: Readonly<Record<Contact['kind'], string>> = {
	message: 'a message',
	reply: 'their reply',
	talk: 'a talk',
	touch: 'a contact'
};

export const introductionRefusals: Readonly<Record<IntroductionRefusal, string>> = {
	'first-message': 'A first message asks for no introduction.',
	'asked-already': 'You asked once. From here on it is theirs to offer.',
	'too-early': 'Ask in the second round, or take what they offer.'
};

/** "60 of 90 days", or how far beyond. */
export function cadenceWords({ days, since, ratio }: Cadence): string {
	if (ratio < 1) return `${String(since)} of ${String(days)} days have passed.`;
	const times = ratio.toFixed(1);
	if (times === '1.0') return `${String(since)} days have passed; ${String(days)} is the rhythm.`;
	return `${String(since)} days have passed, ${times} times the rhythm of ${String(days)}.`;
}

/** When next: one day, whichever it follows from. */
export function nextWords({ on, kind }: NextDate, today: CivilDate): string {
	const day = shortDay(on, today);
	switch (kind) {
		case 'talk':
			return `Next: a talk, ${day}.`;
		case 'chosen':
			return on < today ? `You chose ${day}, which has passed.` : `Next: ${day}, the day you chose.`;
		case 'cadence':
			return `Next by ${day}.`;
	}
	return kind satisfies never;
}

export function balanceWords({ given, received, promised, leans }: FavourBalance): string {
	const counts = `Given: ${String(given)}. Received: ${String(received)}.`;
	const open = promised > 0 ? ` Promised: ${String(promised)}.` : '';
	return leans === 'received' ? `${counts}${open} What could you do for them?` : `${counts}${open}`;
}

export function ratioWords({ updates, asks, mostlyAsks }: TouchRatio): string {
	const counts = `With news: ${String(updates)}. With a request: ${String(asks)}.`;
	return mostlyAsks ? `${counts} Next time, tell them what became of it.` : counts;
}
