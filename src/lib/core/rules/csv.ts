// Rows as a CSV file that a spreadsheet opens as it was meant: RFC 4180, UTF-8 with the mark that Excel needs to see,
// and no cell that would be run as a formula.

/** Tells a spreadsheet that the file is UTF-8. */
const MARK = '\uFEFF';
/** What a spreadsheet may take for the beginning of a formula, also behind blanks. */
const FORMULA = /^\s*[=+\-@＝＋－＠]|^[\t\r]/;
const NEEDS_QUOTES = /[",\r\n]|^\s|\s$/;

function cell(value: string): string {
	const safe = FORMULA.test(value) ? `'${value}` : value;
	return NEEDS_QUOTES.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** The text of the file. All rows have as many cells as `head`. */
export const csvText = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
	MARK + [head, ...rows].map((cells) => `${cells.map(cell).join(',')}\r\n`).join('');
