import * as Y from 'yjs';
import { expect, test } from 'vitest';
import { utf8 } from '../bytes.ts';
import { crashPoints, exchange, idOf, must, pair, PRIYA, reopened, SAM, seeker } from '../journal/testing.ts';
import type { Peer } from '../journal/testing.ts';
import { openPractice } from './practice.ts';

const holds = (doc: Y.Doc, text: string): boolean => {
	const bytes = Y.encodeStateAsUpdate(doc);
	const wanted = utf8(text);
	return bytes.some((_, at) => wanted.every((byte, index) => bytes[at + index] === byte));
};

const practise = <Some extends Peer>(peer: Some) => ({ ...peer, practice: openPractice(peer.journal) });

/** Sam has talked with Priya. */
function talked(agreed: { agreedNotes: boolean; agreedSharing: boolean }) {
	const { sam: one, ana: other } = pair();
	const [sam, ana] = [practise(one), practise(other)];
	const person = must(sam.journal.commands.addPerson(PRIYA));
	const talk = must(sam.journal.commands.addTalk({ person, date: '2026-11-02', ...agreed }));
	exchange(sam, ana);
	return { sam, ana, person, talk };
}
const SHARED = { agreedNotes: true, agreedSharing: true };
const PRIVATE = { agreedNotes: true, agreedSharing: false };

test('S14: opening the practice writes nothing', () => {
	const peer = seeker();
	let updates = 0;
	for (const doc of [peer.shared, peer.personal]) doc.on('update', () => updates++);
	const { records, bound } = openPractice(peer.journal);
	expect([...records.assumptions.rows(), ...bound.stamps.rows()]).toEqual([]);
	expect(updates).toBe(0);
});

test('a record is added, edited, set, put away and brought back; each is one step of undo', () => {
	const { journal, practice } = practise(seeker());
	const { assumptions } = practice.records;
	const id = must(assumptions.add({ statement: ' Managers code daily ', scope: 'role' }));
	expect(assumptions.get(id)).toMatchObject({
		statementText: 'Managers code daily',
		scope: 'role',
		path: null,
		importance: null
	});
	journal.edit(assumptions.get(id)!.statement, 'Managers rarely code');
	must(assumptions.set(id, { importance: 4 }));
	must(assumptions.archive(id));
	expect(assumptions.rows()).toEqual([]);
	journal.history.undo();
	expect(assumptions.rows()).toHaveLength(1);
	journal.history.undo();
	journal.history.undo();
	expect(assumptions.get(id)).toMatchObject({ statementText: 'Managers code daily', importance: null });
	journal.history.undo();
	expect(assumptions.rows()).toEqual([]);
	must(assumptions.restore(id));
	expect(assumptions.rows()).toHaveLength(1);
});

test('a value that is not of the list or out of range is refused and writes nothing', () => {
	const { practice, shared } = practise(seeker());
	const { assumptions } = practice.records;
	const id = must(assumptions.add({}));
	let updates = 0;
	shared.on('update', () => updates++);
	const bad = { ok: false, reason: 'bad-value' };
	expect(assumptions.set(id, { importance: 6 })).toEqual(bad);
	expect(assumptions.set(id, { importance: 2.5 })).toEqual(bad);
	expect(assumptions.set(id, { scope: 'weather' as 'role' })).toEqual(bad);
	expect(assumptions.set(id, { nonsense: 1 } as object)).toEqual(bad);
	expect(assumptions.add({ importance: Number.NaN })).toEqual(bad);
	expect(assumptions.set(idOf('nowhere'), { importance: 1 })).toEqual({
		ok: false,
		reason: 'no-such-record'
	});
	expect(updates).toBe(0);
});

test('a choice that a later version added reads as not chosen, and what does not fit at all is reported', () => {
	const { practice, shared } = practise(seeker());
	const { assumptions } = practice.records;
	const id = must(assumptions.add({ scope: 'self' }));
	const record = shared.getMap<Y.Map<unknown>>('assumptions').get(id)!;
	record.set('scope', 'planet');
	expect(assumptions.get(id)).toMatchObject({ scope: null });
	record.set('scope', 7);
	expect(assumptions.get(id)).toBeNull();
	expect(practice.unreadable()).toEqual([{ table: 'assumptions', key: id, newer: false }]);
});

test('ordered rows keep the order that people chose', () => {
	const { practice } = practise(seeker());
	const { strengths } = practice.records;
	const [one, two, three] = ['one', 'two', 'three'].map((title) => must(strengths.add({ title })));
	must(strengths.move(three!, null));
	must(strengths.move(one!, two!));
	expect(strengths.rows().map((row) => row.titleText)).toEqual(['three', 'two', 'one']);
});

