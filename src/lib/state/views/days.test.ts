import { expect, test } from 'vitest';
import type { CivilDate } from '../../core/schema/civil-date.ts';
import { daysBetween, mondayOf, nearDay, shortDay, weekday } from './days.ts';

const day = (text: string) => text as CivilDate;
const TUESDAY = day('2025-11-18');

test('near days are words, later this week a weekday, the rest a date', () => {
	expect(
		['2025-11-17', '2025-11-18', '2025-11-19', '2025-11-23'].map((d) => nearDay(day(d), TUESDAY))
	).toEqual(['yesterday', 'today', 'tomorrow', 'Sun']);
	expect(nearDay(day('2025-11-25'), TUESDAY)).toBe('25 Nov');
	expect(nearDay(day('2025-11-14'), TUESDAY)).toBe('14 Nov');
	expect(shortDay(day('2026-01-02'), TUESDAY)).toBe('2 Jan 2026');
});

test('a week begins on Monday, also for a Sunday and across a year', () => {
	expect(weekday(TUESDAY)).toBe('Tuesday');
	expect(mondayOf(TUESDAY)).toBe('2025-11-17');
	expect(mondayOf(day('2025-11-23'))).toBe('2025-11-17');
	expect(mondayOf(day('2026-01-01'))).toBe('2025-12-29');
});

test('days between are whole across the change to summer time', () => {
	expect(daysBetween(day('2025-03-29'), day('2025-03-31'))).toBe(2);
	expect(daysBetween(day('2025-03-31'), day('2025-03-29'))).toBe(-2);
});
