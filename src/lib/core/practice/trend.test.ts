import { expect, test } from 'vitest';
import { must, PRIYA, seeker } from '../journal/testing.ts';
import { beliefsOf, resonant } from './debrief.ts';
import { openPractice } from './practice.ts';
import { alignmentTrends, confidenceTrend } from './trend.ts';

function held() {
	const { journal, clock } = seeker();
	const practice = openPractice(journal);
	const person = must(journal.commands.addPerson(PRIYA));
	const talkOn = (date: string) => {
		clock.ms += 1000;
		return must(journal.commands.addTalk({ person, date, agreedNotes: true, agreedSharing: false }));
	};
	return { journal, practice, talkOn };
}

test('R0-30: résumé alignment is a line per category over talks, oldest first', () => {
	const { journal, practice, talkOn } = held();
	const [second, first, unrated] = [talkOn('2026-11-09'), talkOn('2026-11-02'), talkOn('2026-11-10')];
	for (const talk of [second, first, unrated]) must(practice.bound.debriefs.open(talk));
	must(practice.bound.debriefs.set(first, { skills: 2, pace: 5 }));
	must(practice.bound.debriefs.set(second, { skills: 4 }));
	const trends = alignmentTrends(practice.bound.debriefs.rows(), journal.tables.talks.rows());
	const lineOf = (category: string) => trends.find((each) => each.category === category)?.trend;
	expect(trends).toHaveLength(5);
	expect(lineOf('skills')).toEqual([
		{ talk: first, on: '2026-11-02', value: 2 },
		{ talk: second, on: '2026-11-09', value: 4 }
	]);
	expect(lineOf('pace')).toEqual([{ talk: first, on: '2026-11-02', value: 5 }]);
	expect(lineOf('culture')).toEqual([]);
});

test('R3-20: self-confidence is a line over talks', () => {
	const { journal, practice, talkOn } = held();
	const talks = [talkOn('2026-11-09'), talkOn('2026-11-02')];
	for (const [index, talk] of talks.entries()) {
		must(practice.bound.debriefs.open(talk));
		must(practice.bound.debriefs.set(talk, { confidence: 4 - index }));
	}
	const trend = confidenceTrend(practice.bound.debriefs.rows(), journal.tables.talks.rows());
	expect(trend.map(({ value }) => value)).toEqual([3, 4]);
	must(journal.commands.archiveTalk(talks[0]!));
	expect(confidenceTrend(practice.bound.debriefs.rows(), journal.tables.talks.rows())).toHaveLength(1);
});

test('the beliefs of a talk: those forecast, those its goals and questions are about, and those it spoke of', () => {
	const { practice, talkOn } = held();
	const { records } = practice;
	const [talk, other] = [talkOn('2026-11-02'), talkOn('2026-11-03')];
	const [forecast, asked, elsewhere, unplanned] = ['Calm', 'Remote', 'Well paid', 'Small'].map((statement) =>
		must(records.assumptions.add({ statement }))
	);
	must(records.forecasts.add({ talk, assumption: forecast!, before: 80 }));
	must(records.asks.add({ talk, assumption: asked! }));
	must(records.goals.add({ talk: other, assumption: elsewhere! }));
	must(practice.bound.outcomes.add(talk, { assumption: asked!, came: 'unclear' }));
	must(practice.bound.outcomes.add(talk, { assumption: unplanned!, came: 'supports' }));
	const found = beliefsOf(talk, {
		assumptions: records.assumptions.rows(),
		forecasts: records.forecasts.rows(),
		goals: records.goals.rows(),
		asks: records.asks.rows(),
		outcomes: practice.bound.outcomes.of(talk)
	});
	expect(
		found.map(({ assumption, forecast, outcome }) => [
			assumption.statementText,
			forecast?.before ?? null,
			outcome?.came ?? null
		])
	).toEqual([
		['Calm', 80, null],
		['Remote', null, 'unclear'],
		['Small', null, 'supports']
	]);
});

test('R2-24: what resonates with the seeker comes first, and what does not is left out', () => {
	const { practice, talkOn } = held();
	const talk = talkOn('2026-11-02');
	for (const resonance of [4, null, 5, 3])
		must(practice.bound.mentions.add(talk, { kind: 'skill', title: String(resonance), resonance }));
	expect(resonant(practice.bound.mentions.of(talk)).map(({ titleText }) => titleText)).toEqual(['5', '4']);
});
