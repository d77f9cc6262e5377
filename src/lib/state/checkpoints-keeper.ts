// Makes checkpoints of an open journal by itself: at most about one an hour, and only when something changed (S14). Also
// what was there before the first change of the day: the state at the opening is held in memory until then. Every tab has
// a keeper; a Web Lock lets one of them at a time look and write.

import type { JournalId } from '../core/ids.ts';
import { withdrawn, type Documents } from '../core/journal/as-of-withdrawn.ts';
import { onWithdrawal } from '../core/journal/withdrawal-marks.ts';
import { StorageError, type Clock, type StorageFault } from '../core/sync/ports.ts';
import { surface } from '../core/sync/surface.ts';
import type { Checkpoint, CheckpointStore, Why } from '../platform/checkpoint-store.ts';
import { superfluous } from '../platform/checkpoint-thinning.ts';
import { both, stateOf, type Made } from './checkpoints-state.ts';

const MINUTE_MS = 60_000;
/** Between two that are made by themselves: a morning's work can be told apart, and a day is a dozen. */
export const EVERY_MS = 60 * MINUTE_MS;
/** The first one of a journal waits until something has been written, not just a letter. */
const FIRST_MS = MINUTE_MS;
/** After one that failed: a full storage does not empty in seconds, and nobody waits for it. */
const AGAIN_MS = 5 * MINUTE_MS;
/** After words that were taken back could not be dropped; the next opening tries it too. */
const FORGET_MS = 5_000;

export interface KeeperPorts {
	readonly journal: JournalId;
	readonly docs: Documents;
	readonly store: CheckpointStore;
	readonly clock: Clock;
	/** False when the journal is not to be written for: it was deleted from this device. */
	readonly isHere: () => boolean;
}

export class CheckpointKeeper {
	readonly #ports: KeeperPorts;
	readonly #stops: (() => void)[] = [];
	readonly #listeners = new Set<() => void>();
	/** The state when the journal was opened, until it is kept or known to be. */
	#opened: Made | null = null;
	#cancel: (() => void) | null = null;
	/** When something changed that no checkpoint has been asked to hold; null: nothing did. */
	#since: number | null = null;
	#over = false;
	#owesForgetting = false;
	/** Why the latest attempt failed; null: it did not. */
	fault: StorageFault | null = null;

	constructor(ports: KeeperPorts) {
		this.#ports = ports;
		for (const doc of both(ports.docs)) {
			const changed = () => this.#changed();
			doc.on('update', changed);
			this.#stops.push(() => doc.off('update', changed));
			this.#stops.push(onWithdrawal(doc, () => void this.#tookBack()));
		}
	}

	/** Looks at what is there: nothing is written unless something was taken back meanwhile. */
	async begin(): Promise<void> {
		this.#opened ??= await this.#state();
		await this.#attempt(() => this.#forget());
	}

	/** Calls back after a checkpoint came or went, or could not be made. Returns a function that stops it. */
	observe(listener: () => void): () => void {
		this.#listeners.add(listener);
		return () => this.#listeners.delete(listener);
	}

