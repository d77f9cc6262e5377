// Names in words that others will read (R2-38). Somebody who did not agree to be named is told by their alias there.
// A name is found whatever its accents, case and dashes; a word that is more often just a word only when capitalised.

import { COMMON_WORDS, NOT_EMPLOYERS, NOT_NAMES } from './common-words.ts';
import { fold, type Folded } from './fold.ts';

/** Somebody whose name must not be read by others, and what to call them instead. */
export interface Unnamed {
	readonly name: string;
	readonly alias: string;
	readonly email?: string;
	readonly employer?: string;
}

export interface NameFound {
	/** Where in the text, in UTF-16 units. */
	readonly from: number;
	readonly to: number;
	readonly kind: 'name' | 'email' | 'employer';
	/** As it stands there. */
	readonly name: string;
	/** What to write instead. */
	readonly alias: string;
}

/** What to call an employer whose name would tell who somebody is. */
export const THEIR_EMPLOYER = 'their employer';

interface Wording {
	/** Parts that follow each other, with anything like a dash or nothing in between. */
	readonly parts: readonly string[];
	/** Counts only where it begins with a capital. */
	readonly capital: boolean;
	/** Counts only where all of it is capitals: BP, EY, 3M. */
	readonly capitals?: boolean;
	/** A plural or a possessive without its apostrophe counts too. */
	readonly inflected: boolean;
}

