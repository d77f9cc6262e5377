// A rating line in numbers that SVG draws: talks side by side, 1 at the bottom, 5 at the top.

import { NUMBERS } from '#lib/core/rules/lists.ts';

export const WIDTH = 240;
export const HEIGHT = 48;
const MARGIN = 6;

export interface Dot {
	readonly x: number;
	readonly y: number;
}

/** Where each value stands; a single one in the middle. */
export function dotsOf(values: readonly number[]): readonly Dot[] {
	const { least, most } = NUMBERS.rating;
	const step = values.length > 1 ? (WIDTH - 2 * MARGIN) / (values.length - 1) : 0;
	const first = values.length > 1 ? MARGIN : WIDTH / 2;
	const high = HEIGHT - 2 * MARGIN;
	const round = (value: number) => Math.round(value * 10) / 10;
	return values.map((value, index) => ({
		x: round(first + index * step),
		y: round(MARGIN + high * (1 - (value - least) / (most - least)))
	}));
}
