// One document's undo and redo stack: Yjs's UndoManager, with the two decisions it would take by itself taken by the
// history. Its `captureTimeout` never ends, and it is told when a new item begins. And its undo() goes on to the next
// item when the top one has no effect (another already deleted the word), which would take back a step that nobody
// asked for; so it only ever sees the one item that is meant.

import * as Y from 'yjs';

export type Direction = 'undo' | 'redo';

/**
 * @param origins whose transactions are taken back
 * @param begins called for each of those; true when it needs an item of its own
 */
export function openStack(
	doc: Y.Doc,
	origins: ReadonlySet<unknown>,
	begins: (transaction: Y.Transaction) => boolean
): Y.UndoManager {
	const own: Y.UndoManager = new Y.UndoManager(doc, {
		captureTimeout: Number.MAX_SAFE_INTEGER,
		trackedOrigins: new Set(),
		captureTransaction(transaction) {
			if (transaction.changed.size === 0) return false;
			if (transaction.origin === own) return true;
			if (!origins.has(transaction.origin)) return false;
			if (begins(transaction)) own.stopCapturing();
			return true;
		}
	});
	return own;
}

/** Takes the top item back, or does it again; true when that changed anything, which the other stack then holds. */
export function moveTop(stack: Y.UndoManager, direction: Direction): boolean {
	const from = direction === 'undo' ? 'undoStack' : 'redoStack';
	const below = stack[from].splice(0, stack[from].length - 1);
	const to = direction === 'undo' ? 'redoStack' : 'undoStack';
	const height = stack[to].length;
	stack[direction]();
	stack[from] = below.concat(stack[from]);
	return stack[to].length > height;
}
