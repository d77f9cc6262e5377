// How a record is read. It is a Y.Map that another device, an older or a newer build may have written, so it is
// parsed on every read and never rewritten: fields this build does not know stay untouched in the Y.Map, defaults
// fill what an older build did not write, and what does not fit is reported instead of dropped.

import * as Y from 'yjs';
import { flag, isCounted, readFields, type Fields, type ValuesOf } from './field.ts';

/** Records are archived, not deleted. Either field is written only once it is needed. */
export const archivable = {
	archived: flag,
	/** Archived because who created it took that back; apart from `archived`, which is a step of its own in history. */
	undone: flag
};

/** What a table holds under one key, as far as this build can tell. */
export type Parsed<Row> =
	| { readonly kind: 'row'; readonly row: Row }
	/** Some field has another type or value than this build can use. `problem` names fields, never their content. */
	| { readonly kind: 'nonconforming'; readonly problem: string }
	/** Written by a build that knows a later version of this record. */
	| { readonly kind: 'newer'; readonly version: number };

export interface RecordKind<Row> {
	/** The name of the root Y.Map that holds these records. Final. */
	readonly table: string;
	/** Parses what the table holds under `key`. Never throws, never writes. */
	readonly parse: (key: string, value: unknown) => Parsed<Row>;
	/** The order of rows; total, equal on every device. */
	readonly compare: (a: Row, b: Row) => number;
}

interface Definition<Id extends string, Some extends Fields, Row> {
	readonly table: string;
	readonly isKey: (key: string) => key is Id;
	readonly fields: Some;
	readonly row: (id: Id, fields: ValuesOf<Some>) => Row;
	readonly compare: (a: NoInfer<Row>, b: NoInfer<Row>) => number;
	/** The record version this build writes and reads; absent in a record means 1. */
	readonly version?: number;
}

const nonconforming = (problem: string) => ({ kind: 'nonconforming', problem }) as const;

/** A record kind from its fields. Field `v` is the record's version and reserved. */
export function defineRecord<Id extends string, const Some extends Fields, Row extends { readonly id: Id }>(
	definition: Definition<Id, Some, Row>
): RecordKind<Row> {
	const { table, isKey, row, compare, version = 1, fields } = definition;
	return {
		table,
		compare,
		parse(key, value) {
			if (!isKey(key)) return nonconforming('key');
			if (!(value instanceof Y.Map)) return nonconforming('not a record');
			const held: Record<string, unknown> = Object.fromEntries(value.entries());
			const { v: written = 1 } = held;
			if (!isCounted(written)) return nonconforming('v');
			if (written > version) return { kind: 'newer', version: written };
			const parsed = readFields(fields, held);
			if (parsed.ok) return { kind: 'row', row: row(key, parsed.values) };
			return nonconforming(parsed.unfit.join(', '));
		}
	};
}

/** Ascending by creation, equal moments by id. */
export function byCreation<Row extends { readonly id: string; readonly createdAt: number }>(
	a: Row,
	b: Row
): number {
	return a.createdAt - b.createdAt || byId(a, b);
}

export const byId = (a: { readonly id: string }, b: { readonly id: string }): number =>
	a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
