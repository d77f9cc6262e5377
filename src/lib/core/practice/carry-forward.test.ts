import { expect, test } from 'vitest';
import type { RecordId } from '../ids.ts';
import { must, PRIYA, seeker } from '../journal/testing.ts';
import type { CivilDate } from '../schema/civil-date.ts';
import { confidenceOf, openAsks, openBeliefs, uncertainBeliefs } from './carry-forward.ts';
import { openPractice } from './practice.ts';

const TODAY = '2026-11-20' as CivilDate;

/** Sam has talked with Priya and with Tomás, and will talk with Priya again. */
function prepared() {
	const { journal } = seeker();
	const { records, bound } = openPractice(journal);
	const agreed = { agreedNotes: true, agreedSharing: true };
	const priya = must(journal.commands.addPerson(PRIYA));
	const tomas = must(journal.commands.addPerson({ ...PRIYA, name: 'Tomás Lindqvist', alias: 'Analyst' }));
	const talkOn = (person: RecordId, date: string) =>
		must(journal.commands.addTalk({ person, date, ...agreed }));
	const first = talkOn(priya, '2026-11-02');
	const second = talkOn(tomas, '2026-11-10');
	const next = talkOn(priya, '2026-11-24');
	const ask = (talk: RecordId, question: string, asked = false) =>
		must(records.asks.add({ talk, question, asked }));
	const talk = journal.tables.talks.get(next)!;
	const before = () => ({
		talk,
		talks: journal.tables.talks.rows(),
		preparations: records.preparations.rows(),
		today: TODAY
	});
	const open = () => openAsks(before(), records.asks.rows()).map((each) => each.ask.questionText);
	return { journal, records, bound, first, second, next, talk, ask, before, open, priya };
}

test('R0-07: questions that an earlier talk did not get to are offered for the next one', () => {
	const { ask, first, second, next, open } = prepared();
	ask(first, 'Who decides on hiring?');
	ask(first, 'What went wrong last week?', true);
	ask(second, 'Which tools were new?');
	ask(next, 'How was it settled?');
	expect(open()).toEqual(['Which tools were new?', 'Who decides on hiring?']);
	ask(next, 'who decides on hiring');
	expect(open()).toEqual(['Which tools were new?']);
});

test('R0-07: what a later talk asked is no longer open, and what is ahead is not yet', () => {
	const { ask, first, second, open, journal, records, priya } = prepared();
	ask(first, 'Which tools were new?');
	ask(second, 'Which tools were new?', true);
	expect(open()).toEqual([]);
	const ahead = must(
		journal.commands.addTalk({ person: priya, date: TODAY, agreedNotes: false, agreedSharing: false })
	);
	ask(ahead, 'Who left last year?');
	expect(open()).toEqual([]);
	must(records.preparations.open(ahead));
	must(records.preparations.set(ahead, { endedAt: 1 }));
	expect(open()).toEqual(['Who left last year?']);
});

test('R0-07: a belief that an earlier talk left unclear is offered until one settles it', () => {
	const { journal, records, bound, first, second, next, before } = prepared();
	const assumption = must(records.assumptions.add({ statement: 'Leads still teach' }));
	const open = () =>
		openBeliefs(before(), records.assumptions.rows(), records.forecasts.rows(), bound.outcomes.rows());
	expect(open()).toEqual([]);
	must(bound.outcomes.add(first, { assumption, came: 'unclear' }));
	expect(open()).toMatchObject([{ talk: first, came: 'unclear' }]);
	const later = must(bound.outcomes.add(second, { assumption, came: 'not-covered' }));
	expect(open()).toMatchObject([{ talk: second, came: 'not-covered' }]);
	must(bound.outcomes.set(later, { came: 'supports' }));
	expect(open()).toEqual([]);
	must(bound.outcomes.set(later, { came: 'not-covered' }));
	// R2-33: what is taken back is not what is left open.
	must(journal.commands.setAgreedNotes(second, false));
	expect(open()).toMatchObject([{ talk: first, came: 'unclear' }]);
	must(records.forecasts.add({ talk: next, assumption }));
	expect(open()).toEqual([]);
});

test('R1-32: beliefs in the middle, or never heard about, are what a further talk is for', () => {
	const { records, journal, first, second } = prepared();
	const belief = (statement: string, importance: number) =>
		must(records.assumptions.add({ statement, importance }));
	const [sure, torn, untold] = [belief('sure', 3), belief('torn', 2), belief('untold', 5)];
	must(records.forecasts.add({ talk: second, assumption: sure, before: 50, after: 90 }));
	must(records.forecasts.add({ talk: first, assumption: torn, before: 80, after: 50 }));
	const left = uncertainBeliefs(
		records.assumptions.rows(),
		journal.tables.talks.rows(),
		records.forecasts.rows()
	);
	expect(left.map(({ assumption, percent }) => [assumption.id, percent])).toEqual([
		[untold, null],
		[torn, 50]
	]);
});

test('R1-36: each talk adds to the history of how sure one is', () => {
	const { records, journal, first, second } = prepared();
	const assumption = must(records.assumptions.add({ statement: 'Leads still teach' }));
	must(records.forecasts.add({ talk: second, assumption, before: 40, after: 70 }));
	must(records.forecasts.add({ talk: first, assumption, before: 60, after: 40 }));
	must(records.forecasts.add({ talk: first, assumption }));
	expect(confidenceOf(assumption, journal.tables.talks.rows(), records.forecasts.rows())).toEqual([
		{ talk: first, before: 60, after: 40 },
		{ talk: second, before: 40, after: 70 }
	]);
});
