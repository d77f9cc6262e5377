// A device's store as the room's sync sees it: the memory store, with every change written into the journal and told to
// the world, which checks that nothing is claimed that is not on a disk. What asked for a change learns a little later
// that it is done, or never, when its process dies in between.

import type { Cursor, Edit, RoomChange, RoomStore, StoredRoom } from '../../../src/lib/core/sync/ports.ts';
import type { MemoryRoomStore } from '../memory-room-store.ts';

export interface StoreWitness {
	readonly changed: (what: string, data: unknown) => void;
	/** This edit is on the device's disk. */
	readonly durable: (update: Uint8Array) => void;
	/** This is on the device's disk as how far it has the log. */
	readonly read: (cursor: Cursor) => void;
	/** The log in which the device counts what others have. */
	readonly counts: (logId: string) => void;
}

export class RecordingStore implements RoomStore {
	readonly #store: MemoryRoomStore;
	readonly #witness: StoreWitness;
	readonly #answer: () => Promise<void>;
	/** Operations that have not settled. */
	open = 0;
	/** Edits on the disk that are not sealed. */
	unsealed: number;

	/** @param answer settles when what was done on the disk is known to whoever asked for it; in order */
	constructor(store: MemoryRoomStore, witness: StoreWitness, answer: () => Promise<void>) {
		this.#store = store;
		this.#witness = witness;
		this.#answer = answer;
		this.unsealed = store.snapshot().edits.length;
	}

	load(): Promise<StoredRoom> {
		return this.#count(async () => this.#store.load());
	}

	edits(): Promise<readonly Edit[]> {
		return this.#count(async () => this.#store.edits());
	}

	addEdit(update: Uint8Array): Promise<void> {
		const bytes = update.slice();
		return this.#count(async () => {
			await this.#store.addEdit(bytes);
			this.unsealed += 1;
			this.#witness.changed('stored edit', bytes);
			this.#witness.durable(bytes);
			await this.#answer();
		});
	}

	write(change: RoomChange): Promise<void> {
		return this.#count(async () => {
			await this.#store.write(change);
			this.unsealed += (change.addEdits?.length ?? 0) - (change.deleteEdits?.length ?? 0);
			this.#witness.changed(`stored ${Object.keys(change).join(' ')}`, change);
			if (change.cursor) this.#witness.read(change.cursor);
			if (change.others) this.#witness.counts(change.others.logId);
			await this.#answer();
		});
	}

	async #count<T>(operation: () => Promise<T>): Promise<T> {
		this.open += 1;
		try {
			return await operation();
		} finally {
			this.open -= 1;
		}
	}
}
