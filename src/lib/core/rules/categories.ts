// Records are kept in five categories. For a review after each talk four lighter ones are enough (R2-23); they are a
// view of the five, so nothing is ever written down twice.

import { LIGHT_CATEGORIES, type MENTION_KINDS, type RECORD_CATEGORIES } from './lists.ts';

export type LightCategory = (typeof LIGHT_CATEGORIES)[number];
type Category = (typeof RECORD_CATEGORIES)[number];
type MentionKind = (typeof MENTION_KINDS)[number];

/** Where each of the five is shown. */
const ofCategory: Readonly<Record<Category, LightCategory>> = {
	responsibilities: 'roles',
	skills: 'skills',
	pace: 'day-to-day',
	culture: 'culture',
	growth: 'roles'
};

/** Where what was mentioned is shown; null: it belongs to the talk as a whole. */
const ofMention: Readonly<Record<MentionKind, LightCategory | null>> = {
	task: 'day-to-day',
	pitfall: 'day-to-day',
	skill: 'skills',
	tool: 'skills',
	requirement: 'skills',
	metric: 'roles',
	path: 'roles',
	trend: 'roles',
	expectation: 'culture',
	lesson: null,
	resource: null,
	surprise: null
};

export interface LightView<Mention> {
	readonly light: LightCategory;
	/** Which of the five it shows. */
	readonly categories: readonly Category[];
	readonly mentions: readonly Mention[];
}

/** R2-23: one talk by the four categories, in their order. */
export function byLightCategory<Mention extends { readonly kind: MentionKind | null }>(
	mentions: readonly Mention[]
): readonly LightView<Mention>[] {
	return LIGHT_CATEGORIES.map((light) => ({
		light,
		categories: (Object.keys(ofCategory) as Category[]).filter((category) => ofCategory[category] === light),
		mentions: mentions.filter(({ kind }) => kind !== null && ofMention[kind] === light)
	}));
}
