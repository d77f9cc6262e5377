// What is prepared for a talk. Seeker and mentor prepare together, so it is shared; research on a person is not here.

import * as list from '../../rules/lists.ts';
import { NOTE_FIELDS } from '../../schema/notes.ts';
import {
	at,
	choice,
	choices,
	day,
	definePractice,
	flag,
	label,
	ref,
	whole,
	words,
	type Rows
} from '../define.ts';

const TIME = /^([01]\d|2[0-3]):[0-5]\d$/;
const ZONE = /^[A-Za-z][\w+-]*(\/[\w+-]+){0,2}$/;
const time = label((value) => TIME.test(value));
/** An IANA zone; whether this browser knows it is the screen's question. */
const zone = label((value) => value.length <= 60 && ZONE.test(value));

/** Under the talk's id, made by who holds the talk. */
export const preparations = definePractice({
	table: 'preparations',
	home: 'shared',
	fields: {
		/** One sentence (R2-11). */
		objective: words,
		minutes: whole(5, 480),
		round: whole(1, 9),
		/** HH:MM on the talk's day, in `zone`. */
		startsAt: time,
		zone,
		theirZone: zone,
		batch: ref,
		/** The intro card (R1-12). */
		context: words,
		expertise: words,
		angle: words,
		/** The timer: by the clock of the device that held the talk. */
		startedAt: at,
		endedAt: at,
		/** The notes were played back at the end (R2-19). */
		playedBack: flag
	}
});
export type Preparation = Rows<typeof preparations>;

export const goals = definePractice({
	table: 'goals',
	home: 'shared',
	ordered: true,
	fields: { talk: ref, goal: words, assumption: ref, met: choice(list.GOAL_RESULTS) }
});
export type Goal = Rows<typeof goals>;

/** The bank: own questions, and own wordings of the ones that come with the app. */
export const questions = definePractice({
	table: 'questions',
	home: 'shared',
	fields: {
		question: words,
		kind: choice(list.QUESTION_KINDS),
		category: choice(NOTE_FIELDS),
		levels: choices(list.LEVELS),
		round: whole(1, 9),
		/** The wording that this one replaces, and why (R2-30). */
		replaces: ref,
		because: words
	}
});
export type Question = Rows<typeof questions>;

/** A question that is on the list of a talk, in its own wording. */
export const asks = definePractice({
	table: 'asks',
	home: 'shared',
	ordered: true,
	fields: {
		talk: ref,
		/** The question of the bank that it began as, its own or one that comes with the app. */
		from: ref,
		question: words,
		core: flag,
		kind: choice(list.QUESTION_KINDS),
		category: choice(NOTE_FIELDS),
		/** R1-07: which strength it links to which demand. */
		strength: ref,
		demand: words,
		assumption: ref,
		asked: flag,
		/** The person brought it up themselves (R2-18). */
		raisedByThem: flag
	}
});
export type Ask = Rows<typeof asks>;

/**
 * What a talk is expected to say about a belief, and how sure the seeker is of it before and after, in percent (R1-26).
 * What it did say is an outcome (kinds/debrief.ts).
 */
export const forecasts = definePractice({
	table: 'forecasts',
	home: 'shared',
	fields: {
		talk: ref,
		assumption: ref,
		expects: choice(list.EXPECTATIONS),
		before: whole(0, 100),
		after: whole(0, 100)
	}
});
export type Forecast = Rows<typeof forecasts>;

export const batches = definePractice({
	table: 'batches',
	home: 'shared',
	fields: { title: words, from: day, to: day }
});
export type Batch = Rows<typeof batches>;
