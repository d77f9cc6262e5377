// Brings what the log says into the document, and tells which of it is to be stored. Usually all of it. A log that is read
// anew says much that this device has stored long ago: that is not stored once more (S14).

import * as Y from 'yjs';

export interface FeedOptions {
	/** The document that the log feeds. */
	readonly doc: Y.Doc;
	/** Applies an update to the document, marked as one that the log has; false when Yjs cannot apply it. */
	readonly apply: (update: Uint8Array) => boolean;
}

/** Outlives connections: the document does too. */
export interface RowsLag {
	/** The document may hold what the log brought and a failed write kept from the rows. */
	behind: boolean;
}

export class DocumentFeed {
	readonly #options: FeedOptions;
	/** Updates that Yjs has not taken. */
	unapplied = 0;

	constructor(options: FeedOptions) {
		this.#options = options;
	}

	/** Something waits for what has not come. */
	get isPending(): boolean {
		const { store } = this.#options.doc;
		return store.pendingStructs !== null || store.pendingDs !== null;
	}

	/**
	 * Applies updates in order, as one where that is possible: a long replay is one row then, and one step for the screen.
	 * One by one where Yjs refuses that: a bad one must not take the others with it. What Yjs cannot take now is to be
	 * stored all the same: it is tried again at the next start.
	 * @returns the rows to store
	 */
	take(updates: readonly Uint8Array[]): readonly Uint8Array[] {
		const merged = updates.length > 1 ? merge(updates) : null;
		if (merged && this.#options.apply(merged)) return [merged];
		for (const update of updates) if (!this.#options.apply(update)) this.unapplied += 1;
		return updates;
	}

	/** The same of updates that may be stored already: those are left out. */
	takeNew(updates: readonly Uint8Array[]): readonly Uint8Array[] {
		let changed = false;
		const note = (): void => void (changed = true);
		const before = this.unapplied;
		this.#options.doc.on('update', note);
		const rows = this.take(updates);
		this.#options.doc.off('update', note);
		return changed || this.isPending || this.unapplied > before ? rows : [];
	}
}

/** Null when updates that each decode contradict each other. */
function merge(updates: readonly Uint8Array[]): Uint8Array | null {
	try {
		return Y.mergeUpdates([...updates]);
	} catch {
		return null;
	}
}
