// Which line a stamp is put on.

/** The line of `text` that position `at` (UTF-16 units) is on, without the space around it. */
export function lineAt(text: string, at: number): string {
	const place = Math.min(Math.max(0, at), text.length);
	const from = text.lastIndexOf('\n', place - 1) + 1;
	const to = text.indexOf('\n', place);
	return text.slice(place === 0 ? 0 : from, to < 0 ? text.length : to).trim();
}

/**
 * The line that a stamp means: the one with the caret, or the last one with words above it, since the caret often
 * stands on a line just begun. '' when there is none.
 */
export function stampedLine(text: string, at: number): string {
	const here = lineAt(text, at);
	if (here !== '') return here;
	const before = text.slice(0, Math.min(Math.max(0, at), text.length)).trimEnd();
	return lineAt(before, before.length);
}
