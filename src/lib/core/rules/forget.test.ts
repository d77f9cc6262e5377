import { expect, test } from 'vitest';
import type { CivilDate } from '../schema/civil-date.ts';
import { forgetBy } from './forget.ts';

const at = (day: string) => Date.parse(`${day}T12:00:00Z`);

test('R2-33: what was taken back leaves older logs within thirty days, counted from the day it was said', () => {
	const on = '2026-02-01' as CivilDate;
	expect(forgetBy({ on, createdAt: at('2026-02-10') })).toBe('2026-03-03');
	expect(forgetBy({ on: null, createdAt: at('2026-02-10') })).toBe('2026-03-12');
	expect(forgetBy({ on: '9999-12-31' as CivilDate, createdAt: at('2026-02-10') })).toBe('2026-03-12');
});
