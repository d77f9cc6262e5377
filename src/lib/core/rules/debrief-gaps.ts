// What a low rating says: something is missing (R0-31), and whoever sees it decides what to do about it (R0-32).

import { NUMBERS } from './lists.ts';

/** R0-31: a rating this low offers to open a gap. */
export const showsGap = (rating: number | null): boolean => rating !== null && rating <= NUMBERS.lowRating;

export interface DecidedGap {
	readonly decision: string | null;
	readonly becauseText: string;
}

/** R0-32: acquire, adjust or ignore, each with its reason. null: nothing is left to say. */
export function gapWants({ decision, becauseText }: DecidedGap): 'decision' | 'reason' | null {
	if (decision === null) return 'decision';
	return becauseText.trim() === '' ? 'reason' : null;
}
