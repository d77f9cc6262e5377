// From an idea to keeping in touch: what a change of stage is asked about, and what comes next. A question can always
// be gone past; a message may be drafted at any stage.

import type { STAGES } from './lists.ts';

export type Stage = (typeof STAGES)[number];

/** What a person without a profile, or without a stage in it, is. */
export const FIRST_STAGE: Stage = 'idea';
export const stageOf = (profile: { readonly stage: Stage | null } | null): Stage =>
	profile?.stage ?? FIRST_STAGE;

/** The way that leads on. Declined and closed are off it: only the person at the screen takes somebody back from there. */
const ONWARD: readonly Stage[] = ['idea', 'asked', 'replied', 'scheduled', 'met', 'in-touch'];

/** Whether `to` is further along than `from`. */
export const leadsOn = (from: Stage, to: Stage): boolean =>
	ONWARD.includes(from) && ONWARD.indexOf(to) > ONWARD.indexOf(from);

export interface StageChange {
	readonly from: Stage;
	readonly to: Stage;
	/** Why this person, in the seeker's words; null for who cannot know them. */
	readonly why: string | null;
}

/** A question before a change. It explains itself and stops nothing. */
export interface StageRule {
	readonly id: string;
	readonly practices: readonly string[];
	readonly says: string;
	readonly because: string;
	readonly asks: (change: StageChange) => boolean;
}

const STAGE_RULES: readonly StageRule[] = [
	{
		id: 'asked-without-why',
		practices: ['R1-05'],
		says: 'Why this person?',
		because:
			'A request that says why it goes to this person, and not to anybody, is answered more often. One sentence will do.',
		asks: ({ to, why }) => to === 'asked' && why?.trim() === ''
	}
];

/** What to ask before this change of stage; empty: nothing. */
export const questionsBefore = (change: StageChange): readonly StageRule[] =>
	STAGE_RULES.filter(({ asks }) => asks(change));

export interface NextFacts {
	readonly stage: Stage;
	/** null for who cannot know. */
	readonly why: string | null;
	readonly talkAhead: boolean;
	readonly talkHeld: boolean;
	/** A thank-you was sent since the latest talk; null for who cannot know. */
	readonly thanked: boolean | null;
}

export type NextStep =
	| 'say-why'
	| 'ask'
	| 'wait'
	| 'schedule'
	| 'prepare'
	| 'mark-met'
	| 'thank'
	| 'keep-in-touch'
	| 'touch'
	/** Declined or closed: there is nothing to do, and the door is open. */
	| 'rest';

function beforeTalk(stage: 'idea' | 'asked' | 'replied' | 'scheduled', why: string | null): NextStep {
	if (stage === 'idea') return why?.trim() === '' ? 'say-why' : 'ask';
	return stage === 'asked' ? 'wait' : 'schedule';
}

/** The one thing that comes next with somebody. A talk, ahead or held, says more than a stage that was left behind. */
export function nextStep({ stage, why, talkAhead, talkHeld, thanked }: NextFacts): NextStep {
	switch (stage) {
		case 'idea':
		case 'asked':
		case 'replied':
		case 'scheduled':
			if (talkAhead) return 'prepare';
			return talkHeld ? 'mark-met' : beforeTalk(stage, why);
		case 'met':
			if (talkAhead) return 'prepare';
			return talkHeld && thanked === false ? 'thank' : 'keep-in-touch';
		case 'in-touch':
			return talkAhead ? 'prepare' : 'touch';
		case 'declined':
		case 'closed':
			return 'rest';
	}
	return stage satisfies never;
}
