const ADDRESS = /https?:\/\/[^\s<>"“”]+/giu;
/** What ends a sentence rather than an address. */
const TRAILING = /[.,;:!?'’)\]]+$/u;

/** The web addresses in what somebody wrote, each once, as they can be opened (R3-08). */
export function linksIn(words: string): readonly string[] {
	const found = [...words.matchAll(ADDRESS)].flatMap(([address]) => {
		const trimmed = address.replace(TRAILING, '');
		return URL.canParse(trimmed) ? [trimmed] : [];
	});
	return [...new Set(found)];
}
