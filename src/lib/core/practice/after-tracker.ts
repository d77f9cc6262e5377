// The tracker: insight, date, follow-up (R1-56), in the order in which something is to be done, and as a table for a file.

import type { RecordId } from '../ids.ts';
import { withoutNames, type Unnamed } from '../rules/names.ts';
import type { CivilDate } from '../schema/civil-date.ts';
import type { Talk } from '../schema/talk.ts';
import type { FollowUp } from './kinds/debrief.ts';

export interface TrackedFollowUp {
	readonly followup: FollowUp;
	readonly talk: Talk;
}

interface Kept {
	rows(): readonly FollowUp[];
	of(talk: RecordId): readonly FollowUp[];
}

/** No day is later than none. */
const NO_DAY = '9999-99-99';

/**
 * Everything that is to be done after talks that are not put away: open first, by the day it is due, then what is done,
 * the latest talk first. What follows from a talk without notes is the holder's own and here too.
 */
export function trackedFollowUps(
	followups: Kept,
	talks: readonly Talk[],
	withoutNotes: (talk: Talk) => boolean
): readonly TrackedFollowUp[] {
	const own = talks.filter(withoutNotes).flatMap(({ id }) => followups.of(id));
	const byId = new Map(talks.map((talk) => [talk.id, talk]));
	return [...followups.rows(), ...own]
		.flatMap((followup) => {
			const talk = followup.talk === null ? undefined : byId.get(followup.talk);
			return talk === undefined ? [] : [{ followup, talk }];
		})
		.sort((a, b) => compare(a, b) || (a.followup.id < b.followup.id ? -1 : 1));
}

function compare(a: TrackedFollowUp, b: TrackedFollowUp): number {
	if (a.followup.done !== b.followup.done) return a.followup.done ? 1 : -1;
	const due = (a.followup.due ?? NO_DAY).localeCompare(b.followup.due ?? NO_DAY);
	return a.followup.done || due === 0 ? b.talk.date.localeCompare(a.talk.date) : due;
}

/** Due means: its day has come. */
export const isDue = ({ due, done }: Pick<FollowUp, 'due' | 'done'>, today: CivilDate): boolean =>
	!done && due !== null && due <= today;

export interface TrackerLabels {
	/** What everybody may call the person of a talk. */
	readonly personOf: (talk: Talk) => string;
	/** Whose names must not leave the journal. */
	readonly unnamed: readonly Unnamed[];
}

/** R1-56: the three columns that a tracker holds at least, and what is needed to act on them. */
export const TRACKER_HEAD = ['Insight', 'Date', 'Follow-up', 'Due', 'Done', 'With'] as const;

/** R2-38: people go by their alias, also inside the words, unless they agreed to be named. */
export function trackerRows(
	tracked: readonly TrackedFollowUp[],
	{ personOf, unnamed }: TrackerLabels
): readonly (readonly string[])[] {
	return tracked.map(({ followup, talk }) => [
		withoutNames(followup.insightText, unnamed),
		talk.date,
		withoutNames(followup.actionText, unnamed),
		followup.due ?? '',
		followup.done ? 'yes' : 'no',
		personOf(talk)
	]);
}
