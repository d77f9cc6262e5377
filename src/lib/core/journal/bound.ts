// Records that belong to one talk and are kept where its notes are: in the shared document while sharing is agreed to,
// else in the holder's personal one. What they say is read elsewhere, once a screen needs it; here they are only
// found and counted, so that no record stays behind in a document that it must not be in.

import * as Y from 'yjs';
import type { RecordId } from '../ids.ts';
import { createListeners } from './listeners.ts';
import { appendText } from './text.ts';

/** The root types, by the same name in both documents. Final; a new kind of bound record adds its name here. */
export const BOUND_TABLES = [
	'mentions',
	'stamps',
	'facts',
	'debriefs',
	'fits',
	'followups',
	'bridges',
	'outcomes'
] as const;
export type BoundTable = (typeof BOUND_TABLES)[number];

/** Of these a talk has one, under its own id: the key says whose it is, whatever another wrote into the record. */
const ONE_PER_TALK: readonly string[] = ['facts', 'debriefs'];
export const isOnePerTalk = (table: string): boolean => ONE_PER_TALK.includes(table);

/** Which talks have records in one document. */
export interface BoundTalks {
	/** In the personal document, what is put away does not count: it stays there when the others are shared. */
	has(talk: RecordId): boolean;
	/** Calls back after a record came, went or changed its talk. Returns the way to stop. */
	observe(listener: () => void): () => void;
}

export function openBoundTalks(doc: Y.Doc): BoundTalks & { close(): void } {
	const maps = BOUND_TABLES.map((table) => doc.getMap<unknown>(table));
	const listeners = createListeners();
	let talks: ReadonlyMap<unknown, boolean> | null = null;
	const changed = (events: Y.YEvent<Y.AbstractType<unknown>>[]) => {
		if (events.every(({ target }) => target instanceof Y.Text)) return;
		talks = null;
		listeners.notify();
	};
	for (const map of maps) map.observeDeep(changed);
	return {
		has(talk) {
			const live = (talks ??= countedIn(doc)).get(talk);
			// Only the shared document has the talk itself.
			return live === true || (live === false && doc.getMap('talks').has(talk));
		},
		observe: (listener) => listeners.add(listener),
		close() {
			for (const map of maps) map.unobserveDeep(changed);
			listeners.clear();
		}
	};
}

/** The talks with records; true for those with one that is not put away. */
function countedIn(doc: Y.Doc): Map<unknown, boolean> {
	const talks = new Map<unknown, boolean>();
	for (const { table, key, record } of allRecords(doc))
		for (const talk of talksOf(doc, table, key, record))
			talks.set(talk, talks.get(talk) === true || !isPutAway(record));
	return talks;
}

const allRecords = (doc: Y.Doc) =>
	BOUND_TABLES.flatMap((table) => {
		const map = doc.getMap<unknown>(table);
		return [...map.entries()].flatMap(([key, record]) =>
			record instanceof Y.Map ? [{ map, table, key, record: record as Y.Map<unknown> }] : []
		);
	});

/** Whose record it is; nobody's once everything that can be taken out of it is. */
function talksOf(doc: Y.Doc, table: BoundTable, key: string, record: Y.Map<unknown>): readonly unknown[] {
	if (![...record.values()].some((value) => isFlat(value) || hasWords(value))) return [];
	if (!isOnePerTalk(table)) return [record.get('talk')];
	return doc.getMap('notes').has(key) ? [key] : [key, record.get('talk')];
}

/** Put away, or taken back by undo. */
export const isPutAway = (record: Y.Map<unknown>): boolean =>
	record.get('archived') === true || record.get('undone') === true;

const isScalar = (value: unknown): boolean =>
	value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';

/** Values that are set as a whole. */
export const isPlain = (value: unknown): boolean =>
	isScalar(value) || (Array.isArray(value) && value.every(isScalar));

/** All that any build writes into a record. Another member can put in whatever Yjs has, however deep. */
export const isFlat = (value: unknown): boolean =>
	isPlain(value) ||
	(value instanceof Y.Text && insertsOf(value).every((insert) => typeof insert === 'string'));

const hasWords = (value: unknown): boolean => value instanceof Y.Text && value.toString() !== '';

/** What stands in a text, in order: words, and whatever else was embedded, which takes one place. */
export const insertsOf = (text: Y.Text): readonly unknown[] =>
	(text.toDelta() as readonly { readonly insert: unknown }[]).map(({ insert }) => insert);

/** A talk's records in one document. */
export const boundRecords = (doc: Y.Doc, talk: RecordId) =>
	allRecords(doc).filter(({ table, key, record }) => talksOf(doc, table, key, record).includes(talk));

export const sameStamps = (one: Y.Map<unknown>, other: Y.Map<unknown>): boolean =>
	['createdAt', 'createdBy'].every((stamp) => one.get(stamp) === other.get(stamp));

/**
 * Whether the other is a later state of the same record that may take its place: no word of the one is missing there.
 * Two that were opened under one key are not, nor is one that somebody made again with less in it.
 */
export const sameRecord = (one: Y.Map<unknown>, other: Y.Map<unknown>): boolean =>
	sameStamps(one, other) &&
	[...one].every(([field, value]) => {
		const later = other.get(field);
		return !(value instanceof Y.Text) || (later instanceof Y.Text && says(later, value.toString()));
	});

const says = (text: Y.Text, words: string): boolean => text.toString().includes(words);

/**
 * Adds one record's words to another's that this build made, and nothing else, so that it stays readable. Twice is as
 * good as once: a crash may have come in between. Words of a field that it does not have go into its first text.
 * @param except fields whose words stay out; then those of unknown fields do, too
 */
export function addWords(to: Y.Map<unknown>, record: Y.Map<unknown>, except: readonly string[] = []): void {
	const texts = [...to.values()].filter((value) => value instanceof Y.Text);
	for (const [field, value] of record) {
		if (!(value instanceof Y.Text) || except.includes(field)) continue;
		const there = to.get(field);
		const text = there instanceof Y.Text ? there : except.length === 0 ? texts[0] : undefined;
		if (text && !says(text, value.toString())) appendText(text, value.toString());
	}
}