test('what belongs to a person is opened once and no step of undo', () => {
	const { journal, practice } = practise(seeker());
	const person = must(journal.commands.addPerson(PRIYA));
	const first = must(practice.records.dossiers.open(person));
	journal.edit(first.why, 'She changed from teaching');
	expect(must(practice.records.dossiers.open(person)).whyText).toBe('She changed from teaching');
	journal.history.undo();
	expect(practice.records.dossiers.get(person)).toMatchObject({ whyText: '', archived: false });
});

test('R2-33: without an agreement to notes nothing of a talk is captured, but the own debrief is written', () => {
	const { sam, ana, talk } = talked({ agreedNotes: false, agreedSharing: false });
	expect(sam.practice.bound.stamps.add(talk, { stamp: 'new' })).toEqual({ ok: false, reason: 'not-agreed' });
	const debrief = must(sam.practice.bound.debriefs.open(talk));
	sam.journal.edit(debrief.means, 'I like the pace');
	exchange(sam, ana);
	expect(holds(sam.personal, 'I like the pace')).toBe(true);
	expect(holds(ana.shared, 'I like the pace')).toBe(false);
	expect(sam.practice.bound.debriefs.of(talk)).toHaveLength(1);
	expect(sam.practice.bound.debriefs.rows()).toEqual([]);
	expect(ana.practice.bound.debriefs.open(talk)).toEqual({ ok: false, reason: 'not-yours' });
});

test('R2-33: what was captured follows the notes into the shared document and back', () => {
	const { sam, ana, talk } = talked(PRIVATE);
	const id = must(sam.practice.bound.mentions.add(talk, { kind: 'skill', title: 'Query languages' }));
	exchange(sam, ana);
	expect(holds(ana.shared, 'Query languages')).toBe(false);
	must(sam.journal.commands.setAgreedSharing(talk, true));
	exchange(sam, ana);
	expect(ana.practice.bound.mentions.rows()).toMatchObject([{ id, titleText: 'Query languages' }]);
	expect(sam.practice.bound.mentions.rows()).toHaveLength(1);
	expect(sam.journal.queries.unfinished()).toEqual([]);
	ana.journal.edit(ana.practice.bound.mentions.get(id)!.title, 'Query languages, daily');
	exchange(sam, ana);
	must(sam.journal.commands.setAgreedSharing(talk, false));
	exchange(sam, ana);
	expect(ana.practice.bound.mentions.rows()).toEqual([]);
	expect(holds(ana.shared, 'Query languages')).toBe(false);
	expect(sam.practice.bound.mentions.get(id)).toMatchObject({ titleText: 'Query languages, daily' });
	sam.journal.history.undo();
	exchange(sam, ana);
	expect(ana.practice.bound.mentions.rows()).toHaveLength(1);
	expect(sam.journal.queries.unfinished()).toEqual([]);
});

test.each([
	['sharing', PRIVATE, true],
	['withdrawing', SHARED, false]
] as const)(
	'cut off anywhere while %s, what was captured is still there and can be finished',
	(_, agreed, to) => {
		const { sam, talk } = talked(agreed);
		must(sam.practice.bound.mentions.add(talk, { kind: 'skill', title: 'Query languages' }));
		const points = crashPoints(sam, () => must(sam.journal.commands.setAgreedSharing(talk, to)));
		expect(points.length).toBeGreaterThan(3);
		points.forEach((point, index) => {
			const peer = practise(reopened(SAM, point, 10 + index));
			expect(peer.practice.bound.mentions.of(talk)).toHaveLength(1);
			for (const item of peer.journal.queries.unfinished()) must(peer.journal.commands.finish(item));
			expect(peer.journal.queries.unfinished()).toEqual([]);
			expect(peer.practice.bound.mentions.of(talk)).toMatchObject([{ titleText: 'Query languages' }]);
			const inShared = peer.journal.tables.talks.get(talk)!.agreedSharing;
			expect(peer.shared.getMap('mentions').size).toBe(inShared ? 1 : 0);
			expect(peer.personal.getMap('mentions').size).toBe(inShared ? 0 : 1);
		});
	}
);

