// A change of stage is two things in one step of undo: the profile says where somebody is now, the log says since when.

import type { RecordId } from '../ids.ts';
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

/** The same with what tells who is one person. */
export type OpenPeople = Open & Pick<Practice, 'same' | 'holdsPerson'>;

/**
 * The record that says where this person is: the one that counts, unless its profile is another member's to begin.
 */
export function stagedAs({ records, same, holdsPerson }: OpenPeople, person: RecordId): RecordId {
	const counted = same().counted(person);
	return records.profiles.get(counted) !== null || holdsPerson(counted) ? counted : person;
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
	practice: OpenPeople,
	person: RecordId,
	to: 'scheduled' | 'met',
	on: CivilDate
): Result {
	const staged = stagedAs(practice, person);
	const profile = practice.records.profiles.get(staged);
	const may = profile !== null || practice.holdsPerson(staged);
	return may && leadsOn(stageOf(profile), to) ? changeStage(practice, staged, to, on) : done;
}

/** By day, then by when it was written: the same on every device. */
const byDay = (a: Step, b: Step): number =>
	(a.on ?? '').localeCompare(b.on ?? '') || a.createdAt - b.createdAt || a.id.localeCompare(b.id);

/** The steps of one record, oldest first. */
export const stepsOf = ({ records }: Pick<Open, 'records'>, person: RecordId): readonly Step[] =>
	records.steps
		.rows()
		.filter((step) => step.person === person)
		.sort(byDay);

/** The steps of one person, whichever of their records they were written to, oldest first. */
export const allStepsOf = (
	{ records, same }: Pick<OpenPeople, 'records' | 'same'>,
	person: RecordId
): readonly Step[] =>
	records.steps
		.rows()
		.filter((step) => step.person !== null && same().isSame(step.person, person))
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
