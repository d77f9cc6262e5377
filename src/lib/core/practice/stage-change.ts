// A change of stage is two things in one step of undo: the profile says where somebody is now, the log says since when.

import type { RecordId } from '../ids.ts';
import type { Journal } from '../journal/journal.ts';
import { done, success, type Result } from '../journal/result.ts';
import { FIRST_STAGE, leadsOn, stageOf, type Stage } from '../rules/stages.ts';
import type { CivilDate } from '../schema/civil-date.ts';
import type { Step } from './kinds/people.ts';
import type { Practice } from './practice.ts';

/** What a change of stage needs of the practice; a reactive view does as well. */
export interface Open {
	readonly records: Pick<Practice['records'], 'profiles' | 'steps'>;
	readonly group: Practice['group'];
}

/**
 * Only for who holds the person's identity, or where the profile is there already: a record has one author. A person
 * who is at that stage stays, and nothing is written. Returns the step; null: there was none to take.
 */
export function takeStep(
	{ records, group }: Open,
	person: RecordId,
	to: Stage,
	on: CivilDate
): Result<RecordId | null> {
	return group(() => {
		const open = records.profiles.open(person);
		if (!open.ok) return open;
		if (stageOf(open.value) === to) return success(null);
		const added = records.steps.add({ person, stage: to, on });
		if (!added.ok) return added;
		const set = records.profiles.set(person, { stage: to });
		return set.ok ? added : set;
	});
}

/** `takeStep` for who need not take that very step back. */
export function changeStage(practice: Open, person: RecordId, to: Stage, on: CivilDate): Result {
	const taken = takeStep(practice, person, to, on);
	return taken.ok ? done : taken;
}

/**
 * Takes somebody along to where a talk says they are: only onward, and only for who may (see `takeStep`). Nothing is
 * refused for a stage that stays.
 */
export function followTalk(
	{ tables }: Pick<Journal, 'tables'>,
	practice: Open,
	person: RecordId,
	to: 'scheduled' | 'met',
	on: CivilDate
): Result {
	const profile = practice.records.profiles.get(person);
	const may = profile !== null || tables.identities.get(person) !== null;
	return may && leadsOn(stageOf(profile), to) ? changeStage(practice, person, to, on) : done;
}

/** By day, then by when it was written: the same on every device. */
const byDay = (a: Step, b: Step): number =>
	(a.on ?? '').localeCompare(b.on ?? '') || a.createdAt - b.createdAt || a.id.localeCompare(b.id);

/** The steps of one person, oldest first. */
export const stepsOf = ({ records }: Pick<Open, 'records'>, person: RecordId): readonly Step[] =>
	records.steps
		.rows()
		.filter((step) => step.person === person)
		.sort(byDay);

/** Puts a step away that was not so; when it was the latest, the person is where they were before it. */
export function takeBackStep(practice: Open, step: Step): Result {
	const { records, group } = practice;
	return group(() => {
		const { person } = step;
		const before = person === null ? [] : stepsOf(practice, person);
		const away = records.steps.archive(step.id);
		if (!away.ok || person === null || before.at(-1)?.id !== step.id) return away;
		return records.profiles.set(person, { stage: before.at(-2)?.stage ?? FIRST_STAGE });
	});
}
