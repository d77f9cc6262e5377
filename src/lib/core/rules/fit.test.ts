import { expect, test } from 'vitest';
import { idOf } from '../journal/testing.ts';
import type { CivilDate } from '../schema/civil-date.ts';
import { decided, fitChecks, fitCounts, wantsDecision, type FitEntry } from './fit.ts';

const today = '2026-11-22' as CivilDate;
const entry = (changes: Partial<FitEntry>): FitEntry => ({
	priority: idOf('travel'),
	fit: null,
	decision: null,
	decidedOn: null,
	...changes
});

test('R0-16: every priority is checked against the talk, in the order of the seeker', () => {
	const priorities = [{ id: idOf('school') }, { id: idOf('travel') }, { id: idOf('pay') }];
	const checks = fitChecks(priorities, [
		entry({ fit: 'conflicts' }),
		entry({ priority: idOf('school'), fit: 'meets' }),
		entry({ priority: idOf('gone'), fit: 'meets' })
	]);
	expect(checks.map(({ entry }) => entry?.fit ?? null)).toEqual(['meets', 'conflicts', null]);
	expect(fitCounts(checks)).toEqual({ meets: 1, conflicts: 1, unknown: 1 });
});

test('R0-17: a conflict wants a decision with its date; what meets or is unknown does not', () => {
	const { decision, decidedOn } = decided('mitigate', today);
	expect(wantsDecision(entry({ fit: 'conflicts' }))).toBe(true);
	expect(wantsDecision(entry({ fit: 'conflicts', decision }))).toBe(true);
	expect(wantsDecision(entry({ fit: 'conflicts', decision, decidedOn }))).toBe(false);
	expect(wantsDecision(entry({ fit: 'meets' }))).toBe(false);
	expect(wantsDecision(entry({ fit: 'unknown' }))).toBe(false);
	expect(decided(null, today)).toEqual({ decision: null, decidedOn: null });
});
