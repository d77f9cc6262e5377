/** Something in a field's words that the person may want to change, with the way to do it. */
export interface Spotted {
	/** Where in the words, in UTF-16 units. */
	readonly from: number;
	readonly to: number;
	/** What is wrong with it. */
	readonly says: string;
	/** What to put in its place, and the button's words. */
	readonly instead: string;
	readonly offers: string;
}

/** The words with what is offered in the place of what was spotted. */
export const mended = (words: string, { from, to, instead }: Spotted): string =>
	words.slice(0, from) + instead + words.slice(to);
