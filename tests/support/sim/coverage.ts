// What a Yjs update is about, as plain sets of positions: which insertions it carries and which it deletes. Two updates
// can be compared without a document, pending ones included.

import * as Y from 'yjs';

/** Half-open ranges of clocks by client, sorted and joined. */
export class Ranges {
	readonly #byClient = new Map<number, [number, number][]>();

	/** @returns whether some of it was there already */
	add(client: number, from: number, to: number): boolean {
		const ranges = this.#byClient.get(client) ?? [];
		const overlaps = ranges.some(([start, end]) => start < to && from < end);
		const joined: [number, number][] = [];
		for (const range of [...ranges, [from, to] as [number, number]].sort((a, b) => a[0] - b[0])) {
			const last = joined.at(-1);
			if (last && range[0] <= last[1]) last[1] = Math.max(last[1], range[1]);
			else joined.push([...range]);
		}
		this.#byClient.set(client, joined);
		return overlaps;
	}

	/** The first range of `others` that is not in this, as text; null when all are. */
	lacks(others: Ranges): string | null {
		for (const [client, ranges] of others.#byClient) {
			for (const [from, to] of ranges) {
				const known = this.#byClient.get(client)?.some(([start, end]) => start <= from && to <= end);
				if (!known) return `${client}:${from}-${to}`;
			}
		}
		return null;
	}
}

export class Coverage {
	readonly inserted = new Ranges();
	readonly deleted = new Ranges();

	/** @returns whether it inserts what was here already */
	add(update: Uint8Array): boolean {
		const { structs, ds } = Y.decodeUpdate(update);
		let overlaps = false;
		for (const struct of structs) {
			if (struct instanceof Y.Skip) continue;
			const { client, clock } = struct.id;
			if (this.inserted.add(client, clock, clock + struct.length)) overlaps = true;
		}
		for (const [client, deletions] of ds.clients) {
			for (const { clock, len } of deletions) this.deleted.add(client, clock, clock + len);
		}
		return overlaps;
	}

	/** What of `other` is missing here; null when nothing is. */
	lacks(other: Coverage): string | null {
		const insertion = this.inserted.lacks(other.inserted);
		if (insertion) return `insertion ${insertion}`;
		const deletion = this.deleted.lacks(other.deleted);
		return deletion ? `deletion ${deletion}` : null;
	}
}

export function coverageOf(updates: Iterable<Uint8Array>): Coverage {
	const coverage = new Coverage();
	for (const update of updates) coverage.add(update);
	return coverage;
}

/**
 * What a document built from these updates is about. Of two that set one field Yjs deletes the loser wherever they meet, so
 * what the document deletes counts too.
 */
export function builtFrom(updates: readonly Uint8Array[]): Coverage {
	const built = new Y.Doc();
	for (const update of updates) Y.applyUpdate(built, update);
	return coverageOf([...updates, Y.encodeStateAsUpdate(built)]);
}
