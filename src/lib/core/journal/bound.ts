// Records that belong to one talk and are kept where its notes are: in the shared document while sharing is agreed to,
// else in the holder's personal one. What they say is read elsewhere, once a screen needs it; here they are only
// counted and carried over, so that no record stays behind in a document that it must not be in.

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

/** Which talks have records in one document. */
export interface BoundTalks {
	has(talk: RecordId): boolean;
	/** Calls back after a record came or went. Returns the way to stop. */
	observe(listener: () => void): () => void;
}

export function openBoundTalks(doc: Y.Doc): BoundTalks & { close(): void } {
	const maps = BOUND_TABLES.map((table) => doc.getMap<unknown>(table));
	const listeners = createListeners();
	let talks: ReadonlySet<unknown> | null = null;
	const changed = () => {
		talks = null;
		listeners.notify();
	};
	for (const map of maps) map.observe(changed);
	return {
		has: (talk) => (talks ??= new Set(maps.flatMap((map) => [...map.values()].map(talkOf)))).has(talk),
		observe: (listener) => listeners.add(listener),
		close() {
			for (const map of maps) map.unobserve(changed);
			listeners.clear();
		}
	};
}

const talkOf = (record: unknown): unknown => (record instanceof Y.Map ? record.get('talk') : undefined);

/** A talk's records in one document. */
export const boundRecords = (doc: Y.Doc, talk: RecordId) =>
	BOUND_TABLES.flatMap((table) => {
		const map = doc.getMap<unknown>(table);
		return [...map.entries()].flatMap(([key, record]) =>
			record instanceof Y.Map && record.get('talk') === talk ? [{ map, table, key, record }] : []
		);
	});

/**
 * Copies a talk's records over. Inside a transaction of `to`. A record that is there already is replaced by its own
 * later state; where another one has its key (two members opened one each), that one gets the words added.
 */
export function copyBound(from: Y.Doc, to: Y.Doc, talk: RecordId): void {
	for (const { table, key, record } of boundRecords(from, talk)) carry(to.getMap(table), key, record);
}

function carry(to: Y.Map<unknown>, key: string, record: Y.Map<unknown>): void {
	const there = to.get(key);
	if (!(there instanceof Y.Map) || sameRecord(there, record)) to.set(key, record.clone());
	else addWords(there, record);
}

/** Whether two are states of one record, and not two that were opened under one key. */
export const sameRecord = (one: Y.Map<unknown>, other: Y.Map<unknown>): boolean =>
	['createdAt', 'createdBy'].every((stamp) => one.get(stamp) === other.get(stamp));

/** Adds one record's words to another's. Twice is as good as once: a crash may have come in between. */
export function addWords(to: Y.Map<unknown>, record: Y.Map<unknown>, except: readonly string[] = []): void {
	for (const [field, value] of record) {
		if (except.includes(field)) continue;
		const there = to.get(field);
		if (!(value instanceof Y.Text) || !(there instanceof Y.Text)) {
			if (there === undefined) to.set(field, value instanceof Y.Text ? value.clone() : value);
		} else if (!there.toString().includes(value.toString())) appendText(there, value.toString());
	}
}

/** Takes a talk's records out. Inside a transaction. */
export function removeBound(doc: Y.Doc, talk: RecordId): void {
	for (const { map, key } of boundRecords(doc, talk)) map.delete(key);
}
