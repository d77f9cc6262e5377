import { expect, test } from 'vitest';
import { exchange, must, pair, PRIYA } from '../journal/testing.ts';
import type { CivilDate } from '../schema/civil-date.ts';
import { openPractice } from './practice.ts';
import { changeStage, stepsOf, takeBackStep } from './stage-change.ts';

const day = (text: string) => text as CivilDate;

function known() {
	const { sam, ana } = pair();
	const person = must(sam.journal.commands.addPerson(PRIYA));
	return { sam, ana, person, practice: openPractice(sam.journal) };
}

test('a change of stage is kept with its day and taken back as one step', () => {
	const { sam, practice, person } = known();
	must(changeStage(practice, person, 'asked', day('2026-11-02')));
	must(changeStage(practice, person, 'replied', day('2026-11-05')));
	expect(practice.records.profiles.get(person)?.stage).toBe('replied');
	expect(stepsOf(practice, person).map(({ stage, on }) => [stage, on])).toEqual([
		['asked', '2026-11-02'],
		['replied', '2026-11-05']
	]);
	sam.journal.history.undo();
	expect(practice.records.profiles.get(person)?.stage).toBe('asked');
	expect(stepsOf(practice, person)).toHaveLength(1);
});

test('choosing the stage that somebody is at writes nothing', () => {
	const { sam, practice, person } = known();
	must(changeStage(practice, person, 'asked', day('2026-11-02')));
	let updates = 0;
	sam.shared.on('update', () => updates++);
	must(changeStage(practice, person, 'asked', day('2026-11-09')));
	expect(updates).toBe(0);
});

test('the mentor sees the stage and its history', () => {
	const { sam, ana, practice, person } = known();
	must(changeStage(practice, person, 'declined', day('2026-11-02')));
	exchange(sam, ana);
	const theirs = openPractice(ana.journal);
	expect(theirs.records.profiles.get(person)?.stage).toBe('declined');
	expect(stepsOf(theirs, person)).toMatchObject([{ stage: 'declined', on: '2026-11-02' }]);
});

test('a step that was not so is put away; the latest one takes the stage back with it', () => {
	const { practice, person } = known();
	for (const [stage, on] of [
		['asked', '2026-11-02'],
		['replied', '2026-11-05'],
		['scheduled', '2026-11-06']
	] as const)
		must(changeStage(practice, person, stage, day(on)));
	must(takeBackStep(practice, stepsOf(practice, person)[1]!));
	expect(practice.records.profiles.get(person)?.stage).toBe('scheduled');
	must(takeBackStep(practice, stepsOf(practice, person).at(-1)!));
	expect(practice.records.profiles.get(person)?.stage).toBe('asked');
	must(takeBackStep(practice, stepsOf(practice, person)[0]!));
	expect(practice.records.profiles.get(person)?.stage).toBe('idea');
	expect(practice.records.steps.archived()).toHaveLength(3);
});
