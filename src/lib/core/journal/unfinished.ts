// What is half done over the two documents: intents that a crash left behind, and words that ended up in the document
// where they do not belong (somebody typed offline into notes while they were being shared or withdrawn).

import type { RecordId } from '../ids.ts';
import type { ActionKind } from '../schema/intent.ts';
import { anyWords, isShared } from './sharing.ts';
import type { Tables } from './tables.ts';

export interface Unfinished {
	readonly kind: ActionKind;
	/** The person or the talk. */
	readonly about: RecordId;
	/** null: no command left it, words were found in the wrong document. */
	readonly intent: RecordId | null;
}

export function listUnfinished(tables: Tables): Unfinished[] {
	const begun = tables.intents
		.rows()
		.map(({ id, about, action }): Unfinished => ({ kind: action.kind, about, intent: id }));
	const busy = new Set(begun.map((item) => item.about));
	const stray = [...tables.talks.rows(), ...tables.talks.archived()].flatMap((talk): Unfinished[] => {
		const personal = tables.personalNotes.get(talk.id);
		const shared = tables.notes.get(talk.id);
		if (busy.has(talk.id) || !personal || !shared) return [];
		const source = isShared(talk) ? personal : shared;
		if (!anyWords(source.fields)) return [];
		return [{ kind: isShared(talk) ? 'share-notes' : 'withdraw-notes', about: talk.id, intent: null }];
	});
	return [...begun, ...stray];
}
