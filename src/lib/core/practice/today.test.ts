import { expect, test } from 'vitest';
import type { RecordId } from '../ids.ts';
import { must, PRIYA, seeker } from '../journal/testing.ts';
import type { CivilDate } from '../schema/civil-date.ts';
import { openPractice } from './practice.ts';
import { dueToday, waitingOn, type TodaySources } from './today.ts';

const day = (text: string) => text as CivilDate;
const TODAY = day('2026-11-22');
const NOW = new Date(2026, 10, 22, 12).getTime();

/** Sam, who knows Priya; what is due is read from the records as Today reads it. */
function scene() {
	const { journal } = seeker();
	const practice = openPractice(journal);
	const { records, bound } = practice;
	const person = must(journal.commands.addPerson(PRIYA));
	const sources = (more: Partial<TodaySources> = {}): TodaySources => ({
		today: TODAY,
		now: NOW,
		people: journal.tables.people.rows().map(({ id }) => id),
		talks: journal.tables.talks.rows(),
		holds: () => true,
		counted: (id) => id,
		preparation: (talk) => records.preparations.get(talk),
		unprepared: () => false,
		debriefedAt: (talk) => bound.debriefs.of(talk)[0]?.finishedAt ?? null,
		profile: (id) => records.profiles.get(id),
		messages: records.messages.rows(),
		replies: records.replies.rows(),
		touches: records.touches.rows(),
		favours: records.favours.rows(),
		introductions: records.introductions.rows(),
		followups: bound.followups.rows(),
		...more
	});
	const rules = (more: Partial<TodaySources> = {}) =>
		dueToday(sources(more)).map(({ rule, on }) => (on === null ? rule : `${rule} ${on}`));
	const talk = (date: string): RecordId =>
		must(journal.commands.addTalk({ person, date, agreedNotes: true, agreedSharing: false }));
	/** The same person once more, as a record that says so. */
	function twin(): { id: RecordId; more: Partial<TodaySources> } {
		const id = must(journal.commands.addPerson(PRIYA));
		must(records.profiles.open(id, { sameAs: person }));
		const { counted } = practice.same();
		return { id, more: { counted, people: [person] } };
	}
	return { journal, records, bound, person, sources, rules, talk, twin };
}

test('R0-35: after a talk, what is to be written is due until the day it is still fresh', () => {
	const { bound, records, person, rules, talk } = scene();
	const id = talk('2026-11-21');
	expect(rules()).toEqual(['debrief 2026-11-23', 'thank 2026-11-23']);
	must(bound.debriefs.open(id));
	must(bound.debriefs.set(id, { finishedAt: NOW }));
	must(records.messages.add({ person, talk: id, kind: 'thanks', body: 'Thank you', sentOn: TODAY }));
	expect(rules()).toEqual([]);
});

test('what another member held is not for this one to thank or write up', () => {
	const { rules, talk } = scene();
	talk('2026-11-21');
	expect(rules({ holds: () => false })).toEqual([]);
});

test('what was left undone for weeks is no longer asked for', () => {
	const { rules, talk } = scene();
	talk('2026-11-01');
	expect(rules()).toEqual([]);
});

test('a talk of the next days asks to be prepared, a later one not yet', () => {
	const { rules, talk } = scene();
	talk('2026-11-24');
	talk('2026-12-01');
	expect(rules({ unprepared: () => true })).toEqual(['prepare 2026-11-24']);
});

test('one waits for a week, then one nudge is due, then it may rest', () => {
	const { records, person, sources, rules } = scene();
	must(records.messages.add({ person, kind: 'request', body: 'May I ask', sentOn: day('2026-11-16') }));
	expect(waitingOn(sources())).toMatchObject([{ person, askedOn: '2026-11-16', until: '2026-11-23' }]);
	expect(rules()).toEqual([]);
	expect(rules({ today: day('2026-11-23') })).toEqual(['nudge 2026-11-23']);
	must(records.messages.add({ person, kind: 'nudge', body: 'Perhaps', sentOn: day('2026-11-23') }));
	expect(waitingOn(sources({ today: day('2026-11-24') }))).toMatchObject([{ nudged: true }]);
	expect(rules({ today: day('2026-11-30') })).toEqual(['close 2026-11-30']);
	must(records.replies.add({ person, on: day('2026-11-30'), outcome: 'no' }));
	expect(rules({ today: day('2026-12-01') })).toEqual([]);
});

test('nobody who declined or was closed graciously is ever due', () => {
	const { records, person, rules } = scene();
	must(records.messages.add({ person, kind: 'request', body: 'May I ask', sentOn: day('2026-11-01') }));
	must(records.profiles.open(person, { stage: 'closed', nextTouch: day('2026-11-01') }));
	expect(rules()).toEqual([]);
});

