import { expect, test } from 'vitest';
import { exchange, idOf, must, pair, PRIYA } from '../journal/testing.ts';
import type { CivilDate } from '../schema/civil-date.ts';
import { openPractice, type Practice } from './practice.ts';
import { timelineOf, type TimelineSources } from './timeline.ts';
import type { Journal } from '../journal/journal.ts';

const day = (text: string) => text as CivilDate;

const sourcesOf = ({ tables }: Journal, { records }: Practice): TimelineSources => ({
	steps: records.steps.rows(),
	talks: tables.talks.rows(),
	messages: records.messages.rows(),
	replies: records.replies.rows(),
	favours: records.favours.rows(),
	touches: records.touches.rows(),
	introductions: records.introductions.rows()
});

/** One of each kind, in another order than they happened. */
function lived() {
	const { sam, ana } = pair();
	const practice = openPractice(sam.journal);
	const { records } = practice;
	const person = must(sam.journal.commands.addPerson(PRIYA));
	must(records.favours.add({ person, direction: 'received', favour: 'A book', on: day('2026-11-20') }));
	must(records.messages.add({ person, kind: 'request', sentOn: day('2026-10-28') }));
	must(records.messages.add({ person, kind: 'thanks', body: 'Not sent yet' }));
	must(records.touches.add({ person, kind: 'update', on: day('2026-12-01') }));
	must(records.replies.add({ person, outcome: 'yes', on: day('2026-10-30') }));
	must(records.introductions.add({ person, way: 'offered', to: 'A colleague', on: day('2026-11-09') }));
	sam.clock.ms -= 1000;
	must(
		sam.journal.commands.addTalk({
			person,
			date: '2026-11-09',
			agreedNotes: false,
			agreedSharing: false
		})
	);
	must(records.steps.add({ person, stage: 'asked', on: day('2026-10-28') }));
	sam.clock.ms += 1000;
	return { sam, ana, practice, person };
}

test('R3-05: everything with one person is one line of time, newest first, by month', () => {
	const { sam, practice, person } = lived();
	const months = timelineOf(new Set([person]), sourcesOf(sam.journal, practice));
	expect(
		months.map(({ month, entries }) => [month, ...entries.map(({ kind, on }) => `${on ?? ''} ${kind}`)])
	).toEqual([
		['2026-12', '2026-12-01 touch'],
		['2026-11', '2026-11-20 favour', '2026-11-09 introduction', '2026-11-09 talk'],
		['2026-10', '2026-10-30 reply', '2026-10-28 message', '2026-10-28 step']
	]);
});

test('what belongs to others is not in it, what belongs to a duplicate is', () => {
	const { sam, practice, person } = lived();
	const twin = idOf('twin');
	must(practice.records.touches.add({ person: twin, kind: 'ask', on: day('2026-12-02') }));
	const sources = sourcesOf(sam.journal, practice);
	expect(timelineOf(new Set([twin]), sources)).toMatchObject([{ entries: [{ kind: 'touch' }] }]);
	expect(timelineOf(new Set([person, twin]), sources)[0]?.entries).toHaveLength(2);
	expect(timelineOf(new Set([idOf('tom')]), sources)).toEqual([]);
});

test('what has no day comes last and claims none', () => {
	const { sam, practice, person } = lived();
	must(practice.records.favours.add({ person, direction: 'given', favour: 'An article' }));
	const last = timelineOf(new Set([person]), sourcesOf(sam.journal, practice)).at(-1);
	expect(last).toMatchObject({ month: null, entries: [{ kind: 'favour', on: null }] });
});

test('R3-05: a mentor’s line of time has stages and talks and nothing personal', () => {
	const { sam, ana, person } = lived();
	exchange(sam, ana);
	const months = timelineOf(new Set([person]), sourcesOf(ana.journal, openPractice(ana.journal)));
	expect(months.flatMap(({ entries }) => entries.map(({ kind }) => kind))).toEqual(['talk', 'step']);
});
