import { expect, test } from 'vitest';
import * as Y from 'yjs';
import type { RecordId } from '#lib/core/ids.ts';
import { exchange, must, pair, PRIYA } from '#lib/core/journal/testing.ts';
import { unfinishedWords } from './unfinished-words.ts';

function scene() {
	const { sam, ana } = pair();
	const { commands, queries, tables } = sam.journal;
	const person = must(commands.addPerson(PRIYA));
	const talk = must(
		commands.addTalk({ person, date: '2024-05-01', agreedNotes: true, agreedSharing: false })
	);
	exchange(sam, ana);
	return {
		sam,
		person,
		talk,
		flip: (table: string, id: RecordId, flag: string, value: boolean): void => {
			const record = ana.shared.getMap(table).get(id);
			if (record instanceof Y.Map) record.set(flag, value);
			exchange(sam, ana);
		},
		words: () => queries.unfinished().map((item) => unfinishedWords(item, tables, () => 'Priya'))
	};
}

test('what somebody else marked as agreed is said to be that, and offered to be set back, not to be finished', () => {
	const { person, talk, flip, words } = scene();
	flip('people', person, 'named', true);
	flip('talks', talk, 'agreedSharing', true);
	expect(words()).toHaveLength(2);
	for (const { says, helps, button } of words()) {
		expect(says).toMatch(/Priya.* marked as agreed, and not by you/);
		expect(helps).toContain('not agreed to');
		expect(button).toBe('Set it back');
	}
});

test('what somebody else took back, and words that stayed behind meanwhile, are told apart', () => {
	const { sam, talk, flip, words } = scene();
	must(sam.journal.commands.setAgreedSharing(talk, true));
	flip('talks', talk, 'agreedSharing', false);
	expect(words()).toMatchObject([{ button: 'Take it back' }]);
	sam.journal.edit(sam.journal.tables.personalNotes.get(talk)!.fields.pace, 'brisk');
	flip('talks', talk, 'agreedSharing', true);
	expect(words()).toMatchObject([{ button: 'Bring them here' }]);
});

test('R2-33: words that arrive after notes were taken back are offered to be removed, not to be brought here', () => {
	const { sam, talk, words } = scene();
	must(sam.journal.commands.setAgreedSharing(talk, true));
	must(sam.journal.commands.forgetNotes(talk));
	sam.journal.edit(sam.journal.tables.notes.get(talk)!.fields.pace, 'typed meanwhile');
	expect(words()).toMatchObject([{ button: 'Remove them' }]);
	expect(words()[0]?.says).toContain('taken back');
});
