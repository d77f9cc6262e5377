// The files of an export, one after the other, so that whoever writes them can let others run in between.

import type { Assembled } from '../core/export/assemble.ts';
import { pathGiver, slug } from '../core/export/file-names.ts';
import { tableCsv, tableJson } from '../core/export/text-files.ts';
import { byTalk, talkMarkdown } from './export-talk.ts';

export interface ExportFile {
	/** With its folder; ASCII. */
	readonly path: string;
	readonly text: string;
}

const FORMAT = 'soundings-export/1';

export interface About {
	/** Milliseconds since the epoch. */
	readonly madeAt: number;
	readonly names: boolean;
}

export function* exportFiles(assembled: Assembled, about: About): Generator<ExportFile> {
	const { tables, title } = assembled;
	yield { path: 'README.txt', text: readme(assembled, about) };

	const path = pathGiver();
	const rowsAbout = byTalk(tables);
	for (const talk of tables.find(({ name }) => name === 'talks')?.rows ?? []) {
		if (talk['archived'] === true) continue;
		const who = slug(String(talk['who'])) || 'talk';
		const text = talkMarkdown(talk, rowsAbout(String(talk['id'])));
		yield { path: path('talks/', `${String(talk['date'])}-${who}`, 'md'), text };
	}

	const json: string[] = [];
	for (const table of tables) {
		json.push(`${JSON.stringify(table.name)}: ${tableJson(table)}`);
		if (table.rows.length > 0) yield { path: path('tables/', table.name, 'csv'), text: tableCsv(table) };
	}
	const head = {
		format: FORMAT,
		madeAt: new Date(about.madeAt).toISOString(),
		title,
		people: about.names ? 'names' : 'aliases',
		unreadable: assembled.unreadable
	};
	yield {
		path: 'journal.json',
		text: `${JSON.stringify(head).slice(0, -1)}, "tables": {\n${json.join(',\n')}\n}}\n`
	};
}

function readme({ unreadable }: Assembled, { madeAt, names }: About): string {
	const lines = [
		'Soundings, an export',
		`Made on ${new Date(madeAt).toISOString()}`,
		'',
		'talks/        one file for each talk, to read (Markdown)',
		'tables/       one file for each table that has something in it, for a spreadsheet (CSV)',
		'journal.json  everything, for another program (JSON)',
		'',
		'None of it is encrypted, and Soundings cannot open it again: for that, download a backup.',
		'What people did not agree to have noted, or took back, is not in here.',
		'',
		...(names
			? [
					'People are called by their names, with addresses and employers. Keep it where nobody else reads it.'
				]
			: [
					'People are called by their aliases, and their names, addresses and employers were taken out of what was',
					'written. Whom an introduction leads to, who might be a mentor, and the research on people are left out.',
					'A name that the journal does not know as somebody’s cannot be told from a word: read before you pass it on.'
				]),
		...(unreadable === 0
			? []
			: ['', `Records that this version cannot read, and that are not in here: ${String(unreadable)}.`])
	];
	return `${lines.join('\n')}\n`;
}
