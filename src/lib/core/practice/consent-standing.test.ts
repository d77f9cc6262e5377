import { expect, test } from 'vitest';
import { exchange, must, pair, PRIYA } from '../journal/testing.ts';
import type { CivilDate } from '../schema/civil-date.ts';
import { standingOf } from './consent-standing.ts';
import { recordConsent, withdrawConsent } from './consent.ts';
import { openPractice } from './practice.ts';

const TOLD = { on: '2026-11-20' as CivilDate, way: 'spoken', use: '' } as const;

test('R2-33: not asked, said no and took back are three things, and a later yes counts', () => {
	const { sam, ana } = pair();
	const practice = openPractice(sam.journal);
	const person = must(sam.journal.commands.addPerson(PRIYA));
	const fields = { person, date: '2026-11-24', agreedNotes: false, agreedSharing: false };
	const notes = { about: must(sam.journal.commands.addTalk(fields)), kind: 'notes' } as const;
	const standing = () => standingOf(sam.journal, practice, notes);
	const answer = (said: 'yes' | 'no') =>
		must(recordConsent(sam.journal, practice, { ...notes, answer: said }, TOLD));

	expect(standing()).toBe('not-asked');
	answer('no');
	expect(standing()).toBe('said-no');
	answer('yes');
	expect(standing()).toBe('agreed');
	must(withdrawConsent(sam.journal, practice, notes, TOLD));
	expect(standing()).toBe('took-back');
	exchange(sam, ana);
	expect(standingOf(ana.journal, openPractice(ana.journal), notes)).toBe('took-back');
	answer('yes');
	expect(standing()).toBe('agreed');
});
