// The commands over the records of one kind. Like every command they validate first and then write, in one
// transaction that is one step of the history.

import * as Y from 'yjs';
import type { RecordId } from '../ids.ts';
import { addRecord, lookup, newId, recordOf, setField, type Context } from '../journal/context.ts';
import type { Side } from '../journal/history.ts';
import { placeAfter, placeLast } from '../journal/placing.ts';
import { done, refused, success, type Result } from '../journal/result.ts';
import { openTable, type Table } from '../journal/table.ts';
import { newText } from '../journal/text.ts';
import {
	isWords,
	placed,
	type ChangesOf,
	type InputOf,
	type Kind,
	type PracticeFields,
	type RowOf
} from './define.ts';

export interface Collection<Fields extends PracticeFields> extends Table<RowOf<Fields>> {
	/** A new record, last where the kind is ordered. */
	add(input: InputOf<Fields>): Result<RecordId>;
	/**
	 * The record under a key that something else gave (a person's or a talk's id): one of its kind for each. Made when
	 * it is not there. Only the device that holds the person or talk may call it: a record has one author.
	 */
	open(id: RecordId, input?: InputOf<Fields>): Result<RowOf<Fields>>;
	/** Sets what is not free words. */
	set(id: RecordId, changes: ChangesOf<Fields>): Result;
	archive(id: RecordId): Result;
	restore(id: RecordId): Result;
	/** Ordered kinds: puts it directly after another (null: first). */
	move(id: RecordId, after: RecordId | null): Result;
}

export interface OpenCollection<Fields extends PracticeFields> extends Collection<Fields> {
	close(): void;
}

/** Every field that a new record gets; null when some value is not one this build writes. */
export function newFields<Fields extends PracticeFields>(
	{ fields }: Kind<Fields>,
	input: InputOf<Fields>
): Record<string, unknown> | null {
	const made: Record<string, unknown> = {};
	for (const [name, field] of Object.entries(fields)) {
		const value: unknown = input[name];
		if (isWords(field)) made[name] = newText(typeof value === 'string' ? value.trim() : '');
		else if (value !== undefined) {
			if (!field.accepts(value)) return null;
			made[name] = value;
		}
	}
	return made;
}

/** Writes whole fields into a record that is there. */
export function setFields<Fields extends PracticeFields>(
	context: Context,
	kind: Kind<Fields>,
	side: Side,
	id: RecordId,
	changes: Readonly<Record<string, unknown>>
): Result {
	for (const [name, value] of Object.entries(changes)) {
		const field = kind.fields[name];
		if (!field || isWords(field) || !field.accepts(value)) return refused('bad-value');
	}
	return writeFields(context, kind.table, side, id, changes);
}

export function writeFields(
	context: Context,
	table: string,
	side: Side,
	id: RecordId,
	changes: Readonly<Record<string, unknown>>
): Result {
	const doc = context.docs[side];
	const record = recordOf(doc, table, id);
	const write = () => {
		for (const [name, value] of Object.entries(changes)) setField(record, name, value);
	};
	context.history.group(side, () => doc.transact(write, context.changing));
	return done;
}

/** Adds a record with its stamps. `step`: undo archives it; not for what is only opened to be written into. */
export function create(
	context: Context,
	{ table, side, id, step }: { table: string; side: Side; id: RecordId; step: boolean },
	fields: Readonly<Record<string, unknown>>
): void {
	const stamped = { ...fields, createdAt: context.now(), createdBy: context.me };
	context.history.group(side, () => {
		context.docs[side].transact(() => addRecord(context.docs[side], table, id, stamped), context.creating);
		if (step) context.history.created({ side, table, id });
	});
}

/** Back from wherever: archived by command, or by undo. */
export function restored(context: Context, table: string, side: Side, id: RecordId): Result {
	const record = context.docs[side].getMap(table).get(id);
	const undone = record instanceof Y.Map && record.get('undone') === true;
	return writeFields(
		context,
		table,
		side,
		id,
		undone ? { archived: false, undone: false } : { archived: false }
	);
}

export function openCollection<Fields extends PracticeFields>(
	context: Context,
	kind: Kind<Fields>,
	side: Side
): OpenCollection<Fields> {
	const table = openTable(context.docs[side], kind);

	/** Runs `write` if the journal may be written to and the record is one this version can read. */
	function onRecord(id: RecordId, write: () => Result): Result {
		if (!context.mayWrite()) return refused('read-only');
		const found = lookup(table, id);
		return 'reason' in found ? refused(found.reason) : write();
	}

	function make(id: RecordId, input: InputOf<Fields>, step: boolean): Result<RecordId> {
		const fields = newFields(kind, input);
		if (!fields) return refused('bad-value');
		if (kind.ordered) fields['order'] = placeLast(table.rows().map(placed));
		create(context, { table: kind.table, side, id, step }, fields);
		return success(id);
	}

	return {
		...table,
		add: (input) => (context.mayWrite() ? make(newId(context), input, true) : refused('read-only')),
		open(id, input = {}) {
			if (!context.mayWrite()) return refused('read-only');
			// What somebody else put under this key and is no record at all does not stand in the way of one.
			if (!(context.docs[side].getMap(kind.table).get(id) instanceof Y.Map)) {
				const made = make(id, input, false);
				if (!made.ok) return made;
			}
			const found = lookup(table, id);
			return 'reason' in found ? refused(found.reason) : success(found.row);
		},
		set: (id, changes) => onRecord(id, () => setFields(context, kind, side, id, changes)),
		archive: (id) => onRecord(id, () => writeFields(context, kind.table, side, id, { archived: true })),
		restore: (id) => onRecord(id, () => restored(context, kind.table, side, id)),
		move: (id, after) =>
			onRecord(id, () => {
				const placing = placeAfter(
					table
						.rows()
						.filter((row) => row.id !== id)
						.map(placed),
					after
				);
				if (!kind.ordered || !placing) return refused('no-such-record');
				return context.history.group(side, () => {
					for (const { id: other, order } of placing.rekeyed)
						writeFields(context, kind.table, side, other as RecordId, { order });
					return writeFields(context, kind.table, side, id, { order: placing.order });
				});
			})
	};
}