const WORD = String.raw`[\p{L}\p{N}]`;
/** Written without spaces, so that a name has letters on both sides. */
const UNSPACED = String.raw`[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}\p{Script=Hangul}]`;
const isUnspaced = new RegExp(UNSPACED, 'u');
const SPLIT = /[\s,.'\-_()/&]+/u;
/** Two letters are too often a word, one is never a name. */
const SHORTEST = 2;
const UNMISTAKABLE = 3;

const partsOf = (text: string): string[] => fold(text).text.split(SPLIT).filter(Boolean);
/** "Müller" is written "Mueller" too. */
const spelledOut = (name: string): string => name.replace(/[äöüÄÖÜ]/gu, (char) => `${fold(char).text}e`);

const nameWordings = remembered((name): readonly Wording[] => {
	const weak = (part: string) => COMMON_WORDS.has(part) || part.length < UNMISTAKABLE;
	const joined = (parts: string[]): Wording => ({ parts, capital: parts.every(weak), inflected: true });
	return [...new Set([name, spelledOut(name)])].flatMap((spelling) => {
		const whole = partsOf(spelling);
		// O'Neil and Anne-Marie are one name each, however they are written.
		const compound = spelling.split(/[\s,]+/u).map(partsOf);
		const telling = whole.filter((part) => !NOT_NAMES.has(part) && part.length >= SHORTEST);
		const single = telling.map((part): Wording => {
			const capital = weak(part) && !isUnspaced.test(part);
			return { parts: [part], capital, inflected: !capital };
		});
		return [...[whole, ...compound].filter((parts) => parts.length > 1).map(joined), ...single];
	});
});

const employerWordings = remembered((employer): readonly Wording[] => {
	const whole = partsOf(employer).filter((part) => part !== 'the');
	const telling = whole.filter(
		(part) => !NOT_EMPLOYERS.has(part) && !COMMON_WORDS.has(part) && part.length >= UNMISTAKABLE
	);
	const single = telling.map((part): Wording => ({
		parts: [part],
		capital: true,
		inflected: false
	}));
	const initials = employer
		.split(SPLIT)
		.filter((part) => part.length === SHORTEST && isAllCapitals(part))
		.map((part) => fold(part).text)
		.filter((part) => !NOT_EMPLOYERS.has(part));
	for (const part of initials)
		single.push({ parts: [part], capital: true, capitals: true, inflected: false });
	return whole.length > 1 ? [{ parts: whole, capital: false, inflected: false }, ...single] : single;
});

/** Digits may be among them, not alone. */
const isAllCapitals = (text: string): boolean => text === text.toUpperCase() && text !== text.toLowerCase();

const escaped = (part: string): string => part.replace(/[\\^$.*+?()[\]{}|/-]/gu, String.raw`\$&`);

/** Many texts are looked through for the same few hundred names. */
const MOST_REMEMBERED = 2000;

function remembered<Value>(make: (text: string) => Value): (text: string) => Value {
	const known = new Map<string, Value>();
	return (text) => {
		const before = known.get(text);
		if (before !== undefined) return before;
		const value = make(text);
		if (known.size >= MOST_REMEMBERED) known.clear();
		known.set(text, value);
		return value;
	};
}

function pattern({ parts, inflected }: Wording): RegExp {
	const between = parts.map(escaped).join(String.raw`[\s.'_&-]*`);
	const before = isUnspaced.test(parts[0]!.slice(0, 1)) ? '' : `(?<!${WORD})`;
	const end = inflected ? `(?=s?(?!${WORD}))` : `(?!${WORD})`;
	const after = isUnspaced.test(parts.at(-1)!.slice(-1)) ? '' : `(?:(?=${UNSPACED})|${end})`;
	return new RegExp(`${before}${between}${after}`, 'gu');
}

const isCapital = (text: string, at: number): boolean => {
	const char = String.fromCodePoint(text.codePointAt(at) ?? 0);
	return char !== char.toLowerCase();
};

function* spans(text: string, folded: Folded, wording: Wording): Generator<readonly [number, number]> {
	// Most names are in no text: the cheap question first.
	if (!wording.parts.every((part) => folded.text.includes(part))) return;
	for (const { 0: match, index } of folded.text.matchAll(pattern(wording))) {
		const [from, to] = [folded.at[index]!, folded.at[index + match.length]!];
		if (wording.capitals ? !isAllCapitals(text.slice(from, to)) : wording.capital && !isCapital(text, from))
			continue;
		yield [from, to];
	}
}

const needleOf = remembered((email) => fold(email.trim()).text);

function* emails(folded: Folded, email: string): Generator<readonly [number, number]> {
	const needle = needleOf(email);
	if (!needle.includes('@') || !folded.text.includes(needle)) return;
	const [before, after] = [String.raw`(?<![\p{L}\p{N}._+-])`, String.raw`(?![\p{L}\p{N}-])`];
	for (const { 0: match, index } of folded.text.matchAll(
		new RegExp(`${before}${escaped(needle)}${after}`, 'gu')
	))
		yield [folded.at[index]!, folded.at[index + match.length]!];
}

/** Every name, address and employer in a text; in the order of the text, none overlapping. */
export function namesIn(text: string, people: readonly Unnamed[]): NameFound[] {
	const folded = fold(text);
	const all: NameFound[] = [];
	const note = (kind: NameFound['kind'], alias: string, found: Iterable<readonly [number, number]>) => {
		for (const [from, to] of found) all.push({ from, to, kind, name: text.slice(from, to), alias });
	};
	for (const { name, alias, email, employer } of people) {
		note('email', alias, emails(folded, email ?? ''));
		for (const wording of nameWordings(name)) note('name', alias, spans(text, folded, wording));
		for (const wording of employerWordings(employer ?? ''))
			note('employer', THEIR_EMPLOYER, spans(text, folded, wording));
	}
	// The longest tells the most: a whole name before its parts, whoever else has one of them.
	all.sort((a, b) => b.to - b.from - (a.to - a.from));
	const chosen: NameFound[] = [];
	for (const found of all)
		if (chosen.every((other) => found.to <= other.from || found.from >= other.to)) chosen.push(found);
	return chosen.sort((a, b) => a.from - b.from);
}

/** The text with what `namesIn` finds replaced. */
export function withoutNames(text: string, people: readonly Unnamed[]): string {
	let words = text;
	replaceNames(text, people, (from, to, instead) => {
		words = words.slice(0, from) + instead + words.slice(to);
	});
	return words;
}

/** The same for a text that is kept elsewhere: the last place first, so that the others stay where they were found. */
export function replaceNames(
	text: string,
	people: readonly Unnamed[],
	put: (from: number, to: number, instead: string) => void
): void {
	for (const { from, to, alias } of namesIn(text, people).reverse()) put(from, to, alias);
}
