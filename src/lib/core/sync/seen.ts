// Which counters the log has already shown, per device and session: how a replayed entry is told from a new one (S10)
// without keeping a list that grows with every keystroke. Counters come in order, so a session is nearly always one range.

import type { Seen } from './ports.ts';

export class SeenCounters {
	readonly #ranges = new Map<string, number[]>();
	readonly #touched = new Set<string>();

	constructor(rows: readonly Seen[]) {
		for (const row of rows) this.#ranges.set(row.key, [...row.ranges]);
	}

	has(key: string, counter: number): boolean {
		const ranges = this.#ranges.get(key) ?? [];
		for (let i = 0; i < ranges.length; i += 2) {
			if (counter >= ranges[i]! && counter <= ranges[i + 1]!) return true;
		}
		return false;
	}

	add(key: string, counter: number): void {
		if (this.has(key, counter)) return;
		const ranges = this.#ranges.get(key) ?? [];
		let at = 0;
		while (at < ranges.length && ranges[at]! < counter) at += 2;
		ranges.splice(at, 0, counter, counter);
		for (let i = ranges.length - 2; i >= 2; i -= 2) {
			if (ranges[i - 1]! + 1 === ranges[i]) ranges.splice(i - 1, 2);
		}
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
