// What talks said of beliefs. Read from records that may be counted only, so that a withdrawal takes effect (R2-33).

import type { Outcome } from './kinds/debrief.ts';

/** Of each talk and belief the one that was noted last: two members may have noted one each while apart. */
export const latestOutcomes = (outcomes: readonly Outcome[]): readonly Outcome[] => [
	...new Map(outcomes.map((row) => [`${row.talk ?? ''} ${row.assumption ?? ''}`, row])).values()
];
