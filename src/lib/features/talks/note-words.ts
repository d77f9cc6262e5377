import type { NoteField } from '#lib/core/schema/notes.ts';

/** The five fields of a talk's notes: what they are called and what belongs there. An empty one is data too. */
export const noteWords: Readonly<Record<NoteField, string>> = {
	responsibilities: 'Responsibilities',
	skills: 'Required skills',
	pace: 'Pace and workload',
	culture: 'Culture and communication',
	growth: 'Growth opportunities'
};
