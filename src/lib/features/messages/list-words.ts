// A message in a list: where it stands, and how it begins.

import type { Message } from '#lib/core/practice/kinds/messages.ts';
import type { CivilDate } from '#lib/core/schema/civil-date.ts';
import { shortDay } from '#lib/state/views/days.ts';

export function stateWords({ sentOn, channel }: Message, today: CivilDate): string {
	if (sentOn !== null) return `Sent ${shortDay(sentOn, today)}`;
	return channel === null ? 'Draft' : 'Did you send it?';
}

/** Characters of the beginning that a list shows at most. */
const START = 140;

export const startOf = ({ subjectText, bodyText }: Message): string =>
	(subjectText.trim() || bodyText.trim()).replace(/\s+/gu, ' ').slice(0, START) || 'Empty';
