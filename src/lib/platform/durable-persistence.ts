// y-indexeddb with outcomes. The library never awaits a write, adds a row at every open and stores remote updates a
// second time; so its reading and writing are switched off here, and this class does both over the same rows. What
// stays of it is the database's layout and the contract that other Yjs libraries know.

import { IndexeddbPersistence } from 'y-indexeddb';
import { applyUpdate, encodeStateAsUpdate, transact, type Doc } from 'yjs';
import { onWithdrawal, withdrawalsIn } from '../core/journal/withdrawal-marks.ts';
import { StorageError, type Clock, type RoomStore } from '../core/sync/ports.ts';
import { compactRoom, lacksSomething, wasLetGo } from './compact-room.ts';
import { allKeys, allRows, storageError } from './idb.ts';
import type { Database } from './database.ts';
import { lastWords, type LastWords } from './last-words.ts';
import { UnsavedEdits, type SavedState } from './unsaved.ts';

/** From this many rows on, `trim` writes them as one. */
const TRIM_ROWS = 500;

/** So often is the document written anew at once when other edits are stored just before. */
const LETTING_GO_TRIES = 3;

/** The origin of updates that another tab of this device made and stored. */
const FROM_OTHER_TAB = Symbol('from another tab');

/** The origin of edits that an earlier page did not get to store. */
const LAST_WORDS = Symbol('from an earlier page');

export type Trimmed = 'trimmed' | 'not-needed' | 'failed';

interface Options {
	readonly database: Database;
	readonly store: RoomStore;
	readonly doc: Doc;
	/** Where edits go that are under way when the page is left; localStorage when absent. */
	readonly lastWords?: LastWords;
	/** Timers; the browser's when absent. */
	readonly after?: Clock['after'];
}

export class DurablePersistence extends IndexeddbPersistence {
	/** Settles when the document holds every stored row; rejects with a StorageError. */
	readonly whenLoaded: Promise<void>;
	#database: Database;
	#unsaved: UnsavedEdits;
	#lastWords: LastWords;
	/** Keys of what earlier pages left, now on its way into the store. */
	#recovered = new Set<string>();
	/** Rows up to here are in the document. */
	#applied = 0;
	#unreadable = new Set<number>();
	#injecting: unknown = null;
	#listeners = new Set<() => void>();
	#onStored = new Set<(update: Uint8Array) => void>();
	#trimming: Promise<Trimmed> | null = null;
	#lettingGo: Promise<Trimmed> = Promise.resolve('not-needed');
	/** Something was taken back, and the rows still have it. */
	#owesLettingGo = false;
	#stopFollowing: () => void;
	#destroying: Promise<void> | null = null;

