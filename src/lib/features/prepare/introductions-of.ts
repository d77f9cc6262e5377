// Whether a talk is one in which an introduction may be asked for.

import type { RecordId } from '#lib/core/ids.ts';
import { introductionsWith } from '#lib/core/practice/introductions-asked.ts';
import { againstAsking } from '#lib/core/rules/introductions.ts';
import type { PracticeView } from '#lib/state/practice/practice.svelte.ts';

export interface Introductions {
	/** One was asked for already. */
	readonly asked: boolean;
	readonly mayAsk: boolean;
}

/** The records are personal: who does not hold the person sees none, and the round alone decides. */
export function introductionsOf(
	practice: Pick<PracticeView, 'records' | 'same'>,
	person: RecordId,
	round: number
): Introductions {
	const { asked, offered } = introductionsWith(practice, person);
	// A talk is contact enough: this is not the first message.
	const against = againstAsking({ asked: asked.length, offered, contacts: 1, round });
	return { asked: asked.length > 0, mayAsk: against === null };
}
