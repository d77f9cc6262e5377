import { expect, test } from 'vitest';
import type { CivilDate } from '../schema/civil-date.ts';
import type { HeldTalk } from './debrief-end.ts';
import { isSpecific, owedThanks, takeawaysIn, thanksDue } from './thanks.ts';

const day = (text: string) => text as CivilDate;
const at = (iso: string) => Date.parse(iso);
const held: HeldTalk = { date: day('2026-11-02'), endedAt: at('2026-11-02T10:00:00Z'), zone: 'UTC' };
const stateAt = (iso: string, sentOn: CivilDate | null = null) => thanksDue(held, sentOn, at(iso)).state;

test('R2-37: a thank-you is due from 24 to 48 hours after the talk', () => {
	expect(stateAt('2026-11-01T23:59:00Z')).toBe('ahead');
	expect(stateAt('2026-11-02T10:00:00Z')).toBe('open');
	expect(stateAt('2026-11-03T09:59:00Z')).toBe('open');
	expect(stateAt('2026-11-03T10:00:00Z')).toBe('due');
	expect(stateAt('2026-11-04T09:59:00Z')).toBe('due');
	expect(stateAt('2026-11-04T10:00:00Z')).toBe('late');
	expect(thanksDue(held, null, 0).until).toBe(at('2026-11-04T10:00:00Z'));
});

test('R3-12: every talk that was held is owed a thank-you until one was sent, however late', () => {
	const ahead: HeldTalk = { date: day('2026-12-24'), endedAt: null, zone: 'UTC' };
	const thanked: HeldTalk = { ...held };
	const owed = owedThanks(
		[held, ahead, thanked],
		(talk) => (talk === thanked ? day('2026-11-05') : null),
		at('2026-11-20T12:00:00Z')
	);
	expect(owed).toEqual([held]);
	expect(owed[0]).toBe(held);
});

const NOTED = [
	'Last week she had eleven customer calls and two days of planning.',
	'SQL',
	'People argue in writing before a meeting, never in it.'
];

test.each([
	['the same words', 'Your eleven customer calls in one week surprised me.', 1],
	['another order and form', 'That the planning fills two days, besides the calls, was new to me.', 1],
	['a short title', 'I have signed up for a course in SQL.', 1],
	['two of them', 'SQL it is. And I had not thought that people would argue in writing.', 2],
	['politeness only', 'Thank you so much for your time, it was a great talk and I learned a lot.', 0],
	['one word in common', 'I will write to another customer of yours.', 0],
	['words spread over the whole message', 'Eleven thanks. The customer is king. She calls.', 0],
	['nothing', '', 0]
])('takeaways restated in %s', (_, body, count) => {
	expect(takeawaysIn(body, NOTED)).toHaveLength(count);
});

test('R2-37: a thank-you needs one specific takeaway, found in its words or ticked by its sender', () => {
	const polite = 'Thank you for your time!';
	expect(isSpecific(polite, NOTED, false)).toBe(false);
	expect(isSpecific(polite, NOTED, true)).toBe(true);
	expect(isSpecific('Two days of planning a week!', NOTED, false)).toBe(true);
	expect(isSpecific(polite, [], false)).toBe(false);
});

test('words of other scripts are found too, and nothing noted is nothing restated', () => {
	expect(
		takeawaysIn('Спасибо: одиннадцать звонков клиентам за неделю!', ['Одиннадцать звонков клиентам'])
	).toHaveLength(1);
	expect(takeawaysIn('Anything', ['', '  ', '…'])).toEqual([]);
});
