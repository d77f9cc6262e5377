// How one field of a record is read. A record is parsed on every change and by every screen, so the checks are plain
// functions; a general schema library took a fortieth of what the first screen may fetch.

import * as Y from 'yjs';
import type { MemberId, RecordId } from '../ids.ts';
import { isCivilDate, type CivilDate } from './civil-date.ts';
import { isOrder, type Order } from './order.ts';

/** What reading gives when a value is of no use to this build. */
export const UNFIT = Symbol('unfit');

export interface Field<Value> {
	/** Never throws, never writes. `undefined` is what a record holds that was written before the field existed. */
	readonly read: (value: unknown) => Value | typeof UNFIT;
}

export type ValueOf<Each> = Each extends Field<infer Value> ? Value : never;
export type Fields = Readonly<Record<string, Field<unknown>>>;
export type ValuesOf<Some extends Fields> = { readonly [Name in keyof Some]: ValueOf<Some[Name]> };

/** A field that must pass a check. */
export const checked = <Value>(is: (value: unknown) => value is Value): Field<Value> => ({
	read: (value) => (is(value) ? value : UNFIT)
});

/** A field that reads as `absent` in a record that does not have it. */
export const optional = <Value, const Absent>(
	field: Field<Value>,
	absent: Absent
): Field<Value | Absent> => ({
	read: (value) => (value === undefined ? absent : field.read(value))
});

/** A field that may also hold null, and does where the record does not have it. */
export const orNull = <Value>(field: Field<Value>): Field<Value | null> => ({
	read: (value) => (value === undefined || value === null ? null : field.read(value))
});

/** The fields' values, or the names of those that do not fit. */
export function readFields<Some extends Fields>(
	fields: Some,
	values: Readonly<Record<string, unknown>>
): { readonly ok: true; readonly values: ValuesOf<Some> } | { readonly ok: false; readonly unfit: string[] } {
	const read = Object.entries(fields).map(([name, field]) => [name, field.read(values[name])] as const);
	const unfit = read.filter(([, value]) => value === UNFIT).map(([name]) => name);
	return unfit.length > 0
		? { ok: false, unfit }
		: { ok: true, values: Object.fromEntries(read) as ValuesOf<Some> };
}

export const isRecordId = (value: unknown): value is RecordId =>
	typeof value === 'string' && /^[\w-]{12}$/.test(value);

export const isMemberId = (value: unknown): value is MemberId =>
	typeof value === 'string' && /^[\w-]{22}$/.test(value);

/** 1, 2, 3 … */
export const isCounted = (value: unknown): value is number =>
	Number.isSafeInteger(value) && Number(value) > 0;

const isBoolean = (value: unknown): value is boolean => typeof value === 'boolean';
const isString = (value: unknown): value is string => typeof value === 'string';

export const recordId = checked<RecordId>(isRecordId);
export const memberId = checked<MemberId>(isMemberId);
export const civilDate = checked<CivilDate>(isCivilDate);
export const order = checked<Order>(isOrder);
/** Exactly that: the shared types derived from it read as markup. */
export const text = checked(
	(value): value is Y.Text => value instanceof Y.Text && value.constructor === Y.Text
);
/** Within the years 1 to 9999, wherever on earth they are read, with room for the days that are counted from them. */
const FIRST_MOMENT = Date.parse('0001-02-01T00:00:00Z');
const LAST_MOMENT = Date.parse('9999-12-01T00:00:00Z');

export const isMoment = (value: unknown): value is number =>
	typeof value === 'number' && value >= FIRST_MOMENT && value <= LAST_MOMENT;
/** Milliseconds since the epoch, a moment that has a day. By the writer's clock, and clocks are wrong sometimes. */
export const moment = checked(isMoment);
export const counted = checked(isCounted);
export const boolean = checked(isBoolean);
export const string = checked(isString);
/** False in a record that does not have it. */
export const flag = optional(boolean, false);
