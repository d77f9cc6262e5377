import { expect, test } from 'vitest';
import { exchange, must, pair, PRIYA } from '../journal/testing.ts';
import type { CivilDate } from '../schema/civil-date.ts';
import { agreedTo, consentLog } from './consent.ts';
import { addTalk } from './new-talk.ts';
import { openPractice } from './practice.ts';
import { changeStage, stepsOf } from './stage-change.ts';

const on = '2026-11-20' as CivilDate;
const TOLD = {
	notes: { on, way: 'spoken', use: 'My own notes' },
	sharing: { on, way: 'written', use: 'My mentor reads along' }
} as const;

function meeting() {
	const { sam, ana } = pair();
	const practice = openPractice(sam.journal);
	const person = must(sam.journal.commands.addPerson(PRIYA));
	const add = (agreedNotes: boolean, agreedSharing: boolean) =>
		addTalk(sam.journal, practice, { person, date: '2026-11-24', agreedNotes, agreedSharing }, TOLD, on);
	return { sam, ana, practice, person, add };
}

test('R2-33: what was agreed to before a talk is added is in the log, each with how', () => {
	const { sam, practice, add } = meeting();
	const talk = must(add(true, true));
	const log = consentLog(practice, talk).map(({ kind, answer, way }) => [kind, answer, way]);
	expect(log.sort()).toEqual([
		['notes', 'yes', 'spoken'],
		['sharing', 'yes', 'written']
	]);
	for (const kind of ['notes', 'sharing'] as const)
		expect(agreedTo(sam.journal, practice, { about: talk, kind })).toBe(true);
});

test('nobody was asked for what is not ticked, and nothing is in the log of a talk that was refused', () => {
	const { practice, add } = meeting();
	expect(consentLog(practice, must(add(false, false)))).toEqual([]);
	expect(consentLog(practice, must(add(true, false)))).toMatchObject([{ kind: 'notes' }]);
	expect(add(false, true)).toEqual({ ok: false, reason: 'sharing-needs-notes' });
	expect(practice.records.consents.rows()).toHaveLength(1);
});

test('R2-33: the talk and its answers are one step of undo', () => {
	const { sam, ana, practice, add } = meeting();
	const { history, tables } = sam.journal;
	const talk = must(add(true, true));
	history.undo();
	exchange(sam, ana);
	expect([tables.talks.rows(), ana.journal.tables.talks.rows(), consentLog(practice, talk)]).toEqual([
		[],
		[],
		[]
	]);
	history.redo();
	exchange(sam, ana);
	expect([tables.talks.rows().length, ana.journal.tables.talks.rows().length]).toEqual([1, 1]);
	expect(consentLog(practice, talk)).toHaveLength(2);
	expect(sam.journal.queries.unfinished()).toEqual([]);
});

test('R1-05: a talk takes somebody who was asked along to scheduled, and undo takes both back', () => {
	const { sam, practice, person, add } = meeting();
	must(changeStage(practice, person, 'asked', on));
	must(add(true, false));
	expect(practice.records.profiles.get(person)?.stage).toBe('scheduled');
	sam.journal.history.undo();
	expect(sam.journal.tables.talks.rows()).toEqual([]);
	expect(practice.records.profiles.get(person)?.stage).toBe('asked');
});

test('another talk with somebody who was met, or who declined, leaves the stage as it is', () => {
	const { practice, person, add } = meeting();
	for (const stage of ['met', 'in-touch', 'declined'] as const) {
		must(changeStage(practice, person, stage, on));
		must(add(true, false));
		expect(practice.records.profiles.get(person)?.stage).toBe(stage);
	}
});

test('a talk that is written down afterwards says that they were met, on its day', () => {
	const { sam, practice, person } = meeting();
	const fields = { person, date: '2026-11-18', agreedNotes: false, agreedSharing: false };
	must(addTalk(sam.journal, practice, fields, TOLD, on));
	expect(stepsOf(practice, person)).toMatchObject([{ stage: 'met', on: '2026-11-18' }]);
});
