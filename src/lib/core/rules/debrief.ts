// The debrief: what is heard becomes comparable evidence only when it is written down soon (R0-14), with what resonated
// and what surprised (R1-25). Being late closes nothing.

import { NUMBERS } from './lists.ts';
import { endOfTalk, startOfTalk, type HeldTalk } from './debrief-end.ts';

const HOUR = 3_600_000;

export type DebriefState =
	/** The talk's day has not come. */
	| 'ahead'
	/** The first half of the time in which memory is good. */
	| 'fresh'
	/** The second half. */
	| 'due'
	/** After that. */
	| 'late'
	| 'finished';

export interface DebriefDue {
	readonly state: DebriefState;
	/** Until when it is fresh enough to count as written after the talk; milliseconds since the epoch. */
	readonly until: number;
}

/** R0-14: written within 48 hours of the end of the talk. Hours are hours, also over a change of clocks. */
export function debriefDue(talk: HeldTalk, finishedAt: number | null, now: number): DebriefDue {
	const ended = endOfTalk(talk);
	const until = ended + NUMBERS.debriefHours * HOUR;
	return { state: stateAt(), until };

	function stateAt(): DebriefState {
		if (finishedAt !== null) return 'finished';
		if (now < startOfTalk(talk)) return 'ahead';
		if (now < ended + (NUMBERS.debriefHours / 2) * HOUR) return 'fresh';
		return now < until ? 'due' : 'late';
	}
}

/** Whether a debrief was finished while the talk was fresh. */
export const writtenInTime = (talk: HeldTalk, finishedAt: number): boolean =>
	finishedAt < debriefDue(talk, null, finishedAt).until;

/** R1-25: without these two a debrief is not finished. */
const REQUIRED = ['resonated', 'surprised'] as const;
export type RequiredReflection = (typeof REQUIRED)[number];

export type Reflections = Readonly<Record<`${RequiredReflection}Text`, string>>;

/** Which required reflections have no words yet. */
export const missingReflections = (debrief: Reflections | null): readonly RequiredReflection[] =>
	REQUIRED.filter((name) => (debrief?.[`${name}Text`] ?? '').trim() === '');

/** R0-54: whoever led, even a little, heard less of the other person than of themselves. */
export const saidUnderLead = (led: string | null): boolean => led === 'yes' || led === 'a-little';
