// How the records of a talk cross between the documents together with its notes. The shared document holds whatever
// its other members put there: a record under the same key, fields of another type, things nested without end. Nothing
// of that may keep the holder's words from arriving, or the person's from being taken out.

import * as Y from 'yjs';
import type { RecordId } from '../ids.ts';
import {
	addWords,
	boundRecords,
	insertsOf,
	isFlat,
	isOnePerTalk,
	isPlain,
	isPutAway,
	sameStamps
} from './bound.ts';
import { setField } from './context.ts';
import { editText, newText } from './text.ts';

/** How a record was put away. It is not shared as such, and comes out of it by being shared. */
const PUTTING_AWAY: readonly string[] = ['archived', 'undone'];

/** The texts and plain values of a record, and nothing that is nested in it. */
function copyOf(record: Y.Map<unknown>, except: readonly string[] = []): Y.Map<unknown> {
	const fields = [...record].filter(
		([field, value]) => (value instanceof Y.Text || isPlain(value)) && !except.includes(field)
	);
	return new Y.Map(
		fields.map(([field, value]) => [field, value instanceof Y.Text ? newText(value.toString()) : value])
	);
}

/**
 * Brings a talk's records home. Inside a transaction of `to`. A record that is there already keeps all it says, and
 * gets the words of the other added.
 */
export function copyHome(from: Y.Doc, to: Y.Doc, talk: RecordId): void {
	for (const { table, key, record } of boundRecords(from, talk)) {
		const map = to.getMap<unknown>(table);
		const there = map.get(key);
		if (there instanceof Y.Map) {
			addWords(there, record);
			continue;
		}
		const copy = copyOf(record);
		if (isOnePerTalk(table) && key === talk) copy.set('talk', talk);
		map.set(key, copy);
	}
}

/** A talk's records by themselves, as flat as they should be. */
export function flatCopies(from: Y.Doc, talk: RecordId): Y.Doc {
	const flat = new Y.Doc();
	copyHome(from, flat, talk);
	return flat;
}

/** Puts a talk's records into the shared document. Inside a transaction of it. What is put away stays where it is. */
export function copyShared(from: Y.Doc, to: Y.Doc, talk: RecordId): void {
	for (const { table, key, record } of boundRecords(from, talk))
		if (!isPutAway(record)) shareRecord(to.getMap(table), key, record);
}

/** Puts one record into a table of the shared document; the words of one that is there already are kept with it. */
export function shareRecord(to: Y.Map<unknown>, key: string, record: Y.Map<unknown>): void {
	const there = to.get(key);
	if (there instanceof Y.Map && isAlike(there, record)) {
		for (const [field, value] of record) {
			const text: unknown = there.get(field);
			if (value instanceof Y.Text && text instanceof Y.Text)
				editText(text, joined(value.toString(), text.toString()), null);
			else if (isPlain(value) && !PUTTING_AWAY.includes(field)) setField(there, field, value);
		}
		return;
	}
	const copy = copyOf(record, PUTTING_AWAY);
	if (there instanceof Y.Map)
		for (const [field, value] of record)
			if (value instanceof Y.Text)
				copy.set(field, newText(joined(value.toString(), wordsIn(there.get(field)))));
	to.set(key, copy);
}

const wordsIn = (value: unknown): string =>
	value instanceof Y.Text ? value.toString() : typeof value === 'string' ? value : '';

const joined = (ours: string, theirs: string): string =>
	ours.includes(theirs) ? ours : theirs.includes(ours) ? theirs : `${ours}\n${theirs}`;

/** Whether one is a state of the other that reads as it should: the same record, of the same version and fields. */
function isAlike(there: Y.Map<unknown>, record: Y.Map<unknown>): boolean {
	return (
		sameStamps(there, record) &&
		hasTextsOf(there, record) &&
		[...there].every(([field, value]) => (PUTTING_AWAY.includes(field) ? value === false : record.has(field)))
	);
}

const hasTextsOf = (there: Y.Map<unknown>, record: Y.Map<unknown>): boolean =>
	there.get('v') === record.get('v') &&
	[...record].every(([field, value]) => !(value instanceof Y.Text) || there.get(field) instanceof Y.Text);

/** Takes out of the personal document what is in the shared one by now. Inside a transaction. */
export function removeShared(personal: Y.Doc, shared: Y.Doc, talk: RecordId): void {
	for (const { map, table, key, record } of boundRecords(personal, talk)) {
		const there = shared.getMap<unknown>(table).get(key);
		if (isPutAway(record) || !(there instanceof Y.Map)) continue;
		if (sameStamps(there, record) && hasTextsOf(there, record)) map.delete(key);
	}
}

/**
 * Takes a talk's records out. Inside a transaction. Yjs deletes what is nested by recursion, and somebody may have
 * nested it deeper than any stack; of such a record only the empty shell is left.
 */
export function removeBound(doc: Y.Doc, talk: RecordId): void {
	const found = boundRecords(doc, talk);
	for (const { record } of found) emptyTexts(record);
	for (const { map, key, record } of found) {
		const fields = [...record];
		if (fields.every(([, value]) => isFlat(value))) map.delete(key);
		else for (const [field, value] of fields) if (isFlat(value)) record.delete(field);
	}
}

/** Deletes the words of every text of a record, whether or not it can be read as one. Inside a transaction. */
export function emptyTexts(record: Y.Map<unknown>): void {
	for (const value of record.values()) if (value instanceof Y.Text) emptyText(value);
}

function emptyText(text: Y.Text): void {
	let at = 0;
	for (const insert of insertsOf(text)) {
		if (typeof insert === 'string') text.delete(at, insert.length);
		else at++;
	}
}
