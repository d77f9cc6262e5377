// What is known of a person besides who they are. All may see the profile; the dossier is for who holds the identity.

import * as list from '../../rules/lists.ts';
import { choice, day, definePractice, flag, ref, whole, words, type Rows } from '../define.ts';

/** Under the person's id, made by who holds the identity. */
export const profiles = definePractice({
	table: 'profiles',
	home: 'shared',
	fields: {
		role: words,
		level: choice(list.LEVELS),
		/** Recently changed into the field. */
		switcher: flag,
		path: ref,
		industry: ref,
		function: ref,
		size: choice(list.COMPANY_SIZES),
		source: choice(list.SOURCES),
		/** A person of this journal. */
		introducedBy: ref,
		/** The person whom this one turned out to be; that one counts. */
		sameAs: ref,
		stage: choice(list.STAGES),
		nextTouch: day,
		/** Days between touches while keeping in touch. */
		cadence: whole(7, 730)
	}
});
export type Profile = Rows<typeof profiles>;

/** One step from stage to stage. Its day can be put right, and it can be put away when it was not so. */
export const steps = definePractice({
	table: 'steps',
	home: 'shared',
	fields: { person: ref, stage: choice(list.STAGES), on: day }
});
export type Step = Rows<typeof steps>;

/** Under the person's id, in the personal document of who holds the identity. */
export const dossiers = definePractice({
	table: 'dossiers',
	home: 'personal',
	fields: {
		/** Why this person (R1-05). */
		why: words,
		/** A recent achievement or project to refer to (R2-08). */
		hook: words,
		/** What they may value (R3-06). */
		value: words,
		research: words,
		common: words,
		constraints: words,
		relevance: whole(1, 5),
		closeness: choice(list.CLOSENESS),
		/** Would be asked to be a mentor; asked first (R3-18). */
		mentorCandidate: flag
	}
});
export type Dossier = Rows<typeof dossiers>;
