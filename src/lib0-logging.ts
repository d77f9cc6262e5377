// Stands in for lib0's logger in the built client: Yjs's few warnings mean a mistake of ours, so they are errors here.

export const ORANGE = '';
export const RED = '';
export const BOLD = '';
export const UNBOLD = '';

export function print(...words: unknown[]): void {
	reportError(new Error(words.filter((word) => word !== '').join(' ')));
}

export const warn = print;
