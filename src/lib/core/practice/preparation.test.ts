import { expect, test } from 'vitest';
import { must, PRIYA, seeker } from '../journal/testing.ts';
import { BANK } from '../rules/question-bank.ts';
import { openPractice } from './practice.ts';
import { lastIntroduction, preparation, preparedOf, roundOf } from './preparation.ts';

/** Sam has talked with Priya and with Tomás, and will talk with Priya again. */
function prepared() {
	const { journal } = seeker();
	const { records } = openPractice(journal);
	const agreed = { agreedNotes: true, agreedSharing: true };
	const person = must(journal.commands.addPerson(PRIYA));
	const other = must(journal.commands.addPerson({ ...PRIYA, name: 'Tomás Lindqvist', alias: 'Analyst' }));
	const first = must(journal.commands.addTalk({ person, date: '2026-11-02', ...agreed }));
	const second = must(journal.commands.addTalk({ person: other, date: '2026-11-10', ...agreed }));
	const next = must(journal.commands.addTalk({ person, date: '2026-11-24', ...agreed }));
	const talks = () => journal.tables.talks.rows();
	return { journal, records, person, first, second, talk: journal.tables.talks.get(next)!, talks };
}

test('R1-33: which conversation it is follows from the talks with the same person, unless it is said', () => {
	const { records, talk, talks } = prepared();
	expect(roundOf(records, talk, talks())).toBe(2);
	must(records.preparations.open(talk.id, { round: 3 }));
	expect(roundOf(records, talk, talks())).toBe(3);
});

test('R0-52: the last introduction is found again, whoever it was for', () => {
	const { records, journal, talk, talks, first, second } = prepared();
	const last = () => lastIntroduction(records, talk, talks())?.contextText;
	must(records.preparations.open(first, { context: 'I teach.' }));
	must(records.preparations.open(second));
	expect(last()).toBe('I teach.');
	journal.edit(records.preparations.get(second)!.context, 'I teach mathematics.');
	expect(last()).toBe('I teach mathematics.');
});

test('R2-35: whether a talk counts as prepared is read from its records, and reading writes nothing', () => {
	const { journal, records, person, talk, talks } = prepared();
	const counts = () => preparation(records, talk, talks(), true).prepared;
	const assumption = must(records.assumptions.add({ statement: 'Leads still teach' }));
	const strength = must(records.strengths.add({ title: 'Explaining' }));
	const intro = { context: 'I teach.', expertise: 'Explaining', angle: 'Product work' };
	must(records.dossiers.open(person, { why: 'She changed from teaching' }));
	must(records.goals.add({ talk: talk.id, goal: 'Hear about her week', assumption }));
	for (const question of ['One?', 'Two?', 'Three?'])
		must(records.asks.add({ talk: talk.id, question, core: true, strength, demand: 'Long decisions' }));
	for (const { id, question, hindsight } of BANK)
		if (hindsight) must(records.asks.add({ talk: talk.id, question, from: id }));
	must(records.preparations.open(talk.id, { objective: 'Learn whether leads teach.', ...intro }));
	expect(counts()).toBe(false);
	must(records.preparations.set(talk.id, { minutes: 60 }));
	let writes = 0;
	for (const doc of [journal.context.docs.shared, journal.context.docs.personal])
		doc.on('update', () => writes++);
	expect([counts(), writes]).toEqual([true, 0]);
});

test('R2-18: a question about pay is held back until they brought it up', () => {
	const { records, talk, talks } = prepared();
	const question = 'How much do you earn?';
	const id = must(records.asks.add({ talk: talk.id, question, core: true }));
	const held = () => preparedOf(records, talk, talks(), true).asks.map((ask) => ask.held);
	expect(held()).toEqual([true]);
	must(records.asks.set(id, { raisedByThem: true }));
	expect(held()).toEqual([false]);
});

test('R1-33: a talk with another record of the same person counts, whoever the others talked with', () => {
	const { journal, records, person, talk, talks } = prepared();
	const agreed = { agreedNotes: true, agreedSharing: true };
	const again = must(journal.commands.addPerson({ ...PRIYA, name: 'P. Raman' }));
	must(journal.commands.addTalk({ person: again, date: '2026-11-12', ...agreed }));
	expect(roundOf(records, talk, talks())).toBe(2);
	must(records.profiles.open(again, { sameAs: person }));
	expect(roundOf(records, talk, talks())).toBe(3);
	const first = must(journal.commands.addTalk({ person: again, date: '2026-10-01', ...agreed }));
	expect(roundOf(records, journal.tables.talks.get(first)!, talks())).toBe(1);
});

test('R1-33: the tenth conversation is written down as the ninth, which is as far as a record goes', () => {
	const { journal, records, person, talk, talks } = prepared();
	for (let day = 11; day < 20; day++)
		must(
			journal.commands.addTalk({
				person,
				date: `2026-11-${String(day)}`,
				agreedNotes: false,
				agreedSharing: false
			})
		);
	const round = roundOf(records, talk, talks());
	expect(round).toBe(9);
	expect(records.preparations.open(talk.id, { round }).ok).toBe(true);
});
