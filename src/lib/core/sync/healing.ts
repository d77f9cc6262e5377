// Giving a log what it lacks. A device that has no cursor for a log (new, wiped, restored or forked relay) reads the
// log into a scratch document as well, and then appends what its own document holds and neither the log nor the
// outbox does (S7).

import * as Y from 'yjs';

export class Scratch {
	readonly #doc = new Y.Doc({ gc: false });

	add(update: Uint8Array): void {
		try {
			Y.applyUpdate(this.#doc, update);
		} catch {
			// What Yjs cannot apply here it cannot apply to the document: nothing to give back, nothing to stop for.
		}
	}

	/**
	 * What `doc` holds and this does not, as one update; null when that is nothing. `doc` must hold all that was added
	 * here, so the two differ exactly when something is missing.
	 */
	missingFrom(doc: Y.Doc): Uint8Array | null {
		if (Y.equalSnapshots(Y.snapshot(doc), Y.snapshot(this.#doc))) return null;
		return Y.encodeStateAsUpdate(doc, Y.encodeStateVector(this.#doc));
	}
}
