// Giving a log what it lacks. A device that reads a log anew (it is new, or the relay was wiped, restored or forked, or made
// its log shorter) reads it into a scratch document as well, and then appends what its own document holds and neither the
// log nor the outbox does (S5, S7).

import * as Y from 'yjs';
import { hasMorePending } from './pending.ts';

/** How often to look again while somebody types. */
const LOOKS = 5;

export class Scratch {
	readonly #doc = new Y.Doc({ gc: false });

	/** False when Yjs cannot apply it: then it cannot go into the document either, so there is nothing to give back. */
	add(update: Uint8Array): boolean {
		try {
			Y.applyUpdate(this.#doc, update);
			return true;
		} catch {
			return false;
		}
	}

	/**
	 * What `doc` holds and this does not, as one update; null when that is nothing. `doc` must hold all that was added
	 * here, so the two differ exactly when something is missing.
	 */
	missingFrom(doc: Y.Doc): Uint8Array | null {
		const isSame = Y.equalSnapshots(Y.snapshot(doc), Y.snapshot(this.#doc));
		if (isSame && !hasMorePending(doc, this.#doc)) return null;
		return Y.encodeStateAsUpdate(doc, Y.encodeStateVector(this.#doc));
	}

	/**
	 * The same, of what does not wait in the outbox anyway. An edit that is made while the outbox is read is looked for
	 * once more: else it would be taken for something that the relay had lost.
	 */
	async missingBesides(outbox: () => Promise<readonly Uint8Array[]>, doc: Y.Doc): Promise<Uint8Array | null> {
		for (let look = 1; ; look++) {
			const before = Y.snapshot(doc);
			const waiting = await outbox();
			if (look < LOOKS && !Y.equalSnapshots(before, Y.snapshot(doc))) continue;
			for (const update of waiting) this.add(update);
			return this.missingFrom(doc);
		}
	}
}
