import { expect, test } from 'vitest';
import { isCivilDate, type CivilDate } from './civil-date.ts';
import { daysAfter, daysBetween, utcDayOf, weekdayOf } from './civil-days.ts';

const day = (text: string) => text as CivilDate;

test('days are counted over months, leap years and changes of clocks', () => {
	expect(daysAfter(day('2028-02-28'), 1)).toBe('2028-02-29');
	expect(daysAfter(day('2026-03-01'), -1)).toBe('2026-02-28');
	expect(daysBetween(day('2026-03-28'), day('2026-03-30'))).toBe(2);
	expect(daysBetween(day('2026-03-30'), day('2026-03-28'))).toBe(-2);
	expect(['2026-11-22', '2026-11-23'].map((text) => weekdayOf(day(text)))).toEqual([7, 1]);
});

test('nothing that is counted leaves the calendar', () => {
	for (const days of [1e300, -1e300, 9e6, -9e6, Infinity, -Infinity, 8.64e15])
		expect([days, isCivilDate(daysAfter(day('2026-11-22'), days))]).toEqual([days, true]);
	expect(daysAfter(day('9999-12-31'), 1)).toBe('9999-12-31');
	expect(daysAfter(day('0001-01-01'), -1)).toBe('0001-01-01');
	expect([utcDayOf(1e300), utcDayOf(-1e300)]).toEqual(['9999-12-31', '0001-01-01']);
});
