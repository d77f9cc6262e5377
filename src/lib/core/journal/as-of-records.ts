// One record as it was: which of its fields read differently by now, and how to write them so that nothing that this
// build does not know is touched and every change can be undone.

import * as Y from 'yjs';
import { isPlain } from './bound.ts';
import { rewrite } from './as-of-text.ts';
import { newText } from './text.ts';

export type LiveRecord = Y.Map<unknown>;

/** Writes inside a transaction under this origin. */
export type Write = (origin: object) => void;

/** How a record was put away; not having the field says that it was not. */
export const PUTTING_AWAY: readonly string[] = ['archived', 'undone'];
/** What a record is known by, and never changes. */
const STAMPS: readonly string[] = ['v', 'createdAt', 'createdBy'];

/** What words are to read instead, before they are written. */
export type Fit = (words: string) => string;

/** @param fit for words that are about to be written; the same words when nothing is wrong with them */
export function writesTo(now: LiveRecord, was: LiveRecord, except: readonly string[], fit: Fit): Write[] {
	const fields = new Set([...was.keys(), ...now.keys()]);
	return [...fields].flatMap((field) => {
		if (STAMPS.includes(field) || except.includes(field)) return [];
		return writeOf(now, field, was.get(field), fit) ?? [];
	});
}

function writeOf(now: LiveRecord, field: string, then: unknown, fit: Fit): Write | null {
	const current = now.get(field);
	if (then instanceof Y.Text) return wordsWrite(now, field, then.toString(), fit);
	// Words and nested types that came later belong to a build that knows them.
	if (current !== undefined && !isPlain(current)) return null;
	if (PUTTING_AWAY.includes(field)) {
		const away = then === true;
		return (current === true) === away ? null : () => now.set(field, away);
	}
	if (then === undefined) return () => now.delete(field);
	if (!isPlain(then) || JSON.stringify(then) === JSON.stringify(current)) return null;
	return () => now.set(field, then);
}

/** Makes a field of words read so; null when it does. */
export function wordsWrite(now: LiveRecord, field: string, words: string, fit: Fit): Write | null {
	const text = now.get(field);
	const current = text instanceof Y.Text ? text.toString() : null;
	if (current === words) return null;
	const fitting = fit(words);
	if (current === fitting) return null;
	if (text instanceof Y.Text) return (origin) => rewrite(text, fitting, origin);
	return () => now.set(field, newText(fitting));
}

/** Empties a record that is opened under another's id rather than made: put away, it would be in its own way. */
export function writesToEmpty(now: LiveRecord): Write[] {
	return [...now].flatMap(([field, value]): Write[] => {
		if (STAMPS.includes(field) || field === 'talk') return [];
		if (value instanceof Y.Text) return value.length > 0 ? [(origin) => rewrite(value, '', origin)] : [];
		return isPlain(value) ? [() => now.delete(field)] : [];
	});
}

/** The texts and plain values of a record that is no longer there. */
export function anew(was: LiveRecord, fit: Fit): LiveRecord {
	return new Y.Map(
		[...was].flatMap(([field, value]): [string, unknown][] => {
			if (value instanceof Y.Text) return [[field, newText(fit(value.toString()))]];
			return isPlain(value) ? [[field, value]] : [];
		})
	);
}

export const isPutAway = (record: LiveRecord): boolean =>
	PUTTING_AWAY.some((field) => record.get(field) === true);

/** The records of one table, by key; what is no record is left out. */
export function recordsOf(doc: Y.Doc, table: string): Map<string, LiveRecord> {
	// A root type that nobody has used yet is not to be made by looking.
	const root: unknown = doc.share.has(table) ? doc.getMap(table) : null;
	const entries = root instanceof Y.Map ? [...(root as LiveRecord)] : [];
	return new Map(
		entries.flatMap(([key, value]) => (value instanceof Y.Map ? [[key, value as LiveRecord] as const] : []))
	);
}
