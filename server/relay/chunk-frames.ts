// Frames of chunks that were sent of late. After a snapshot every member's device fetches it, and a journal that has a
// fresh reader often has another: each would else read megabytes from the store into memory of its own.

import { toHex } from '../../src/lib/core/bytes.ts';
import type { RoomId } from '../../src/lib/core/ids.ts';
import type { RelayStore } from '../store/store.ts';
import { chunkFrame } from './frames.ts';

interface Kept {
	readonly room: RoomId;
	readonly frame: Uint8Array;
}

export class ChunkFrames {
	readonly #store: Pick<RelayStore, 'chunk'>;
	readonly #most: number;
	/** By what is in it; the one that was not asked for for longest comes first. */
	readonly #kept = new Map<string, Kept>();
	#bytes = 0;

	/** @param most bytes of all frames together */
	constructor(store: Pick<RelayStore, 'chunk'>, most: number) {
		this.#store = store;
		this.#most = most;
	}

	/** The message that carries a chunk of a room's snapshot; nobody may write to it. Null: that snapshot is gone. */
	async of(room: RoomId, digest: Uint8Array, index: number): Promise<Uint8Array | null> {
		const name = `${room} ${toHex(digest)} ${index}`;
		const known = this.#kept.get(name);
		if (known) {
			this.#kept.delete(name);
			this.#kept.set(name, known);
			return known.frame;
		}
		const chunk = await this.#store.chunk(room, digest, index);
		if (!chunk) return null;
		const frame = chunkFrame(index, chunk);
		this.#keep(name, { room, frame });
		return frame;
	}

	/** Its snapshots are others now. */
	forget(room: RoomId): void {
		for (const [name, kept] of this.#kept) if (kept.room === room) this.#drop(name, kept);
	}

	#keep(name: string, kept: Kept): void {
		// Another reader may have come first.
		if (this.#kept.has(name)) return;
		this.#kept.set(name, kept);
		this.#bytes += kept.frame.length;
		for (const [oldest, { frame }] of this.#kept) {
			if (this.#bytes <= this.#most) return;
			this.#drop(oldest, { frame });
		}
	}

	#drop(name: string, { frame }: Pick<Kept, 'frame'>): void {
		this.#kept.delete(name);
		this.#bytes -= frame.length;
	}
}
