// Beginning to share or withdraw the words of a talk's notes, by command or to bring stray ones home.

import type { RecordId } from '../ids.ts';
import type { Context } from './context.ts';
import { begin } from './moves.ts';
import { clear, setOwnAgreed, wordsOf } from './moves-talks.ts';
import { refused, type Result } from './result.ts';

/** What else goes into the transaction of the intent, whose id it is given. */
export type Prepare = (intent: RecordId) => void;

/** All that the personal notes hold goes to the shared ones, and sharing is agreed from then on. */
export function shareWords(context: Context, talk: RecordId, prepare?: Prepare): Result {
	const personal = context.tables.personalNotes.get(talk);
	if (!personal) return refused('unreadable');
	const action = { kind: 'share-notes', words: wordsOf(personal.fields) } as const;
	return begin(context, talk, action, (intent) => {
		prepare?.(intent);
		clear(personal.fields);
		setOwnAgreed(context, talk, { agreedSharing: true });
	});
}

/**
 * All that the shared notes hold goes to the personal ones, and sharing is no longer agreed. Where the person took the
 * agreement to notes back, nothing may go there.
 */
export function withdrawWords(context: Context, talk: RecordId, prepare?: Prepare): Result {
	if (context.tables.personalNotes.get(talk)?.takenBack) return forgetWords(context, talk, prepare);
	const shared = context.tables.notes.get(talk);
	if (!shared) return refused('unreadable');
	return begin(context, talk, { kind: 'withdraw-notes', words: wordsOf(shared.fields) }, prepare);
}

/** All that either document holds of what was heard is removed, and neither notes nor sharing are agreed. */
export function forgetWords(context: Context, talk: RecordId, prepare?: Prepare): Result {
	return begin(context, talk, { kind: 'forget-notes' }, (intent) => {
		prepare?.(intent);
		// From this moment it counts nowhere, wherever a crash may cut it off.
		setOwnAgreed(context, talk, { agreedNotes: false, agreedSharing: false, takenBack: true });
	});
}
