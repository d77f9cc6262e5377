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
			{ person: priya, date: day('2026-11-02') },
			{ person: priya, date: day('2026-11-09') },
			{ person: double!, date: day('2026-11-10') },
			{ person: ben!, date: day('2026-11-23') },
			{ person: gone!, date: day('2026-11-03') }
		],
		today: day('2026-11-22')
	});
	expect(met.map(({ path }) => path)).toEqual([profile(priya).path]);
});
