// Everybody in this journal, as lists, pictures and pages need them: each once, with what is known beside who they are.

import type { RecordId } from '#lib/core/ids.ts';
import type { Profile } from '#lib/core/practice/kinds/people.ts';
import type { Practice } from '#lib/core/practice/practice.ts';
import type { SamePeople } from '#lib/core/practice/same-person.ts';
import {
	lastTouches,
	nextDate,
	type Contact,
	type NextDate,
	type TouchSources
} from '#lib/core/practice/touches.ts';
import { stageOf, type Stage } from '#lib/core/rules/stages.ts';
import type { CivilDate } from '#lib/core/schema/civil-date.ts';
import type { Person } from '#lib/core/schema/person.ts';
import type { JournalView } from '#lib/state/views/journal-view.svelte.ts';

export interface PersonRow {
	readonly person: Person;
	readonly id: RecordId;
	/** null: nothing but who they are is known. */
	readonly profile: Profile | null;
	/** What to call them on this device. */
	readonly name: string;
	readonly stage: Stage;
	/** The person who counts; their own name is in the same book. */
	readonly introducedBy: RecordId | null;
	readonly last: Contact | null;
	readonly next: NextDate | null;
}

export interface PeopleBook {
	readonly same: SamePeople;
	readonly sources: TouchSources;
	/** People who count and are not put away. */
	readonly rows: readonly PersonRow[];
	/** What to call somebody, also one who is put away; null: not here. */
	readonly nameOf: (id: RecordId | null) => string | null;
}

type Reads = Pick<JournalView, 'tables' | 'queries'>;

export function peopleBook(
	{ tables, queries }: Reads,
	practice: Pick<Practice, 'records' | 'same'>,
	today: CivilDate
): PeopleBook {
	const { records } = practice;
	const same = practice.same();
	const sources: TouchSources = {
		talks: tables.talks.rows(),
		messages: records.messages.rows(),
		replies: records.replies.rows(),
		touches: records.touches.rows(),
		today,
		counted: same.counted
	};
	const last = lastTouches(sources);
	// A pasted list is written down in one moment: then the numbers keep its order.
	const people = tables.people
		.rows()
		.filter(({ id }) => same.counted(id) === id)
		.sort((a, b) => a.createdAt - b.createdAt || a.number - b.number);
	const rows = people.map((person): PersonRow => {
		const profile = records.profiles.get(person.id);
		const introducer = profile?.introducedBy ? same.counted(profile.introducedBy) : null;
		return {
			person,
			id: person.id,
			profile,
			name: queries.displayName(person),
			stage: stageOf(profile),
			introducedBy: introducer === person.id ? null : introducer,
			last: last.get(person.id) ?? null,
			next: nextDate(person.id, profile, sources)
		};
	});
	return {
		same,
		sources,
		rows,
		nameOf(id) {
			const person = id === null ? null : tables.people.get(id);
			return person && queries.displayName(person);
		}
	};
}

/** Everything that a list of people is searched by. */
export const searchText = ({ person, profile, name }: PersonRow, more: readonly string[]): string =>
	[name, person.aliasText, person.employerText, profile?.roleText ?? '', ...more]
		.join('\n')
		.toLocaleLowerCase('und');
