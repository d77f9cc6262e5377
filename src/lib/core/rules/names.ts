// Names in words that others will read (R2-38). Somebody who did not agree to be named is told by their alias there.

/** Somebody whose name must not be read by others, and what to call them instead. */
export interface Unnamed {
	readonly name: string;
	readonly alias: string;
}

export interface NameFound {
	/** Where in the text, in UTF-16 units. */
	readonly from: number;
	readonly to: number;
	readonly name: string;
	readonly alias: string;
}

const LETTER = /[\p{L}\p{M}\p{N}]/u;
/** Shorter parts of a name are too often words of their own. */
const SHORTEST = 3;

/** The whole name, and each part of it that is long enough, longest first. */
function wordings(name: string): string[] {
	const whole = name.trim();
	const parts = whole.split(/[\s,.'’-]+/u).filter((part) => part.length >= SHORTEST);
	return [...new Set([whole, ...parts])].filter((each) => each !== '').sort((a, b) => b.length - a.length);
}

const comparable = (text: string): string => text.toLocaleLowerCase('und');

/** Every name in a text, whole words only, whatever their case; in the order of the text, none overlapping. */
export function namesIn(text: string, people: readonly Unnamed[]): NameFound[] {
	const searched = comparable(text);
	// Lower case may change lengths (İ); positions would then be wrong, so such a text is searched as it is.
	const haystack = searched.length === text.length ? searched : text;
	const found: NameFound[] = [];
	const free = (from: number, to: number) => found.every((other) => to <= other.from || from >= other.to);
	for (const { name, alias } of people) {
		for (const wording of wordings(name)) {
			const needle = haystack === text ? wording : comparable(wording);
			for (let from = haystack.indexOf(needle); from >= 0; from = haystack.indexOf(needle, from + 1)) {
				const to = from + needle.length;
				const inWord = LETTER.test(text[from - 1] ?? ' ') || LETTER.test(text[to] ?? ' ');
				if (!inWord && free(from, to)) found.push({ from, to, name: text.slice(from, to), alias });
			}
		}
	}
	return found.sort((a, b) => a.from - b.from);
}
