// How a record is read. It is a Y.Map that another device, an older or a newer build may have written, so it is
// parsed on every read and never rewritten: fields this build does not know stay untouched in the Y.Map, defaults
// fill what an older build did not write, and what does not fit is reported instead of dropped.

import * as v from 'valibot';
import * as Y from 'yjs';
import type { MemberId, RecordId } from '../ids.ts';
import { isCivilDate, type CivilDate } from './civil-date.ts';
import { isOrder, type Order } from './order.ts';

export const isRecordId = (value: unknown): value is RecordId =>
	typeof value === 'string' && /^[\w-]{12}$/.test(value);
export const isMemberId = (value: unknown): value is MemberId =>
	typeof value === 'string' && /^[\w-]{22}$/.test(value);

export const recordId = v.custom<RecordId>(isRecordId);
export const memberId = v.custom<MemberId>(isMemberId);
export const civilDate = v.custom<CivilDate>(isCivilDate);
export const order = v.custom<Order>(isOrder);
export const text = v.custom<Y.Text>((value) => value instanceof Y.Text);
/** Milliseconds since the epoch by the writer's clock; any finite number is kept, clocks are wrong sometimes. */
export const moment = v.custom<number>(Number.isFinite);
/** 1, 2, 3 … */
const isCounted = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) > 0;
export const counted = v.custom<number>(isCounted);

/** False in a record that does not have it. */
export const flag = v.optional(v.boolean(), false);
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

interface Definition<Id extends string, Fields extends v.ObjectEntries, Row> {
	readonly table: string;
	readonly isKey: (key: string) => key is Id;
	readonly fields: Fields;
	readonly row: (id: Id, fields: v.InferOutput<v.ObjectSchema<Fields, undefined>>) => Row;
	readonly compare: (a: NoInfer<Row>, b: NoInfer<Row>) => number;
	/** The record version this build writes and reads; absent in a record means 1. */
	readonly version?: number;
}

const nonconforming = (problem: string) => ({ kind: 'nonconforming', problem }) as const;

/** A record kind from its field schemas. Field `v` is the record's version and reserved. */
export function defineRecord<
	Id extends string,
	const Fields extends v.ObjectEntries,
	Row extends { readonly id: Id }
>(definition: Definition<Id, Fields, Row>): RecordKind<Row> {
	const { table, isKey, row, compare, version = 1 } = definition;
	const schema = v.object(definition.fields);
	return {
		table,
		compare,
		parse(key, value) {
			if (!isKey(key)) return nonconforming('key');
			if (!(value instanceof Y.Map)) return nonconforming('not a record');
			const fields: Record<string, unknown> = Object.fromEntries(value.entries());
			const { v: written = 1 } = fields;
			if (!isCounted(written)) return nonconforming('v');
			if (written > version) return { kind: 'newer', version: written };
			const parsed = v.safeParse(schema, fields);
			if (parsed.success) return { kind: 'row', row: row(key, parsed.output) };
			return nonconforming(parsed.issues.map(({ path }) => String(path?.[0].key)).join(', '));
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
