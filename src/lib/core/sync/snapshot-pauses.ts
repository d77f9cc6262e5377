// What a page load remembers of its snapshots, whatever becomes of the connection: that one was too large for the relay, and
// that one was made in a hurry. Without it each connection would upload them again.

import type { Clock } from './ports.ts';

/** After a snapshot was too large; twice as long after each further one. */
const REFUSED_MS = 60_000;
const MOST_REFUSED_MS = 24 * 60 * 60_000;
/** Between two snapshots that are made only because the room is full, and free less than they take. */
const HURRIED_MS = 120_000;

/** Timers and not comparisons of times: a clock that is set back would hold everything back as long. */
export class SnapshotPauses {
	readonly #clock: Clock;
	#refusedMs = REFUSED_MS;
	/** A state of this many bytes was refused a short time ago; a smaller one may fit. */
	#tooLarge = Infinity;
	#cancel: () => void = () => undefined;
	#isHurried = false;

	constructor(clock: Clock) {
		this.#clock = clock;
	}

	/** @param bytes of the document's state */
	mayFit(bytes: number): boolean {
		return bytes < this.#tooLarge;
	}

	/** A snapshot of a state of so many bytes was too much for the relay. */
	refused(bytes: number): void {
		this.#tooLarge = Math.min(this.#tooLarge, bytes);
		this.#cancel();
		this.#cancel = this.#clock.after(this.#refusedMs, () => (this.#tooLarge = Infinity));
		this.#refusedMs = Math.min(2 * this.#refusedMs, MOST_REFUSED_MS);
	}

	/** The relay has taken one, of this device or another: what it said before may be over. */
	taken(): void {
		this.#cancel();
		this.#tooLarge = Infinity;
		this.#refusedMs = REFUSED_MS;
	}

	get mayHurry(): boolean {
		return !this.#isHurried;
	}

	hurried(): void {
		if (this.#isHurried) return;
		this.#isHurried = true;
		this.#clock.after(HURRIED_MS, () => (this.#isHurried = false));
	}
}
