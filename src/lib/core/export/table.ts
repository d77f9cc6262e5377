// A table of an export: plain rows, and what they are made with.

import type { Journal } from '../journal/journal.ts';
import { agreedOn } from '../journal/sharing.ts';
import type { Home } from '../practice/define.ts';
import type { Talk } from '../schema/talk.ts';

export type Value = string | number | boolean | null | readonly string[];
export type Row = Readonly<Record<string, Value>>;

export interface ExportTable {
	readonly name: string;
	/** `with-talk`: where the notes of a talk are. */
	readonly home: Home;
	readonly columns: readonly string[];
	/** Those of them that hold words which somebody wrote freely. */
	readonly words: readonly string[];
	readonly rows: readonly Row[];
}

/** Milliseconds since the epoch as text that a spreadsheet reads too. */
export const moment = (ms: unknown): string | null =>
	typeof ms === 'number' ? new Date(ms).toISOString() : null;

interface Rows<Each> {
	rows(): readonly Each[];
	archived(): readonly Each[];
}

export const everyRow = <Each>(table: Rows<Each>): readonly Each[] => [...table.rows(), ...table.archived()];

/** What counts as agreed to, as everywhere. Without their own record nobody can say what the holder did. */
export function agreement(talk: Talk, { personalNotes }: Journal['tables']) {
	const own = personalNotes.get(talk.id);
	if (own === null && personalNotes.has(talk.id)) return { notes: false, sharing: false };
	return agreedOn(talk, own);
}
