// Whether a talk is one in which an introduction may be asked for.

import type { RecordId } from '#lib/core/ids.ts';
import { againstAsking } from '#lib/core/rules/introductions.ts';
import type { PracticeView } from '#lib/state/practice/practice.svelte.ts';

export interface Introductions {
	/** One was asked for already. */
	readonly asked: boolean;
	readonly mayAsk: boolean;
}

/** The records are personal: who does not hold the person sees none, and the round alone decides. */
export function introductionsOf(
	records: Pick<PracticeView['records'], 'introductions'>,
	person: RecordId,
	round: number
): Introductions {
	const rows = records.introductions.rows().filter((row) => row.person === person);
	const asked = rows.filter(({ way }) => way === 'asked').length;
	const offered = rows.some(({ way }) => way === 'offered');
	// A talk is contact enough: this is not the first message.
	const against = againstAsking({ asked, offered, contacts: 1, round });
	return { asked: asked > 0, mayAsk: against === null };
}
