// Who else is here and in which field. What comes from others has been opened and bound to their member by the sync
// engine; its fields are checked here before anything is drawn.

import { createSubscriber } from 'svelte/reactivity';
import type { MemberId } from '../core/ids.ts';
import type { Peer, Place, Presence } from './contract.ts';
import { colourOf } from './members.ts';
import type { OpenRoom } from './room/open-room.ts';
import { parsePlace } from './views/place.ts';

const LONGEST_NAME = 120;

export class RoomPresence implements Presence {
	readonly #room: OpenRoom;
	readonly #me: MemberId;
	readonly #track: () => void;
	readonly #name: string;
	#place: Place | null = null;

	constructor(room: OpenRoom, me: MemberId, name: string) {
		this.#room = room;
		this.#me = me;
		this.#name = name;
		this.#track = createSubscriber((update) => this.observe(update));
		this.#announce();
	}

	get peers(): readonly Peer[] {
		this.#track();
		const { awareness, doc, status } = this.#room;
		const peers: Peer[] = [];
		for (const [client, state] of awareness.getStates()) {
			const member: unknown = state['member'];
			if (client === doc.clientID || typeof member !== 'string') continue;
			// Another tab of this person is not somebody else.
			if (member === this.#me || !status.chain.members.has(member as MemberId)) continue;
			const name: unknown = state['name'];
			peers.push({
				client,
				member: member as MemberId,
				name: typeof name === 'string' ? name.slice(0, LONGEST_NAME) : '',
				colour: colourOf(status.chain, member as MemberId),
				place: parsePlace(state['place'])
			});
		}
		return peers;
	}

	observe(listener: () => void): () => void {
		const { awareness } = this.#room;
		const changed = () => listener();
		awareness.on('change', changed);
		return () => awareness.off('change', changed);
	}

	show(place: Place | null): void {
		this.#place = place;
		// A row that is moved or removed loses the focus in the middle of rendering, where nothing may change.
		queueMicrotask(() => this.#announce());
	}

	#announce(): void {
		this.#room.awareness.setLocalState({ member: this.#me, name: this.#name, place: this.#place });
	}
}
