// How a talk and the words of its notes cross between the documents.

import * as Y from 'yjs';
import type { RecordId } from '../ids.ts';
import type { ActionOf, Words } from '../schema/intent.ts';
import { NOTE_FIELDS, personalNotesKind, sharedNotesKind, type NoteFields } from '../schema/notes.ts';
import { talkKind } from '../schema/talk.ts';
import { copyOwnThoughts, keepOwnThoughts, removeCaptured, removeDrawn } from './bound-forgotten.ts';
import { addRecord, lookup, recordOf, setField, type Context } from './context.ts';
import type { Move } from './move.ts';
import { copyHome, copyShared, emptyTexts, flatCopies, removeBound, removeShared } from './moves-bound.ts';
import type { Refusal } from './result.ts';
import { appendText, newText } from './text.ts';
import { isWithdrawal, markWithdrawal, wasTakenBack } from './withdrawals.ts';

const emptyFields = () => Object.fromEntries(NOTE_FIELDS.map((name) => [name, newText('')]));

/** The personal half of a new talk; belongs into the intent's transaction. */
export function addPersonalNotes({ docs }: Context, id: RecordId, agreed: Agreed): void {
	const record = { ...emptyFields(), ...agreed, reflections: newText('') };
	addRecord(docs.personal, personalNotesKind.table, id, record);
}

interface Agreed {
	readonly agreedNotes?: boolean;
	readonly agreedSharing: boolean;
}

interface OwnAgreed extends Agreed {
	readonly takenBack?: boolean;
}

/** The holder's own word on what was agreed to. Inside a transaction of the personal document. */
export function setOwnAgreed({ docs }: Context, id: RecordId, agreed: OwnAgreed): void {
	setFields(recordOf(docs.personal, personalNotesKind.table, id), agreed);
}

function setFields(record: Y.Map<unknown>, agreed: OwnAgreed): void {
	for (const [field, value] of Object.entries(agreed)) setField(record, field, value);
}

export function addTalk(context: Context, id: RecordId, action: ActionOf<'add-talk'>): Move {
	const { docs, tables, me, now, history } = context;
	const { person, date, agreedNotes, agreedSharing } = action;
	return {
		origin: context.creating,
		gaining: 'shared',
		obstacle: null,
		pending: !tables.talks.has(id),
		shared() {
			addRecord(docs.shared, sharedNotesKind.table, id, emptyFields());
			const record = { person, date, agreedNotes, agreedSharing, heldBy: me, createdAt: now() };
			addRecord(docs.shared, talkKind.table, id, record);
			history.created({ side: 'shared', table: talkKind.table, id });
		}
	};
}

/** What only takes words out of the shared document needs the holder's own record, and none that others can spoil. */
function obstacleHome({ tables }: Context, id: RecordId): Refusal | null {
	const found = lookup(tables.personalNotes, id);
	return found.row === null ? found.reason : null;
}

/** The records a move of words needs, or why one cannot be written to. */
function obstacleFor({ tables }: Context, id: RecordId): Refusal | null {
	for (const table of [tables.talks, tables.notes, tables.personalNotes]) {
		const found = lookup<{ readonly id: string }>(table, id);
		if (found.row === null) return found.reason;
	}
	return null;
}

export function agreeNotes(context: Context, id: RecordId, { agreed }: ActionOf<'agree-notes'>): Move {
	// Whatever was said about sharing before is asked for anew.
	const fields = { agreedNotes: agreed, agreedSharing: false };
	return {
		origin: context.changing,
		gaining: agreed ? 'shared' : 'personal',
		obstacle: obstacleFor(context, id),
		pending: true,
		shared: () => setFields(recordOf(context.docs.shared, talkKind.table, id), fields),
		personal: () => setOwnAgreed(context, id, agreed ? { ...fields, takenBack: false } : fields)
	};
}

export function shareNotes(
	context: Context,
	id: RecordId,
	action: ActionOf<'share-notes'>,
	intent: RecordId
): Move {
	const { docs, tables } = context;
	const notes = tables.notes.get(id);
	return {
		origin: context.changing,
		gaining: 'shared',
		obstacle: obstacleFor(context, id),
		pending: notes?.movedBy !== intent,
		shared() {
			if (notes) append(notes.fields, action.words);
			copyShared(docs.personal, docs.shared, id);
			recordOf(docs.shared, sharedNotesKind.table, id).set('movedBy', intent);
			setSharedAgreed(context, id, { agreedSharing: true });
		},
		personal: () => removeShared(docs.personal, docs.shared, id),
		cancel() {
			const personal = tables.personalNotes.get(id);
			if (personal) append(personal.fields, action.words);
		}
	};
}

