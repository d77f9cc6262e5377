// A journal's tables as they may leave it: gathered, with people called what they may be called, and each row saying
// whom it is about.

import type { RecordId } from '../ids.ts';
import type { Journal } from '../journal/journal.ts';
import type { Practice } from '../practice/practice.ts';
import { withoutUnknown, withWho } from './about.ts';
import { withAliases, withNames } from './names.ts';
import type { ExportTable } from './table.ts';
import { gather } from './tables.ts';

export interface Assembled {
	readonly title: string;
	readonly tables: readonly ExportTable[];
	readonly label: (person: RecordId) => string;
	/** Records that are left out because this version cannot read them, or by alias, whom they are about. */
	readonly unreadable: number;
}

/** Whether this member holds anybody's identity, and so has names to put in. */
export const mayName = ({ tables }: Pick<Journal, 'tables'>): boolean => tables.identities.rows().length > 0;

/**
 * Yields now and then, so that whoever runs it can let others run.
 * @param options.names people by name; only with `mayName`, else by alias all the same
 */
export function* assemble(
	journal: Journal,
	practice: Practice,
	options: { readonly names: boolean }
): Generator<void, Assembled> {
	const byName = options.names && mayName(journal);
	const naming = byName ? withNames(journal) : withAliases(journal);
	const { title, tables, unreadable } = yield* gather(journal, practice);
	const rowsOf = (name: string) => tables.find((table) => table.name === name)?.rows ?? [];
	const known = {
		label: naming.label,
		people: new Set(rowsOf('people').map((row) => String(row['id']))),
		talks: new Map(rowsOf('talks').map((row) => [String(row['id']), row]))
	};
	const named: ExportTable[] = [];
	let leftOut = 0;
	for (const table of tables) {
		const told = byName ? table : withoutUnknown(table, known);
		leftOut += table.rows.length - told.rows.length;
		named.push(withWho(yield* naming.table(told), known));
	}
	return { title: naming.words(title), tables: named, label: naming.label, unreadable: unreadable + leftOut };
}
