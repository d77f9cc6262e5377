// After a request: wait, nudge once, then leave it at that (R2-44, R3-15). Somebody who does not answer has answered
// enough.

import type { CivilDate } from '../schema/civil-date.ts';
import { daysAfter } from '../schema/civil-days.ts';
import { NUMBERS } from './lists.ts';
import type { MessageKind } from './templates.ts';

/** A message that was sent. */
export interface Sent {
	readonly kind: MessageKind;
	readonly sentOn: CivilDate;
}

/** What asks for an answer. */
export const ASKING: readonly MessageKind[] = ['request', 'reconnect', 'introduction'];

/**
 * What was asked and not answered, oldest first: a nudge, and also a request on top of a request. A reply on the day
 * of a message answers it.
 */
export function unanswered(sent: readonly Sent[], repliedOn: readonly CivilDate[]): readonly Sent[] {
	const last = [...repliedOn].sort().at(-1);
	return sent
		.filter(({ kind }) => kind === 'nudge' || ASKING.includes(kind))
		.filter(({ sentOn }) => last === undefined || sentOn > last)
		.sort((a, b) => a.sentOn.localeCompare(b.sentOn));
}

export type AfterAsking =
	/** Nothing was asked, or it was answered. */
	| { readonly state: 'quiet' }
	/** `nudged`: the one nudge is sent; `until`: the day from which the next step is open. */
	| {
			readonly state: 'waiting';
			readonly nudged: boolean;
			readonly askedOn: CivilDate;
			readonly until: CivilDate;
	  }
	/** One polite nudge is fine now. */
	| { readonly state: 'nudge'; readonly askedOn: CivilDate }
	/** Asked and nudged: close graciously. */
	| { readonly state: 'close'; readonly askedOn: CivilDate };

/** Where things stand after asking. */
export function afterAsking(open: readonly Sent[], today: CivilDate): AfterAsking {
	const last = open.at(-1);
	if (!last) return { state: 'quiet' };
	const askedOn = open[0]!.sentOn;
	const nudged = open.length > NUMBERS.nudges;
	const until = daysAfter(last.sentOn, NUMBERS.nudgeAfterDays);
	if (today < until) return { state: 'waiting', nudged, askedOn, until };
	return nudged ? { state: 'close', askedOn } : { state: 'nudge', askedOn };
}

/** R3-15: asking again after the one nudge is too much. */
export const isOneTooMany = (kind: MessageKind, open: readonly Sent[]): boolean =>
	(kind === 'nudge' || ASKING.includes(kind)) && open.length > NUMBERS.nudges;
