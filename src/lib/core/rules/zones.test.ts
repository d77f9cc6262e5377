import { expect, test } from 'vitest';
import type { CivilDate } from '../schema/civil-date.ts';
import { daysApart, instantOf, isZone, wallAt } from './zones.ts';

const wall = (day: string, time: string) => ({ day: day as CivilDate, time });
const utc = (text: string) => Date.parse(`${text}:00Z`);

test.each([
	['2026-11-03', '10:00', 'Europe/Lisbon', '2026-11-03T10:00'],
	['2026-07-03', '10:00', 'Europe/Lisbon', '2026-07-03T09:00'],
	['2026-11-03', '10:00', 'America/New_York', '2026-11-03T15:00'],
	['2026-11-03', '00:00', 'Asia/Kolkata', '2026-11-02T18:30'],
	['2026-11-03', '23:59', 'Pacific/Auckland', '2026-11-03T10:59'],
	['2026-12-31', '23:59', 'America/Los_Angeles', '2027-01-01T07:59'],
	['2028-02-29', '12:00', 'UTC', '2028-02-29T12:00']
])('%s %s in %s is one moment', (day, time, zone, expected) => {
	const instant = instantOf(wall(day, time), zone);
	expect(instant).toEqual({ kind: 'exact', ms: utc(expected) });
	expect(wallAt(utc(expected), zone)).toEqual({ day, time });
});

test('a time that the clock goes over counts as long after the change, and it is said', () => {
	// Berlin, 29 March 2026: 01:59 is followed by 03:00.
	const instant = instantOf(wall('2026-03-29', '02:30'), 'Europe/Berlin');
	expect(instant).toEqual({ kind: 'skipped', ms: utc('2026-03-29T01:30') });
	expect(wallAt(utc('2026-03-29T01:30'), 'Europe/Berlin')).toEqual(wall('2026-03-29', '03:30'));
	expect(instantOf(wall('2026-03-29', '03:00'), 'Europe/Berlin').kind).toBe('exact');
	expect(instantOf(wall('2026-03-29', '01:59'), 'Europe/Berlin').kind).toBe('exact');
});

test('a time that the clock shows twice is the first one, and both are known', () => {
	// New York, 1 November 2026: after 01:59 it is 01:00 again.
	expect(instantOf(wall('2026-11-01', '01:30'), 'America/New_York')).toEqual({
		kind: 'doubled',
		ms: utc('2026-11-01T05:30'),
		later: utc('2026-11-01T06:30')
	});
	expect(instantOf(wall('2026-11-01', '02:00'), 'America/New_York').kind).toBe('exact');
	// Half an hour, on Lord Howe Island.
	expect(instantOf(wall('2026-04-05', '01:45'), 'Australia/Lord_Howe').kind).toBe('doubled');
});

test('a whole day that an island went over', () => {
	const instant = instantOf(wall('2011-12-30', '12:00'), 'Pacific/Apia');
	expect(instant).toEqual({ kind: 'skipped', ms: utc('2011-12-30T22:00') });
});

test('the week in which only one side has changed its clocks', () => {
	// Europe leaves summer time on 25 October 2026, New York on 1 November: four hours instead of five.
	const between = instantOf(wall('2026-10-27', '15:00'), 'Europe/London');
	expect(between.kind === 'exact' && wallAt(between.ms, 'America/New_York')).toEqual(
		wall('2026-10-27', '11:00')
	);
});

test('23:59 here may be the next day there, and the day before somewhere else', () => {
	const here = wall('2026-11-03', '23:59');
	const instant = instantOf(here, 'Europe/Lisbon');
	if (instant.kind !== 'exact') throw new Error('expected a plain moment');
	const berlin = wallAt(instant.ms, 'Europe/Berlin')!;
	expect([berlin, daysApart(here, berlin)]).toEqual([wall('2026-11-04', '00:59'), 1]);
	const early = wall('2026-01-01', '00:10');
	const lisbon = instantOf(early, 'Europe/Lisbon');
	const denver = lisbon.kind === 'exact' ? wallAt(lisbon.ms, 'America/Denver')! : early;
	expect([denver, daysApart(early, denver)]).toEqual([wall('2025-12-31', '17:10'), -1]);
});

test('a zone that nobody knows and a day of another age are unknown, not an error', () => {
	expect(isZone('Europe/Lisbon')).toBe(true);
	expect(isZone('Middle/Earth')).toBe(false);
	expect(isZone('')).toBe(false);
	expect(wallAt(0, 'Middle/Earth')).toBeNull();
	expect(instantOf(wall('2026-11-03', '10:00'), 'Middle/Earth')).toEqual({ kind: 'unknown' });
	expect(instantOf(wall('0001-01-01', '10:00'), 'Europe/Lisbon')).toEqual({ kind: 'unknown' });
	expect(instantOf(wall('9999-12-31', '23:59'), 'Europe/Lisbon')).toEqual({ kind: 'unknown' });
	expect(instantOf(wall('2026-11-03', 'noon'), 'Europe/Lisbon')).toEqual({ kind: 'unknown' });
});
