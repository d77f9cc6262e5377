// What a talk did to a belief: how sure the seeker was before and is after, and what came of the forecast (R1-26). How
// sure somebody is, is not how likely a thing is; nothing here is called a probability.

import type { EXPECTATIONS, OUTCOMES } from './lists.ts';

type Expectation = (typeof EXPECTATIONS)[number];
type Outcome = (typeof OUTCOMES)[number];

/** From this many percentage points on, a change of mind is a large one. */
const LARGE = 25;

export interface Shift {
	readonly direction: 'surer' | 'less-sure' | 'same';
	/** Percentage points, never negative. */
	readonly points: number;
	readonly large: boolean;
}

/** R1-26: before against after; null while one of them is missing. */
export function shiftOf(before: number | null, after: number | null): Shift | null {
	if (before === null || after === null) return null;
	const points = Math.abs(after - before);
	const direction = points === 0 ? 'same' : after > before ? 'surer' : 'less-sure';
	return { direction, points, large: points >= LARGE };
}

export type ForecastResult = 'as-expected' | 'against' | 'decided' | 'open';

/** What came against what was expected; null while one of them is missing. */
export function forecastResult(expects: Expectation | null, came: Outcome | null): ForecastResult | null {
	if (expects === null || came === null) return null;
	if (came === 'unclear' || came === 'not-covered') return 'open';
	if (expects === 'unsure') return 'decided';
	return expects === came ? 'as-expected' : 'against';
}
