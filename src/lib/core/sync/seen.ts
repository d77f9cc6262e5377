// Which counters the log has already shown, per device and session: how a replayed entry is told from a new one (S10)
// without keeping a list that grows with every keystroke. Counters come in order, so a session is nearly always one range.

import type { Seen } from './ports.ts';

/** An honest session leaves a gap only where a write failed; thousands of gaps only cost everybody time. */
const MOST_RANGES = 1000;

export class SeenCounters {
	readonly #ranges = new Map<string, number[]>();
	readonly #touched = new Set<string>();

	constructor(rows: readonly Seen[]) {
		for (const row of rows) this.#ranges.set(row.key, [...row.ranges]);
	}

	has(key: string, counter: number): boolean {
		const ranges = this.#ranges.get(key) ?? [];
		const at = endBefore(ranges, counter);
		return at < ranges.length && ranges[at]! <= counter;
	}

	/** Whether a counter above this one has been shown. */
	hasBehind(key: string, counter: number): boolean {
		return (this.#ranges.get(key)?.at(-1) ?? -1) > counter;
	}

	/** Whether this counter is new. A session that leaves too many gaps is not believed any further. */
	mayAdd(key: string, counter: number): boolean {
		const ranges = this.#ranges.get(key);
		if (!ranges) return true;
		if (this.has(key, counter)) return false;
		const at = endBefore(ranges, counter);
		const joins = ranges[at - 1] === counter - 1 || ranges[at] === counter + 1;
		return joins || ranges.length < 2 * MOST_RANGES;
	}

	add(key: string, counter: number): void {
		if (!this.mayAdd(key, counter)) return;
		const ranges = this.#ranges.get(key) ?? [];
		const at = endBefore(ranges, counter);
		const joinsBefore = at > 0 && ranges[at - 1] === counter - 1;
		const joinsAfter = ranges[at] === counter + 1;
		if (joinsBefore && joinsAfter) ranges.splice(at - 1, 2);
		else if (joinsBefore) ranges[at - 1] = counter;
		else if (joinsAfter) ranges[at] = counter;
		else ranges.splice(at, 0, counter, counter);
		this.#ranges.set(key, ranges);
		this.#touched.add(key);
	}

	/** The rows changed since the last call, to be stored with the cursor. */
	takeTouched(): Seen[] {
		const rows = [...this.#touched].map((key) => ({ key, ranges: [...this.#ranges.get(key)!] }));
		this.#touched.clear();
		return rows;
	}

	clear(): void {
		this.#ranges.clear();
		this.#touched.clear();
	}
}

/** Where the first range begins that does not end before `counter`; an even index, or the length. */
function endBefore(ranges: readonly number[], counter: number): number {
	let low = 0;
	let high = ranges.length / 2;
	while (low < high) {
		const middle = (low + high) >> 1;
		if (ranges[2 * middle + 1]! < counter) low = middle + 1;
		else high = middle;
	}
	return 2 * low;
}
