// Waits for the lead of a room and begins what it brings. What fails on the way leaves the lead to another tab and is
// tried again: when somebody asks, and by itself after a while.

import type { RoomId } from '../../core/ids.ts';
import { lead, type Release } from '../../platform/leading-tab.ts';
import { browserClock } from '../here.ts';

const AGAIN_MS = 30_000;

export class LeadSeeker {
	readonly #room: RoomId;
	readonly #begin: () => Promise<void>;
	readonly #failed: (error: unknown) => void;
	/** While this tab leads or waits to. */
	#release: Release | null = null;
	#cancelAgain: () => void = () => undefined;
	#over = false;

	/**
	 * @param begin runs when this tab leads; leaves nothing behind when it rejects
	 * @param failed told why; throws what is not to be tried again by itself
	 */
	constructor(room: RoomId, begin: () => Promise<void>, failed: (error: unknown) => void) {
		this.#room = room;
		this.#begin = begin;
		this.#failed = failed;
	}

	/** Waits for the lead, unless this tab does or leads. */
	seek(): void {
		if (this.#over || this.#release) return;
		this.#cancelAgain();
		this.#release = lead(this.#room, this.#begin, (error) => {
			this.#release = null;
			this.#failed(error);
			if (!this.#over) this.#cancelAgain = browserClock.after(AGAIN_MS, () => this.seek());
		});
	}

	/** For good. Settles when another tab may lead. */
	async stop(): Promise<void> {
		this.#over = true;
		this.#cancelAgain();
		await this.#release?.();
	}
}
