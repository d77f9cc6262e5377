// The notes of a talk exist twice, under the talk's id: in the shared document and in the holder's personal one.
// Both are created with the talk and stay; sharing or withdrawing moves words between them. Creating the record at
// that moment instead would let two devices create it at once, and one side's words would be gone.

import type * as Y from 'yjs';
import type { RecordId } from '../ids.ts';
import { flag, isRecordId, orNull, recordId, text } from './field.ts';
import { byId, defineRecord } from './record.ts';

export const NOTE_FIELDS = ['responsibilities', 'skills', 'pace', 'culture', 'growth'] as const;
export type NoteField = (typeof NOTE_FIELDS)[number];
export type NoteFields = Readonly<Record<NoteField, Y.Text>>;

const entries = { responsibilities: text, skills: text, pace: text, culture: text, growth: text };

/** What both may read. Empty while sharing is not agreed. */
export interface SharedNotes {
	readonly id: RecordId;
	readonly fields: NoteFields;
	/** The last intent that moved words in or out: tells a finished move from one that a crash cut short. */
	readonly movedBy: RecordId | null;
}

export const sharedNotesKind = defineRecord({
	table: 'notes',
	isKey: isRecordId,
	fields: { ...entries, movedBy: orNull(recordId) },
	row: (id, { movedBy, ...fields }): SharedNotes => ({ id, fields, movedBy }),
	compare: byId
});

/** What only the holder reads. */
export interface PersonalNotes {
	readonly id: RecordId;
	readonly fields: NoteFields;
	/** What the holder set, as the talk's own flags should be: those can be set by every editor. */
	readonly agreedNotes: boolean;
	readonly agreedSharing: boolean;
	/** The person took the agreement to notes back: words that still arrive are removed, not brought here. */
	readonly takenBack: boolean;
	/** The holder's own thoughts; they never move. */
	readonly reflections: Y.Text;
}

export const personalNotesKind = defineRecord({
	table: 'notes',
	isKey: isRecordId,
	fields: { ...entries, agreedNotes: flag, agreedSharing: flag, takenBack: flag, reflections: text },
	row: (id, { agreedNotes, agreedSharing, takenBack, reflections, ...fields }): PersonalNotes => ({
		id,
		fields,
		agreedNotes,
		agreedSharing,
		takenBack,
		reflections
	}),
	compare: byId
});
