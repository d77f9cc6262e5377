import { expect, test } from 'vitest';
import { exchange, idOf, must, pair, PRIYA, seeker } from '../journal/testing.ts';
import { beliefsAbout, isRelied, lacksOf, rewordBelief, rewordingsOf, testedBeliefs } from './aim-beliefs.ts';
import { openPractice } from './practice.ts';

function believing() {
	const { journal, clock } = seeker();
	const practice = openPractice(journal);
	const talkOn = (date: string) => {
		const person = must(journal.commands.addPerson(PRIYA));
		return must(journal.commands.addTalk({ person, date, agreedNotes: true, agreedSharing: false }));
	};
	return { journal, practice, beliefs: practice.records.assumptions, talkOn, clock };
}
const REWORDED = { because: 'Priya codes on Fridays', slip: false };

test('R0-02: beliefs are told apart by what they are about', () => {
	const { beliefs } = believing();
	must(beliefs.add({ statement: 'Managers rarely code', scope: 'role' }));
	must(beliefs.add({ statement: 'Banks move slowly', scope: 'industry' }));
	must(beliefs.add({ statement: 'Not sorted yet' }));
	const about = (scope: 'role' | 'self' | null) =>
		beliefsAbout(beliefs.rows(), scope).map(({ statementText }) => statementText);
	expect(about('role')).toEqual(['Managers rarely code']);
	expect(about('self')).toEqual([]);
	expect(about(null)).toHaveLength(3);
});

test('R0-02: a belief that is about nothing in particular is asked what it is about', () => {
	const { beliefs } = believing();
	const id = must(beliefs.add({ statement: 'A', alternative: 'B' }));
	expect(lacksOf(beliefs.get(id)!)).toEqual(['scope']);
});

test('R0-40: a belief without an alternative is asked for one', () => {
	const { beliefs } = believing();
	const id = must(beliefs.add({ statement: 'Generalists are hired', scope: 'role' }));
	expect(lacksOf(beliefs.get(id)!)).toEqual(['alternative']);
	const other = must(beliefs.add({ statement: 'A', alternative: 'Specialists are', scope: 'role' }));
	expect(lacksOf(beliefs.get(other)!)).toEqual([]);
});

test('R0-01: only what a talk said for or against a belief tests it', () => {
	const { practice, beliefs, talkOn, clock } = believing();
	const [one, two, three] = ['one', 'two', 'three'].map((statement) => must(beliefs.add({ statement })));
	const talk = talkOn('2026-11-02');
	const { outcomes } = practice.bound;
	must(practice.records.forecasts.add({ talk, assumption: one!, expects: 'supports' }));
	must(outcomes.add(talk, { assumption: two!, came: 'not-covered' }));
	expect([...testedBeliefs(practice)]).toEqual([]);
	must(outcomes.add(talk, { assumption: three!, came: 'challenges' }));
	expect([...testedBeliefs(practice)]).toEqual([three]);
	// Noted twice while apart: the later word counts.
	clock.ms += 1;
	must(outcomes.add(talk, { assumption: three!, came: 'unclear' }));
	expect([...testedBeliefs(practice)]).toEqual([]);
});

test('R2-33: what a talk said of a belief is not counted any more once notes are taken back', () => {
	const { journal, practice, beliefs, talkOn } = believing();
	const belief = must(beliefs.add({ statement: 'Managers rarely code' }));
	const [talk, other] = [talkOn('2026-11-02'), talkOn('2026-11-03')];
	const tested = () => testedBeliefs(practice).has(belief);
	must(practice.bound.outcomes.add(talk, { assumption: belief, came: 'supports' }));
	must(practice.bound.outcomes.add(other, { assumption: belief, came: 'unclear' }));
	expect([tested(), isRelied(practice, belief)]).toEqual([true, true]);
	must(journal.commands.forgetNotes(talk));
	expect(tested()).toBe(false);
	must(practice.bound.outcomes.add(other, { assumption: belief, came: 'challenges' }));
	expect(tested()).toBe(true);
	must(journal.commands.setAgreedNotes(other, false));
	expect(tested()).toBe(false);
	must(journal.commands.setAgreedNotes(other, true));
	expect(tested()).toBe(true);
});

