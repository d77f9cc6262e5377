// A table over a root Y.Map: rows are parsed once and again only when their record changes, so that a list of
// hundreds costs one parse per keystroke and unchanged rows stay the same objects.

import * as Y from 'yjs';
import type { Parsed, RecordKind } from '../schema/record.ts';
import { createListeners } from './listeners.ts';

export interface Nonconforming {
	readonly key: string;
	/** Names of the fields that do not fit; never their content. */
	readonly problem: string;
}

export interface Newer {
	readonly key: string;
	readonly version: number;
}

export interface Table<Row> {
	/** Sorted, without the archived. The same array until something in it changes. */
	rows(): readonly Row[];
	/** Sorted. */
	archived(): readonly Row[];
	/** Archived or not; null when there is none that this version can read. */
	get(id: string): Row | null;
	/** Records that do not fit; kept in the document as they are. */
	nonconforming(): readonly Nonconforming[];
	/** Records of a later version than this build knows; kept in the document as they are. */
	newer(): readonly Newer[];
	/** Something is stored under this key, readable or not. */
	has(key: string): boolean;
	/** Calls back after every change of a record, typing included. Returns the way to stop. */
	observe(listener: () => void): () => void;
}

export interface OpenTable<Row> extends Table<Row> {
	/** Stops following the document. */
	close(): void;
}

interface Lists<Row> {
	readonly rows: Row[];
	readonly archived: Row[];
	readonly nonconforming: Nonconforming[];
	readonly newer: Newer[];
}

type AnyRow = { readonly id: string; readonly archived?: boolean };

export function openTable<Row extends AnyRow>(doc: Y.Doc, kind: RecordKind<Row>): OpenTable<Row> {
	const map: Y.Map<unknown> = doc.getMap(kind.table);
	const parsed = new Map<string, Parsed<Row>>();
	const listeners = createListeners();
	let lists: Lists<Row> | null = null;

	const read = (key: string) => {
		if (map.has(key)) parsed.set(key, kind.parse(key, map.get(key)));
		else parsed.delete(key);
	};
	const onChange = (events: Y.YEvent<Y.AbstractType<unknown>>[]) => {
		for (const key of changedKeys(map, events)) read(key);
		lists = null;
		listeners.notify();
	};
	for (const key of map.keys()) read(key);
	map.observeDeep(onChange);

	const current = () => (lists ??= sorted(parsed, kind));
	return {
		rows: () => current().rows,
		archived: () => current().archived,
		nonconforming: () => current().nonconforming,
		newer: () => current().newer,
		get(id) {
			const found = parsed.get(id);
			return found?.kind === 'row' ? found.row : null;
		},
		has: (key) => parsed.has(key),
		observe: (listener) => listeners.add(listener),
		close() {
			map.unobserveDeep(onChange);
			listeners.clear();
		}
	};
}

/** Which records an observeDeep call is about: entries of the table itself, or anything inside one. */
function changedKeys(map: Y.Map<unknown>, events: Y.YEvent<Y.AbstractType<unknown>>[]): Set<string> {
	const keys = new Set<string>();
	for (const event of events) {
		if (event.target !== map) keys.add(String(event.path[0]));
		// A root type that somebody also used as a list reports a null key.
		else for (const key of event.keys.keys()) keys.add(key);
	}
	return keys;
}

function sorted<Row extends AnyRow>(parsed: Map<string, Parsed<Row>>, kind: RecordKind<Row>): Lists<Row> {
	const lists: Lists<Row> = { rows: [], archived: [], nonconforming: [], newer: [] };
	for (const [key, entry] of parsed) {
		switch (entry.kind) {
			case 'row':
				(entry.row.archived ? lists.archived : lists.rows).push(entry.row);
				break;
			case 'nonconforming':
				lists.nonconforming.push({ key, problem: entry.problem });
				break;
			case 'newer':
				lists.newer.push({ key, version: entry.version });
				break;
			default:
				entry satisfies never;
		}
	}
	lists.rows.sort(kind.compare);
	lists.archived.sort(kind.compare);
	return lists;
}
