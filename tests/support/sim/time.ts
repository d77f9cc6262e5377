// The world's only clock and its only queue: what is due first happens first, and of two that are due together the
// one that was asked for first. Between two events everything that was promised settles, so nothing else orders them.

export class VirtualTime {
	/** Milliseconds since the epoch. */
	now = Date.UTC(2025, 10, 3, 9);
	/** Events so far. */
	count = 0;
	#number = 0;
	readonly #queue: { readonly at: number; readonly number: number; readonly run: () => void }[] = [];

	/** @returns a cancel function */
	at(time: number, run: () => void): () => void {
		const event = { at: Math.max(Math.ceil(time), this.now), number: this.#number++, run };
		let low = 0;
		let high = this.#queue.length;
		while (low < high) {
			const middle = (low + high) >> 1;
			if (this.#queue[middle]!.at <= event.at) low = middle + 1;
			else high = middle;
		}
		this.#queue.splice(low, 0, event);
		return () => {
			const index = this.#queue.indexOf(event);
			if (index >= 0) this.#queue.splice(index, 1);
		};
	}

	after(ms: number, run: () => void): () => void {
		return this.at(this.now + ms, run);
	}

	sleep(ms: number): Promise<void> {
		return new Promise((resolve) => this.after(ms, resolve));
	}

	/** Lets everything happen that is due until then, and makes it that late. */
	async runUntil(time: number): Promise<void> {
		await settled();
		for (let next = this.#queue[0]; next && next.at <= time; next = this.#queue[0]) {
			this.#queue.shift();
			this.now = next.at;
			this.count += 1;
			next.run();
			await settled();
		}
		this.now = time;
	}
}

/** All promises that can settle have settled: microtasks run out before the next turn of the event loop. */
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
