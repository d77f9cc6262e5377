// Writing a room's document anew, without the words that a person took back: the rows of older updates still have them,
// and so do edits that wait to be sent. One transaction, so that all of it happened or nothing.

import {
	decodeStateVector,
	diffUpdate,
	encodeStateAsUpdate,
	encodeStateVector,
	mergeUpdates,
	parseUpdateMeta,
	type Doc
} from 'yjs';
import type { Database } from './database.ts';
import { allKeys, allRows, oneRow } from './idb.ts';

/** In y-indexeddb's own store of keys and values: the withdrawals after which this room was written anew. */
const LET_GO = 'let-go';

/** Whether the stored rows were written since all of these withdrawals. */
export function wasLetGo(database: Database, withdrawals: readonly string[]): Promise<boolean> {
	return database.transact({
		stores: ['custom'],
		mode: 'readonly',
		run(transaction) {
			const known = oneRow<readonly string[]>(transaction.objectStore('custom'), LET_GO);
			return () => withdrawals.every((id) => known.result?.includes(id));
		}
	});
}

interface Compaction {
	readonly database: Database;
	readonly doc: Doc;
	/** Rows up to here are in the document. */
	readonly applied: number;
	readonly withdrawals: readonly string[];
}

/**
 * Puts the document as it is now in place of the rows it was read from, and of the edits that wait. Rows that another
 * tab stored meanwhile are left, and with them the edits, whose words may not be in this document.
 * @returns the key of the new row
 */
export function compactRoom({ database, doc, applied, withdrawals }: Compaction): Promise<number> {
	const whole = encodeStateAsUpdate(doc);
	return database.transact({
		stores: ['updates', 'edits', 'custom'],
		mode: 'readwrite',
		durability: 'strict',
		stepwise: true,
		run(transaction) {
			const updates = transaction.objectStore('updates');
			const edits = transaction.objectStore('edits');
			const unknown = updates.count(IDBKeyRange.lowerBound(applied, true));
			const keys = allKeys(edits);
			const waiting = allRows<Uint8Array>(edits);
			let added: IDBRequest<IDBValidKey> | null = null;
			// The last of the requests above, so the others have their results.
			waiting.onsuccess = () => {
				if (unknown.result === 0) {
					const anew = rewritten(doc, whole, waiting.result);
					if (anew) {
						for (const key of keys.result) edits.delete(key);
						edits.add(anew);
					}
				}
				added = updates.add(whole);
				updates.delete(IDBKeyRange.upperBound(applied));
				transaction.objectStore('custom').put([...withdrawals], LET_GO);
			};
			return () => Number(added?.result);
		}
	});
}

/**
 * What waits to be sent, without the words that were deleted since; null when nothing waits, or when something of it is
 * not in the document: it is then left as it is.
 */
function rewritten(doc: Doc, whole: Uint8Array, waiting: readonly Uint8Array[]): Uint8Array | null {
	if (waiting.length === 0 || doc.store.pendingStructs !== null || doc.store.pendingDs !== null) return null;
	const { from, to } = parseUpdateMeta(mergeUpdates([...waiting]));
	const held = decodeStateVector(encodeStateVector(doc));
	for (const [client, clock] of to) if ((held.get(client) ?? 0) < clock) return null;
	for (const [client, clock] of from) held.set(client, clock);
	return diffUpdate(whole, encodeStateVector(held));
}
