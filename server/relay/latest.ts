// Messages of which only the latest matters to a reader: while it reads too slowly, one waits for it under each name.

import type { RelayMessage } from '../../src/lib/core/protocol/messages.ts';

export interface LatestPorts {
	readonly send: (message: RelayMessage) => void;
	/** The reader has enough waiting for now. */
	readonly isFull: () => boolean;
}

export class Latest {
	readonly #ports: LatestPorts;
	/** Null: nothing, as nearly always. */
	#late: Map<string, RelayMessage> | null = null;

	constructor(ports: LatestPorts) {
		this.#ports = ports;
	}

	/** Sends it now, or instead of what waits under the same name. */
	send(name: string, message: RelayMessage): void {
		if (!this.#ports.isFull()) return this.#ports.send(message);
		this.#late ??= new Map();
		this.#late.set(name, message);
	}

	/** Sends what waits, as far as the network takes it. */
	pump(): void {
		if (!this.#late) return;
		for (const [name, message] of this.#late) {
			if (this.#ports.isFull()) return;
			this.#late.delete(name);
			this.#ports.send(message);
		}
		this.#late = null;
	}
}
