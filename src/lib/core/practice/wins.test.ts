import { expect, test } from 'vitest';
import { idOf } from '../journal/testing.ts';
import type { CivilDate } from '../schema/civil-date.ts';
import type { Talk } from '../schema/talk.ts';
import { recentWins, type WinSources } from './wins.ts';

const day = (text: string) => text as CivilDate;
const talk = { id: idOf('talk'), date: day('2026-11-20') } as Talk;
const nothing: WinSources = {
	today: day('2026-11-22'),
	talks: [talk],
	debrief: () => null,
	steps: [],
	forecasts: [],
	rewordings: []
};
const kinds = (sources: Partial<WinSources>) =>
	recentWins({ ...nothing, ...sources }).map(({ kind, about }) => [kind, about]);
const NOON = new Date(2026, 10, 20, 12).getTime();

test('R2-50: a takeaway that was written down is a small win', () => {
	const debrief = () => ({ finishedAt: NOON, resonatedText: ' portfolio beats certificate ' });
	expect(recentWins({ ...nothing, debrief })).toMatchObject([
		{ kind: 'takeaway', on: '2026-11-20', words: 'portfolio beats certificate' }
	]);
	expect(kinds({ debrief: () => ({ finishedAt: null, resonatedText: 'not finished' }) })).toEqual([]);
});

test('R2-50: somebody who answered is a small win', () => {
	const step = (stage: string, on: string) =>
		({ person: idOf('priya'), stage, on: day(on) }) as WinSources['steps'][number];
	expect(kinds({ steps: [step('asked', '2026-11-20'), step('replied', '2026-11-21')] })).toEqual([
		['contact', idOf('priya')]
	]);
	expect(kinds({ steps: [step('replied', '2026-11-01')] })).toEqual([]);
});

test('R2-50: a belief that moved or was worded anew is a small win, whichever way it moved', () => {
	const forecast = (before: number | null, after: number | null) =>
		({ talk: talk.id, assumption: idOf('belief'), before, after }) as WinSources['forecasts'][number];
	expect(recentWins({ ...nothing, forecasts: [forecast(80, 35)] })).toMatchObject([
		{ kind: 'hypothesis', change: { before: 80, after: 35 } }
	]);
	expect(kinds({ forecasts: [forecast(50, 55), forecast(50, null), forecast(null, 90)] })).toEqual([]);
	expect(kinds({ rewordings: [{ assumption: idOf('belief'), createdAt: NOON }] })).toEqual([
		['hypothesis', idOf('belief')]
	]);
});

test('R2-50: worded anew twice on one day, or rated too, a belief is one win of that day', () => {
	const twice = [NOON, NOON + 60_000].map((createdAt) => ({ assumption: idOf('belief'), createdAt }));
	const before = { assumption: idOf('belief'), createdAt: NOON - 86_400_000 };
	expect(recentWins({ ...nothing, rewordings: [...twice, before] }).map(({ on }) => on)).toEqual([
		'2026-11-20',
		'2026-11-19'
	]);
	const rated = { talk: talk.id, assumption: idOf('belief'), before: 80, after: 35 };
	const forecasts = [rated as WinSources['forecasts'][number]];
	expect(recentWins({ ...nothing, rewordings: twice, forecasts })).toMatchObject([
		{ change: { before: 80, after: 35 } }
	]);
});
