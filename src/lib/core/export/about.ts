// Whom and which talk a row is about, in words: ids alone say nothing in a spreadsheet.

import type { RecordId } from '../ids.ts';
import type { ExportTable, Row } from './table.ts';

/** Kinds whose records lie under the id of a person or a talk. */
const KEYED: readonly string[] = [
	'profiles',
	'dossiers',
	'preparations',
	'permissions',
	'notes',
	'reflections'
];
const POINTERS = ['person', 'talk', 'about'] as const;

interface Readable {
	/** Ids of all people. */
	readonly people: ReadonlySet<string>;
	readonly talks: ReadonlyMap<string, Row>;
}

interface Known extends Readable {
	readonly label: (person: RecordId) => string;
}

/** Kinds that are about a person or a talk; others may be about any record. */
const ABOUT_SOMEBODY: readonly string[] = ['consents', 'withdrawals'];

/**
 * The table without the rows whose person or talk cannot be read: nobody can say what they are called, nor what they
 * agreed to.
 */
export function withoutUnknown(table: ExportTable, { people, talks }: Readable): ExportTable {
	const { name, columns } = table;
	const isKnown = (id: string) => people.has(id) || people.has(String(talks.get(id)?.['person'] ?? ''));
	const keys = [
		...['person', 'talk'].filter((pointer) => columns.includes(pointer)),
		...(ABOUT_SOMEBODY.includes(name) ? ['about'] : []),
		...(KEYED.includes(name) ? ['id'] : [])
	];
	const rows = table.rows.filter((row) =>
		keys.map((key) => String(row[key] ?? '')).every((id) => id === '' || isKnown(id))
	);
	return { ...table, rows };
}

/** The table with the columns `who` and `talkDate` behind the id, where its rows are about somebody. */
export function withWho(table: ExportTable, { label, people, talks }: Known): ExportTable {
	const pointers = POINTERS.filter((pointer) => table.columns.includes(pointer));
	if (pointers.length === 0 && !KEYED.includes(table.name)) return table;
	const keys = [...pointers, ...(KEYED.includes(table.name) ? ['id'] : [])];
	const rows = table.rows.map((row) => {
		const ids = keys.map((key) => String(row[key] ?? ''));
		const talk = ids.map((id) => talks.get(id)).find((found) => found !== undefined);
		const person = ids.find((id) => people.has(id)) ?? String(talk?.['person'] ?? '');
		return {
			...row,
			who: people.has(person) ? label(person as RecordId) : '',
			talkDate: talk?.['date'] ?? ''
		};
	});
	return { ...table, columns: ['id', 'who', 'talkDate', ...table.columns.slice(1)], rows };
}
