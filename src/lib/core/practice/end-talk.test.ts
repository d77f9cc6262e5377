import { expect, test } from 'vitest';
import { must, PRIYA, seeker } from '../journal/testing.ts';
import type { CivilDate } from '../schema/civil-date.ts';
import { endTalk } from './end-talk.ts';
import { openPractice } from './practice.ts';
import { changeStage, stepsOf } from './stage-change.ts';

const day = (text: string) => text as CivilDate;
const NOW = Date.UTC(2026, 10, 22, 12);
const TODAY = day('2026-11-22');

/** Sam has a day with Priya. */
function scene(date: string) {
	const { journal } = seeker();
	const practice = openPractice(journal);
	const { records } = practice;
	const person = must(journal.commands.addPerson(PRIYA));
	must(changeStage(practice, person, 'scheduled', day('2026-11-20')));
	const id = must(journal.commands.addTalk({ person, date, agreedNotes: true, agreedSharing: false }));
	const end = (wasToday = false) =>
		must(endTalk(journal, practice, journal.tables.talks.get(id)!, { now: NOW, today: TODAY, wasToday }));
	const now = () => ({
		date: journal.tables.talks.get(id)?.date,
		endedAt: records.preparations.get(id)?.endedAt ?? null,
		stage: records.profiles.get(person)?.stage
	});
	return { journal, practice, records, person, id, end, now };
}

test('the end of a talk of today is noted, timer or not, and its person is met, in one step of undo', () => {
	const { journal, end, now } = scene('2026-11-22');
	end();
	expect(now()).toEqual({ date: TODAY, endedAt: NOW, stage: 'met' });
	journal.history.undo();
	expect(now()).toMatchObject({ date: TODAY, stage: 'scheduled' });
});

test('a talk that is dated later was today when that is said, and else nothing is noted', () => {
	const { end, now } = scene('2026-11-30');
	end();
	expect(now()).toEqual({ date: '2026-11-30', endedAt: null, stage: 'scheduled' });
	end(true);
	expect(now()).toEqual({ date: TODAY, endedAt: NOW, stage: 'met' });
});

test('of a talk of an earlier day no hour is claimed; its person was met on its day', () => {
	const { practice, person, end, now } = scene('2026-11-21');
	end();
	expect(now()).toEqual({ date: '2026-11-21', endedAt: null, stage: 'met' });
	expect(stepsOf(practice, person).at(-1)).toMatchObject({ stage: 'met', on: '2026-11-21' });
});

test('an end that was noted stays, and who is in touch is not set back to met', () => {
	const { practice, records, person, id, end, now } = scene('2026-11-22');
	must(records.preparations.open(id, { startedAt: NOW - 90_000, endedAt: NOW - 60_000 }));
	must(changeStage(practice, person, 'in-touch', TODAY));
	end();
	expect(now()).toMatchObject({ endedAt: NOW - 60_000, stage: 'in-touch' });
});