test('a yes without a day, a draft, an offer and a day that was chosen are each listed', () => {
	const { records, person, rules } = scene();
	must(records.profiles.open(person, { stage: 'replied', nextTouch: day('2026-11-20') }));
	must(records.replies.add({ person, on: day('2026-11-19'), outcome: 'yes' }));
	must(records.messages.add({ person, kind: 'update', body: 'News' }));
	must(records.favours.add({ person, direction: 'received', favour: 'An article', done: false }));
	expect(rules()).toEqual(expect.arrayContaining(['touch 2026-11-20', 'schedule', 'send', 'take-up']));
	expect(rules()[0]).toBe('touch 2026-11-20');
});

test('R0-62: after the cadence, somebody one talked with is told how it goes', () => {
	const { records, person, rules, talk } = scene();
	talk('2026-08-01');
	must(records.profiles.open(person, { stage: 'in-touch' }));
	expect(rules({ today: day('2026-10-29') })).toEqual([]);
	expect(rules({ today: day('2026-10-30') })).toEqual(['reconnect 2026-10-30']);
});

test('a talk of today that is over is neither prepared nor asked for again', () => {
	const { records, person, rules, talk } = scene();
	const id = talk('2026-11-22');
	const unprepared = () => true;
	expect(rules({ unprepared })).toContain('prepare 2026-11-22');
	must(records.preparations.open(id, { endedAt: NOW - 60_000 }));
	expect(rules({ unprepared })).toEqual(['debrief 2026-11-24', 'thank 2026-11-24']);
	must(records.profiles.open(person, { stage: 'replied' }));
	must(records.replies.add({ person, on: day('2026-11-19'), outcome: 'yes' }));
	expect(rules({ unprepared })).not.toContain('schedule');
	expect(rules({ unprepared, today: day('2026-11-23') })).not.toContain('schedule');
});

test('what follows from a talk is listed from six days before it is due, and not once it is done', () => {
	const { bound, rules, talk } = scene();
	const id = talk('2026-10-01');
	const followup = must(bound.followups.add(id, { action: 'Send the article', due: day('2026-11-28') }));
	must(bound.followups.add(id, { action: 'Read on', due: day('2026-11-29') }));
	must(bound.followups.add(id, { action: 'Some day' }));
	expect(rules()).toEqual(['follow-up 2026-11-28']);
	must(bound.followups.set(followup, { done: true }));
	expect(rules()).toEqual([]);
});

test('a draft without a word is nothing to send', () => {
	const { journal, records, person, rules } = scene();
	const draft = must(records.messages.add({ person, kind: 'request', body: ' \n ' }));
	expect(rules()).toEqual([]);
	journal.edit(records.messages.get(draft)!.body, 'Hello');
	expect(rules()).toEqual(['send']);
});

test('what a duplicate was asked, answered and offered is listed once, with the record that counts', () => {
	const { records, person, sources, rules, twin } = scene();
	const { id, more } = twin();
	must(records.favours.add({ person: id, direction: 'received', favour: 'An article', done: false }));
	must(records.introductions.add({ person: id, way: 'offered', to: 'A colleague', on: TODAY }));
	must(records.messages.add({ person: id, kind: 'request', body: 'May I', sentOn: day('2026-11-10') }));
	const due = (only: Partial<TodaySources>) =>
		dueToday(sources(only)).map(({ rule, person: who, words }) => [rule, who, words]);
	expect(due({ people: [person] })).toEqual([]);
	expect(due(more)).toEqual(
		expect.arrayContaining([
			['nudge', person, ''],
			['take-up', person, 'An article'],
			['take-up', person, 'A colleague']
		])
	);
	expect(due(more)).toHaveLength(3);
	must(records.replies.add({ person: id, on: TODAY, outcome: 'later' }));
	expect(rules(more)).toEqual(['take-up', 'take-up']);
});

test('a talk with a duplicate is the talk that was agreed to', () => {
	const { journal, records, person, rules, twin } = scene();
	const { id, more } = twin();
	must(records.profiles.open(person, { stage: 'replied' }));
	must(records.replies.add({ person: id, on: day('2026-11-19'), outcome: 'yes' }));
	expect(rules(more)).toEqual(['schedule']);
	must(journal.commands.addTalk({ person: id, date: '2026-12-01', agreedNotes: true, agreedSharing: false }));
	expect(rules({ ...more, talks: journal.tables.talks.rows() })).toEqual([]);
});
