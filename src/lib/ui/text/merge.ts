// Keeping an input element and a live text in step while both may change: pure functions over strings and positions.

/** One part of a Yjs text event: what happened, from left to right. */
export interface DeltaPart {
	readonly retain?: number;
	readonly insert?: unknown;
	readonly delete?: number;
}
export type Delta = readonly DeltaPart[];

/** Replaces `from`…`to` by `insert`. */
export interface Splice {
	readonly from: number;
	readonly to: number;
	readonly insert: string;
}

/**
 * Where a position is after `delta`. At the very place of an insertion it stays before it, so that another's words
 * never push a resting caret along.
 */
export function mapPosition(position: number, delta: Delta): number {
	let at = 0;
	let mapped = position;
	for (const part of delta) {
		if (at > mapped) break;
		if (part.retain !== undefined) at += part.retain;
		else if (part.delete !== undefined) mapped -= Math.min(part.delete, Math.max(0, mapped - at));
		else {
			const length = typeof part.insert === 'string' ? part.insert.length : 1;
			if (at < mapped) mapped += length;
			at += length;
		}
	}
	return mapped;
}

/** The smallest single change from `before` to `after`, never through the middle of a surrogate pair. */
export function spliceBetween(before: string, after: string): Splice {
	const shorter = Math.min(before.length, after.length);
	let head = 0;
	while (head < shorter && before[head] === after[head]) head++;
	if (head > 0 && isHigh(before, head - 1)) head--;
	let tail = 0;
	while (tail < shorter - head && before.at(-1 - tail) === after.at(-1 - tail)) tail++;
	if (tail > 0 && isLow(before, before.length - tail)) tail--;
	return { from: head, to: before.length - tail, insert: after.slice(head, after.length - tail) };
}

const isHigh = (text: string, at: number): boolean => (text.charCodeAt(at) & 0xfc00) === 0xd800;
const isLow = (text: string, at: number): boolean => (text.charCodeAt(at) & 0xfc00) === 0xdc00;

/**
 * What the text should become when a person changed `base` to `typed` while `deltas` turned `base` into `current`:
 * both changes. What the person replaced goes; what others wrote inside of that stays.
 */
export function mergeTyped(base: string, typed: string, current: string, deltas: readonly Delta[]): string {
	const { from, to, insert } = spliceBetween(base, typed);
	// For each character of `current`, which one of `base` it was; -1 when others wrote it.
	const origins = deltas.reduce(trace, indices(base.length));
	const keep = (start: number, end: number): string => {
		let kept = '';
		for (let at = start; at < end; at++) {
			const origin = origins[at] ?? -1;
			if (origin < from || origin >= to) kept += current.charAt(at);
		}
		return kept;
	};
	const place = deltas.reduce((position, delta) => mapPosition(position, delta), from);
	return keep(0, place) + insert + keep(place, current.length);
}

const indices = (length: number): readonly number[] => Array.from({ length }, (_, at) => at);

function trace(origins: readonly number[], delta: Delta): readonly number[] {
	const out: number[] = [];
	let at = 0;
	for (const part of delta) {
		if (part.retain !== undefined)
			for (const end = at + part.retain; at < end; at++) out.push(origins[at] ?? -1);
		else if (part.delete !== undefined) at += part.delete;
		else
			for (let left = typeof part.insert === 'string' ? part.insert.length : 1; left > 0; left--)
				out.push(-1);
	}
	return [...out, ...origins.slice(at)];
}
