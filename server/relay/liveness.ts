// The clock of one connection: a hello in time, then a ping now and then, and an end when nothing comes back.

import type { Clock } from './ports.ts';

const HELLO_MS = 10_000;
const PING_MS = 10_000;
/** Pings in a row without a sign of life. */
const SILENT_PINGS = 3;

export class Liveness {
	readonly #clock: Clock;
	#cancel: () => void;
	#silence = 0;

	constructor(clock: Clock, onNoHello: () => void) {
		this.#clock = clock;
		this.#cancel = clock.after(HELLO_MS, onNoHello);
	}

	/** The hello was good: from here on pings are sent. */
	greeted(ping: () => void, onSilent: () => void): void {
		this.#cancel();
		this.#cancel = this.#clock.after(PING_MS, () => {
			if (this.#silence >= SILENT_PINGS) return onSilent();
			this.#silence += 1;
			this.greeted(ping, onSilent);
			// The last: it may end the connection, and then nothing may go on.
			ping();
		});
	}

	/** Something came from the device. */
	heard(): void {
		this.#silence = 0;
	}

	stop(): void {
		this.#cancel();
	}
}
