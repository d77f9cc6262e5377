// Who is where, between the tabs of one device: what each tab and the relay know of presence reaches the other tabs, and
// what a tab showed goes with it, however it ends.

import {
	applyAwarenessUpdate,
	type Awareness,
	encodeAwarenessUpdate,
	removeAwarenessStates
} from 'y-protocols/awareness';
import type { RoomId } from '../../core/ids.ts';
import { whenGone } from './tab-life.ts';

/** The origin of changes that came from another tab or that every tab finds by itself. */
const KNOWN_TO_ALL = Symbol('known to all tabs');

export class TabPresence {
	readonly #room: RoomId;
	readonly #awareness: Awareness;
	readonly #post: (update: Uint8Array) => void;
	/** This device's other tabs, each with what ends the wait for its end. */
	readonly #tabs = new Map<number, () => void>();

	/** @param post tells the other tabs */
	constructor(room: RoomId, awareness: Awareness, post: (update: Uint8Array) => void) {
		this.#room = room;
		this.#awareness = awareness;
		this.#post = post;
		awareness.on('update', this.#onUpdate);
	}

	/** Client ids of this device's tabs may be spoken for; nobody else's. */
	isOwn(client: number): boolean {
		return client === this.#awareness.clientID || this.#tabs.has(client);
	}

	/** An awareness update from another tab, `tab` being its client id. */
	heard(tab: number, update: Uint8Array): void {
		if (!this.#tabs.has(tab))
			this.#tabs.set(
				tab,
				whenGone(this.#room, tab, () => this.#gone(tab))
			);
		applyAwarenessUpdate(this.#awareness, update, KNOWN_TO_ALL);
	}

	/** Says again who is here, with a new clock: others take only what is newer than what they know. */
	renew(): void {
		const state = this.#awareness.getLocalState();
		if (state) this.#awareness.setLocalState(state);
	}

	/** This tab leaves the room; the others hear of it. */
	close(): void {
		removeAwarenessStates(this.#awareness, [this.#awareness.clientID], 'closed');
		this.#awareness.off('update', this.#onUpdate);
		for (const stop of this.#tabs.values()) stop();
		this.#tabs.clear();
	}

	#gone(tab: number): void {
		removeAwarenessStates(this.#awareness, [tab], KNOWN_TO_ALL);
		this.#tabs.delete(tab);
	}

	readonly #onUpdate = (
		{ added, updated, removed }: { added: number[]; updated: number[]; removed: number[] },
		origin: unknown
	): void => {
		if (origin === KNOWN_TO_ALL) return;
		this.#post(encodeAwarenessUpdate(this.#awareness, [...added, ...updated, ...removed]));
	};
}
