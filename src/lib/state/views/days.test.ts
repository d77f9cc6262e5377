import { expect, test } from 'vitest';
import type { CivilDate } from '../../core/schema/civil-date.ts';
import { daysBetween, nearDay, shortDay, weekday } from './days.ts';

const day = (text: string) => text as CivilDate;
const TUESDAY = day('2025-11-18');

test('near days are words, later this week a weekday, the rest a date', () => {
	expect(
		['2025-11-17', '2025-11-18', '2025-11-19', '2025-11-23'].map((d) => nearDay(day(d), TUESDAY, 'en-GB'))
	).toEqual(['yesterday', 'today', 'tomorrow', 'Sun']);
	expect(nearDay(day('2025-11-25'), TUESDAY, 'en-GB')).toBe('25 Nov');
	expect(nearDay(day('2025-11-14'), TUESDAY, 'en-GB')).toBe('14 Nov');
	expect(shortDay(day('2026-01-02'), TUESDAY, 'en-GB')).toBe('2 Jan 2026');
	expect(shortDay(day('2025-11-25'), TUESDAY, 'en-US')).toBe('Nov 25');
});

test('a weekday is said in full', () => expect(weekday(TUESDAY, 'en-GB')).toBe('Tuesday'));

test('days between are whole across the change to summer time', () => {
	expect(daysBetween(day('2025-03-29'), day('2025-03-31'))).toBe(2);
	expect(daysBetween(day('2025-03-31'), day('2025-03-29'))).toBe(-2);
});
