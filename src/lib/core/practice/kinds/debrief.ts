// What a talk means for the seeker.

import * as list from '../../rules/lists.ts';
import { NOTE_FIELDS } from '../../schema/notes.ts';
import { at, choice, day, definePractice, flag, ref, whole, words, type Rows } from '../define.ts';

const rating = whole(1, 5);

/** Under the talk's id. Own thoughts: there with or without notes. */
export const debriefs = definePractice({
	table: 'debriefs',
	home: 'with-talk',
	fields: {
		talk: ref,
		/** R0-15: two separate fields. */
		heard: words,
		means: words,
		resonated: words,
		surprised: words,
		surprise: rating,
		/** Résumé alignment per category, with its reason (R0-30). */
		responsibilities: rating,
		skills: rating,
		pace: rating,
		culture: rating,
		growth: rating,
		responsibilitiesBecause: words,
		skillsBecause: words,
		paceBecause: words,
		cultureBecause: words,
		growthBecause: words,
		led: choice(list.LEADING),
		/** Self-confidence (R3-20). */
		confidence: rating,
		finishedAt: at
	}
});
export type Debrief = Rows<typeof debriefs>;

/** What was heard against one of the seeker's priorities (R0-16, R0-17). */
export const fits = definePractice({
	table: 'fits',
	home: 'with-talk',
	fields: {
		talk: ref,
		priority: ref,
		fit: choice(list.FITS),
		note: words,
		decision: choice(list.FIT_DECISIONS),
		decidedOn: day
	}
});
export type Fit = Rows<typeof fits>;

/** Insight, date and follow-up: the least that a tracker holds (R1-56). */
export const followups = definePractice({
	table: 'followups',
	home: 'with-talk',
	fields: { talk: ref, insight: words, action: words, due: day, done: flag }
});
export type FollowUp = Rows<typeof followups>;

/** Something that the seeker lacks (R0-31). It is about the seeker, so it is shared. */
export const gaps = definePractice({
	table: 'gaps',
	home: 'shared',
	fields: {
		talk: ref,
		title: words,
		category: choice(NOTE_FIELDS),
		competency: choice(list.COMPETENCIES),
		decision: choice(list.GAP_DECISIONS),
		because: words
	}
});
export type Gap = Rows<typeof gaps>;

/** How the person of the talk bridged a gap (R1-16). It is what they said, so it is not with the gap. */
export const bridges = definePractice({
	table: 'bridges',
	home: 'with-talk',
	fields: { talk: ref, gap: ref, bridge: words }
});
export type Bridge = Rows<typeof bridges>;

/** What a talk said of a belief (R1-26). How sure the seeker was and is stays with the forecast, which is theirs. */
export const outcomes = definePractice({
	table: 'outcomes',
	home: 'with-talk',
	fields: {
		talk: ref,
		/** null: nothing was forecast. */
		forecast: ref,
		assumption: ref,
		came: choice(list.OUTCOMES)
	}
});
export type Outcome = Rows<typeof outcomes>;
