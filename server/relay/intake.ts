// How much is read from one socket: nothing while its device has to wait, and nothing while much of what was read is
// not handled yet. What is not read stays in the network, where it slows the sender down.

export interface Tap {
	pause(): void;
	resume(): void;
}

/** Bytes that were read and wait for their turn. */
const MOST_UNHANDLED = 1024 * 1024;

export class Intake {
	readonly #tap: Tap;
	readonly #after: (ms: number, run: () => void) => () => void;
	#unhandled = 0;
	#waitUntil: (() => void) | null = null;
	#paused = false;
	#over = false;

	/** @param after runs later; returns what cancels it */
	constructor(tap: Tap, after: (ms: number, run: () => void) => () => void) {
		this.#tap = tap;
		this.#after = after;
	}

	/** Reads nothing for so long, whatever the last wait was. */
	wait(ms: number): void {
		if (ms <= 0 || this.#over) return;
		this.#waitUntil?.();
		this.#waitUntil = this.#after(ms, () => {
			this.#waitUntil = null;
			this.#update();
		});
		this.#update();
	}

	/** A frame of so many bytes is being handled until `handled` settles, which must not reject. */
	hold(bytes: number, handled: Promise<void>): void {
		this.#unhandled += bytes;
		this.#update();
		void handled.then(() => {
			this.#unhandled -= bytes;
			this.#update();
		});
	}

	/** The connection is over: the socket is read again, so that the goodbye comes through. */
	end(): void {
		this.#over = true;
		this.#waitUntil?.();
		this.#waitUntil = null;
		this.#tap.resume();
	}

	#update(): void {
		const pause = this.#waitUntil !== null || this.#unhandled > MOST_UNHANDLED;
		if (this.#over || pause === this.#paused) return;
		this.#paused = pause;
		if (pause) this.#tap.pause();
		else this.#tap.resume();
	}
}
