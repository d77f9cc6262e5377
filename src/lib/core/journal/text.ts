// Putting strings from forms and inputs into shared texts.

import * as Y from 'yjs';

const LONE_SURROGATE = /\p{Surrogate}/gu;

/** Half a character cannot be encoded and would differ between devices; it becomes U+FFFD. */
export const wellFormed = (text: string): string => text.replace(LONE_SURROGATE, '\uFFFD');

const isHigh = (unit: number): boolean => unit >= 0xd800 && unit <= 0xdbff;
const isLow = (unit: number): boolean => unit >= 0xdc00 && unit <= 0xdfff;

interface Splice {
	readonly at: number;
	readonly remove: number;
	readonly insert: string;
}

/** The one replacement that turns `before` into `after`, in UTF-16 units, with no pair of surrogates cut in two. */
export function spliceBetween(before: string, after: string): Splice {
	const shorter = Math.min(before.length, after.length);
	let start = 0;
	while (start < shorter && before.charCodeAt(start) === after.charCodeAt(start)) start++;
	if (start > 0 && isHigh(before.charCodeAt(start - 1))) start--;
	let tail = 0;
	while (
		tail < shorter - start &&
		before.charCodeAt(before.length - 1 - tail) === after.charCodeAt(after.length - 1 - tail)
	)
		tail++;
	if (tail > 0 && isLow(before.charCodeAt(before.length - tail))) tail--;
	return {
		at: start,
		remove: before.length - tail - start,
		insert: after.slice(start, after.length - tail)
	};
}

/**
 * Makes `text` read `next` by the smallest replacement, so that what another types at the same time elsewhere in it
 * stays. One transaction under `origin`; none when nothing changes.
 */
export function editText(text: Y.Text, next: string, origin: unknown): void {
	const { at, remove, insert } = spliceBetween(text.toString(), wellFormed(next));
	if (remove === 0 && insert === '') return;
	const runs = runsOf(text);
	const edit = () => {
		for (const { from, index, length } of [...runs].reverse()) {
			const begin = Math.max(at, from);
			const end = Math.min(at + remove, from + length);
			if (end > begin) text.delete(index + begin - from, end - begin);
		}
		const run = runs.find(({ from, length }) => from + length >= at);
		text.insert(run ? run.index + at - run.from : 0, insert);
	};
	if (text.doc) text.doc.transact(edit, origin);
	else edit();
}

/** Characters that stand together: from which one on, and where in the text. */
interface Run {
	readonly from: number;
	readonly index: number;
	readonly length: number;
}

/** What another build or another program embedded takes a place in a text and is no character of it. */
function runsOf(text: Y.Text): readonly Run[] {
	const runs: Run[] = [];
	let from = 0;
	let index = 0;
	for (const { insert } of text.toDelta() as readonly { readonly insert: unknown }[]) {
		const length = typeof insert === 'string' ? insert.length : 0;
		if (length > 0) runs.push({ from, index, length });
		from += length;
		index += length || 1;
	}
	return runs;
}

/** Adds `words` at the end, on a line of their own. */
export function appendText(text: Y.Text, words: string): void {
	if (words === '') return;
	text.insert(text.length, text.length === 0 ? words : `\n${words}`);
}

/** A new text for a record that is about to be created. */
export const newText = (content: string): Y.Text => new Y.Text(wellFormed(content));