	/** The database must be open and the document empty. */
	constructor({ database, store, doc, after = afterTimeout, ...options }: Options) {
		super(database.definition.name, doc);
		// Before its database is open: the library then reads no row into the document, writes none, and stores no edit.
		doc.off('update', this._storeUpdate);
		this._destroyed = true;
		this._dbref = Number.POSITIVE_INFINITY;

		this.#database = database;
		this.#lastWords = options.lastWords ?? lastWords(database.definition.name);
		this.#unsaved = new UnsavedEdits({
			write: (update) => store.addEdit(update),
			after,
			changed: () => {
				this.#forgetLastWords();
				for (const listener of this.#listeners) listener();
				// While something is missing here it would come to nothing, and cost a whole document at every key.
				if (this.#owesLettingGo && this.state.kind === 'saved' && !lacksSomething(doc)) void this.letGo();
			},
			stored: (update) => {
				for (const listener of this.#onStored) listener(update);
			}
		});
		doc.on('update', this.#onUpdate);
		// Also of what is read at the opening: a page that went away in between has not let go yet.
		this.#stopFollowing = onWithdrawal(doc, () => void this.letGo());
		addEventListener('pagehide', this.#keepUnsaved);
		this.whenLoaded = this.#load();
	}

	/** What is true of the local edits now: all are stored, some are on their way, or storing failed. */
	get state(): SavedState {
		return this.#unsaved.state;
	}

	/** The local edits that are not stored (yet), as one update; null when all are. */
	get unsavedEdits(): Uint8Array | null {
		return this.#unsaved.unsaved;
	}

	/** Rows that Yjs refused. They stay in the database as they are. */
	get unreadableRows(): number {
		return this.#unreadable.size;
	}

	/** Calls back after `state` changed. Returns a function that stops it. */
	subscribe(listener: () => void): () => void {
		this.#listeners.add(listener);
		return () => this.#listeners.delete(listener);
	}

	/** Calls back with each local update once it is stored: the moment to tell other tabs. */
	onStored(listener: (update: Uint8Array) => void): () => void {
		this.#onStored.add(listener);
		return () => this.#onStored.delete(listener);
	}

	/**
	 * Runs `apply`, in which updates with this origin are remote ones that the store already has. An edit that an
	 * observer makes meanwhile has another origin and is stored.
	 */
	inject(origin: unknown, apply: () => void): void {
		const before = this.#injecting;
		this.#injecting = origin;
		try {
			apply();
		} finally {
			this.#injecting = before;
		}
	}

	/** Applies what another tab of this device has stored. */
	applyFromTab(update: Uint8Array): void {
		applyUpdate(this.doc, update, FROM_OTHER_TAB);
	}

	/** Tries at once to store what failed. */
	retry(): void {
		this.#unsaved.retry();
	}

	/** Applies the rows that were stored since the last look: when this tab takes the lead or wakes. */
	async refresh(): Promise<void> {
		const { keys, rows } = await this.#database.transact({
			stores: ['updates'],
			mode: 'readonly',
			run: (transaction) => {
				const updates = transaction.objectStore('updates');
				const newer = IDBKeyRange.lowerBound(this.#applied, true);
				const keys = allKeys(updates, newer);
				const rows = allRows<Uint8Array>(updates, newer);
				return () => ({ keys: keys.result, rows: rows.result });
			}
		});
		if (this.#destroying === null) this.#apply(keys, rows);
	}

	/**
	 * Writes the document as one row in place of the rows it was read from, once there are many. Only in the leading
	 * tab. Rows that this document does not hold, and everything when one could not be read, are left alone; a failure
	 * leaves all as it was.
	 */
	trim(rows: number = TRIM_ROWS): Promise<Trimmed> {
		this.#trimming ??= this.#trim(rows)
			.catch((error: unknown): Trimmed => {
				if (error instanceof StorageError) return 'failed';
				throw error;
			})
			.finally(() => (this.#trimming = null));
		return this.#trimming;
	}

	async #trim(rows: number): Promise<Trimmed> {
		await this.whenLoaded;
		const count = await this.#database.transact({
			stores: ['updates'],
			mode: 'readonly',
			run(transaction) {
				const counting = transaction.objectStore('updates').count();
				return () => counting.result;
			}
		});
		if (count < rows) return 'not-needed';
		await this.refresh();
		if (this.#unreadable.size > 0 || this.#destroying !== null) return 'not-needed';
		const held = IDBKeyRange.upperBound(this.#applied);
		// Pending structs are part of it.
		const whole = encodeStateAsUpdate(this.doc);
		const key = await this.#database.transact({
			stores: ['updates'],
			mode: 'readwrite',
			durability: 'strict',
			run(transaction) {
				const adding = transaction.objectStore('updates').add(whole) as IDBRequest<number>;
				transaction.objectStore('updates').delete(held);
				return () => adding.result;
			}
		});
		// Unless other rows came in between, there is nothing newer than our own.
		if (key === this.#applied + 1) this.#applied = key;
		return 'trimmed';
	}

	/**
	 * After a person took something back: writes the document anew in place of the rows and the unsent edits that still
	 * have the words. Happens by itself, in every tab, also when the withdrawal arrives from elsewhere; once it happened
	 * nothing is written again. `failed`: it is tried again when edits are stored again, and at the next opening.
	 */
	letGo(): Promise<Trimmed> {
		this.#lettingGo = this.#lettingGo
			.then(() => this.#letGo())
			.catch((error: unknown): Trimmed => {
				if (error instanceof StorageError) return 'failed';
				throw error;
			});
		return this.#lettingGo;
	}

	async #letGo(): Promise<Trimmed> {
		this.#owesLettingGo = true;
		await this.whenLoaded;
		// Edits that are on their way would bring the words back; what an earlier page left is taken in and forgotten.
		this.#recover();
		for (let tries = 0; tries < LETTING_GO_TRIES; tries += 1) {
			const outcome = await this.#writeAnew();
			if (outcome !== 'overtaken') return outcome;
		}
		return 'failed';
	}

	async #writeAnew(): Promise<Trimmed | 'overtaken'> {
		await this.#unsaved.ended();
		await this.#trimming;
		if (this.#destroying !== null || this.state.kind === 'failed') return 'failed';
		const withdrawals = withdrawalsIn(this.doc);
		if (await wasLetGo(this.#database, withdrawals)) {
			this.#owesLettingGo = false;
			return 'not-needed';
		}
		await this.refresh();
		if (this.#unreadable.size > 0 || this.#destroying !== null) return 'failed';
		const applied = this.#applied;
		const compacted = await compactRoom({ database: this.#database, doc: this.doc, applied, withdrawals });
		if (compacted.kind === 'overtaken') return 'overtaken';
		if (compacted.key === this.#applied + 1) this.#applied = compacted.key;
		if (compacted.kind === 'edits-left') return 'failed';
		this.#owesLettingGo = false;
		return 'trimmed';
	}

	/** Settles when writes under way have ended. Bound by the library; called too when the document is destroyed. */
	override destroy(): Promise<void> {
		this.#destroying ??= this.#destroy();
		return this.#destroying;
	}

	async #destroy(): Promise<void> {
		this.doc.off('update', this.#onUpdate);
		this.#stopFollowing();
		await this.#unsaved.settle();
		// What could not be stored until now is kept as when the page goes; the next opening stores it.
		this.#keepUnsaved();
		removeEventListener('pagehide', this.#keepUnsaved);
		// When the library's own opening failed, `whenLoaded` said so and there is nothing to close.
		const opened = await this._db.then(
			() => true,
			() => false
		);
		if (opened) await super.destroy();
	}

	#onUpdate = (update: Uint8Array, origin: unknown): void => {
		if (origin === this || origin === FROM_OTHER_TAB) return;
		if (this.#injecting !== null && origin === this.#injecting) return;
		this.#unsaved.add(update);
		if (this.state.kind === 'saving' && this.#unsaved.queued) this.#keepUnsaved();
	};

	#keepUnsaved = (): void => {
		const { state, unsaved } = this.#unsaved;
		// Of a journal that was deleted no word is to be left behind, and nothing would ever read it.
		if (state.kind === 'failed' && state.fault === 'gone') return;
		if (unsaved !== null) this.#lastWords.keep(unsaved);
	};

	/**
	 * Stores what earlier pages left unsaved. What the database has after all makes no update here and so is not stored
	 * again; what waits for a base that this document lacks is left for another time.
	 */
	#recover(): void {
		const words = this.#lastWords.found();
		if (words.size === 0) return;
		for (const update of words.values()) {
			try {
				applyUpdate(this.doc, update, LAST_WORDS);
			} catch {
				// Cut short as it was written: there is nothing to read.
			}
		}
		if (lacksSomething(this.doc)) return;
		for (const key of words.keys()) this.#recovered.add(key);
		this.#forgetLastWords();
	}

	/** What pages left, this one too, is needed no longer once every edit is stored. */
	#forgetLastWords(): void {
		if (this.state.kind !== 'saved') return;
		this.#lastWords.drop();
		this.#lastWords.forget(this.#recovered);
		this.#recovered.clear();
	}

	async #load(): Promise<void> {
		// The library's opening ends in a transaction of its own that nothing of it is needed from. Reading after it (it
		// is first in the queue) means that no edit waits behind it: one that does is lost when the page goes away.
		await this._db.catch((cause: unknown) => {
			throw storageError(cause, 'unavailable');
		});
		await this.refresh();
		if (this.#destroying !== null) throw new StorageError('gone');
		this.#recover();
		this.synced = true;
		this.emit('synced', [this]);
	}

	#apply(keys: readonly number[], rows: readonly Uint8Array[]): void {
		transact(
			this.doc,
			() => {
				for (const [i, key] of keys.entries()) {
					const row = rows[i];
					try {
						if (row !== undefined) applyUpdate(this.doc, row, this);
					} catch {
						this.#unreadable.add(key); // Shown by `unreadableRows`; the row stays.
					}
					this.#applied = Math.max(this.#applied, key);
				}
			},
			this,
			false
		);
	}
}

const afterTimeout: Clock['after'] = (ms, run) => {
	const timer = setTimeout(run, ms);
	return () => clearTimeout(timer);
};
