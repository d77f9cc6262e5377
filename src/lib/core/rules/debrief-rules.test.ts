import { expect, test } from 'vitest';
import { idOf } from '../journal/testing.ts';
import { suggestedActions, type SuggestsFrom } from './debrief-actions.ts';
import { forecastResult, shiftOf } from './debrief-beliefs.ts';
import { gapWants, showsGap } from './debrief-gaps.ts';

test('R0-31: a rating of one or two shows a gap, and no rating shows none', () => {
	expect([null, 1, 2, 3, 4, 5].map(showsGap)).toEqual([false, true, true, false, false, false]);
});

test('R0-32: a gap wants a decision, and the decision a reason', () => {
	expect(gapWants({ decision: null, becauseText: 'I lack it' })).toBe('decision');
	expect(gapWants({ decision: 'ignore', becauseText: ' ' })).toBe('reason');
	expect(gapWants({ decision: 'acquire', becauseText: 'Two of three asked for it' })).toBeNull();
});

test('R1-26: how sure before is held against how sure after', () => {
	expect(shiftOf(80, 50)).toEqual({ direction: 'less-sure', points: 30, large: true });
	expect(shiftOf(50, 60)).toEqual({ direction: 'surer', points: 10, large: false });
	expect(shiftOf(50, 50)).toEqual({ direction: 'same', points: 0, large: false });
	expect(shiftOf(null, 50)).toBeNull();
	expect(shiftOf(0, null)).toBeNull();
});

test('what came is held against the forecast', () => {
	expect(forecastResult('supports', 'challenges')).toBe('against');
	expect(forecastResult('challenges', 'challenges')).toBe('as-expected');
	expect(forecastResult('unsure', 'supports')).toBe('decided');
	expect(forecastResult('supports', 'unclear')).toBe('open');
	expect(forecastResult('supports', 'not-covered')).toBe('open');
	expect(forecastResult(null, 'supports')).toBeNull();
	expect(forecastResult('supports', null)).toBeNull();
});

const skill = { kind: 'skill', need: 'essential', resonance: null };
const NOTHING: SuggestsFrom = { ratings: {}, gaps: [], mentions: [] };

test('R0-19: a talk suggests what to bring forward, what to pursue and what to tell', () => {
	const [sql, metric, lesson] = [idOf('sql'), idOf('metric'), idOf('lesson')];
	const found = suggestedActions({
		ratings: { skills: 4, pace: 3, culture: null },
		gaps: [
			{ id: idOf('gap'), titleText: 'Query languages', decision: 'acquire' },
			{ id: idOf('other'), titleText: 'A driving licence', decision: 'ignore' }
		],
		mentions: [
			{ id: sql, titleText: 'SQL', ...skill },
			{ id: idOf('useful'), titleText: 'Slides', ...skill, need: 'useful' },
			{ id: metric, titleText: 'Churn', kind: 'metric', need: null, resonance: null },
			{ id: lesson, titleText: 'Say no early', kind: 'lesson', need: null, resonance: 5 }
		]
	});
	expect(found.map(({ kind, category, about }) => [kind, category ?? about])).toEqual([
		['resume', 'SQL'],
		['resume', 'skills'],
		['experience', 'Query languages'],
		['story', 'Churn'],
		['story', 'Say no early']
	]);
	expect(new Set(found.map(({ key }) => key)).size).toBe(found.length);
});

test('nothing is suggested from nothing, or about something without words', () => {
	expect(suggestedActions(NOTHING)).toEqual([]);
	expect(suggestedActions({ ...NOTHING, mentions: [{ id: idOf('a'), titleText: ' ', ...skill }] })).toEqual(
		[]
	);
});
