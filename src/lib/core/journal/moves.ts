// Commands over both documents. Three transactions: the intent into the personal document, with the words that are on
// their way; the change of the shared one; the rest of the personal one together with the intent's removal. Cut off
// anywhere, the words are in the intent or at their place, and `complete` goes on from there, once in effect.

import * as Y from 'yjs';
import type { RecordId } from '../ids.ts';
import { intentKind, type Action, type ActionKind, type Intent } from '../schema/intent.ts';
import { newId, type Context } from './context.ts';
import type { Move } from './move.ts';
import { addPerson, editPerson, namePerson, unnamePerson } from './moves-people.ts';
import { addTalk, agreeNotes, forgetNotes, shareNotes, withdrawNotes } from './moves-talks.ts';
import { done, refused, type Result } from './result.ts';

function moveOf(context: Context, { id, about, action }: Intent): Move {
	switch (action.kind) {
		case 'add-person':
			return addPerson(context, about, action);
		case 'edit-person':
			return editPerson(context, about, action);
		case 'name':
			return namePerson(context, about);
		case 'unname':
			return unnamePerson(context, about, action, id);
		case 'add-talk':
			return addTalk(context, about, action);
		case 'agree-notes':
			return agreeNotes(context, about, action);
		case 'share-notes':
			return shareNotes(context, about, action, id);
		case 'withdraw-notes':
			return withdrawNotes(context, about, action, id);
		case 'forget-notes':
			return forgetNotes(context, about, id);
		default:
			return action satisfies never;
	}
}

const intentsOf = (context: Context): Y.Map<unknown> => context.docs.personal.getMap(intentKind.table);

/**
 * Begins a move and carries it out as one step of the history.
 * @param prepare what belongs into the same transaction as the intent, whose id it is given
 */
export function begin(
	context: Context,
	about: RecordId,
	action: Action,
	prepare?: (intent: RecordId) => void
): Result {
	const intent: Intent = { id: newId(context), about, action, startedAt: context.now() };
	const move = moveOf(context, intent);
	return context.history.group(move.gaining, () => {
		context.docs.personal.transact(() => {
			prepare?.(intent.id);
			const { startedAt } = intent;
			intentsOf(context).set(intent.id, new Y.Map<unknown>(Object.entries({ about, action, startedAt })));
		}, move.origin);
		return complete(context, intent);
	});
}

/** Carries out what is left of an intent. */
export function complete(context: Context, intent: Intent): Result {
	const { shared, personal } = context.docs;
	const first = moveOf(context, intent);
	if (first.obstacle) return refused(first.obstacle);
	return context.history.group(first.gaining, () => {
		let move = first;
		if (move.pending && move.refreshed) {
			const action = move.refreshed;
			const record = intentsOf(context).get(intent.id);
			if (record instanceof Y.Map) personal.transact(() => record.set('action', action), move.origin);
			move = moveOf(context, { ...intent, action });
		}
		if (move.pending) {
			const { before } = move;
			if (before) personal.transact(before, move.origin);
			shared.transact(move.shared, move.origin);
		}
		personal.transact(() => {
			move.personal?.();
			intentsOf(context).delete(intent.id);
		}, move.origin);
		return done;
	});
}

/**
 * Before a new command about the same record: completes what is half done, or takes it back where the new command
 * wants the opposite and the shared document has not changed yet (what is not shared yet must not be shared now).
 */
export function settle(context: Context, about: RecordId, opposite: ActionKind | null): Result {
	for (const intent of context.tables.intents.rows().filter((row) => row.about === about)) {
		const move = moveOf(context, intent);
		if (intent.action.kind === opposite && move.pending) {
			context.docs.personal.transact(() => {
				move.cancel?.();
				intentsOf(context).delete(intent.id);
			}, move.origin);
			continue;
		}
		const completed = complete(context, intent);
		if (!completed.ok) return completed;
	}
	return done;
}
