// The document's local edits on their way into the store: which are still to be written, whether that failed, and
// when to try again. An edit leaves only when its write is complete.

import { mergeUpdates } from 'yjs';
import { StorageError, type Clock, type StorageFault } from '../core/sync/ports.ts';

export type SavedState =
	| { readonly kind: 'saved' }
	| { readonly kind: 'saving' }
	/** What failed is kept in memory and tried again; `gone` is not. */
	| { readonly kind: 'failed'; readonly fault: StorageFault };

const FIRST_RETRY_MS = 1_000;
const LAST_RETRY_MS = 30_000;

export class UnsavedEdits {
	#write: (update: Uint8Array) => Promise<void>;
	#after: Clock['after'];
	#changed: () => void;
	#stored: (update: Uint8Array) => void;
	#writing = new Map<Promise<void>, Uint8Array>();
	#failed: Uint8Array[] = [];
	/** Writes under way that try again what failed. */
	#retrying = 0;
	/** Why the latest write failed; shown until everything that failed is written. */
	#fault: StorageFault = 'failed';
	#retryMs = FIRST_RETRY_MS;
	#cancelRetry: (() => void) | null = null;
	#state: SavedState = { kind: 'saved' };

	/**
	 * @param ports.write stores one update; begins at once and settles when it is complete
	 * @param ports.changed called after `state` changed
	 * @param ports.stored called with each update whose write is complete
	 */
	constructor(ports: {
		write: (update: Uint8Array) => Promise<void>;
		after: Clock['after'];
		changed: () => void;
		stored: (update: Uint8Array) => void;
	}) {
		this.#write = ports.write;
		this.#after = ports.after;
		this.#changed = ports.changed;
		this.#stored = ports.stored;
	}

	get state(): SavedState {
		return this.#state;
	}

	/** Everything that no completed write holds, merged; null when all is saved. */
	get unsaved(): Uint8Array | null {
		const updates = [...this.#failed, ...this.#writing.values()];
		return updates.length === 0 ? null : mergeUpdates(updates);
	}

	/** Whether an edit waits behind another one that is being written. */
	get queued(): boolean {
		return this.#writing.size > 1;
	}

	/** Begins to write, together with whatever failed before, so that no stored edit depends on a missing one. */
	add(update: Uint8Array): void {
		this.#begin(update);
	}

	/** Tries at once what failed. */
	retry(): void {
		if (this.#failed.length > 0) this.#begin();
	}

	/** Settles when the writes that are under way have ended, well or not. */
	async ended(): Promise<void> {
		await Promise.all(this.#writing.keys());
	}

	/** Settles when no write is under way, after one more attempt at what failed. Stops retrying. */
	async settle(): Promise<void> {
		await this.ended();
		this.retry();
		await this.ended();
		this.#stopTimer();
	}

	#begin(...added: Uint8Array[]): void {
		this.#stopTimer();
		const again = this.#failed.length > 0;
		const batch = [...this.#failed, ...added];
		this.#failed = [];
		if (again) this.#retrying += 1;
		const update = mergeUpdates(batch);
		const writing: Promise<void> = this.#write(update).then(
			() => this.#end(writing, again, null, () => this.#stored(update)),
			(error: unknown) => {
				this.#failed = [...batch, ...this.#failed];
				this.#end(writing, again, error instanceof StorageError ? error.fault : 'failed', () => undefined);
			}
		);
		this.#writing.set(writing, update);
		this.#show();
	}

	#end(writing: Promise<void>, again: boolean, fault: StorageFault | null, then: () => void): void {
		this.#writing.delete(writing);
		if (again) this.#retrying -= 1;
		if (fault === null) this.#retryMs = FIRST_RETRY_MS;
		else this.#retryLater(fault);
		this.#show();
		then();
	}

	#retryLater(fault: StorageFault): void {
		this.#fault = fault;
		this.#stopTimer();
		if (fault === 'gone') return;
		// Longer only after a retry: keys pressed meanwhile fail too, and must not put the next one off.
		this.#cancelRetry = this.#after(this.#retryMs, () => {
			this.#retryMs = Math.min(this.#retryMs * 2, LAST_RETRY_MS);
			this.retry();
		});
	}

	#stopTimer(): void {
		this.#cancelRetry?.();
		this.#cancelRetry = null;
	}

	#show(): void {
		const before = this.#state;
		this.#state = this.#now();
		if (!same(before, this.#state)) this.#changed();
	}

	#now(): SavedState {
		if (this.#failed.length > 0 || this.#retrying > 0) return { kind: 'failed', fault: this.#fault };
		return this.#writing.size > 0 ? { kind: 'saving' } : { kind: 'saved' };
	}
}

const same = (a: SavedState, b: SavedState): boolean =>
	a.kind === 'failed' && b.kind === 'failed' ? a.fault === b.fault : a.kind === b.kind;
