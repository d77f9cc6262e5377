import { expect, test } from 'vitest';
import { must, PRIYA, seeker } from '#lib/core/journal/testing.ts';
import { recordConsent } from '#lib/core/practice/consent.ts';
import type { CivilDate } from '#lib/core/schema/civil-date.ts';
import { practiceOf } from './practice.svelte.ts';
import { hasDebrief, openSharing } from './sharing.svelte.ts';

function noted(words: string) {
	const { journal, shared } = seeker();
	const person = must(journal.commands.addPerson(PRIYA));
	const date = '2026-11-02' as CivilDate;
	const id = must(journal.commands.addTalk({ person, date, agreedNotes: true, agreedSharing: false }));
	journal.edit(journal.tables.personalNotes.get(id)!.fields.skills, words);
	const practice = practiceOf(journal);
	const share = () => {
		const told = { on: date, way: null, use: '' };
		must(recordConsent(journal, practice, { about: id, kind: 'sharing', answer: 'yes' }, told));
	};
	const read = () => JSON.stringify(shared.getMap('notes').toJSON());
	return { journal, practice, id, share, read, sharing: openSharing(journal) };
}

test('R2-38: a yes to sharing waits while the notes name somebody who has not agreed to it', () => {
	const { id, share, read, sharing } = noted('Priya Raman said: SQL');
	expect(sharing.before(id, share)).toBe('wait');
	expect(sharing.names).toEqual(['Priya Raman']);
	expect(read()).not.toContain('SQL');
	sharing.doNotShare();
	sharing.shareAsIs();
	expect([sharing.names, read().includes('SQL')]).toEqual([[], false]);
	sharing.before(id, share);
	must(sharing.writeAliasAndShare());
	expect(sharing.names).toEqual([]);
	expect(read()).toContain(`${PRIYA.alias} said: SQL`);
	expect(read()).not.toContain('Priya');
});

test('R2-38: whoever wants to may share the words as they are', () => {
	const { id, share, read, sharing } = noted('Priya Raman said: SQL');
	sharing.before(id, share);
	sharing.shareAsIs();
	expect(read()).toContain('Priya Raman said: SQL');
});

test('notes that name nobody are shared at once', () => {
	const { id, share, sharing } = noted('SQL every day');
	expect(sharing.before(id, share)).toBe('go-on');
	expect(sharing.names).toEqual([]);
});

test('R2-33: a debrief with words in it is one that goes along', () => {
	const { journal, practice, id } = noted('');
	expect(hasDebrief(practice, id)).toBe(false);
	const debrief = must(practice.bound.debriefs.open(id));
	expect(hasDebrief(practice, id)).toBe(false);
	journal.edit(debrief.means, 'Not for me');
	expect(hasDebrief(practice, id)).toBe(true);
});
