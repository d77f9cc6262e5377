// How fast is too fast: token buckets, and a bounded memory of who has used up how much of them.

/** So much in a second in the long run, and so much at once after a quiet time. */
export interface Rate {
	readonly perSecond: number;
	readonly burst: number;
}

/** Allowances that fill up with time. Full at first. */
export class Bucket {
	readonly #rate: Rate;
	#level: number;
	#at: number;

	/** @param now milliseconds, of any clock; also below */
	constructor(rate: Rate, now: number) {
		this.#rate = rate;
		this.#level = rate.burst;
		this.#at = now;
	}

	/**
	 * Takes `amount`, running into debt if need be.
	 * @param mostWait milliseconds of debt that are allowed
	 * @returns milliseconds until the debt is paid, 0 when there is none; null: the debt would be too large, nothing
	 * was taken
	 */
	take(amount: number, now: number, mostWait: number): number | null {
		this.#fill(now);
		const wait = Math.ceil((Math.max(0, amount - this.#level) / this.#rate.perSecond) * 1000);
		if (wait > mostWait) return null;
		this.#level -= amount;
		return wait;
	}

	isFull(now: number): boolean {
		this.#fill(now);
		return this.#level >= this.#rate.burst;
	}

	// A clock that was set back gives nothing, and takes nothing away.
	#fill(now: number): void {
		const passed = Math.max(0, now - this.#at);
		this.#at = now;
		this.#level = Math.min(this.#rate.burst, this.#level + (passed / 1000) * this.#rate.perSecond);
	}
}

/** What can be forgotten without giving anybody an advantage. */
export interface Forgettable {
	isAsNew(now: number): boolean;
}

interface Slot<Value> {
	users: number;
	readonly value: Value;
}

/** How many old ones are looked at whenever a new one comes: enough to be rid of them as fast as they come. */
const LOOKED_AT = 2;

/** Values by key that are kept while somebody uses them, and then until they are as new; never more than `most` unused ones. */
export class Remembered<Key, Value extends Forgettable> {
	readonly #slots = new Map<Key, Slot<Value>>();
	readonly #most: number;
	readonly #make: (now: number) => Value;

	constructor(most: number, make: (now: number) => Value) {
		this.#most = most;
		this.#make = make;
	}

	/** How many are in memory. */
	get size(): number {
		return this.#slots.size;
	}

	/** How many use it now. */
	users(key: Key): number {
		return this.#slots.get(key)?.users ?? 0;
	}

	/** To be released as often as it was acquired. */
	acquire(key: Key, now: number): Value {
		let slot = this.#slots.get(key);
		if (!slot) {
			this.#tidy(now);
			slot = { users: 0, value: this.#make(now) };
			this.#slots.set(key, slot);
		}
		slot.users += 1;
		return slot.value;
	}

	release(key: Key, now: number): void {
		const slot = this.#slots.get(key);
		if (!slot || slot.users === 0) throw new Error('released what nobody uses');
		slot.users -= 1;
		if (slot.users === 0 && slot.value.isAsNew(now)) this.#slots.delete(key);
	}

	#tidy(now: number): void {
		for (const [key, slot] of this.#oldest()) {
			this.#slots.delete(key);
			const needed = slot.users > 0 || (this.#slots.size < this.#most && !slot.value.isAsNew(now));
			if (needed) this.#slots.set(key, slot);
		}
	}

	#oldest(): [Key, Slot<Value>][] {
		const found: [Key, Slot<Value>][] = [];
		for (const entry of this.#slots) {
			if (found.length >= LOOKED_AT) break;
			found.push(entry);
		}
		return found;
	}
}