test('R0-01: a stamp on notes that were agreed to tests a belief, one on withdrawn notes does not', () => {
	const { journal, practice, beliefs, talkOn } = believing();
	const belief = must(beliefs.add({ statement: 'Managers rarely code' }));
	const talk = talkOn('2026-11-02');
	must(practice.bound.stamps.add(talk, { stamp: 'unclear', assumption: belief }));
	expect(testedBeliefs(practice).has(belief)).toBe(false);
	must(practice.bound.stamps.add(talk, { stamp: 'confirms', assumption: belief }));
	expect(testedBeliefs(practice).has(belief)).toBe(true);
	must(journal.commands.setAgreedNotes(talk, false));
	expect(testedBeliefs(practice).has(belief)).toBe(false);
});

test('R2-50: a reworded belief keeps the earlier wording with why; undone as one step', () => {
	const { journal, practice, beliefs } = believing();
	const id = must(beliefs.add({ statement: 'Managers never code' }));
	must(rewordBelief(journal, practice, id, { ...REWORDED, to: ' Managers rarely code ' }));
	expect(beliefs.get(id)?.statementText).toBe('Managers rarely code');
	expect(rewordingsOf(practice.records.rewordings.rows(), id)).toMatchObject([
		{
			beforeText: 'Managers never code',
			afterText: 'Managers rarely code',
			becauseText: REWORDED.because
		}
	]);
	journal.history.undo();
	expect(beliefs.get(id)?.statementText).toBe('Managers never code');
	expect(practice.records.rewordings.rows()).toEqual([]);
});

test('a slip of the pen, the same words and no words leave no trace', () => {
	const { journal, practice, beliefs } = believing();
	const id = must(beliefs.add({ statement: 'Managers neevr code' }));
	must(rewordBelief(journal, practice, id, { to: 'Managers never code', because: '', slip: true }));
	must(rewordBelief(journal, practice, id, { ...REWORDED, to: 'Managers never code ' }));
	expect(rewordBelief(journal, practice, id, { ...REWORDED, to: ' ' })).toMatchObject({ reason: 'empty' });
	expect(rewordBelief(journal, practice, idOf('gone'), { ...REWORDED, to: 'x' }).ok).toBe(false);
	expect(beliefs.get(id)?.statementText).toBe('Managers never code');
	expect(practice.records.rewordings.rows()).toEqual([]);
});

test('reworded by both at once, both new wordings can be read in full', () => {
	const [sam, ana] = Object.values(pair()).map((peer) => ({
		...peer,
		practice: openPractice(peer.journal)
	}));
	const id = must(sam!.practice.records.assumptions.add({ statement: 'Managers code' }));
	exchange(sam!, ana!);
	must(rewordBelief(sam!.journal, sam!.practice, id, { ...REWORDED, to: 'Managers rarely code' }));
	must(rewordBelief(ana!.journal, ana!.practice, id, { ...REWORDED, to: 'Managers code at night' }));
	exchange(sam!, ana!);
	const kept = rewordingsOf(ana!.practice.records.rewordings.rows(), id);
	expect(new Set(kept.map(({ afterText }) => afterText))).toEqual(
		new Set(['Managers rarely code', 'Managers code at night'])
	);
});

test('a belief that a goal, a question or a forecast refers to is not simply written over', () => {
	const { practice, beliefs } = believing();
	const id = must(beliefs.add({ statement: 'Managers rarely code' }));
	expect(isRelied(practice, id)).toBe(false);
	must(practice.records.goals.add({ assumption: id }));
	expect(isRelied(practice, id)).toBe(true);
});
