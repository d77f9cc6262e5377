// Several fields share the one place that the others see of this person. A field may hear that it lost the focus only
// after the next one has it, so each takes back no more than what it said itself.

import type { Place, Presence } from '#lib/state/contract.ts';

const latest = new WeakMap<Presence, object>();

export interface OwnPlace {
	show(selection: NonNullable<Place['selection']>): void;
	/** Does nothing once another field has the place. */
	leave(): void;
}

/** One field's way to tell where this person is. */
export function ownPlace(presence: Presence, here: Pick<Place, 'record' | 'field'>): OwnPlace {
	const mine = {};
	return {
		show(selection) {
			latest.set(presence, mine);
			presence.show({ ...here, selection });
		},
		leave() {
			if (latest.get(presence) !== mine) return;
			latest.delete(presence);
			presence.show(null);
		}
	};
}
