import type * as Y from 'yjs';
import { NOTE_FIELDS, type NoteFields } from '../schema/notes.ts';
import type { Talk } from '../schema/talk.ts';

/** Where a talk's notes belong. Flags set at once on two devices can disagree; sharing then means nothing alone. */
export const isShared = (talk: Talk): boolean => talk.agreedNotes && talk.agreedSharing;

export const hasWords = (text: Y.Text): boolean => text.length > 0;

export const anyWords = (fields: NoteFields): boolean => NOTE_FIELDS.some((name) => hasWords(fields[name]));
