// Where the two documents do not agree: intents that a crash left behind, words in the document where they do not
// belong (somebody typed offline into notes while they were being withdrawn), and shared flags that say something else
// than the holder did. Those count as not agreed to, and nothing listed without an intent ever leads to more sharing.

import type { RecordId } from '../ids.ts';
import type { ActionKind } from '../schema/intent.ts';
import type { Talk } from '../schema/talk.ts';
import { agreedOn, anyWords, publishes } from './sharing.ts';
import type { Tables } from './tables.ts';

export interface Unfinished {
	/** `disputed-…`: no command of this member left it so. */
	readonly kind: ActionKind | 'disputed-name' | 'disputed-notes' | 'disputed-sharing';
	/** The person or the talk. */
	readonly about: RecordId;
	/** null: no command left it. */
	readonly intent: RecordId | null;
}

export function listUnfinished(tables: Tables): Unfinished[] {
	const begun = tables.intents
		.rows()
		.map(({ id, about, action }): Unfinished => ({ kind: action.kind, about, intent: id }));
	const busy = new Set(begun.map((item) => item.about));
	const found = (about: RecordId, kind: Unfinished['kind'] | null): Unfinished[] =>
		kind === null || busy.has(about) ? [] : [{ kind, about, intent: null }];
	return [
		...begun,
		...tables.identities.rows().flatMap(({ id, named }) => {
			const person = tables.people.get(id);
			if (!person) return [];
			if (person.named !== named) return found(id, 'disputed-name');
			// Somebody corrected the name while it was being taken back.
			return found(id, !named && publishes(person) ? 'unname' : null);
		}),
		...[...tables.talks.rows(), ...tables.talks.archived()].flatMap((talk) =>
			found(talk.id, amiss(talk, tables))
		)
	];
}

function amiss(talk: Talk, tables: Tables): Unfinished['kind'] | null {
	const own = tables.personalNotes.get(talk.id);
	const shared = tables.notes.get(talk.id);
	if (!own) return null;
	const stray = (shared !== null && anyWords(shared.fields)) || tables.sharedBound.has(talk.id);
	// Words that arrived after the person had taken the agreement to notes back. They are not brought home.
	if (own.takenBack && (stray || anyWords(own.fields))) return 'forget-notes';
	if (!shared) return null;
	const agreed = agreedOn(talk, own);
	if (talk.agreedNotes !== own.agreedNotes) return 'disputed-notes';
	if (agreed.notes && talk.agreedSharing !== own.agreedSharing) return 'disputed-sharing';
	// Typed while sharing seemed to be over.
	if (agreed.sharing) {
		return anyWords(own.fields) || tables.personalBound.has(talk.id) ? 'disputed-sharing' : null;
	}
	return stray ? 'withdraw-notes' : null;
}
