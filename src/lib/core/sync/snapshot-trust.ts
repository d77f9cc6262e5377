// Which of the relay's snapshots this page load has looked at, and what came of it; and whether the log is to be read anew
// with the next connection.

import { equal, toHex } from '../bytes.ts';
import type { SnapshotOffer } from '../protocol/messages.ts';

export class SnapshotTrust {
	/** Why the next hello names no position. `log`: the log contradicted what had been read of it. */
	anew: 'compare' | 'log' | null = null;
	/** Nothing that the relay has for the log's beginning could be read. */
	unreadable = false;
	readonly #compared = new Set<string>();
	readonly #wrong = new Set<string>();
	#distrusted: SnapshotOffer | null = null;

	/** For the hello: digest of the snapshot to be given another for. */
	get distrust(): Uint8Array | null {
		return this.#distrusted?.digest ?? null;
	}

	/**
	 * Whether this device should read the log anew, to see whether a snapshot lacks something that is here: once in a page
	 * load for each that it neither made nor compared before.
	 * @param stored digest of the last one that it did
	 */
	shouldCompare(offer: Pick<SnapshotOffer, 'digest'> | null, stored: Uint8Array | null): boolean {
		if (!offer || (stored && equal(stored, offer.digest))) return false;
		return !this.#compared.has(toHex(offer.digest));
	}

	/** It is being looked at, or was made here. */
	looksAt(digest: Uint8Array): void {
		this.#compared.add(toHex(digest));
	}

	mayBelieve(offer: SnapshotOffer | null): boolean {
		return offer === null || !this.#wrong.has(toHex(offer.digest));
	}

	/**
	 * A snapshot does not hold.
	 * @returns whether the relay may have another one, to be asked for with a new hello
	 */
	foundWrong(offer: SnapshotOffer): boolean {
		this.#wrong.add(toHex(offer.digest));
		if (this.#distrusted && offer.seq <= this.#distrusted.seq) return false;
		this.#distrusted = offer;
		return true;
	}

	/**
	 * Digest of the newest that the relay has, given the one that it offers. Of two that cover the same nobody can say
	 * which is newer: the one that was looked at counts.
	 */
	newest(offer: SnapshotOffer | null): Uint8Array | null {
		const distrusted = this.#distrusted;
		const isBefore = distrusted !== null && (offer === null || offer.seq < distrusted.seq);
		return isBefore ? distrusted.digest : (offer?.digest ?? null);
	}

	/** The relay has another log now. */
	forget(): void {
		this.#distrusted = null;
		this.#wrong.clear();
	}
}
