import { expect, test } from 'vitest';
import { idOf } from '../journal/testing.ts';
import type { CivilDate } from '../schema/civil-date.ts';
import { metProfiles } from './targets-met.ts';

const day = (text: string) => text as CivilDate;
const [priya, double, ben, gone] = ['priya', 'double', 'ben', 'gone'].map(idOf) as [
	ReturnType<typeof idOf>,
	...ReturnType<typeof idOf>[]
];
const profile = (id: ReturnType<typeof idOf>, sameAs: typeof id | null = null) => ({
	id,
	sameAs,
	path: idOf(`path-${id.slice(0, 5)}`),
	industry: null,
	function: null,
	size: null
});

test('R0-27: people who were spoken with count once each, talks ahead and people put away do not', () => {
	const met = metProfiles({
		people: [{ id: priya }, { id: double! }, { id: ben! }],
		profiles: [profile(priya), profile(double!, priya), profile(ben!), profile(gone!)],
		talks: [
			{ id: idOf('talk-0'), person: priya, date: day('2026-11-02') },
			{ id: idOf('talk-1'), person: priya, date: day('2026-11-09') },
			{ id: idOf('talk-2'), person: double!, date: day('2026-11-10') },
			{ id: idOf('talk-3'), person: ben!, date: day('2026-11-23') },
			{ id: idOf('talk-4'), person: gone!, date: day('2026-11-03') }
		],
		preparations: [],
		today: day('2026-11-22')
	});
	expect(met.map(({ path }) => path)).toEqual([profile(priya).path]);
});

test('R0-27: a talk of today counts once it is over', () => {
	const talks = [{ id: idOf('talk'), person: priya, date: day('2026-11-22') }];
	const met = (endedAt: number | null) =>
		metProfiles({
			people: [{ id: priya }],
			profiles: [profile(priya)],
			talks,
			preparations: [{ id: idOf('talk'), endedAt }],
			today: day('2026-11-22')
		});
	expect(met(null)).toEqual([]);
	expect(met(1)).toHaveLength(1);
});
