import type * as Y from 'yjs';
import { NOTE_FIELDS, type NoteFields, type PersonalNotes } from '../schema/notes.ts';
import type { Person } from '../schema/person.ts';
import type { Talk } from '../schema/talk.ts';

/**
 * What was agreed to, as it counts on this device. Every editor can set the flags of the shared record, so for who
 * holds the talk (`own`) both documents must say yes; the others have nothing but the shared flags.
 */
export function agreedOn(talk: Talk, own: PersonalNotes | null) {
	const mine = own ?? talk;
	const notes = talk.agreedNotes && mine.agreedNotes;
	// Flags set at once on two devices can disagree; sharing then means nothing alone.
	return { notes, sharing: notes && talk.agreedSharing && mine.agreedSharing };
}

export const hasWords = (text: Y.Text): boolean => text.length > 0;

export const anyWords = (fields: NoteFields): boolean => NOTE_FIELDS.some((name) => hasWords(fields[name]));

/** The shared record says who the person is, whatever its flag. */
export const publishes = ({ nameText, employerText }: Person): boolean =>
	nameText !== '' || employerText !== '';
