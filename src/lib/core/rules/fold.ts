// Texts made comparable: lower case, without accents, with the way back to where each piece stood.

export interface Folded {
	readonly text: string;
	/** For each UTF-16 unit of `text`, and for its end: where that stands in what was folded. */
	readonly at: readonly number[];
}

/** Letters that Unicode does not take apart, and the many dashes and apostrophes that keyboards make. */
const SAME: Readonly<Record<string, string>> = {
	ß: 'ss',
	ø: 'o',
	đ: 'd',
	ł: 'l',
	æ: 'ae',
	œ: 'oe',
	ı: 'i',
	'‘': "'",
	'’': "'",
	ʼ: "'",
	'‐': '-',
	'‑': '-',
	'–': '-',
	'—': '-'
};

function foldOne(char: string): string {
	// A Korean syllable taken apart would begin like another one.
	if (/\p{Script=Hangul}/u.test(char)) return char;
	// What is not seen parts no name: soft hyphens, joiners, spaces without width.
	const base = char
		.toLowerCase()
		.normalize('NFKD')
		.replace(/[\p{M}\p{Cf}]/gu, '');
	return SAME[base] ?? base;
}

/** Combining marks belong to the letter before them. */
export function fold(text: string): Folded {
	let folded = '';
	const at: number[] = [];
	let index = 0;
	for (const char of text) {
		const piece = foldOne(char);
		for (let unit = 0; unit < piece.length; unit++) at.push(index);
		folded += piece;
		index += char.length;
	}
	at.push(text.length);
	return { text: folded, at };
}