	/** Keeps the journal as it is now, unless that is kept already. Rejects with a StorageError. */
	async keep(why: Why): Promise<'kept' | 'known' | 'waiting'> {
		const outcome = await this.#locked(async () => {
			const made = await this.#whole();
			if (!made) return 'waiting';
			const all = await this.#ports.store.list();
			if (all.at(-1)?.fingerprint === made.fingerprint) return 'known';
			await this.#add(made, why, all);
			return 'kept';
		});
		this.#notify();
		return outcome;
	}

	/** Idempotent. */
	close(): void {
		this.#over = true;
		this.#cancel?.();
		for (const stop of this.#stops.splice(0)) stop();
		this.#opened = null;
		this.#ports.store.close();
	}

	#changed(): void {
		this.#since ??= this.#ports.clock.now();
		if (this.#cancel === null) this.#later(0);
	}

	#later(ms: number): void {
		this.#cancel?.();
		this.#cancel = null;
		if (this.#over) return;
		this.#cancel = this.#ports.clock.after(ms, () => {
			this.#cancel = null;
			void this.#attempt(() => this.#keepWhatIsDue());
		});
	}

	/** Keeps the state at the opening, then that of now, where an hour has passed; comes back when it has not. */
	async #keepWhatIsDue(): Promise<void> {
		const { store, clock } = this.#ports;
		if (this.#owesForgetting) await this.#forget();
		let all = await store.list();
		const opened = this.#opened;
		if (opened && !opened.empty && isHourAfter(opened.at, all)) {
			await this.#add(opened, 'hourly', all);
			all = await store.list();
		}
		if (this.#opened === opened) this.#opened = null;
		const wait = all.length === 0 ? FIRST_MS : EVERY_MS;
		// When the clock was set back: nothing has changed later than now.
		if (this.#since !== null) this.#since = Math.min(this.#since, clock.now());
		const left = Math.max(all.at(-1)?.at ?? 0, this.#since ?? 0) + wait - clock.now();
		// More than all of it: the newest is of before the clock was set back. One that is made now ends that.
		if (left > 0 && left <= wait) return this.#later(left);
		const made = await this.#whole();
		if (!made) return this.#later(AGAIN_MS);
		await this.#add(made, 'hourly', all);
	}

	async #add(made: Made, why: Why, all: readonly Checkpoint[]): Promise<void> {
		if (all.at(-1)?.fingerprint === made.fingerprint) return;
		const { store, clock, isHere } = this.#ports;
		if (!isHere()) throw new StorageError('gone');
		const { at, fingerprint, withdrawals, shared, personal } = made;
		const row = { at, bytes: shared.length + personal.length, why, fingerprint, withdrawals };
		const gone = superfluous([...all, { ...row, id: Number.MAX_SAFE_INTEGER }], clock.now());
		await store.add(row, { shared, personal }, gone);
	}

	/** Something was taken back: what is held in memory has the words, and so have older checkpoints. */
	#tookBack(): Promise<void> {
		this.#opened = null;
		this.#owesForgetting = true;
		return this.#attempt(() => this.#forget());
	}

	/** Drops every checkpoint that does not heed all withdrawals, and makes a fresh one in their place. */
	async #forget(): Promise<void> {
		const { store, docs } = this.#ports;
		const all = await store.list();
		const heeded = withdrawn(docs);
		const stale = all.filter(({ withdrawals }) => !heeded.every((id) => withdrawals.includes(id)));
		await store.drop(stale.map(({ id }) => id));
		this.#owesForgetting = false;
		if (stale.length === 0) return;
		const made = await this.#whole();
		if (made) await this.#add(made, 'hourly', await store.list());
	}

	/** One tab at a time, nobody waits for it, and what fails is tried again later. */
	async #attempt(run: () => Promise<void>): Promise<void> {
		try {
			await this.#locked(run);
			this.fault = null;
		} catch (error) {
			if (!(error instanceof StorageError)) surface(error);
			else if (!this.#over && this.#ports.isHere()) {
				this.fault = error.fault;
				this.#later(this.#owesForgetting ? FORGET_MS : AGAIN_MS);
			}
		}
		this.#notify();
	}

	#locked<Value>(run: () => Promise<Value>): Promise<Value> {
		return navigator.locks.request(`soundings-checkpoints-${this.#ports.journal}`, () => {
			if (this.#over) throw new StorageError('gone');
			return run();
		});
	}

	/** The state of now, to be kept: all that has changed is in it. */
	#whole(): Promise<Made | null> {
		this.#since = null;
		return this.#state();
	}

	#state(): Promise<Made | null> {
		return stateOf(this.#ports.docs, this.#ports.clock);
	}

	#notify(): void {
		for (const listener of this.#listeners) listener();
	}
}

const isHourAfter = (at: number, all: readonly Checkpoint[]): boolean =>
	at - (all.at(-1)?.at ?? -Infinity) >= EVERY_MS;
