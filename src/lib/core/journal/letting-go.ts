// What was deleted is kept by Yjs for as long as an undo history may bring it back, and once the history is emptied,
// still until somebody looks. Words that a person took back must not wait for that.

import * as Y from 'yjs';

/**
 * Drops the content of everything deleted, once the document's undo history is empty. What others have is not touched;
 * nothing is written. What an undo had brought back is marked as kept for good by Yjs, so the marks go first.
 */
export function letGo(doc: Y.Doc): void {
	if (doc._transaction !== null) {
		doc.once('afterAllTransactions', () => letGo(doc));
		return;
	}
	for (const structs of doc.store.clients.values())
		for (const struct of structs) if (struct instanceof Y.Item && struct.keep) struct.keep = false;
	Y.tryGc(Y.createDeleteSetFromStructStore(doc.store), doc.store, doc.gcFilter);
}
