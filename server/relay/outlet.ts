// What goes out on one socket. All that is said within one step of the program leaves as one write: a commit's many small
// acks would else cost a system call each.

import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';

export class Outlet {
	readonly #socket: WebSocket;
	/** What the websocket writes to. */
	readonly #wire: Duplex;
	readonly #onDrained: () => void;
	#frames: Uint8Array[] = [];
	#bytes = 0;

	/** @param onDrained called whenever the network has taken what was sent so far */
	constructor(socket: WebSocket, wire: Duplex, onDrained: () => void) {
		this.#socket = socket;
		this.#wire = wire;
		this.#onDrained = onDrained;
	}

	/** Bytes that the network has not taken yet. */
	get buffered(): number {
		return this.#bytes + this.#socket.bufferedAmount;
	}

	/** Leaves when this step is over, or with `flush`. */
	send(frame: Uint8Array): void {
		if (this.#frames.length === 0) queueMicrotask(() => this.flush());
		this.#frames.push(frame);
		this.#bytes += frame.length;
	}

	flush(): void {
		const frames = this.#frames;
		const last = frames.pop();
		if (!last) return;
		this.#frames = [];
		this.#bytes = 0;
		this.#wire.cork();
		for (const frame of frames) this.#socket.send(frame);
		this.#socket.send(last, this.#onDrained);
		this.#wire.uncork();
	}
}
