// How many there are of each.

export class Counted<Key> {
	readonly #counts = new Map<Key, number>();

	/** Returns false, and counts nothing, when there are `most` already. */
	add(key: Key, most: number): boolean {
		const count = this.#counts.get(key) ?? 0;
		if (count >= most) return false;
		this.#counts.set(key, count + 1);
		return true;
	}

	/** One that was added is gone. */
	remove(key: Key): void {
		const left = (this.#counts.get(key) ?? 0) - 1;
		if (left > 0) this.#counts.set(key, left);
		else this.#counts.delete(key);
	}
}
