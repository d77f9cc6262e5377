// Tables as the text of files.

import { csvText } from '../rules/csv.ts';
import type { ExportTable, Value } from './table.ts';

const cell = (value: Value | undefined): string => {
	if (value === null || value === undefined) return '';
	if (typeof value === 'boolean') return value ? 'yes' : 'no';
	return typeof value === 'object' ? value.join('; ') : String(value);
};

/** For a spreadsheet; no cell of it is run as a formula. */
export const tableCsv = ({ columns, rows }: ExportTable): string =>
	csvText(
		columns,
		rows.map((row) => columns.map((column) => cell(row[column])))
	);

/** The rows of a table as JSON, one a line. */
export const tableJson = ({ columns, rows }: ExportTable): string =>
	rows.length === 0
		? '[]'
		: `[\n${rows
				.map((row) => JSON.stringify(Object.fromEntries(columns.map((name) => [name, row[name] ?? null]))))
				.join(',\n')}\n]`;
