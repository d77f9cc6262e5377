// How other records are called where one of the aim refers to them.

import type { RecordId } from '#lib/core/ids.ts';
import type { Records } from '#lib/core/practice/practice.ts';
import { todayHere } from '#lib/state/views/clock.svelte.ts';
import { shortDay } from '#lib/state/views/days.ts';
import type { JournalView } from '#lib/state/views/journal-view.svelte.ts';

/** '' where there is none, or it has not arrived. */
export const segmentTitle = ({ segments }: Pick<Records, 'segments'>, id: RecordId | null): string =>
	id === null ? '' : (segments.get(id)?.titleText.trim() ?? '');

export const PATH_UNNAMED = 'A path without a name';

/** '' where there is none, or it has not arrived. */
export function pathTitle({ paths }: Pick<Records, 'paths'>, id: RecordId | null): string {
	const path = id === null ? null : paths.get(id);
	return path ? path.titleText.trim() || PATH_UNNAMED : '';
}

/** “the talk with Priya, 3 Nov”, by the name that this member knows. */
export function talkTitle({ tables, queries }: JournalView, id: RecordId): string {
	const talk = tables.talks.get(id);
	if (!talk) return 'a talk';
	const person = tables.people.get(talk.person);
	const day = shortDay(talk.date, todayHere());
	return person ? `the talk with ${queries.displayName(person)}, ${day}` : `the talk of ${day}`;
}
