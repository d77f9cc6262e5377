// What becomes of a talk's records when the person takes their agreement to notes back: what they said goes, and the
// holder's own thoughts, to-dos and decisions stay with the holder.

import * as Y from 'yjs';
import type { RecordId } from '../ids.ts';
import { addWords, boundRecords, sameRecord, type BoundTable } from './bound.ts';

interface Half {
	/** Fields that say what was heard. They go with the agreement to notes. */
	readonly heard: readonly string[];
	/** Without any of these nothing of the holder's own is left, and the record goes; null: it always stays. */
	readonly own: readonly string[] | null;
}

/** Records of which a half is the holder's own: their thoughts, what they mean to do, what they decided. */
const HALVES: Readonly<Partial<Record<BoundTable, Half>>> = {
	debriefs: { heard: ['heard'], own: null },
	fits: { heard: ['fit', 'note'], own: ['decision'] },
	followups: { heard: ['insight'], own: ['action', 'due'] }
};

/** The fields of a record that say what was heard in its talk; of every other kind the whole record does. */
export const heardFields = (table: string): readonly string[] => HALVES[table as BoundTable]?.heard ?? [];

/** Records that are not kept with the notes, and say what was heard in a talk. */
export const DRAWN = ['leads', 'introductions'] as const;

function ownHalf(table: BoundTable, record: Y.Map<unknown>): Half | null {
	const half = HALVES[table];
	if (!half) return null;
	return half.own === null || half.own.some((field) => says(record.get(field))) ? half : null;
}

const says = (value: unknown): boolean =>
	value instanceof Y.Text ? value.toString().trim() !== '' : value !== undefined && value !== null;

/** Brings the holder's own half of a talk's records over, and nothing that was heard. Inside a transaction of `to`. */
export function copyOwnThoughts(from: Y.Doc, to: Y.Doc, talk: RecordId): void {
	for (const { table, key, record } of boundRecords(from, talk)) {
		const half = ownHalf(table, record);
		if (half === null) continue;
		const there = to.getMap(table).get(key);
		if (there instanceof Y.Map && !sameRecord(there, record)) addWords(there, record, half.heard);
		else to.getMap(table).set(key, withoutHeard(record, half));
	}
}

/** What is not part of a document yet can be written to and not read, so the copy is made field by field. */
function withoutHeard(record: Y.Map<unknown>, { heard }: Half): Y.Map<unknown> {
	const own = new Y.Map<unknown>();
	for (const [field, value] of record) {
		if (value instanceof Y.Text) own.set(field, heard.includes(field) ? new Y.Text() : value.clone());
		else if (!heard.includes(field)) own.set(field, value);
	}
	return own;
}

/** Takes out what a talk's records say of the person; the holder's own half stays. Inside a transaction. */
export function keepOwnThoughts(doc: Y.Doc, talk: RecordId): void {
	for (const { map, table, key, record } of boundRecords(doc, talk)) {
		const half = ownHalf(table, record);
		if (half === null) map.delete(key);
		else for (const field of half.heard) empty(record, field);
	}
}

function empty(record: Y.Map<unknown>, field: string): void {
	const value = record.get(field);
	if (value instanceof Y.Text) value.delete(0, value.length);
	else record.delete(field);
}

/** Takes out what can only be there with an agreement to notes. */
export function removeCaptured(doc: Y.Doc, talk: RecordId): void {
	for (const { map, table, key } of boundRecords(doc, talk)) if (!(table in HALVES)) map.delete(key);
}

/** Takes out what was drawn from a talk elsewhere. Inside a transaction. */
export function removeDrawn(doc: Y.Doc, talk: RecordId): void {
	for (const table of DRAWN) {
		const map = doc.getMap<unknown>(table);
		for (const [key, record] of [...map])
			if (record instanceof Y.Map && record.get('talk') === talk) map.delete(key);
	}
}
