// Records that belong to one talk and are kept where its notes are: in the shared document while sharing is agreed to,
// else in the holder's personal one. What they say is read elsewhere, once a screen needs it; here they are only
// counted and carried over, so that no record stays behind in a document that it must not be in.

import * as Y from 'yjs';
import type { RecordId } from '../ids.ts';
import { createListeners } from './listeners.ts';

/** The root types, by the same name in both documents. Final; a new kind of bound record adds its name here. */
export const BOUND_TABLES = ['mentions', 'stamps', 'facts', 'debriefs', 'fits', 'followups'] as const;

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

const boundRecords = (doc: Y.Doc, talk: RecordId) =>
	BOUND_TABLES.flatMap((table) => {
		const map = doc.getMap<unknown>(table);
		return [...map.entries()].flatMap(([key, record]) =>
			record instanceof Y.Map && record.get('talk') === talk ? [{ map, table, key, record }] : []
		);
	});

/** Copies a talk's records over, on top of what is there. Inside a transaction of `to`. */
export function copyBound(from: Y.Doc, to: Y.Doc, talk: RecordId): void {
	for (const { table, key, record } of boundRecords(from, talk)) to.getMap(table).set(key, record.clone());
}

/** Takes a talk's records out. Inside a transaction. */
export function removeBound(doc: Y.Doc, talk: RecordId): void {
	for (const { map, key } of boundRecords(doc, talk)) map.delete(key);
}

/** Takes out what a talk's records say of the person; of a debrief the holder's own half stays. */
export function keepOwnThoughts(doc: Y.Doc, talk: RecordId): void {
	for (const { map, table, key, record } of boundRecords(doc, talk)) {
		if (table !== 'debriefs') map.delete(key);
		else {
			const heard: unknown = record.get('heard');
			if (heard instanceof Y.Text) heard.delete(0, heard.length);
		}
	}
}
