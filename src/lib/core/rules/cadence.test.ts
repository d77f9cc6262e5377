import { expect, test } from 'vitest';
import type { CivilDate } from '../schema/civil-date.ts';
import { cadenceOf, nextRound, reconnectDue } from './cadence.ts';

const day = (text: string) => text as CivilDate;

test('the cadence counts civil days from the last real contact, also over a change of clocks', () => {
	expect(cadenceOf(day('2026-10-01'), 60, day('2026-10-31'))).toEqual({
		days: 60,
		since: 30,
		dueOn: '2026-11-30',
		ratio: 0.5
	});
	expect(cadenceOf(day('2026-10-01'), 30, day('2026-11-30'))?.ratio).toBe(2);
	expect(cadenceOf(null, 30, day('2026-11-30'))).toBeNull();
});

test('where nothing was chosen, the usual days count', () => {
	expect(cadenceOf(day('2026-01-01'), null, day('2026-04-01'))).toMatchObject({ since: 90, ratio: 1 });
});

test('at the end of the calendar its last day is due', () => {
	expect(cadenceOf(day('9999-12-31'), 30, day('9999-12-31'))?.dueOn).toBe('9999-12-31');
});

test('R0-62: who was talked with is reconnected with once the cadence has run out', () => {
	const over = cadenceOf(day('2026-01-01'), 30, day('2026-01-31'));
	const within = cadenceOf(day('2026-01-01'), 30, day('2026-01-30'));
	expect(reconnectDue(1, 'met', over)).toBe(true);
	expect(reconnectDue(1, null, within)).toBe(false);
	expect(reconnectDue(0, 'asked', over)).toBe(false);
	expect(reconnectDue(2, 'closed', over)).toBe(false);
	expect(reconnectDue(2, 'declined', over)).toBe(false);
	expect(reconnectDue(1, 'in-touch', null)).toBe(false);
});

test('R0-62: the next talk with the same person is one round further', () => {
	expect(nextRound([])).toBe(1);
	expect(nextRound([null])).toBe(2);
	expect(nextRound([1, 2, null])).toBe(3);
	expect(nextRound([9])).toBe(9);
});
