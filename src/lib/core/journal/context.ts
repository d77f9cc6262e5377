// What every command works with. Made once, by openJournal.

import * as Y from 'yjs';
import { newRecordId, type MemberId, type RandomBytes, type RecordId } from '../ids.ts';
import type { Recorder, Side } from './history.ts';
import { done, refused, type Refusal, type Result } from './result.ts';
import type { Table } from './table.ts';
import type { Tables } from './tables.ts';

export interface Context {
	readonly docs: Readonly<Record<Side, Y.Doc>>;
	readonly me: MemberId;
	readonly random: RandomBytes;
	readonly now: () => number;
	readonly tables: Tables;
	readonly history: Recorder;
	/** False while either document must not be changed. */
	readonly mayWrite: () => boolean;
	/** Origin of what undo takes back. */
	readonly changing: object;
	/** Origin of new records; undo archives those. */
	readonly creating: object;
}

export const newId = (context: Context): RecordId => newRecordId(context.random);

/** Adds a record to a table. Inside a transaction under `creating`. */
export function addRecord(
	doc: Y.Doc,
	table: string,
	id: string,
	fields: Readonly<Record<string, unknown>>
): void {
	doc.getMap(table).set(id, new Y.Map(Object.entries(fields)));
}

/** A record that its table has read as a row, for writing single fields. */
export function recordOf(doc: Y.Doc, table: string, id: string): Y.Map<unknown> {
	const record = doc.getMap(table).get(id);
	if (!(record instanceof Y.Map)) throw new Error(`no record ${id} in ${table}`);
	return record;
}

/** Sets a field if it has another value. Inside a transaction. */
export function setField(record: Y.Map<unknown>, field: string, value: unknown): void {
	if (record.get(field) !== value) record.set(field, value);
}

export type Lookup<Row> = { readonly row: Row } | { readonly row: null; readonly reason: Refusal };

/** The row a command is about, or why there is none to write to. */
export function lookup<Row>(table: Table<Row>, id: string): Lookup<Row> {
	const row = table.get(id);
	if (row !== null) return { row };
	return { row: null, reason: table.has(id) ? 'unreadable' : 'no-such-record' };
}

type ArchivableTable = 'people' | 'talks' | 'phases' | 'milestones';

/** Sets single fields of a shared record as one step of the history. */
export function setShared(
	context: Context,
	table: ArchivableTable,
	id: RecordId,
	fields: Readonly<Record<string, unknown>>
): Result {
	if (!context.mayWrite()) return refused('read-only');
	const found = lookup<{ readonly id: string }>(context.tables[table], id);
	if (found.row === null) return refused(found.reason);
	const record = recordOf(context.docs.shared, table, id);
	const write = () => {
		for (const [field, value] of Object.entries(fields)) setField(record, field, value);
	};
	context.history.group('shared', () => context.docs.shared.transact(write, context.changing));
	return done;
}

export const archiveShared = (context: Context, table: ArchivableTable, id: RecordId): Result =>
	setShared(context, table, id, { archived: true });

/** Brings back what was archived, by whichever way. */
export function restoreShared(context: Context, table: ArchivableTable, id: RecordId): Result {
	const record = context.docs.shared.getMap(table).get(id);
	const undone = record instanceof Y.Map && record.get('undone') === true;
	return setShared(context, table, id, undone ? { archived: false, undone: false } : { archived: false });
}
