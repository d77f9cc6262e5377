// Whom the seeker has spoken with, each person once, as what they are in the field.

import type { RecordId } from '../ids.ts';
import type { CivilDate } from '../schema/civil-date.ts';
import type { Talk } from '../schema/talk.ts';
import { heldIn } from './held.ts';
import type { Profile } from './kinds/people.ts';
import type { Preparation } from './kinds/prepare.ts';
import { samePeople } from './same-person.ts';

export type MetProfile = Pick<Profile, 'path' | 'industry' | 'function' | 'size'>;

/** None put away. */
interface Sources {
	readonly people: readonly { readonly id: RecordId }[];
	readonly talks: readonly Pick<Talk, 'id' | 'person' | 'date'>[];
	readonly preparations: readonly Pick<Preparation, 'id' | 'endedAt'>[];
	readonly profiles: readonly (MetProfile & Pick<Profile, 'id' | 'sameAs'>)[];
	readonly today: CivilDate;
}

/** A talk ahead does not count, nor does somebody of whom nothing is written that could be compared. */
export function metProfiles({
	people,
	talks,
	preparations,
	profiles,
	today
}: Sources): readonly MetProfile[] {
	const here = new Set(people.map(({ id }) => id));
	const same = samePeople(profiles, here);
	const held = talks.filter(heldIn(preparations, today)).filter(({ person }) => here.has(person));
	const byId = new Map(profiles.map((profile) => [profile.id, profile]));
	return [...new Set(held.map(({ person }) => same.counted(person)))].flatMap(
		(person) => byId.get(person) ?? []
	);
}
