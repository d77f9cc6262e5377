// What a person was asked and answered, as a log that is only added to. The latest answer counts, together with the
// flags that the talk and the person carry.

import { CONSENTS, WITHDRAWALS } from '../../journal/withdrawal-marks.ts';
import * as list from '../../rules/lists.ts';
import { choice, day, definePractice, flag, ref, words, type Rows } from '../define.ts';

export const consents = definePractice({
	table: CONSENTS,
	home: 'personal',
	fields: {
		/** The talk; for naming, the person. */
		about: ref,
		kind: choice(list.CONSENT_KINDS),
		answer: choice(list.CONSENT_ANSWERS),
		on: day,
		way: choice(list.CONSENT_WAYS),
		/** What they were told it is for (R2-34). */
		use: words
	}
});
export type Consent = Rows<typeof consents>;

/** Under the talk's id, made by who holds the talk: what others need to know. */
export const permissions = definePractice({
	table: 'permissions',
	home: 'shared',
	fields: { recording: flag, quoting: flag }
});

/** That something was taken back and when, so that every device lets go of older updates and logs in time. */
export const withdrawals = definePractice({
	table: WITHDRAWALS,
	home: 'shared',
	fields: { about: ref, kind: choice(list.CONSENT_KINDS), on: day }
});
