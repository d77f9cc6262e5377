import { expect, test } from 'vitest';
import { civilDateOf, isCivilDate } from './civil-date.ts';

test.each(['2024-02-29', '2000-02-29', '0001-01-01', '9999-12-31', '2023-04-30'])('%s is a day', (text) => {
	expect(isCivilDate(text)).toBe(true);
});

test.each([
	'2023-02-29',
	'1900-02-29',
	'2023-04-31',
	'2023-13-01',
	'2023-00-10',
	'2023-01-00',
	'0000-01-01',
	'2023-1-1',
	'2023-01-01T00:00',
	' 2023-01-01',
	'',
	20230101,
	null,
	['2023-01-01']
])('%j is none', (value) => {
	expect(isCivilDate(value)).toBe(false);
});

test('a moment falls on the day of this device, whatever its zone', () => {
	expect(civilDateOf(new Date(2024, 1, 29, 23, 59).getTime())).toBe('2024-02-29');
	expect(civilDateOf(new Date(2024, 2, 1, 0, 0).getTime())).toBe('2024-03-01');
	expect(() => civilDateOf(Number.NaN)).toThrow(RangeError);
});
