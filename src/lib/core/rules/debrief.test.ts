import { expect, test } from 'vitest';
import type { CivilDate } from '../schema/civil-date.ts';
import type { HeldTalk } from './debrief-end.ts';
import { endOfDay, startOfDay } from './zones.ts';
import { debriefDue, missingReflections, saidUnderLead, writtenInTime } from './debrief.ts';

const day = (text: string) => text as CivilDate;
const at = (iso: string) => Date.parse(iso);
const talk = (date: string, zone: string, endedAt: number | null = null): HeldTalk => ({
	date: day(date),
	endedAt,
	zone
});
const stateAt = (held: HeldTalk, iso: string, finishedAt: number | null = null) =>
	debriefDue(held, finishedAt, at(iso)).state;

test('R0-14: with a timer the 48 hours begin when the talk ended', () => {
	const held = talk('2026-11-02', 'Europe/Berlin', at('2026-11-02T10:40:00Z'));
	expect(stateAt(held, '2026-11-02T10:41:00Z')).toBe('fresh');
	expect(stateAt(held, '2026-11-03T10:39:00Z')).toBe('fresh');
	expect(stateAt(held, '2026-11-03T10:40:00Z')).toBe('due');
	expect(stateAt(held, '2026-11-04T10:39:59Z')).toBe('due');
	expect(stateAt(held, '2026-11-04T10:40:00Z')).toBe('late');
});

test('without a timer the talk ended with its day, at 23:59 it is not over yet', () => {
	const held = talk('2026-11-02', 'Europe/Berlin');
	expect(stateAt(held, '2026-11-01T22:59:00Z')).toBe('ahead');
	expect(debriefDue(held, null, 0).until).toBe(at('2026-11-04T23:00:00Z'));
	// 23:59 in Berlin, two days after, and the minute after that.
	expect(writtenInTime(held, at('2026-11-04T22:59:00Z'))).toBe(true);
	expect(writtenInTime(held, at('2026-11-04T23:00:00Z'))).toBe(false);
});

test('the day is the one of the zone in which the talk took place', () => {
	expect(debriefDue(talk('2026-11-02', 'Pacific/Auckland'), null, 0).until).toBe(at('2026-11-04T11:00:00Z'));
	expect(debriefDue(talk('2026-11-02', 'Pacific/Honolulu'), null, 0).until).toBe(at('2026-11-05T10:00:00Z'));
});

test('over a change of clocks an hour stays an hour', () => {
	// In Berlin the clocks go back on the night to the 25th: the day has 25 hours.
	expect(endOfDay(day('2026-10-25'), 'Europe/Berlin')).toBe(at('2026-10-25T23:00:00Z'));
	expect(startOfDay(day('2026-10-25'), 'Europe/Berlin')).toBe(at('2026-10-24T22:00:00Z'));
	const autumn = talk('2026-10-24', 'Europe/Berlin');
	expect(debriefDue(autumn, null, 0).until).toBe(at('2026-10-26T22:00:00Z'));
	// And forward on the 29th of March.
	expect(endOfDay(day('2026-03-29'), 'Europe/Berlin')).toBe(at('2026-03-29T22:00:00Z'));
	expect(debriefDue(talk('2026-03-28', 'Europe/Berlin'), null, 0).until).toBe(at('2026-03-30T23:00:00Z'));
});

test('a day that begins at one o’clock, or has the hour before midnight twice', () => {
	expect(startOfDay(day('2026-03-29'), 'Asia/Beirut')).toBe(at('2026-03-28T22:00:00Z'));
	expect(startOfDay(day('2017-10-15'), 'America/Sao_Paulo')).toBe(at('2017-10-15T03:00:00Z'));
	expect(startOfDay(day('2018-02-18'), 'America/Sao_Paulo')).toBe(at('2018-02-18T03:00:00Z'));
});

test('a zone that this device does not know counts as its own; absurd days have an end too', () => {
	expect(endOfDay(day('2026-11-02'), 'Mars/Olympus')).toBe(endOfDay(day('2026-11-02'), null));
	for (const absurd of ['0001-01-01', '9999-12-31'])
		expect(Number.isFinite(endOfDay(day(absurd), 'Europe/Berlin'))).toBe(true);
});

test('a debrief that was finished late was still written, and is told apart', () => {
	const held = talk('2026-11-02', 'UTC');
	expect(stateAt(held, '2026-12-24T12:00:00Z', at('2026-12-01T00:00:00Z'))).toBe('finished');
	expect(writtenInTime(held, at('2026-11-04T23:59:00Z'))).toBe(true);
	expect(writtenInTime(held, at('2026-11-05T00:00:00Z'))).toBe(false);
});

test('R1-25: what resonated and what surprised need words before a debrief is finished', () => {
	expect(missingReflections(null)).toEqual(['resonated', 'surprised']);
	expect(missingReflections({ resonatedText: 'Their calm', surprisedText: ' \n' })).toEqual(['surprised']);
	expect(missingReflections({ resonatedText: 'Their calm', surprisedText: 'No meetings' })).toEqual([]);
});

test('R0-54: whoever led the answers, even a little, is told so', () => {
	expect([null, 'no', 'a-little', 'yes'].map(saidUnderLead)).toEqual([false, false, true, true]);
});
