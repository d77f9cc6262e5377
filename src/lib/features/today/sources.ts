// From the journal's tables to what the rules of Today read.

import type { RecordId } from '#lib/core/ids.ts';
import { preparation } from '#lib/core/practice/preparation.ts';
import type { TodaySources } from '#lib/core/practice/today.ts';
import { agreedOn } from '#lib/core/journal/sharing.ts';
import type { CivilDate } from '#lib/core/schema/civil-date.ts';
import type { PracticeView } from '#lib/state/practice/practice.svelte.ts';
import type { JournalView } from '#lib/state/views/journal-view.svelte.ts';

export function todaySources(
	{ tables }: Pick<JournalView, 'tables'>,
	practice: PracticeView,
	{ today, now }: { today: CivilDate; now: number }
): TodaySources {
	const { records, bound } = practice;
	const here = new Set(tables.people.rows().map(({ id }) => id));
	const { counted } = practice.same();
	const talks = tables.talks.rows();
	const noNotes = talks.filter((talk) => !agreedOn(talk, tables.personalNotes.get(talk.id)).notes);
	return {
		today,
		now,
		people: [...here].filter((person) => counted(person) === person),
		talks,
		holds: (talk) => tables.personalNotes.get(talk) !== null,
		counted,
		preparation: (talk) => records.preparations.get(talk),
		unprepared: (talk) =>
			!preparation(records, talk, talks, tables.identities.get(talk.person) !== null).prepared,
		debriefedAt: (talk: RecordId) => bound.debriefs.of(talk)[0]?.finishedAt ?? null,
		profile: (person) => records.profiles.get(person),
		messages: records.messages.rows(),
		replies: records.replies.rows(),
		touches: records.touches.rows(),
		favours: records.favours.rows(),
		introductions: records.introductions.rows(),
		followups: [...bound.followups.rows(), ...noNotes.flatMap(({ id }) => bound.followups.of(id))]
	};
}