test('R2-33: an agreement taken back removes the words from both documents, and undo cannot bring them back', () => {
	const { sam, ana, talk } = talked(SHARED);
	must(sam.practice.bound.mentions.add(talk, { kind: 'skill', title: 'Query languages' }));
	const debrief = must(sam.practice.bound.debriefs.open(talk));
	sam.journal.edit(debrief.heard, 'Nobody plans ahead');
	sam.journal.edit(debrief.means, 'I would plan ahead');
	sam.journal.edit(sam.journal.tables.notes.get(talk)!.fields.pace, 'Sixty hours a week');
	sam.journal.edit(sam.journal.tables.personalNotes.get(talk)!.reflections, 'Not for me');
	exchange(sam, ana);
	must(sam.journal.commands.forgetNotes(talk));
	exchange(sam, ana);
	for (const words of ['Query languages', 'Nobody plans ahead', 'Sixty hours a week']) {
		expect([words, holds(sam.shared, words), holds(sam.personal, words), holds(ana.shared, words)]).toEqual([
			words,
			false,
			false,
			false
		]);
	}
	expect(sam.journal.history.canUndo()).toBe(false);
	expect(sam.journal.tables.talks.get(talk)).toMatchObject({ agreedNotes: false, agreedSharing: false });
	expect(sam.practice.bound.debriefs.of(talk)).toMatchObject([
		{ meansText: 'I would plan ahead', heardText: '' }
	]);
	expect(holds(ana.shared, 'I would plan ahead')).toBe(false);
	expect(holds(sam.personal, 'Not for me')).toBe(true);
	expect(sam.journal.queries.unfinished()).toEqual([]);
});

test('a record that another added offline after sharing ended is listed, and finishing brings it home', () => {
	const { sam, ana, talk } = talked(SHARED);
	must(sam.journal.commands.setAgreedSharing(talk, false));
	must(ana.practice.bound.stamps.add(talk, { stamp: 'challenges', quote: 'We never deploy on Fridays' }));
	exchange(sam, ana);
	const [item] = sam.journal.queries.unfinished();
	expect(item).toMatchObject({ kind: 'withdraw-notes', about: talk });
	must(sam.journal.commands.finish(item!));
	exchange(sam, ana);
	expect(holds(ana.shared, 'We never deploy')).toBe(false);
	expect(sam.practice.bound.stamps.of(talk)).toMatchObject([{ quoteText: 'We never deploy on Fridays' }]);
});

test('two who word one belief anew while apart both find their words in it', () => {
	const { sam: one, ana: other } = pair();
	const [sam, ana] = [practise(one), practise(other)];
	const id = must(sam.practice.records.assumptions.add({ statement: 'Managers code' }));
	exchange(sam, ana);
	sam.journal.edit(sam.practice.records.assumptions.get(id)!.statement, 'Managers code daily');
	ana.journal.edit(ana.practice.records.assumptions.get(id)!.statement, 'Some managers code');
	must(sam.practice.records.assumptions.set(id, { scope: 'role' }));
	must(ana.practice.records.assumptions.set(id, { importance: 5 }));
	exchange(sam, ana);
	for (const { practice } of [sam, ana]) {
		expect(practice.records.assumptions.get(id)).toMatchObject({
			statementText: 'Some managers code daily',
			scope: 'role',
			importance: 5
		});
	}
});

test('words are kept as they were typed: long, HTML, emoji, right to left, half a character', () => {
	const { journal, practice } = practise(seeker());
	const words = `<b>שלום</b> 👩🏽‍🏫 ${'x'.repeat(10_000)}`;
	const id = must(practice.records.strengths.add({ title: words }));
	expect(practice.records.strengths.get(id)!.titleText).toBe(words);
	journal.edit(practice.records.strengths.get(id)!.proof, 'cut \uD83D in two');
	expect(practice.records.strengths.get(id)!.proofText).toBe('cut \uFFFD in two');
});

test('what lies under the key of a companion and is no record gives way to one', () => {
	const { sam, ana, person } = talked(PRIVATE);
	ana.shared.getMap('profiles').set(person, 7);
	exchange(sam, ana);
	expect(must(sam.practice.records.profiles.open(person)).id).toBe(person);
	exchange(sam, ana);
	expect(ana.practice.records.profiles.get(person)?.id).toBe(person);
});

test('a text that is none, a moment without a day and a number out of its range do not pass for one', () => {
	const { sam, ana, person } = talked(PRIVATE);
	const id = must(sam.practice.records.assumptions.add({ statement: 'x' }));
	must(sam.practice.records.profiles.open(person));
	exchange(sam, ana);
	const record = (table: string, key: string) => ana.shared.getMap(table).get(key) as Y.Map<unknown>;
	record('assumptions', id).set('importance', 1e300);
	record('profiles', person).set('cadence', 0.5);
	exchange(sam, ana);
	expect(sam.practice.records.assumptions.get(id)).toMatchObject({ importance: null });
	expect(sam.practice.records.profiles.get(person)).toMatchObject({ cadence: null });
	record('assumptions', id).set('createdAt', 1e300);
	exchange(sam, ana);
	expect(sam.practice.records.assumptions.get(id)).toBeNull();
	record('assumptions', id).set('createdAt', 1);
	record('assumptions', id).set('statement', new Y.XmlText('<a>x</a>'));
	exchange(sam, ana);
	expect(sam.practice.records.assumptions.get(id)).toBeNull();
});
