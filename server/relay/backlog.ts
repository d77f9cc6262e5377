// How much waits for readers, over all connections together: readers that do not read must not take all memory,
// however many they are.

import type { Link } from './ports.ts';

export class Backlog {
	readonly #budget: number;
	readonly #counted = new Map<Link, number>();
	#total = 0;

	/** @param budget in bytes */
	constructor(budget: number) {
		this.#budget = budget;
	}

	/** More waits than there is room for. */
	get isFull(): boolean {
		return this.#total > this.#budget;
	}

	/** To be called whenever a link was given something or its network has taken some. */
	count(link: Link): void {
		const waiting = link.buffered();
		this.#total += waiting - (this.#counted.get(link) ?? 0);
		this.#counted.set(link, waiting);
	}

	/** The link is gone, and what waited for it. */
	forget(link: Link): void {
		this.#total -= this.#counted.get(link) ?? 0;
		this.#counted.delete(link);
	}
}
