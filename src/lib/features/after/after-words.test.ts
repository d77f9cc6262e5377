import { expect, test } from 'vitest';
import type { CivilDate } from '../../core/schema/civil-date.ts';
import { nextWords } from './after-words.ts';

const day = (text: string) => text as CivilDate;
const today = day('2026-11-20');

test('one day is told as the next, and a chosen day that has passed is told as that', () => {
	expect(nextWords({ on: day('2026-11-24'), kind: 'talk' }, today)).toMatch(/^Next: a talk, .*24/);
	expect(nextWords({ on: day('2026-11-24'), kind: 'chosen' }, today)).toMatch(/^Next: .*24.* you chose/);
	expect(nextWords({ on: day('2026-11-20'), kind: 'chosen' }, today)).toMatch(/^Next: .*20/);
	expect(nextWords({ on: day('2026-11-18'), kind: 'chosen' }, today)).toMatch(/18.* has passed/);
	expect(nextWords({ on: day('2026-11-18'), kind: 'cadence' }, today)).toMatch(/^Next by .*18/);
});
