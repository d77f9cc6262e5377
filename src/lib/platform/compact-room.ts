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

/** What came of it. */
export type Compacted =
	/** All of it is written anew, and that is noted. `key` is the new row's. */
	| { readonly kind: 'anew'; readonly key: number }
	/** The rows are; the edits that wait are as they were, since the document lacks something that they build on. */
	| { readonly kind: 'edits-left'; readonly key: number }
	/** Nothing is: there are rows by now that are not in the document. */
	| { readonly kind: 'overtaken' };

/** Whether something was read that builds on what is not here (yet). */
export const lacksSomething = ({ store }: Doc): boolean =>
	store.pendingStructs !== null || store.pendingDs !== null;

/**
 * Puts the document as it is now in place of the rows it was read from, and of the edits that wait. It is noted as done
 * only when neither has the words any more. Rejects with a StorageError.
 */
export function compactRoom({ database, doc, applied, withdrawals }: Compaction): Promise<Compacted> {
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
			let compacted = (): Compacted => ({ kind: 'overtaken' });
			// The last of the requests above, so the others have their results.
			waiting.onsuccess = () => {
				if (unknown.result > 0) return;
				const added = updates.add(whole) as IDBRequest<number>;
				updates.delete(IDBKeyRange.upperBound(applied));
				const anew = rewritten(doc, whole, waiting.result);
				if (anew === 'not-all-here') {
					compacted = () => ({ kind: 'edits-left', key: added.result });
					return;
				}
				for (const key of keys.result) edits.delete(key);
				if (anew !== null) edits.add(anew);
				transaction.objectStore('custom').put([...withdrawals], LET_GO);
				compacted = () => ({ kind: 'anew', key: added.result });
			};
			return () => compacted();
		}
	});
}

/**
 * What waits to be sent, without the words that were deleted since; null when nothing waits. `not-all-here`: something of
 * it is not in the document, so it has to be left as it is.
 */
function rewritten(
	doc: Doc,
	whole: Uint8Array,
	waiting: readonly Uint8Array[]
): Uint8Array | null | 'not-all-here' {
	if (waiting.length === 0) return null;
	if (lacksSomething(doc)) return 'not-all-here';
	const { from, to } = parseUpdateMeta(mergeUpdates([...waiting]));
	const held = decodeStateVector(encodeStateVector(doc));
	for (const [client, clock] of to) if ((held.get(client) ?? 0) < clock) return 'not-all-here';
	for (const [client, clock] of from) held.set(client, clock);
	return diffUpdate(whole, encodeStateVector(held));
}
