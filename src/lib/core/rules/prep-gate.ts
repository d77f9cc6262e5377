// What is missing before a talk counts as prepared (R2-35, R3-14). Nobody is kept from talking without it; the talk
// just does not count as prepared.

import type { RecordId } from '../ids.ts';
import { NUMBERS } from './lists.ts';
import { countSentences } from './purpose.ts';
import { timeNeeded, type Listed } from './question-lint-list.ts';

export interface PreparedGoal {
	readonly goal: string;
	readonly assumption: RecordId | null;
}

export interface PreparedAsk extends Listed {
	readonly question: string;
	readonly strength: RecordId | null;
	readonly demand: string;
	/** Looks back on what they would do otherwise (R0-13). */
	readonly hindsight: boolean;
}

export interface Prepared {
	readonly objective: string;
	readonly goals: readonly PreparedGoal[];
	readonly asks: readonly PreparedAsk[];
	readonly context: string;
	readonly expertise: string;
	readonly angle: string;
	/** Agreed with the person. */
	readonly minutes: number | null;
	readonly round: number;
	/** Why this person; null: not for the eyes of whoever looks. */
	readonly why: string | null;
}

export interface GateItem {
	readonly id: string;
	readonly says: string;
	/** null: cannot be seen from here. */
	readonly done: boolean | null;
}

interface GateRule {
	readonly id: string;
	readonly says: (talk: Prepared) => string;
	readonly done: (talk: Prepared) => boolean | null;
}

const written = (words: string): boolean => words.trim() !== '';
const within = (count: number, { least, most }: { least: number; most: number }): boolean =>
	count >= least && count <= most;
/** Questions that will be asked. */
const coreOf = ({ asks }: Prepared) => asks.filter((ask) => ask.core && !ask.held && written(ask.question));
const { coreQuestions, goals } = NUMBERS;

const RULES: readonly GateRule[] = [
	// R1-05
	{
		id: 'why',
		says: () => 'Why this person',
		done: ({ why }) => (why === null ? null : written(why))
	},
	// R2-11
	{
		id: 'objective',
		says: ({ objective }) =>
			countSentences(objective) > NUMBERS.objectiveSentences
				? `The objective, in one sentence instead of ${countSentences(objective)}`
				: 'The objective, in one sentence',
		done: ({ objective }) => countSentences(objective) === NUMBERS.objectiveSentences
	},
	// R0-08
	{
		id: 'goals',
		says: () => `${goals.least} to ${goals.most} goals, each for a belief`,
		done: (talk) => {
			const set = talk.goals.filter(({ goal }) => written(goal));
			return within(set.length, goals) && set.every(({ assumption }) => assumption !== null);
		}
	},
	{ id: 'minutes', says: () => 'The minutes you agreed on', done: ({ minutes }) => minutes !== null },
	// R1-12, R0-52
	{
		id: 'intro',
		says: () => 'How you introduce yourself: context, expertise, angle',
		done: ({ context, expertise, angle }) => [context, expertise, angle].every(written)
	},
	// R1-06
	{
		id: 'core',
		says: (talk) =>
			`${coreQuestions.least} to ${coreQuestions.most} core questions; there ${coreOf(talk).length === 1 ? 'is' : 'are'} ${coreOf(talk).length}`,
		done: (talk) => within(coreOf(talk).length, coreQuestions)
	},
	// R1-07
	{
		id: 'links',
		says: () => 'Each core question links a strength of yours to a demand of the work',
		done: (talk) =>
			coreOf(talk).length > 0 &&
			coreOf(talk).every(({ strength, demand }) => strength !== null && written(demand))
	},
	// R0-13
	{
		id: 'hindsight',
		says: () => 'Two questions that look back',
		done: ({ asks, round }) => round > 1 || asks.filter(({ hindsight }) => hindsight).length >= 2
	},
	// R1-11
	{
		id: 'fits',
		says: ({ asks, minutes }) => {
			const { minutes: needed, over } = timeNeeded(asks, minutes);
			return over
				? `Questions that fit: these take about ${needed} minutes`
				: 'Questions that fit the minutes';
		},
		done: ({ asks, minutes }) => asks.length > 0 && timeNeeded(asks, minutes).over === 0
	}
];

export interface Gate {
	readonly items: readonly GateItem[];
	/** Everything that can be seen from here is there. */
	readonly prepared: boolean;
}

/** The whole list, what is there and what is not. */
export function gateOf(talk: Prepared): Gate {
	const items = RULES.map(({ id, says, done }) => ({ id, says: says(talk), done: done(talk) }));
	return { items, prepared: items.every(({ done }) => done !== false) };
}

/** Words of an introduction, and how many more than a minute holds (R0-52). */
export function introLength({
	context,
	expertise,
	angle
}: Pick<Prepared, 'context' | 'expertise' | 'angle'>): {
	readonly words: number;
	readonly over: number;
} {
	const words = [context, expertise, angle].join(' ').split(/\s+/u).filter(written).length;
	return { words, over: Math.max(0, words - NUMBERS.introWords) };
}
