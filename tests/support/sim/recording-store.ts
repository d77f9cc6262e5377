// A device's store as the room's sync sees it: the memory store, with every change written into the journal and every
// stored edit told to the world, which checks at the end that none was lost.

import type { Edit, RoomChange, RoomStore, StoredRoom } from '../../../src/lib/core/sync/ports.ts';
import type { MemoryRoomStore } from '../memory-room-store.ts';

export interface StoreWitness {
	readonly changed: (what: string, data: unknown) => void;
	/** This edit is on the device's disk. */
	readonly durable: (update: Uint8Array) => void;
}

export class RecordingStore implements RoomStore {
	readonly #store: MemoryRoomStore;
	readonly #witness: StoreWitness;
	/** Operations that have not settled. */
	open = 0;

	constructor(store: MemoryRoomStore, witness: StoreWitness) {
		this.#store = store;
		this.#witness = witness;
	}

	load(): Promise<StoredRoom> {
		return this.#count(this.#store.load());
	}

	edits(): Promise<readonly Edit[]> {
		return this.#count(this.#store.edits());
	}

	async addEdit(update: Uint8Array): Promise<void> {
		await this.#count(this.#store.addEdit(update));
		this.#witness.changed('stored edit', update);
		this.#witness.durable(update);
	}

	async write(change: RoomChange): Promise<void> {
		await this.#count(this.#store.write(change));
		this.#witness.changed(`stored ${Object.keys(change).join(' ')}`, change);
	}

	async #count<T>(operation: Promise<T>): Promise<T> {
		this.open += 1;
		try {
			return await operation;
		} finally {
			this.open -= 1;
		}
	}
}
