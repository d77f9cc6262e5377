// One talk of an export as Markdown, to read or to paste into another tool.

import { NOTE_FIELDS } from '../core/schema/notes.ts';
import type { ExportTable, Row } from '../core/export/table.ts';
import { categoryWords, mentionWords, stampWords } from './practice/words.ts';

/** The rows of each table that are about one talk. */
export type AboutTalk = (table: string) => readonly Row[];

/** Finds the rows of every talk in one go through the tables. */
export function byTalk(tables: readonly ExportTable[]): (talk: string) => AboutTalk {
	const found = new Map<string, Row[]>();
	for (const { name, rows } of tables)
		for (const row of rows) {
			if (row['archived'] === true) continue;
			const key = `${name} ${String(row['talk'] ?? row['id'])}`;
			found.set(key, [...(found.get(key) ?? []), row]);
		}
	return (talk) => (table) => found.get(`${table} ${talk}`) ?? [];
}

/**
 * People's own words: what would be read as markup, as a heading of ours, as a link, or as an image that a viewer would
 * load, is shown as it was typed. Also behind a backslash, which would take the effect from ours.
 */
const own = (value: unknown): string =>
	typeof value === 'string'
		? value
				.trim()
				.replaceAll(/[\\<[]/g, String.raw`\$&`)
				.replaceAll(/^(\s*)#/gm, '$1\\#')
		: '';

const item = (...parts: readonly string[]): string =>
	`- ${parts
		.filter((part) => part !== '')
		.join(': ')
		.replaceAll('\n', '\n  ')}`;

const labelled = <Label extends string>(labels: Readonly<Record<Label, string>>, value: unknown): string =>
	typeof value === 'string' && value in labels ? labels[value as Label] : '';

const section = (title: string, lines: readonly string[]): string[] => {
	const said = lines.filter((line) => line !== '');
	return said.length === 0 ? [] : [`## ${title}`, said.join('\n\n')];
};
const listed = (title: string, items: readonly string[]): string[] =>
	items.length === 0 ? [] : [`## ${title}`, items.join('\n')];

function notes(talk: Row, about: AboutTalk): string[] {
	const [row] = about('notes');
	if (row) {
		const fields = NOTE_FIELDS.map(
			(field) => `### ${categoryWords[field]}\n\n${own(row[field]) || 'Not covered'}`
		);
		return ['## Notes', ...fields];
	}
	if (talk['notes'] === true) return ['## Notes', 'Not shared; another member keeps them.'];
	return ['## Notes', 'No agreement to notes.'];
}

function debrief(about: AboutTalk): string[] {
	const [row] = about('debriefs');
	if (!row) return [];
	const said = [
		['Heard', row['heard']],
		['What it means for me', row['means']],
		['Resonated', row['resonated']],
		['Surprised', row['surprised']]
	] as const;
	const rated = NOTE_FIELDS.flatMap((field) => {
		const rating = row[field];
		if (typeof rating !== 'number') return [];
		return [item(categoryWords[field], `${String(rating)} of 5`, own(row[`${field}Because`]))];
	});
	return [
		...section(
			'Debrief',
			said.map(([title, words]) => (own(words) === '' ? '' : `**${title}.** ${own(words)}`))
		),
		...listed('Alignment with my résumé', rated)
	];
}

/** The text of the file. */
export function talkMarkdown(talk: Row, about: AboutTalk): string {
	const [preparation] = about('preparations');
	const parts = [
		`# ${own(talk['who'])}, ${String(talk['date'])}`,
		...section('Objective', [own(preparation?.['objective'])]),
		...listed(
			'Questions',
			about('asks').map((row) => item(own(row['question'])))
		),
		...notes(talk, about),
		...listed(
			'Mentioned',
			about('mentions').map((row) =>
				item(labelled(mentionWords, row['kind']), own(row['title']), own(row['detail']))
			)
		),
		...listed(
			'Marked in the talk',
			about('stamps').map((row) => item(labelled(stampWords, row['stamp']), own(row['quote'])))
		),
		...section(
			'Played back',
			about('facts').map((row) => own(row['summary']))
		),
		...debrief(about),
		...listed(
			'Follow-ups',
			about('followups').map((row) =>
				item(row['done'] === true ? 'Done' : 'Open', own(row['action']) || own(row['insight']), dueOf(row))
			)
		),
		...section(
			'Own reflections',
			about('reflections').map((row) => own(row['reflections']))
		)
	];
	return `${parts.join('\n\n')}\n`;
}

const dueOf = ({ due }: Row): string => (typeof due === 'string' ? `by ${due}` : '');
