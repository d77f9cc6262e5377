// A talk that is written down together with what its person has agreed to already (R2-33).

import type { RecordId } from '../ids.ts';
import type { TalkFields } from '../journal/commands-talks.ts';
import type { Journal } from '../journal/journal.ts';
import type { Result } from '../journal/result.ts';
import { recordConsent, type ConsentRecords, type Told } from './consent.ts';

type AgreedKind = 'notes' | 'sharing';

/** Adds a talk and enters into the log what was agreed to: one step of undo. */
export function addTalk(
	journal: Journal,
	practice: ConsentRecords,
	fields: TalkFields,
	told: Readonly<Record<AgreedKind, Told>>
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
		return added;
	});
}
