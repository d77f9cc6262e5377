import { expect, test } from 'vitest';
import { deadlineWords } from './moments.ts';

const at = (...[month, day, hours, minutes]: readonly [number, number, number, number]) =>
	deadlineWords(new Date(2026, month - 1, day, hours, minutes).getTime(), 'en-GB').replaceAll(',', '');

test('a deadline has its time, and one at midnight is the day that ends then', () => {
	expect(at(11, 3, 14, 0)).toBe('Tue 3 Nov 14:00');
	expect(at(11, 4, 0, 0)).toBe('Tue 3 Nov');
	expect(at(11, 1, 0, 0)).toBe('Sat 31 Oct');
	expect(at(11, 4, 0, 1)).toBe('Wed 4 Nov 00:01');
	expect(at(11, 4, 23, 59)).toBe('Wed 4 Nov 23:59');
});

test('a moment that no calendar has is said all the same', () => {
	for (const absurd of [Number.MAX_VALUE, -Number.MAX_VALUE, 8.64e15, -8.64e15])
		expect(deadlineWords(absurd, 'en-GB')).not.toBe('');
});
