// What keeps a relationship going. It names people, so it is personal.

import * as list from '../../rules/lists.ts';
import { choice, day, definePractice, flag, ref, words, type Rows } from '../define.ts';

export const favours = definePractice({
	table: 'favours',
	home: 'personal',
	fields: {
		person: ref,
		direction: choice(list.FAVOUR_DIRECTIONS),
		kind: choice(list.FAVOUR_KINDS),
		favour: words,
		on: day,
		/** Offered help was taken up, a promise was kept (R3-16). */
		done: flag
	}
});
export type Favour = Rows<typeof favours>;

export const touches = definePractice({
	table: 'touches',
	home: 'personal',
	fields: { person: ref, kind: choice(list.TOUCH_KINDS), note: words, on: day }
});
export type Touch = Rows<typeof touches>;

/** An introduction that was asked for, or offered (tension 1). */
export const introductions = definePractice({
	table: 'introductions',
	home: 'personal',
	fields: {
		person: ref,
		/** The talk in which it was offered. */
		talk: ref,
		/** The message that asked for it. */
		message: ref,
		way: choice(list.INTRODUCTION_WAYS),
		to: words,
		on: day,
		state: choice(list.INTRODUCTION_STATES),
		/** Who it led to. */
		led: ref
	}
});
export type Introduction = Rows<typeof introductions>;
