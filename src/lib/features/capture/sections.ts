// The seven places of the capture screen, in the order of their keys: the five fields of every record, then what is
// kept beside them.

import { NOTE_FIELDS, type NoteField } from '#lib/core/schema/notes.ts';

export const SECTIONS = [...NOTE_FIELDS, 'surprises', 'introductions'] as const;
export type Section = (typeof SECTIONS)[number];

export const isNoteField = (section: Section): section is NoteField =>
	NOTE_FIELDS.some((field) => field === section);

/** The five parts of the field bar, short enough for a fifth of a phone. */
export const barWords: Readonly<Record<NoteField, string>> = {
	responsibilities: 'Tasks',
	skills: 'Skills',
	pace: 'Pace',
	culture: 'Culture',
	growth: 'Growth'
};

/** The digit that is pressed together with ⌘ or Ctrl, on whichever layout; null for every other key. */
export function sectionAsked({ code, altKey, ctrlKey, metaKey, shiftKey }: KeyboardEvent): Section | null {
	// AltGr reports ctrl and alt together, and types a letter.
	if (altKey || shiftKey || !(ctrlKey || metaKey)) return null;
	const digit = /^(?:Digit|Numpad)([1-7])$/.exec(code)?.[1];
	return digit === undefined ? null : (SECTIONS[Number(digit) - 1] ?? null);
}

/** ⌘ or Ctrl with Enter. */
export const stampAsked = ({
	key,
	altKey,
	ctrlKey,
	metaKey,
	shiftKey,
	isComposing
}: KeyboardEvent): boolean => key === 'Enter' && (ctrlKey || metaKey) && !altKey && !shiftKey && !isComposing;
