// Putting a question on a talk's list.

import type { Ask } from '#lib/core/practice/kinds/prepare.ts';
import type { Worded } from '#lib/core/rules/question-bank-own.ts';
import type { Preparing } from './preparing.svelte.ts';

export function addFromBank(prep: Preparing, { id, question, kind, category }: Worded): void {
	prep.tell(prep.records.asks.add({ talk: prep.talk.id, from: id, question, kind, category }));
}

/** A question of another talk, with its tags; whether it was asked there stays there. */
export function takeAlong(prep: Preparing, ask: Ask): void {
	const {
		questionText: question,
		demandText: demand,
		from,
		core,
		kind,
		category,
		strength,
		assumption
	} = ask;
	prep.tell(
		prep.records.asks.add({
			talk: prep.talk.id,
			question,
			demand,
			from,
			core,
			kind,
			category,
			strength,
			assumption
		})
	);
}
