import { expect, test } from 'vitest';
import type { CivilDate } from '#lib/core/schema/civil-date.ts';
import { must, PRIYA, seeker } from '#lib/core/journal/testing.ts';
import { openPractice } from '#lib/core/practice/practice.ts';
import { shortDay, weekday } from '#lib/state/views/days.ts';
import { calendarEvent, talksOfBatch } from './calendar-events.ts';
import { placeOf, talkTimes } from './times.ts';

const on = (date: string) => ({ date: date as CivilDate });
/** In the words of whoever runs this. */
const day = (date: string) =>
	`${weekday(date as CivilDate)}, ${shortDay(date as CivilDate, '2026-11-03' as CivilDate)}`;
const timed = (startsAt: string | null, zone: string | null, theirZone: string | null = null) => ({
	startsAt,
	zone,
	theirZone
});

test('both sides read their own time, and the day where it differs', () => {
	expect(talkTimes(on('2026-11-03'), timed('15:00', 'Europe/Lisbon', 'America/New_York'))).toMatchObject({
		here: '15:00 in Lisbon',
		there: '10:00 in New York',
		remark: null
	});
	expect(talkTimes(on('2026-11-03'), timed('23:59', 'Europe/Lisbon', 'Asia/Tokyo'))?.there).toBe(
		`08:59 in Tokyo, on ${day('2026-11-04')}`
	);
	expect(talkTimes(on('2026-12-31'), timed('23:59', 'Europe/Lisbon', 'Europe/Berlin'))?.there).toBe(
		`00:59 in Berlin, on ${day('2027-01-01')}`
	);
	expect(talkTimes(on('2026-11-03'), timed('15:00', 'Europe/Lisbon', 'Europe/Lisbon'))?.there).toBeNull();
	expect(placeOf('America/Argentina/Buenos_Aires')).toBe('Buenos Aires');
});

test('a clock change, or a zone that nobody knows, is said', () => {
	expect(talkTimes(on('2026-03-29'), timed('02:30', 'Europe/Berlin'))).toMatchObject({
		here: '03:30 in Berlin',
		remark: expect.stringMatching(/no 02:30.*03:30/) as unknown
	});
	expect(talkTimes(on('2026-10-25'), timed('02:30', 'Europe/Berlin'))?.remark).toMatch(/twice/);
	expect(talkTimes(on('2026-11-03'), timed('15:00', 'Middle/Earth'))).toMatchObject({
		start: null,
		here: '15:00 in Earth',
		there: null,
		remark: expect.stringMatching(/cannot tell/) as unknown
	});
	expect(talkTimes(on('2026-11-03'), timed('15:00', 'Europe/Lisbon', 'Middle/Earth'))?.remark).toMatch(
		/their zone/
	);
	expect(talkTimes(on('2026-11-03'), timed(null, 'Europe/Lisbon'))).toBeNull();
});

test('R2-45: the talks of a batch go into one calendar file in the order of their days, those with a time', () => {
	const { journal } = seeker();
	const { records } = openPractice(journal);
	const person = must(journal.commands.addPerson(PRIYA));
	const batch = must(records.batches.add({ title: 'Product people' }));
	const agreed = { agreedNotes: false, agreedSharing: false };
	const [later, sooner, other] = ['2026-11-09', '2026-11-03', '2026-11-05'].map((date) =>
		must(journal.commands.addTalk({ person, date, ...agreed }))
	);
	must(records.preparations.open(later!, { batch, startsAt: '10:00', zone: 'UTC', minutes: 45 }));
	must(records.preparations.open(sooner!, { batch }));
	must(records.preparations.open(other!, { startsAt: '10:00', zone: 'UTC' }));
	const talks = talksOfBatch(records, batch, journal.tables.talks.rows());
	expect(talks.map(({ id }) => id)).toEqual([sooner, later]);
	const events = talks.map((talk) =>
		calendarEvent(records, talk, { remindBefore: 15, nameOf: () => 'Product lead' })
	);
	expect(events).toMatchObject([
		null,
		{
			id: later,
			start: Date.parse('2026-11-09T10:00:00Z'),
			minutes: 45,
			summary: 'Talk with Product lead',
			remindBefore: 15
		}
	]);
});
