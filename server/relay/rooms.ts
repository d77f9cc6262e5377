// The rooms that somebody uses right now, each loaded once. An idle room costs nothing: with its last user it goes.

import type { RoomId } from '../../src/lib/core/ids.ts';
import { readTrustedChain } from '../../src/lib/core/protocol/membership.ts';
import { ChunkFrames } from './chunk-frames.ts';
import { turnOf } from './ports.ts';
import type { RelayPorts } from './ports.ts';
import { Room } from './room.ts';

interface Slot {
	users: number;
	readonly loading: Promise<Room | null>;
}

export class Rooms {
	readonly #ports: RelayPorts;
	readonly #slots = new Map<RoomId, Slot>();
	readonly #frames: ChunkFrames;

	constructor(ports: RelayPorts) {
		this.#ports = ports;
		this.#frames = new ChunkFrames(ports.store, ports.limits.chunks);
	}

	/** How many are in memory. */
	get size(): number {
		return this.#slots.size;
	}

	/** The room, kept until `release`; null, and nothing to release, when there is none. Rejects when the store fails. */
	async acquire(id: RoomId): Promise<Room | null> {
		const slot = this.#slots.get(id) ?? this.#open(id);
		slot.users += 1;
		return slot.loading;
	}

	/** The same for a room that was just created in the store. */
	async acquireCreated(id: RoomId): Promise<Room> {
		// The first may share in a load that looked too early; that one is gone with its answer.
		const room = (await this.acquire(id)) ?? (await this.acquire(id));
		if (!room) throw new Error('a room that was just created is not there');
		return room;
	}

	/** One use more of a room that the caller has acquired. */
	retain(id: RoomId): void {
		const slot = this.#slots.get(id);
		if (!slot) throw new Error('retained a room that nobody uses');
		slot.users += 1;
	}

	release(id: RoomId): void {
		const slot = this.#slots.get(id);
		if (!slot) throw new Error('released a room that nobody uses');
		slot.users -= 1;
		if (slot.users > 0) return;
		this.#slots.delete(id);
		this.#ports.store.idle(id);
	}

	#open(id: RoomId): Slot {
		const slot: Slot = { users: 0, loading: this.#load(id) };
		const forget = () => {
			if (this.#slots.get(id) === slot) this.#slots.delete(id);
		};
		slot.loading.then((room) => room ?? forget(), forget);
		this.#slots.set(id, slot);
		return slot;
	}

	async #load(id: RoomId): Promise<Room | null> {
		const state = await this.#ports.store.room(id);
		if (!state) return null;
		// Each of its signatures was checked before it was stored, and a stranger's hello leads here too.
		const { store, crypto, defer } = this.#ports;
		const read = await readTrustedChain(await store.chain(id), crypto, turnOf(defer));
		if (!read.ok) throw new Error(`the stored membership chain is ${read.fault}`);
		return new Room(this.#ports, this.#frames, state, read.chain);
	}
}
