// Whether a talk has taken place: one answer for every screen and rule that asks.

import type { CivilDate } from '../schema/civil-date.ts';
import type { Talk } from '../schema/talk.ts';
import type { Preparation } from './kinds/prepare.ts';

/** Its end was noted, or its day is over. On the day itself nobody knows but who was there. */
export const isHeld = (
	{ date }: Pick<Talk, 'date'>,
	preparation: Pick<Preparation, 'endedAt'> | null,
	today: CivilDate
): boolean => (preparation?.endedAt ?? null) !== null || date < today;

/** `isHeld` over many talks. */
export function heldIn(
	preparations: readonly Pick<Preparation, 'id' | 'endedAt'>[],
	today: CivilDate
): (talk: Pick<Talk, 'id' | 'date'>) => boolean {
	const byTalk = new Map(preparations.map((preparation) => [preparation.id, preparation]));
	return (talk) => isHeld(talk, byTalk.get(talk.id) ?? null, today);
}
