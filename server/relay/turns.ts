// One connection's frames are taken strictly one after the other, also when one of them has to wait for the store. Most
// need not wait, and cost no promise then.

/** @returns null when it is done already; must not throw or reject */
export type Take<Item> = (item: Item) => Promise<void> | null;

export class Turns<Item> {
	readonly #take: Take<Item>;
	/** What is being waited for, all that came after it included. */
	#last: Promise<void> | null = null;

	constructor(take: Take<Item>) {
		this.#take = take;
	}

	/** Takes the item when all before it are done. Returns null when that was at once. */
	next(item: Item): Promise<void> | null {
		const work = this.#last ? this.#last.then(() => this.#take(item) ?? undefined) : this.#take(item);
		if (!work) return null;
		const turn: Promise<void> = work.then(() => {
			if (this.#last === turn) this.#last = null;
		});
		this.#last = turn;
		return turn;
	}
}
