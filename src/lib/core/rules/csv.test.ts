import { expect, test } from 'vitest';
import { csvText } from './csv.ts';

const body = (...cells: string[]) => csvText(['a'], [cells]).split('\r\n').slice(1).join('\r\n');

test('a file begins with the mark of UTF-8, and each line ends with CRLF', () => {
	expect(csvText(['Insight', 'Date'], [['Ruhe, bitte', '2026-11-02']])).toBe(
		'\uFEFFInsight,Date\r\n"Ruhe, bitte",2026-11-02\r\n'
	);
	expect(csvText(['Insight'], [])).toBe('\uFEFFInsight\r\n');
});

test('quotes, commas and line breaks are quoted as RFC 4180 says', () => {
	expect(body('she said "no"', 'a,b', 'one\ntwo', 'plain', '')).toBe(
		'"she said ""no""","a,b","one\ntwo",plain,\r\n'
	);
});

test('a cell that a spreadsheet would run is shown as it was typed', () => {
	for (const typed of ['=1+1', '+49 30', '-2', '@SUM(A1)', '=cmd|calc'])
		expect(body(typed)).toBe(`'${typed}\r\n`);
	expect(body('\t=1')).toBe("'\t=1\r\n");
	expect(body('  =1')).toBe("'  =1\r\n");
	expect(body('=HYPERLINK("x","y")')).toBe('"\'=HYPERLINK(""x"",""y"")"\r\n');
	expect(body('a=1', '2026-11-02')).toBe('a=1,2026-11-02\r\n');
});

test('emoji, right-to-left words and HTML stay what they are', () => {
	expect(body('🧭', 'שלום', '<b>x</b>')).toBe('🧭,שלום,<b>x</b>\r\n');
});
