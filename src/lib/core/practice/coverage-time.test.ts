import { expect, test } from 'vitest';
import { idOf } from '../journal/testing.ts';
import type { CivilDate } from '../schema/civil-date.ts';
import { networkByMonth, newAndRepeat } from './coverage-time.ts';

const day = (text: string) => text as CivilDate;
const [priya, tom, twin] = ['priya', 'tom', 'twin'].map(idOf);
const today = day('2026-11-20');

test('R2-32: talks with new people are told from further ones', () => {
	const talk = (person: string | undefined, date: string) => ({ person: idOf(person!), date: day(date) });
	const talks = [
		talk(priya, '2026-10-01'),
		talk(priya, '2026-11-01'),
		talk(tom, '2026-11-20'),
		talk(tom, '2026-11-21'),
		talk(twin, '2026-11-02')
	];
	const counted = (id: ReturnType<typeof idOf>) => (id === twin ? priya! : id);
	expect(newAndRepeat(talks, (id) => id, today)).toEqual({ fresh: 3, repeat: 1 });
	expect(newAndRepeat(talks, counted, today)).toEqual({ fresh: 2, repeat: 2 });
	expect(newAndRepeat([], counted, today)).toEqual({ fresh: 0, repeat: 0 });
});

test('R1-54: the network is counted month by month, by size and by what happened in it', () => {
	const people = [
		{ id: priya!, since: day('2026-09-03') },
		{ id: tom!, since: day('2026-11-02') }
	];
	const contact = (person: string | undefined, on: string) => ({
		person: idOf(person!),
		on: day(on),
		kind: 'talk' as const
	});
	const contacts = [
		contact(priya, '2026-09-30'),
		contact(priya, '2026-11-01'),
		contact(tom, '2026-11-10'),
		contact('gone', '2026-11-10')
	];
	expect(networkByMonth(people, contacts, today)).toEqual([
		{ month: '2026-09', people: 1, reached: 1, contacts: 1 },
		{ month: '2026-10', people: 1, reached: 1, contacts: 0 },
		{ month: '2026-11', people: 2, reached: 2, contacts: 2 }
	]);
	expect(networkByMonth(people, contacts, today, 2).map(({ month }) => month)).toEqual([
		'2026-10',
		'2026-11'
	]);
});

test('R1-54: somebody who was written down late was known since the first contact; years turn', () => {
	const people = [{ id: priya!, since: day('2027-01-05') }];
	const contacts = [{ person: priya!, on: day('2026-12-31'), kind: 'reply' as const }];
	expect(networkByMonth(people, contacts, day('2027-01-06'))).toMatchObject([
		{ month: '2026-12', people: 1, contacts: 1 },
		{ month: '2027-01', people: 1, contacts: 0 }
	]);
	expect(networkByMonth([], [], today)).toEqual([{ month: '2026-11', people: 0, reached: 0, contacts: 0 }]);
});
