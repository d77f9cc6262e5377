// The six places and where each is reached: a rail on a wide screen, a bar with five entries on a phone.

import type { Role } from '#lib/state/contract.ts';
import type { IconName } from '#lib/ui/icons.ts';

export type PlaceName = 'today' | 'people' | 'talks' | 'findings' | 'plan' | 'review' | 'more';

export interface PlaceEntry {
	readonly place: PlaceName;
	readonly label: string;
	readonly icon: IconName;
}

const entry = (place: PlaceName, label: string): PlaceEntry => ({ place, label, icon: place });

export const MORE = entry('more', 'More');

const places: readonly PlaceEntry[] = [
	entry('today', 'Today'),
	entry('people', 'People'),
	entry('talks', 'Talks'),
	entry('findings', 'Findings'),
	entry('plan', 'Plan'),
	entry('review', 'Review')
];

const bars: Readonly<Record<'seeker' | 'mentor', readonly PlaceName[]>> = {
	seeker: ['today', 'people', 'talks', 'findings'],
	mentor: ['review', 'findings', 'plan', 'talks']
};

/** All six in the rail's order, and the four that a phone's bar holds beside More; the rest is under More. */
export function placesFor(role: Role): {
	rail: readonly PlaceEntry[];
	bar: readonly PlaceEntry[];
	underMore: readonly PlaceEntry[];
} {
	const names = bars[role === 'owner' ? 'seeker' : 'mentor'];
	const find = (name: PlaceName): PlaceEntry => places.find(({ place }) => place === name) ?? MORE;
	return {
		rail: places,
		bar: names.map(find),
		underMore: places.filter(({ place }) => !names.includes(place))
	};
}
