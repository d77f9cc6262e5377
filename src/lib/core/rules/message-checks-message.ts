// What a check is, what it is told, and the two ways in which it finds something: words that are there, and words that
// are not.

import type { IntroductionFacts } from './introductions.ts';
import { firstSpot, mentions } from './message-checks-patterns.ts';
import type { Sent } from './nudges.ts';
import type { Slot } from './slots.ts';
import type { MessageKind } from './templates.ts';

/** What a check is told of a message and of what was before it. */
export interface MessageContext {
	readonly kind: MessageKind;
	readonly subject: string;
	readonly body: string;
	/** Minutes asked for, as the field beside the text says. */
	readonly minutes: number | null;
	/** What is known of the person that a reference could name: the hook, common ground. */
	readonly known: readonly string[];
	/** Sent and not answered (nudges.ts). */
	readonly open: readonly Sent[];
	readonly introductions: IntroductionFacts;
	/** A thank-you: what was noted of its talk, and whether its sender says that it restates something of it. */
	readonly noted?: readonly string[];
	readonly restates?: boolean;
}

export interface Finding {
	/** The words it is about; absent: it is about what is missing. */
	readonly at?: { readonly part: 'subject' | 'body'; readonly from: number; readonly to: number };
	/** What is found, in one sentence. */
	readonly says: string;
	/** Why it matters, in one sentence. */
	readonly why: string;
}

/**
 * `blocks`: the message cannot leave. `holds`: it leaves once the words are changed or the check is overruled with a
 * reason. `advises`: it says so and stops nothing.
 */
export type Force = 'blocks' | 'holds' | 'advises';

export interface MessageRule {
	/** Kept with an overruling, so it is final. */
	readonly id: string;
	readonly practices: readonly string[];
	readonly force: Force;
	/** Which messages it is for; absent: all. */
	readonly kinds?: readonly MessageKind[];
	/** While this slot stands unfilled, what is missing is said already. */
	readonly slot?: Slot;
	readonly check: (message: MessageContext) => Finding | null;
}

/** A finding wherever one of the patterns fits, in the subject or in the text. */
export function found(
	{ subject, body }: MessageContext,
	patterns: readonly RegExp[],
	says: (quote: string) => string,
	why: string
): Finding | null {
	for (const [part, text] of [['subject', subject] as const, ['body', body] as const]) {
		const spot = firstSpot(text, patterns);
		if (spot) return { at: { part, ...spot }, says: says(`“${text.slice(spot.from, spot.to).trim()}”`), why };
	}
	return null;
}

/** A finding when nothing fits anywhere. */
export const missing = (
	{ subject, body }: MessageContext,
	patterns: readonly RegExp[],
	says: string,
	why: string
): Finding | null => (mentions(`${subject}\n${body}`, patterns) ? null : { says, why });
