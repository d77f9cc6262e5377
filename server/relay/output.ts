// What one connection says to its device, within bounds: a reader that takes too little, or nothing, has to go.

import { encodeRelayMessage } from '../../src/lib/core/protocol/messages.ts';
import type { RelayMessage } from '../../src/lib/core/protocol/messages.ts';
import type { Backlog } from './backlog.ts';
import type { Link, RelayLimits } from './ports.ts';

export interface OutputPorts {
	readonly link: Link;
	/** Of all connections. */
	readonly backlog: Backlog;
	readonly limits: RelayLimits;
	/** It has to end; `why` is for the log. */
	readonly onTooSlow: (why: string) => void;
}

/** Pings in a row during which nothing was taken. */
const MOST_STUCK_PINGS = 3;

export class Output {
	readonly #ports: OutputPorts;
	#isOver = false;
	/** Pings since the network last took something. */
	#stuck = 0;

	constructor(ports: OutputPorts) {
		this.#ports = ports;
	}

	/** Enough waits for the network, here or on all connections together: no more of what can wait. */
	get isFull(): boolean {
		const { link, backlog, limits } = this.#ports;
		return link.buffered() > (backlog.isFull ? 0 : limits.highWater);
	}

	send(message: RelayMessage): void {
		this.write(encodeRelayMessage(message));
	}

	/** Sends what is encoded already. */
	write(frame: Uint8Array): void {
		if (this.#isOver) return;
		const { link, backlog, limits, onTooSlow } = this.#ports;
		if (link.buffered() + frame.length > limits.buffer) return onTooSlow('slow reader');
		link.send(frame);
		if (!this.#isOver) backlog.count(link);
	}

	// While too much waits for all together, a reader that takes nothing at all has to go.
	ping(): void {
		const { link, backlog, onTooSlow } = this.#ports;
		this.#stuck = link.buffered() > 0 ? this.#stuck + 1 : 0;
		if (this.#stuck > MOST_STUCK_PINGS && backlog.isFull) return onTooSlow('reads nothing');
		this.send({ type: 'ping' });
	}

	/** The network has taken what was sent, or some of it. */
	drained(): void {
		this.#stuck = 0;
		this.#ports.backlog.count(this.#ports.link);
	}

	/** Nothing is said any more. */
	end(): void {
		this.#isOver = true;
		this.#ports.backlog.forget(this.#ports.link);
	}
}
