import { describe, expect, test } from 'vitest';
import { civilDateOf } from '../core/schema/civil-date.ts';
import { daysBetween } from '../core/schema/civil-days.ts';
import { superfluous, type Kept } from './checkpoint-thinning.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** Half past nine in the evening where the test runs. */
const NOW = new Date(2026, 10, 22, 21, 30).getTime();
const MEGABYTE = 1024 * 1024;

/** Checkpoints so long ago, the first made first. */
const ago = (...times: number[]): Kept[] =>
	times.map((time, id) => ({ id, at: NOW - time, bytes: MEGABYTE }));
/** How long ago those were that stay. */
function left(all: readonly Kept[], now = NOW): number[] {
	const gone = superfluous(all, now);
	return all.filter(({ id }) => !gone.includes(id)).map(({ at }) => now - at);
}

describe('checkpoints', () => {
	test('of today all stay', () => {
		const hours = [20, 12, 3, 2, 1, 0].map((hour) => hour * HOUR);
		expect(left(ago(...hours))).toEqual(hours);
	});

	test('of a day before, the last one', () => {
		expect(left(ago(DAY + 3 * HOUR, DAY + 2 * HOUR, DAY, HOUR))).toEqual([DAY, HOUR]);
	});

	test('a year of hourly ones is one for each day of two weeks, one for each of the eight weeks before, and today’s', () => {
		const year = Array.from({ length: 365 * 24 }, (_, hour) => hour * HOUR).reverse();
		const today = civilDateOf(NOW);
		const ages = left(ago(...year).map((one) => ({ ...one, bytes: 1000 }))).map((time) =>
			daysBetween(civilDateOf(NOW - time), today)
		);
		expect(ages.filter((age) => age === 0)).toHaveLength(22);
		expect(ages.filter((age) => age > 0 && age <= 14)).toEqual([
			14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1
		]);
		const older = ages.filter((age) => age > 14);
		expect(older.length).toBeGreaterThanOrEqual(8);
		expect(older.length).toBeLessThanOrEqual(9);
		expect(Math.max(...older)).toBeLessThanOrEqual(70);
	});

	test('the newest stays however old it is, and when the clock was set back', () => {
		expect(left(ago(400 * DAY, 300 * DAY))).toEqual([300 * DAY]);
		expect(left(ago(2 * HOUR, -3 * DAY))).toEqual([2 * HOUR, -3 * DAY]);
	});

	test('above the limit of bytes the closest to another goes, so that what is left still reaches back', () => {
		const big = (...times: number[]) => ago(...times).map((one) => ({ ...one, bytes: 20 * MEGABYTE }));
		expect(left(big(30 * DAY, 5 * DAY, 2 * HOUR, HOUR, 0))).toEqual([30 * DAY, 5 * DAY, 0]);
		expect(left(ago(DAY, 0).map((one) => ({ ...one, bytes: 90 * MEGABYTE })))).toEqual([0]);
	});
});
