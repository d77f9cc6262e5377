// The tracker as a file for a spreadsheet (R1-56).

import { trackerRows, TRACKER_HEAD, type TrackedFollowUp } from '../../core/practice/after-tracker.ts';
import { csvText } from '../../core/rules/csv.ts';
import { civilDateOf } from '../../core/schema/civil-date.ts';
import type { Talk } from '../../core/schema/talk.ts';
import { download } from '../../platform/download.ts';
import { attempt } from '../attempt.ts';
import type { Outcome } from '../contract.ts';
import { browserClock } from '../here.ts';
import type { JournalView } from '../views/journal-view.svelte.ts';
import { unnamedPeople } from './names.ts';

type View = Pick<JournalView, 'tables' | 'queries'>;

/** By name only who agreed to be named, by their own record where this device has it. */
function personOf(talk: Talk, { tables, queries }: View): string {
	const person = tables.people.get(talk.person);
	if (!person) return '';
	const named = person.named && (tables.identities.get(person.id)?.named ?? true);
	return named ? queries.sharedLabel(person) : queries.aliasOf(person);
}

/** The text of the file. */
const followUpsCsv = (tracked: readonly TrackedFollowUp[], view: View): string =>
	csvText(
		TRACKER_HEAD,
		trackerRows(tracked, { personOf: (talk) => personOf(talk, view), unnamed: unnamedPeople(view) })
	);

/** Hands the file to the browser's downloads. Returns what it is called. */
export function saveFollowUps(tracked: readonly TrackedFollowUp[], view: View): Promise<Outcome<string>> {
	return attempt(async () => {
		const file = `follow-ups-${civilDateOf(browserClock.now())}.csv`;
		download(file, new Blob([followUpsCsv(tracked, view)], { type: 'text/csv;charset=utf-8' }));
		return file;
	});
}
