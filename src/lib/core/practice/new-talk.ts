// A talk that is written down together with what its person has agreed to already (R2-33), and with where that puts
// them: there is a day, or there was one.

import type { RecordId } from '../ids.ts';
import type { TalkFields } from '../journal/commands-talks.ts';
import type { Journal } from '../journal/journal.ts';
import type { Result } from '../journal/result.ts';
import type { CivilDate } from '../schema/civil-date.ts';
import { recordConsent, type ConsentRecords, type Told } from './consent.ts';
import { followTalk, type OpenPeople } from './stage-change.ts';

type AgreedKind = 'notes' | 'sharing';

export interface NewTalkRecords extends Omit<OpenPeople, 'records'> {
	readonly records: ConsentRecords['records'] & OpenPeople['records'];
}

/** Adds a talk, enters into the log what was agreed to and takes the person's stage along: one step of undo. */
export function addTalk(
	journal: Journal,
	practice: NewTalkRecords,
	fields: TalkFields,
	told: Readonly<Record<AgreedKind, Told>>,
	today: CivilDate
): Result<RecordId> {
	const { agreedNotes, agreedSharing } = fields;
	return journal.context.history.group('shared', () => {
		const added = journal.commands.addTalk(fields);
		if (!added.ok) return added;
		const agreed = { notes: agreedNotes, sharing: agreedSharing };
		for (const kind of ['notes', 'sharing'] as const) {
			if (!agreed[kind]) continue;
			const asked = { about: added.value, kind, answer: 'yes' } as const;
			const entered = recordConsent(journal, practice, asked, told[kind]);
			if (!entered.ok) return entered;
		}
		const { person, date } = fields;
		const over = date < today;
		const on = over ? (date as CivilDate) : today;
		const followed = followTalk(practice, person, over ? 'met' : 'scheduled', on);
		return followed.ok ? added : followed;
	});
}
