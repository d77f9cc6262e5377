import { expect, test } from 'vitest';
import { NOTE_FIELDS } from '../schema/notes.ts';
import { exchange, idOf, must, pair, PRIYA, seeker } from './testing.ts';
import type { Peer } from './testing.ts';

const DATE = '2024-02-29';

function talkOf(peer: Peer, agreedNotes: boolean, agreedSharing: boolean) {
	const person = must(peer.journal.commands.addPerson(PRIYA));
	return must(peer.journal.commands.addTalk({ person, date: DATE, agreedNotes, agreedSharing }));
}

const notes = (peer: Peer, id: string) => peer.journal.queries.notesOf(peer.journal.tables.talks.get(id)!);

const fields = (peer: Peer, id: string) => {
	const found = notes(peer, id);
	if (found.place !== 'personal' && found.place !== 'shared') throw new Error(found.place);
	return found.fields;
};

const texts = (peer: Peer, id: string) =>
	Object.fromEntries(NOTE_FIELDS.map((name) => [name, fields(peer, id)[name].toString()]));

test('notes belong to the personal document until sharing is agreed, and to none without agreement to notes', () => {
	const { sam, ana } = pair();
	const id = talkOf(sam, false, false);
	exchange(sam, ana);
	expect(notes(sam, id)).toEqual({ place: 'none', kept: false });
	must(sam.journal.commands.setAgreedNotes(id, true));
	exchange(sam, ana);
	expect(notes(sam, id).place).toBe('personal');
	expect(notes(ana, id).place).toBe('withheld');
	const talk = sam.journal.tables.talks.get(id)!;
	expect(sam.journal.queries.reflectionsOf(talk)).not.toBeNull();
	expect(ana.journal.queries.reflectionsOf(talk)).toBeNull();
});

test('agreeing moves the words across, both edit them, and withdrawing brings them all back', () => {
	const { sam, ana } = pair();
	const id = talkOf(sam, true, false);
	for (const name of NOTE_FIELDS) sam.journal.edit(fields(sam, id)[name], `on ${name}`);
	const before = texts(sam, id);
	must(sam.journal.commands.setAgreedSharing(id, true));
	exchange(sam, ana);
	expect(notes(ana, id).place).toBe('shared');
	expect(texts(ana, id)).toEqual(before);
	expect(sam.journal.tables.personalNotes.get(id)!.fields.pace.length).toBe(0);
	ana.journal.edit(fields(ana, id).pace, 'on pace, twice');
	exchange(sam, ana);
	must(sam.journal.commands.setAgreedSharing(id, false));
	exchange(sam, ana);
	expect(notes(ana, id).place).toBe('withheld');
	expect(ana.journal.tables.notes.get(id)!.fields.pace.toString()).toBe('');
	expect(texts(sam, id)).toEqual({ ...before, pace: 'on pace, twice' });
	expect(sam.journal.queries.unfinished()).toEqual([]);
});

test('taking back the agreement to notes ends sharing and keeps what was written in the personal document', () => {
	const { sam, ana } = pair();
	const id = talkOf(sam, true, true);
	sam.journal.edit(fields(sam, id).growth, 'two steps up');
	must(sam.journal.commands.setAgreedNotes(id, false));
	exchange(sam, ana);
	expect(notes(sam, id)).toEqual({ place: 'none', kept: true });
	expect(sam.journal.tables.talks.get(id)!.agreedSharing).toBe(false);
	expect(ana.journal.tables.notes.get(id)!.fields.growth.toString()).toBe('');
	must(sam.journal.commands.setAgreedNotes(id, true));
	expect(texts(sam, id).growth).toBe('two steps up');
});

test('words that the mentor typed offline while sharing was withdrawn are listed and brought home', () => {
	const { sam, ana } = pair();
	const id = talkOf(sam, true, true);
	sam.journal.edit(fields(sam, id).culture, 'kind');
	exchange(sam, ana);
	ana.journal.edit(fields(ana, id).culture, 'kind, and quick');
	must(sam.journal.commands.setAgreedSharing(id, false));
	exchange(sam, ana);
	const [stray, ...others] = sam.journal.queries.unfinished();
	expect(others).toEqual([]);
	expect(stray).toEqual({ kind: 'withdraw-notes', about: id, intent: null });
	expect(ana.journal.queries.unfinished()).toEqual([]);
	must(sam.journal.commands.finish(stray!));
	expect(texts(sam, id).culture).toContain('kind');
	expect(texts(sam, id).culture).toContain(', and quick');
	expect(sam.journal.queries.unfinished()).toEqual([]);
	exchange(sam, ana);
	expect(ana.journal.tables.notes.get(id)!.fields.culture.toString()).toBe('');
});

test('what cannot be is refused by name', () => {
	const { sam, ana } = pair();
	const id = talkOf(sam, false, false);
	exchange(sam, ana);
	const { commands, tables } = sam.journal;
	const { person } = tables.talks.get(id)!;
	const fieldsOf = { person, date: DATE, agreedNotes: false, agreedSharing: false };
	const reason = (result: { ok: boolean; reason?: string }) => result.reason;
	expect(reason(commands.addTalk({ ...fieldsOf, date: '2023-02-29' }))).toBe('bad-date');
	expect(reason(commands.addTalk({ ...fieldsOf, agreedSharing: true }))).toBe('sharing-needs-notes');
	expect(reason(commands.addTalk({ ...fieldsOf, person: idOf('nobody') }))).toBe('no-such-record');
	expect(reason(commands.setAgreedSharing(id, true))).toBe('sharing-needs-notes');
	expect(reason(ana.journal.commands.setAgreedNotes(id, true))).toBe('not-yours');
	expect(reason(commands.setTalkDate(id, 'tomorrow'))).toBe('bad-date');
});

test('talks are listed newest day first and per person', () => {
	const { journal } = seeker();
	const person = must(journal.commands.addPerson(PRIYA));
	const dates = ['2024-01-05', '2024-03-01', '2024-02-10'];
	for (const date of dates)
		must(journal.commands.addTalk({ person, date, agreedNotes: true, agreedSharing: false }));
	expect(journal.queries.talksOf(person).map((talk) => talk.date)).toEqual([
		'2024-03-01',
		'2024-02-10',
		'2024-01-05'
	]);
	expect(journal.queries.talksOf(idOf('nobody'))).toEqual([]);
});
