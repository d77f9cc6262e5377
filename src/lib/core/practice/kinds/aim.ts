// What the seeker considers, believes and looks for.

import * as list from '../../rules/lists.ts';
import { choice, day, definePractice, flag, ref, whole, words, type Rows } from '../define.ts';
import type { RecordId } from '../../ids.ts';

/** The one record of its kind; made by the journal's owner. */
export const AIM = 'aim_of_sound' as RecordId;

export const aims = definePractice({
	table: 'aims',
	home: 'shared',
	fields: {
		/** At most two sentences (R2-03). */
		purpose: words,
		talksPerWeek: whole(1, 14),
		weeks: whole(1, 52),
		/** The first day of the talks' weeks. */
		startedOn: day
	}
});
export type Aim = Rows<typeof aims>;

/** A direction that is considered, or no longer (R3-21). */
export const paths = definePractice({
	table: 'paths',
	home: 'shared',
	ordered: true,
	fields: {
		title: words,
		industry: ref,
		function: ref,
		size: choice(list.COMPANY_SIZES),
		status: choice(list.PATH_STATUSES),
		/** Why it is parked or ruled out. */
		reason: words,
		/** The talk in which it came up (R3-17). */
		fromTalk: ref
	}
});
export type Path = Rows<typeof paths>;

/** An industry or a function, as this journal divides the field (R0-48, R2-31). */
export const segments = definePractice({
	table: 'segments',
	home: 'shared',
	fields: { title: words, kind: choice(list.SEGMENT_KINDS), emerging: flag }
});
export type Segment = Rows<typeof segments>;

export const strengths = definePractice({
	table: 'strengths',
	home: 'shared',
	ordered: true,
	fields: { title: words, proof: words }
});
export type Strength = Rows<typeof strengths>;

export const priorities = definePractice({
	table: 'priorities',
	home: 'shared',
	ordered: true,
	fields: { title: words, kind: choice(list.PRIORITY_KINDS), weight: whole(1, 5) }
});
export type Priority = Rows<typeof priorities>;

const targetFields = {
	title: words,
	kind: choice(list.TARGET_KINDS),
	path: ref,
	/** Its own facets (R0-48); what is not set is as on its path. */
	industry: ref,
	function: ref,
	size: choice(list.COMPANY_SIZES),
	ruledOut: flag,
	reason: words
};

/** Companies and roles (R2-02). */
export const targets = definePractice({
	table: 'targets',
	home: 'shared',
	ordered: true,
	fields: targetFields
});
export type Target = Rows<typeof targets>;

/** Whom the seeker would like as a mentor: names, so for the seeker's eyes. */
export const mentorTargets = definePractice({
	table: 'mentorTargets',
	home: 'personal',
	ordered: true,
	fields: targetFields
});

/** A belief under test (R0-01, R0-02). */
export const assumptions = definePractice({
	table: 'assumptions',
	home: 'shared',
	ordered: true,
	fields: {
		statement: words,
		/** What would be true instead (R0-40). */
		alternative: words,
		scope: choice(list.SCOPES),
		claim: choice(list.CLAIMS),
		path: ref,
		importance: whole(1, 5)
	}
});
export type Assumption = Rows<typeof assumptions>;

/**
 * What the belief said before: a reworded belief keeps its history. What it was to say instead is kept too: of two
 * wordings made at once, each can be read as it was meant.
 */
export const rewordings = definePractice({
	table: 'rewordings',
	home: 'shared',
	fields: { assumption: ref, before: words, after: words, because: words }
});
export type Rewording = Rows<typeof rewordings>;

/**
 * Another path leads from now on. `from` is null for the first that led. Ordered, because the clocks of two devices
 * would not tell which came last.
 */
export const pivots = definePractice({
	table: 'pivots',
	home: 'shared',
	ordered: true,
	fields: { from: ref, to: ref, because: words }
});
export type Pivot = Rows<typeof pivots>;
