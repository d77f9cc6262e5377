// Asking for an introduction: one source says to ask, one forbids pressure, one says to take only what is offered.
// Settled: once at most, never in the first message, and only in a later round or when it was offered.

import { NUMBERS } from './lists.ts';

export interface IntroductionFacts {
	/** How often this person was asked for one. */
	readonly asked: number;
	/** They offered one themselves. */
	readonly offered: boolean;
	/** Messages that were sent to them, and talks that were held. */
	readonly contacts: number;
	/** The round of the talk that is next or was last; 1 at first. */
	readonly round: number;
}

export type IntroductionRefusal = 'first-message' | 'asked-already' | 'too-early';

interface IntroductionRule {
	readonly id: IntroductionRefusal;
	/** Whether it stands against asking. */
	readonly against: (facts: IntroductionFacts) => boolean;
}

/** The gravest first. */
const RULES: readonly IntroductionRule[] = [
	{ id: 'first-message', against: ({ contacts }) => contacts === 0 },
	{ id: 'asked-already', against: ({ asked }) => asked >= NUMBERS.introductionsAsked },
	{
		id: 'too-early',
		against: ({ offered, round }) => !offered && round < NUMBERS.introductionsFromRound
	}
];

/** Why an introduction should not be asked for now; null: it may be asked for, once. */
export const againstAsking = (facts: IntroductionFacts): IntroductionRefusal | null =>
	RULES.find(({ against }) => against(facts))?.id ?? null;
