// Before the notes of a talk are shared, on whichever screen: whether they name somebody who has not agreed to it (R2-38),
// and what else goes along with them.

import type { RecordId } from '../../core/ids.ts';
import type { Journal } from '../../core/journal/journal.ts';
import { done, type Result } from '../../core/journal/result.ts';
import { namedIfShared, unnamedPeople, writeAlias } from '../../core/practice/consent-names.ts';
import type { NamedPlace, UnnamedPerson } from '../../core/practice/consent-names.ts';
import type { PracticeView } from './practice.svelte.ts';

interface Asked {
	readonly people: readonly UnnamedPerson[];
	readonly places: readonly NamedPlace[];
	readonly share: () => void;
}

export interface Sharing {
	/** The names to decide about, as they stand in the notes; empty: nothing to decide. */
	readonly names: readonly string[];
	/** To be asked before a yes to sharing counts. `wait`: there is something to decide, and `share` is called after it. */
	before(talk: RecordId, share: () => void): 'go-on' | 'wait';
	shareAsIs(): void;
	/** Puts the alias where they are named, then shares; what cannot be written is not shared. */
	writeAliasAndShare(): Result;
	doNotShare(): void;
}

export function openSharing(journal: Journal): Sharing {
	let asked: Asked | null = $state.raw(null);
	const shareNow = (): void => {
		const share = asked?.share;
		asked = null;
		share?.();
	};
	return {
		get names() {
			return [...new Set(asked?.places.flatMap(({ found }) => found.map(({ name }) => name)))];
		},
		before(talk, share) {
			const people = unnamedPeople(journal);
			const places = namedIfShared(journal, talk, people);
			if (places.length === 0) return 'go-on';
			asked = { people, places, share };
			return 'wait';
		},
		shareAsIs: shareNow,
		writeAliasAndShare() {
			for (const person of asked?.people ?? []) {
				const written = writeAlias(journal, 'personal', person, asked?.places ?? []);
				if (!written.ok) return written;
			}
			shareNow();
			return done;
		},
		doNotShare() {
			asked = null;
		}
	};
}

/** R2-33: what is said where sharing is asked for, when a debrief was written before. */
export const DEBRIEF_GOES_ALONG = 'Your debrief of this talk is shared along with the notes.';

/** Whether the talk has a debrief with words in it. */
export function hasDebrief({ bound }: Pick<PracticeView, 'bound'>, talk: RecordId): boolean {
	const debrief = bound.debriefs.get(talk);
	if (!debrief) return false;
	return Object.entries(debrief).some(([name, value]) => name.endsWith('Text') && value !== '');
}
