// What was heard in a talk, beyond the five fields of notes.

import * as list from '../../rules/lists.ts';
import { NOTE_FIELDS } from '../../schema/notes.ts';
import { choice, definePractice, flag, ref, whole, words, type Rows } from '../define.ts';

/** One thing that was mentioned. Which fields mean something follows from its kind. */
export const mentions = definePractice({
	table: 'mentions',
	home: 'with-talk',
	fields: {
		talk: ref,
		kind: choice(list.MENTION_KINDS),
		/** The skill, the tool, the trend in a few words. */
		title: words,
		/** An example, a reason, who recommended it. */
		detail: words,
		need: choice(list.NEEDS),
		competency: choice(list.COMPETENCIES),
		requirement: choice(list.REQUIREMENT_KINDS),
		energy: choice(list.ENERGIES),
		trend: choice(list.TREND_KINDS),
		/** Not widely known yet (R3-03). */
		emerging: flag,
		/** What kind of path (R0-21). */
		move: choice(list.PATH_MOVES),
		/** The own priority that a task touches (R0-05), the own strength that meets what is measured (R0-18). */
		priority: ref,
		strength: ref,
		/** Own readiness, 1 to 5 (R0-22). */
		readiness: whole(1, 5),
		/** How much it speaks to the seeker's strengths and interests (R2-24). */
		resonance: whole(1, 5),
		/** Months to proficiency (R1-20). */
		months: whole(0, 240),
		/** Not in the job advertisements (R0-20). */
		unadvertised: flag,
		/** The person agreed to it when it was played back (R2-19). */
		confirmed: flag
	}
});
export type Mention = Rows<typeof mentions>;

export const stamps = definePractice({
	table: 'stamps',
	home: 'with-talk',
	fields: {
		talk: ref,
		/** null: on a surprise. */
		field: choice(NOTE_FIELDS),
		stamp: choice(list.STAMPS),
		/** The line it was put on, as it read then. */
		quote: words,
		assumption: ref,
		confirmed: flag
	}
});
export type Stamp = Rows<typeof stamps>;

/** Under the talk's id. */
export const facts = definePractice({
	table: 'facts',
	home: 'with-talk',
	fields: {
		talk: ref,
		/** What success looks like after six and twelve months (R1-22). */
		successNear: words,
		successFar: words,
		hoursPerWeek: whole(1, 120),
		/** Outcomes (R0-42): months to hire, satisfaction and perceived impact 1 to 5. */
		monthsToHire: whole(0, 120),
		satisfaction: whole(1, 5),
		impact: whole(1, 5),
		/** What was played back (R2-19). */
		summary: words
	}
});
export type Facts = Rows<typeof facts>;

/** An opening that was mentioned unasked: no evidence, and nobody else's business (R3-04). */
export const leads = definePractice({
	table: 'leads',
	home: 'personal',
	fields: { talk: ref, person: ref, lead: words, state: choice(list.LEAD_STATES) }
});
export type Lead = Rows<typeof leads>;
