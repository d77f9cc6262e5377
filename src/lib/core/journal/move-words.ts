// Beginning to share or withdraw the words of a talk's notes, by command or to bring stray ones home.

import type { RecordId } from '../ids.ts';
import type { Context } from './context.ts';
import { begin } from './moves.ts';
import { clear, setOwnAgreed, wordsOf } from './moves-talks.ts';
import { refused, type Result } from './result.ts';

/** All that the personal notes hold goes to the shared ones, and sharing is agreed from then on. */
export function shareWords(context: Context, talk: RecordId): Result {
	const personal = context.tables.personalNotes.get(talk);
	if (!personal) return refused('unreadable');
	const action = { kind: 'share-notes', words: wordsOf(personal.fields) } as const;
	return begin(context, talk, action, () => {
		clear(personal.fields);
		setOwnAgreed(context, talk, { agreedSharing: true });
	});
}

/** All that the shared notes hold goes to the personal ones, and sharing is no longer agreed. */
export function withdrawWords(context: Context, talk: RecordId): Result {
	const shared = context.tables.notes.get(talk);
	if (!shared) return refused('unreadable');
	return begin(context, talk, { kind: 'withdraw-notes', words: wordsOf(shared.fields) });
}
