// The entries of a calendar file, from the records.

import type { PracticeView } from '#lib/state/practice/practice.svelte.ts';
import type { CalendarEvent } from '#lib/core/rules/ics.ts';
import { NUMBERS } from '#lib/core/rules/lists.ts';
import type { Talk } from '#lib/core/schema/talk.ts';
import { talkTimes } from './times.ts';

interface Wanted {
	readonly remindBefore: number | null;
	/** What the entry calls the person. */
	readonly nameOf: (talk: Talk) => string;
}

/** null: no time is set, or it cannot be told here. */
export function calendarEvent(
	records: Pick<PracticeView['records'], 'preparations'>,
	talk: Talk,
	{ remindBefore, nameOf }: Wanted
): CalendarEvent | null {
	const row = records.preparations.get(talk.id);
	const times = talkTimes(talk, row);
	if (!row || times?.start == null) return null;
	return {
		id: talk.id,
		start: times.start,
		minutes: row.minutes ?? NUMBERS.minutes.usual,
		summary: `Talk with ${nameOf(talk)}`,
		description: [row.objectiveText.trim(), times.there ? `There: ${times.there}` : '']
			.filter((line) => line !== '')
			.join('\n'),
		createdAt: talk.createdAt,
		remindBefore
	};
}

/** The talks of a batch, in order of their days. */
export const talksOfBatch = (
	records: Pick<PracticeView['records'], 'preparations'>,
	batch: string | null,
	talks: readonly Talk[]
): Talk[] =>
	batch === null
		? []
		: talks
				.filter(({ id }) => records.preparations.get(id)?.batch === batch)
				.sort((a, b) => (a.date < b.date ? -1 : 1));