export function withdrawNotes(
	context: Context,
	id: RecordId,
	action: ActionOf<'withdraw-notes'>,
	intent: RecordId
): Move {
	const { docs, tables } = context;
	const pending = movedBy(context, id) !== intent;
	const words = sharedWords(docs.shared, id);
	const changed = NOTE_FIELDS.some((name) => words[name] !== action.words[name]);
	// Also of words that arrived after the person had taken it back.
	const takenBack = wasTakenBack(context, id, 'sharing');
	return {
		origin: takenBack ? context.creating : context.changing,
		gaining: 'personal',
		obstacle: obstacleHome(context, id),
		pending,
		refreshed: pending && changed ? { kind: 'withdraw-notes', words } : undefined,
		before() {
			setOwnAgreed(context, id, { agreedSharing: false });
			copyHome(docs.shared, docs.personal, id);
		},
		shared() {
			setSharedAgreed(context, id, { agreedSharing: false });
			if (takenBack) markWithdrawal(context, docs.shared, intent, { about: id, kind: 'sharing' });
			clearShared(context, id, intent);
		},
		personal() {
			setOwnAgreed(context, id, { agreedSharing: false });
			const personal = tables.personalNotes.get(id);
			if (personal) append(personal.fields, action.words);
			if (takenBack) markWithdrawal(context, docs.personal, intent, { about: id, kind: 'sharing' });
		}
	};
}

/**
 * What was written under an agreement that the person has taken back. Nothing of it can be brought back by undo, and
 * under an origin that no history keeps, Yjs lets go of the words. The holder's own thoughts stay theirs: so do those
 * that they wrote since, when this removes what only arrived after the withdrawal.
 */
export function forgetNotes(context: Context, id: RecordId, intent: RecordId): Move {
	const { docs, tables } = context;
	const late = !isWithdrawal(context, intent, 'notes');
	const withdrawal = { about: id, kind: 'notes' } as const;
	return {
		origin: context.creating,
		gaining: 'personal',
		obstacle: obstacleHome(context, id),
		pending: movedBy(context, id) !== intent,
		before: () => copyOwnThoughts(flatCopies(docs.shared, id), docs.personal, id),
		shared() {
			setSharedAgreed(context, id, { agreedNotes: false, agreedSharing: false });
			markWithdrawal(context, docs.shared, intent, withdrawal);
			clearShared(context, id, intent);
			if (!late) removeDrawn(docs.shared, id);
		},
		personal() {
			const personal = tables.personalNotes.get(id);
			if (personal) clear(personal.fields);
			if (late) removeCaptured(docs.personal, id);
			else {
				keepOwnThoughts(docs.personal, id);
				removeDrawn(docs.personal, id);
			}
			setOwnAgreed(context, id, { agreedNotes: false, agreedSharing: false, takenBack: true });
			markWithdrawal(context, docs.personal, intent, withdrawal);
		}
	};
}

function setSharedAgreed({ docs }: Context, id: RecordId, agreed: Agreed): void {
	const talk = docs.shared.getMap<unknown>(talkKind.table).get(id);
	if (talk instanceof Y.Map) setFields(talk, agreed);
}

/** The shared notes whether or not they can be read as such. */
function rawNotes(shared: Y.Doc, id: RecordId): Y.Map<unknown> | null {
	const notes = shared.getMap<unknown>(sharedNotesKind.table).get(id);
	return notes instanceof Y.Map ? notes : null;
}

const movedBy = ({ docs }: Context, id: RecordId): unknown => rawNotes(docs.shared, id)?.get('movedBy');

/** Takes everything that was written in a talk out of the shared document, in whatever state others left it. */
function clearShared({ docs, tables }: Context, id: RecordId, intent: RecordId): void {
	const notes = rawNotes(docs.shared, id);
	if (notes) emptyTexts(notes);
	removeBound(docs.shared, id);
	if (notes && tables.notes.get(id)) notes.set('movedBy', intent);
	else addRecord(docs.shared, sharedNotesKind.table, id, { ...emptyFields(), movedBy: intent });
}

/** What the shared notes say, also where a field is not the text that it should be. */
export function sharedWords(shared: Y.Doc, id: RecordId): Words {
	const notes = rawNotes(shared, id);
	const words = NOTE_FIELDS.map((name) => [name, notes?.get(name)] as const).map(
		([name, value]) =>
			[name, value instanceof Y.Text || typeof value === 'string' ? value.toString() : ''] as const
	);
	return Object.fromEntries(words.filter(([, copy]) => copy !== ''));
}

/** Copies of the fields that hold something. */
export function wordsOf(fields: NoteFields): Words {
	const words = NOTE_FIELDS.map((name) => [name, fields[name].toString()] as const);
	return Object.fromEntries(words.filter(([, copy]) => copy !== ''));
}

export function clear(fields: NoteFields): void {
	for (const name of NOTE_FIELDS) fields[name].delete(0, fields[name].length);
}

/** Adds to what is there. A field that already reads the same is left: an undo that a crash cut in two did that. */
function append(fields: NoteFields, words: Words): void {
	for (const name of NOTE_FIELDS) {
		const added = words[name] ?? '';
		if (fields[name].toString() !== added) appendText(fields[name], added);
	}
}
