// Making a text read as it did before in as few and small replacements as can be: a caret, a mark or another's words in
// a part that reads the same stay where they are, which one replacement from the first difference to the last would
// take away.

import type * as Y from 'yjs';
import { editText, wellFormed } from './text.ts';

/** A run of words that differs: `from`…`to` of the one text stands for `as`. UTF-16 units. */
interface Hunk {
	readonly from: number;
	readonly to: number;
	readonly as: string;
}

/** Differing words up to which the smallest difference is looked for: its cost grows with their square. */
const MOST_DIFFERENCES = 300;

/** Makes `text` read `next`, word by word. Inside a transaction, or in one of its own for each part that differs. */
export function rewrite(text: Y.Text, next: string, origin: unknown): void {
	let words = text.toString();
	// From the end, so that what comes before keeps its place.
	for (const { from, to, as } of hunksBetween(words, wellFormed(next)).reverse()) {
		words = words.slice(0, from) + as + words.slice(to);
		editText(text, words, origin);
	}
}

/** What differs between two texts, from left to right. */
export function hunksBetween(before: string, after: string): Hunk[] {
	const [one, other] = [wordsOf(before), wordsOf(after)];
	let head = 0;
	while (head < one.length && head < other.length && one[head] === other[head]) head++;
	let tail = 0;
	const rest = Math.min(one.length, other.length) - head;
	while (tail < rest && one.at(-1 - tail) === other.at(-1 - tail)) tail++;
	const middle = keptWords(one.slice(head, one.length - tail), other.slice(head, other.length - tail));
	const kept = middle.map(([a, b]) => [a + head, b + head] as const);
	const hunks: Hunk[] = [];
	let [a, b, at] = [head, head, lengthOf(one.slice(0, head))];
	for (const [keptA, keptB] of [...kept, [one.length - tail, other.length - tail] as const]) {
		const to = at + lengthOf(one.slice(a, keptA));
		if (keptA > a || keptB > b) hunks.push({ from: at, to, as: other.slice(b, keptB).join('') });
		at = to + (one[keptA]?.length ?? 0);
		[a, b] = [keptA + 1, keptB + 1];
	}
	return hunks;
}

/** Words and the spaces between them, which together are the text again. */
const wordsOf = (text: string): string[] => text.match(/\s+|\S+/gu) ?? [];
const lengthOf = (words: readonly string[]): number => words.reduce((sum, { length }) => sum + length, 0);

/**
 * The longest common subsequence as pairs of places (Myers, "An O(ND) Difference Algorithm", 1986, the greedy one); none
 * where too much differs.
 */
function keptWords(one: readonly string[], other: readonly string[]): (readonly [number, number])[] {
	const furthest: Map<number, number>[] = [];
	let reached = new Map([[1, 0]]);
	for (let differences = 0; differences <= MOST_DIFFERENCES; differences++) {
		const next = new Map(reached);
		for (let k = -differences; k <= differences; k += 2) {
			const [left, right] = [reached.get(k - 1) ?? -1, reached.get(k + 1) ?? -1];
			let x = k === -differences || (k !== differences && left < right) ? right : left + 1;
			while (x < one.length && x - k < other.length && x - k >= 0 && one[x] === other[x - k]) x++;
			next.set(k, x);
			if (x >= one.length && x - k >= other.length) return pathBack([...furthest, next], one, other);
		}
		furthest.push(next);
		reached = next;
	}
	return [];
}

/** The kept words on the way that was found, from the first on. */
function pathBack(
	furthest: readonly ReadonlyMap<number, number>[],
	one: readonly string[],
	other: readonly string[]
): (readonly [number, number])[] {
	const kept: (readonly [number, number])[] = [];
	let [x, y] = [one.length, other.length];
	for (let differences = furthest.length - 1; differences >= 0; differences--) {
		const before = furthest[differences - 1];
		const k = x - y;
		const [left, right] = [before?.get(k - 1) ?? -1, before?.get(k + 1) ?? -1];
		const from = k === -differences || (k !== differences && left < right) ? k + 1 : k - 1;
		const startX = differences === 0 ? 0 : (before?.get(from) ?? 0);
		const startY = differences === 0 ? 0 : startX - from;
		while (x > startX && y > startY && one[x - 1] === other[y - 1]) kept.push([--x, --y]);
		[x, y] = [startX, startY];
	}
	return kept.reverse();
}
