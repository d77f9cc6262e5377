// Everything in a journal that this member may read, as plain rows: what an export is made from. Consent decides here,
// so that nothing which is made from these rows can hold words that were not agreed to or were taken back.

import type { RecordId } from '../ids.ts';
import { DRAWN, heardFields } from '../journal/bound-forgotten.ts';
import type { Journal } from '../journal/journal.ts';
import { at, isWords, type Kind, type PracticeFields } from '../practice/define.ts';
import * as after from '../practice/kinds/after.ts';
import * as aim from '../practice/kinds/aim.ts';
import * as capture from '../practice/kinds/capture.ts';
import * as consent from '../practice/kinds/consent.ts';
import * as debrief from '../practice/kinds/debrief.ts';
import * as messages from '../practice/kinds/messages.ts';
import * as people from '../practice/kinds/people.ts';
import * as prepare from '../practice/kinds/prepare.ts';
import type { BoundRecords, Practice, Records } from '../practice/practice.ts';
import { baseTables } from './base-tables.ts';
import { agreement, everyRow, moment, type ExportTable, type Row, type Value } from './table.ts';

type AnyKind = Kind<PracticeFields>;
type Readable = Pick<Journal, 'tables' | 'queries' | 'meta'>;
type ReadPractice = Pick<Practice, 'records' | 'bound' | 'unreadable'>;

const isKind = (value: unknown): value is AnyKind =>
	typeof value === 'object' && value !== null && 'table' in value && 'fields' in value;

/** Every kind of record that the practice declares. */
export const KINDS: readonly AnyKind[] = [aim, people, prepare, capture, debrief, messages, after, consent]
	.flatMap((kinds): unknown[] => Object.values(kinds))
	.filter(isKind);

export interface Gathered {
	readonly title: string;
	readonly tables: readonly ExportTable[];
	/** Records that this version cannot read, so that nobody can say what was agreed about them. */
	readonly unreadable: number;
}

/** Yields between tables, so that whoever runs it can let others run. */
export function* gather(journal: Readable, practice: ReadPractice): Generator<void, Gathered> {
	const tables: ExportTable[] = [];
	for (const table of baseTables(journal)) {
		tables.push(table);
		yield;
	}
	for (const kind of KINDS) {
		tables.push(yield* practiceTable(journal, practice, kind));
		yield;
	}
	return {
		title: journal.meta.current()?.titleText ?? '',
		tables,
		unreadable: journal.queries.unreadable().length + practice.unreadable().length
	};
}

function* practiceTable(
	journal: Readable,
	{ records, bound }: ReadPractice,
	kind: AnyKind
): Generator<void, ExportTable> {
	const { table: name, fields, home } = kind;
	const found =
		home === 'with-talk'
			? yield* boundRows(journal, bound[name as keyof BoundRecords])
			: everyRow<object>(records[name as keyof Records]).filter((row) => isAgreed(journal, name, row));
	const stamps = ['createdAt', 'createdBy', 'archived'];
	return {
		name,
		home,
		columns: ['id', ...Object.keys(fields), ...stamps],
		words: Object.keys(fields).filter((field) => isWords(fields[field]!)),
		rows: found.map((row) => plain(row, kind, journal))
	};
}

type AnyRow = Readonly<Record<string, unknown>> & { readonly id: RecordId };

function plain(row: object, { table, fields }: AnyKind, { tables }: Readable): Row {
	const values = row as AnyRow;
	const talk = typeof values['talk'] === 'string' ? tables.talks.get(values['talk']) : null;
	const unheard = talk !== null && !agreement(talk, tables).notes ? heardFields(table) : [];
	const own = Object.entries(fields).map(([name, field]) => {
		if (unheard.includes(name)) return [name, null] as const;
		if (field === at) return [name, moment(values[name])] as const;
		return [name, values[isWords(field) ? `${name}Text` : name] as Value] as const;
	});
	const { id, createdAt, createdBy, archived } = values;
	return {
		id,
		...Object.fromEntries(own),
		createdAt: moment(createdAt),
		createdBy: String(createdBy),
		archived: archived === true
	};
}

/** What was drawn from a talk elsewhere needs the same agreement as its notes. */
function isAgreed({ tables }: Readable, table: string, row: object): boolean {
	const drawn: readonly string[] = DRAWN;
	const about = drawn.includes(table) && 'talk' in row ? row.talk : null;
	if (typeof about !== 'string') return true;
	const talk = tables.talks.get(about);
	return talk !== null && agreement(talk, tables).notes;
}

/** Of all talks at once where that can be had: asking talk by talk takes the square of the time. */
function* boundRows(
	{ tables }: Readable,
	table: Pick<BoundRecords[keyof BoundRecords], 'rows' | 'of' | 'archivedOf'>
): Generator<void, readonly object[]> {
	const found: object[] = [...table.rows()];
	for (const talk of everyRow(tables.talks)) {
		if (talk.archived || !agreement(talk, tables).notes) found.push(...table.of(talk.id));
		found.push(...table.archivedOf(talk.id));
		yield;
	}
	return found;
}
