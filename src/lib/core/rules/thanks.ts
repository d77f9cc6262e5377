// A thank-you is owed for every talk (R3-12), soon, and says what in particular it is for (R2-37).

import type { CivilDate } from '../schema/civil-date.ts';
import { endOfTalk, startOfTalk, type HeldTalk } from './debrief-end.ts';
import { NUMBERS } from './lists.ts';
import { restated } from './thanks-words.ts';

const HOUR = 3_600_000;

export type ThanksState =
	/** The talk's day has not come. */
	| 'ahead'
	/** It may go at any time; it is not due yet. */
	| 'open'
	| 'due'
	| 'late'
	| 'sent';

export interface ThanksDue {
	readonly state: ThanksState;
	/** Until when it is in time; milliseconds since the epoch. */
	readonly until: number;
}

/** R2-37: due from 24 to 48 hours after the talk. */
export function thanksDue(talk: HeldTalk, sentOn: CivilDate | null, now: number): ThanksDue {
	const ended = endOfTalk(talk);
	const until = ended + NUMBERS.thanksHours.to * HOUR;
	return { state: stateAt(), until };

	function stateAt(): ThanksState {
		if (sentOn !== null) return 'sent';
		if (now < startOfTalk(talk)) return 'ahead';
		if (now < ended + NUMBERS.thanksHours.from * HOUR) return 'open';
		return now < until ? 'due' : 'late';
	}
}

/** R3-12: every talk that was held is thanked for; these were not yet. */
export const owedThanks = <Talk extends HeldTalk>(
	talks: readonly Talk[],
	sentOn: (talk: Talk) => CivilDate | null,
	now: number
): readonly Talk[] =>
	talks.filter((talk) => !['ahead', 'sent'].includes(thanksDue(talk, sentOn(talk), now).state));

/** What was noted of a talk that a thank-you restates, each in the words it was noted in. */
export const takeawaysIn = (body: string, noted: readonly string[]): readonly string[] =>
	noted.filter((each) => restated(body, each));

/** R2-37: at least one specific takeaway, found in the words or seen by the sender (`ticked`). */
export const isSpecific = (body: string, noted: readonly string[], ticked: boolean): boolean =>
	ticked || takeawaysIn(body, noted).length >= NUMBERS.takeaways;
