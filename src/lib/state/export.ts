// "Export": everything that this person may read, as one zip of files for people, spreadsheets and other programs.
// Fetched with the screen that offers it.

import { assemble, type Assembled, mayName } from '../core/export/assemble.ts';
import type { Journal } from '../core/journal/journal.ts';
import { openPractice } from '../core/practice/practice.ts';
import { civilDateOf } from '../core/schema/civil-date.ts';
import { download } from '../platform/download.ts';
import { attempt } from './attempt.ts';
import type { JournalSession, Outcome } from './contract.ts';
import { exportFiles } from './export-files.ts';
import { fetchPart } from './fetch-part.ts';
import { browserClock } from './here.ts';
import { unhurried } from './unhurried.ts';

export interface Exported {
	/** What the file is called. */
	readonly file: string;
	readonly talks: number;
	readonly people: number;
	readonly names: boolean;
	/** Records that this version cannot read and left out. */
	readonly unreadable: number;
}

/** Makes the zip and hands it to the browser's downloads. @param options.names only for who holds identities */
export const saveExport = (
	{ journal }: Pick<JournalSession, 'journal'>,
	options: { readonly names: boolean }
): Promise<Outcome<Exported>> =>
	attempt(async () => {
		const madeAt = browserClock.now();
		const names = options.names && mayName(journal);
		const { blob, ...counts } = await exported(journal, { madeAt, names });
		const file = `soundings-export-${civilDateOf(madeAt)}.zip`;
		download(file, blob);
		return { file, names, ...counts };
	});

/** The zip itself. */
export async function exported(
	journal: Journal,
	about: { readonly madeAt: number; readonly names: boolean }
) {
	const { zipped } = await fetchPart(() => import('./zip.ts'));
	const practice = openPractice(journal);
	try {
		const assembled = await unhurried(assemble(journal, practice, about));
		const blob = await unhurried(zipped(exportFiles(assembled, about)));
		return {
			blob,
			talks: countIn(assembled, 'talks'),
			people: countIn(assembled, 'people'),
			unreadable: assembled.unreadable
		};
	} finally {
		practice.close();
	}
}

/** What is in the files, without what was put away. */
const countIn = ({ tables }: Assembled, name: string): number =>
	tables.find((table) => table.name === name)?.rows.filter((row) => row['archived'] !== true).length ?? 0;
