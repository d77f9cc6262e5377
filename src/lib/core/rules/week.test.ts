import { expect, test } from 'vitest';
import type { CivilDate } from '../schema/civil-date.ts';
import { targetOf, weekOf, weekStart } from './week.ts';

const day = (text: string) => text as CivilDate;
const days = (...texts: string[]) => texts.map(day);
const SUNDAY = day('2026-11-22');

test('R0-45: two talks a week for four weeks, where nothing else was chosen', () => {
	const { all } = weekOf(
		days('2026-11-03'),
		targetOf({ talksPerWeek: null, weeks: null, startedOn: day('2026-11-02') }),
		SUNDAY,
		1
	);
	expect(all).toEqual({ held: 1, target: 8, week: 3, weeks: 4 });
	const chosen = targetOf({ talksPerWeek: 3, weeks: 2, startedOn: null });
	expect(weekOf([], chosen, SUNDAY, 1)).toMatchObject({ held: 0, target: 3, all: null });
});

test('R0-35: the week’s talks are held, so it is time to pause and read them', () => {
	const target = targetOf(null);
	expect(weekOf(days('2026-11-16'), target, SUNDAY, 1).pause).toBe(false);
	expect(weekOf(days('2026-11-16', '2026-11-22'), target, SUNDAY, 1)).toMatchObject({ held: 2, pause: true });
});

test('a week begins where the place begins it, also across months, years and a change of clocks', () => {
	expect(weekStart(SUNDAY, 1)).toBe('2026-11-16');
	expect(weekStart(SUNDAY, 7)).toBe('2026-11-22');
	expect(weekStart(SUNDAY, 6)).toBe('2026-11-21');
	expect(weekStart(day('2026-01-01'), 1)).toBe('2025-12-29');
	expect(weekStart(day('2026-03-29'), 1)).toBe('2026-03-23');
});

test('talks ahead are not counted, nor those before the week', () => {
	const talks = days('2026-11-15', '2026-11-16', '2026-11-23');
	expect(weekOf(talks, targetOf(null), SUNDAY, 1).held).toBe(1);
	expect(weekOf(talks, targetOf(null), SUNDAY, 7).held).toBe(0);
});

test('before the first week and after the last one nothing is counted together', () => {
	const target = targetOf({ talksPerWeek: 2, weeks: 1, startedOn: day('2026-11-02') });
	expect(weekOf([], target, day('2026-11-01'), 1).all).toBeNull();
	expect(weekOf([], target, day('2026-11-08'), 1).all).not.toBeNull();
	expect(weekOf([], target, day('2026-11-09'), 1).all).toBeNull();
});

test('of the weeks together, talks from their first day up to today are counted, none ahead', () => {
	const target = targetOf({ talksPerWeek: 2, weeks: 4, startedOn: day('2026-11-11') });
	const talks = days('2026-11-10', '2026-11-11', '2026-11-22', '2026-11-23');
	expect(weekOf(talks, target, SUNDAY, 1).all).toMatchObject({ held: 2, week: 2 });
});
