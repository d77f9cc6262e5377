import { expect, test } from 'vitest';
import { idOf } from '../journal/testing.ts';
import type { CivilDate } from '../schema/civil-date.ts';
import { daysAfter } from '../schema/civil-days.ts';
import { contactsOf, lastTouch, nextDate, type TouchSources } from './touches.ts';

const priya = idOf('priya');
const day = (text: string) => text as CivilDate;
const sources = (some: Partial<TouchSources> = {}): TouchSources => ({
	talks: [],
	messages: [],
	replies: [],
	touches: [],
	today: day('2026-11-20'),
	...some
});

test('the last touch is the latest real contact, of whatever kind', () => {
	const all = sources({
		talks: [{ person: priya, date: day('2026-11-02') }],
		messages: [{ person: priya, sentOn: day('2026-10-20') }],
		replies: [{ person: priya, on: day('2026-10-21') }],
		touches: [{ person: priya, on: day('2026-11-11') }]
	});
	expect(lastTouch(priya, all)).toEqual({ on: '2026-11-11', kind: 'touch' });
	expect(lastTouch(priya, { ...all, touches: [] })).toEqual({ on: '2026-11-02', kind: 'talk' });
	expect(lastTouch(priya, { ...all, touches: [], talks: [] })).toEqual({ on: '2026-10-21', kind: 'reply' });
	expect(lastTouch(idOf('tom'), all)).toBeNull();
});

test('a draft, a talk ahead and a day in the future are no contact; today is', () => {
	const planned = sources({
		talks: [{ person: priya, date: day('2026-11-21') }],
		messages: [{ person: priya, sentOn: null }],
		touches: [{ person: priya, on: day('9999-12-31') }]
	});
	expect(lastTouch(priya, planned)).toBeNull();
	expect(lastTouch(priya, { ...planned, today: day('2026-11-21') })).toEqual({
		on: '2026-11-21',
		kind: 'talk'
	});
});

test('on one day the talk is what is told', () => {
	const same = sources({
		talks: [{ person: priya, date: day('2026-11-02') }],
		touches: [{ person: priya, on: day('2026-11-02') }]
	});
	expect(lastTouch(priya, same)?.kind).toBe('talk');
});

test('what happened with a duplicate is a contact with the person who counts', () => {
	const twin = idOf('twin');
	const counted = (id: typeof priya) => (id === twin ? priya : id);
	const all = sources({ touches: [{ person: twin, on: day('2026-11-02') }], counted });
	expect(lastTouch(priya, all)).toEqual({ on: '2026-11-02', kind: 'touch' });
	expect(lastTouch(twin, all)).toEqual(lastTouch(priya, all));
	expect(contactsOf(all)).toEqual([{ person: priya, on: '2026-11-02', kind: 'touch' }]);
});

const quiet = { stage: 'in-touch', nextTouch: null, cadence: null };

test('the next date is the talk ahead or the chosen day, whichever is sooner', () => {
	const ahead = sources({
		talks: [
			{ person: priya, date: day('2026-12-01') },
			{ person: priya, date: day('2026-11-24') }
		]
	});
	const chosen = { ...quiet, nextTouch: day('2026-11-28') };
	expect(nextDate(priya, chosen, ahead)).toEqual({ on: '2026-11-24', kind: 'talk' });
	expect(nextDate(priya, { ...chosen, nextTouch: day('2026-11-22') }, ahead)).toEqual({
		on: '2026-11-22',
		kind: 'chosen'
	});
	expect(nextDate(priya, chosen, sources())).toEqual({ on: '2026-11-28', kind: 'chosen' });
	expect(nextDate(priya, null, sources())).toBeNull();
});

test('keeping in touch has a rhythm from the last contact; nobody else does', () => {
	const met = sources({ talks: [{ person: priya, date: day('2026-11-02') }] });
	expect(nextDate(priya, { ...quiet, cadence: 14 }, met)).toEqual({ on: '2026-11-16', kind: 'cadence' });
	expect(nextDate(priya, { ...quiet, stage: 'met', cadence: 14 }, met)).toBeNull();
	expect(nextDate(priya, { ...quiet, cadence: 14 }, sources())).toBeNull();
});

test('R2-40: a closed or declined person keeps the day that was chosen for the next touch', () => {
	for (const stage of ['declined', 'closed'])
		expect(nextDate(priya, { ...quiet, stage, nextTouch: day('2027-03-01') }, sources())).toEqual({
			on: '2027-03-01',
			kind: 'chosen'
		});
});

test('days after go over months, leap days and clock changes', () => {
	expect(daysAfter(day('2028-02-28'), 2)).toBe('2028-03-01');
	expect(daysAfter(day('2026-10-24'), 2)).toBe('2026-10-26');
	expect(daysAfter(day('2026-12-31'), 1)).toBe('2027-01-01');
});
