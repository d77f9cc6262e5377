// What a talk suggests doing (R0-19): which skills to bring forward in the résumé, which experiences to pursue, which
// story to have ready. Suggestions only; what is taken up becomes a follow-up in the seeker's words.

import type { RecordId } from '../ids.ts';
import { NUMBERS, type GAP_DECISIONS, type RECORD_CATEGORIES } from './lists.ts';

type Category = (typeof RECORD_CATEGORIES)[number];

export type ActionKind = 'resume' | 'experience' | 'story';

export interface Suggestion {
	readonly kind: ActionKind;
	/** The same suggestion has the same key each time. */
	readonly key: string;
	/** What it is about: a category of the talk, or the words of a gap or of what was mentioned. */
	readonly category: Category | null;
	readonly about: string;
}

export interface SuggestsFrom {
	/** Résumé alignment of the talk. */
	readonly ratings: Readonly<Partial<Record<Category, number | null>>>;
	readonly gaps: readonly {
		readonly id: RecordId;
		readonly titleText: string;
		readonly decision: (typeof GAP_DECISIONS)[number] | null;
	}[];
	readonly mentions: readonly {
		readonly id: RecordId;
		readonly kind: string | null;
		readonly titleText: string;
		readonly need: string | null;
		readonly resonance: number | null;
	}[];
}

/** From here on a rating is a strong one. */
const STRONG = NUMBERS.rating.most - 1;

interface ActionRule {
	readonly kind: ActionKind;
	readonly finds: (from: SuggestsFrom) => readonly Omit<Suggestion, 'kind'>[];
}

const RULES: readonly ActionRule[] = [
	{
		// What is needed without question belongs where a recruiter reads first.
		kind: 'resume',
		finds: ({ mentions }) =>
			mentions
				.filter(({ kind, need }) => kind === 'skill' && need === 'essential')
				.map(({ id, titleText }) => ({ key: `skill ${id}`, category: null, about: titleText }))
	},
	{
		kind: 'resume',
		finds: ({ ratings }) =>
			(Object.entries(ratings) as [Category, number | null][])
				.filter(([, rating]) => rating !== null && rating >= STRONG)
				.map(([category]) => ({ key: `rating ${category}`, category, about: '' }))
	},
	{
		// A gap that is to be closed takes doing, not only learning.
		kind: 'experience',
		finds: ({ gaps }) =>
			gaps
				.filter(({ decision }) => decision === 'acquire')
				.map(({ id, titleText }) => ({ key: `gap ${id}`, category: null, about: titleText }))
	},
	{
		// How they measure success, and what resonated, is what a story should show.
		kind: 'story',
		finds: ({ mentions }) =>
			mentions
				.filter(({ kind, resonance }) => kind === 'metric' || (resonance !== null && resonance >= STRONG))
				.map(({ id, titleText }) => ({ key: `story ${id}`, category: null, about: titleText }))
	}
];

/** R0-19: everything a talk suggests that has words or a category to name. */
export const suggestedActions = (from: SuggestsFrom): readonly Suggestion[] =>
	RULES.flatMap(({ kind, finds }) => finds(from).map((found) => ({ kind, ...found }))).filter(
		({ about, category }) => category !== null || about.trim() !== ''
	);
