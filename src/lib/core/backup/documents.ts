// Whether a document that was read back is the one that was written, and what is in it.

import * as Y from 'yjs';
import type { BackedRoom } from './contents.ts';
import { openTables } from '../journal/tables.ts';

/** What a document was at one moment. */
export interface Taken {
	/** All of it as one Yjs update. */
	readonly update: Uint8Array;
	/** State vector and delete set. */
	readonly snapshot: Y.Snapshot;
	/** How many records each root type holds. */
	readonly records: ReadonlyMap<string, number>;
}

/** A document as it is now; edits that follow change nothing of it. */
export const takeDocument = (doc: Y.Doc): Taken => ({
	update: Y.encodeStateAsUpdate(doc),
	snapshot: Y.snapshot(doc),
	records: new Map(
		[...doc.share].flatMap(([name, root]) => (root instanceof Y.Map ? [[name, root.size]] : []))
	)
});

/** Whether a document holds exactly what was taken: everything written, everything deleted, every record. */
export function holdsAll(doc: Y.Doc, { snapshot, records }: Taken): boolean {
	if (!Y.equalSnapshots(Y.snapshot(doc), snapshot)) return false;
	return [...records].every(([name, size]) => doc.getMap(name).size === size);
}

/** The document of a room; null when its bytes are none. Whoever asks destroys it. */
export function documentOf({ update }: Pick<BackedRoom, 'update'>): Y.Doc | null {
	const doc = new Y.Doc();
	try {
		Y.applyUpdate(doc, update);
		return doc;
	} catch {
		// Yjs throws whatever it stumbles over.
		doc.destroy();
		return null;
	}
}

export interface Counts {
	readonly talks: number;
	readonly people: number;
}

/** What a person would count, without what was put away. */
export function countsOf(docs: { readonly shared: Y.Doc; readonly personal: Y.Doc }): Counts {
	const opened = openTables(docs.shared, docs.personal);
	const { people, talks } = opened.tables;
	const counts = { talks: talks.rows().length, people: people.rows().length };
	opened.close();
	return counts;
}
