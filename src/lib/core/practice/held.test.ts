import { expect, test } from 'vitest';
import { idOf } from '../journal/testing.ts';
import type { CivilDate } from '../schema/civil-date.ts';
import { heldIn, isHeld } from './held.ts';

const day = (text: string) => text as CivilDate;
const TODAY = day('2026-11-22');

test('a talk is held once its end was noted or its day is over, and not before', () => {
	expect(isHeld({ date: day('2026-11-21') }, null, TODAY)).toBe(true);
	expect(isHeld({ date: TODAY }, null, TODAY)).toBe(false);
	expect(isHeld({ date: TODAY }, { endedAt: null }, TODAY)).toBe(false);
	expect(isHeld({ date: TODAY }, { endedAt: 1 }, TODAY)).toBe(true);
	expect(isHeld({ date: day('2026-11-24') }, { endedAt: 1 }, TODAY)).toBe(true);
});

test('each talk is held by its own preparation', () => {
	const held = heldIn([{ id: idOf('over'), endedAt: 1 }], TODAY);
	expect([idOf('over'), idOf('ahead')].map((id) => held({ id, date: TODAY }))).toEqual([true, false]);
});
