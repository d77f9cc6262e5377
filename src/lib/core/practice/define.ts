// The records of the practice are declared, not programmed: which fields there are, of which kind, in which document.
// One set of commands (collection.ts) writes them all.

import type * as Y from 'yjs';
import type { MemberId, RecordId } from '../ids.ts';
import {
	checked,
	flag as readFlag,
	isRecordId,
	isMoment,
	memberId,
	moment,
	order as readOrder,
	orNull,
	civilDate,
	text,
	UNFIT,
	type Field,
	type ValueOf,
	type ValuesOf
} from '../schema/field.ts';
import { byOrder, type Order } from '../schema/order.ts';
import { archivable, byCreation, defineRecord, type RecordKind } from '../schema/record.ts';

/** A field of free words: a shared text, made with the record and never replaced. */
export type Words = Field<Y.Text> & { readonly words: true };

/** A field that a command sets as a whole. */
export interface Scalar<Value> extends Field<Value> {
	/** Stricter than `read`: what this build would write itself. */
	readonly accepts: (value: unknown) => boolean;
}

export type PracticeFields = Readonly<Record<string, Words | Scalar<unknown>>>;

export const words: Words = { ...text, words: true };
export const isWords = (field: Words | Scalar<unknown>): field is Words => 'words' in field;

const scalar = <Value>(field: Field<Value>, accepts = (_: unknown) => true): Scalar<Value> => ({
	...field,
	accepts: (value) => value !== undefined && field.read(value) !== UNFIT && accepts(value)
});

const isString = (value: unknown): value is string => typeof value === 'string';
const oneOf =
	(list: readonly string[]) =>
	(value: unknown): boolean =>
		isString(value) && list.includes(value);

/** One of a list, or null. A choice that a later version added reads as null. */
export const choice = <const Option extends string>(list: readonly Option[]): Scalar<Option | null> =>
	scalar<Option | null>(
		{
			read(value) {
				if (value === undefined || value === null) return null;
				if (!isString(value)) return UNFIT;
				return oneOf(list)(value) ? (value as Option) : null;
			}
		},
		(value) => value === null || oneOf(list)(value)
	);

/** Some of a list, each once; those that a later version added are left out. */
export const choices = <const Option extends string>(list: readonly Option[]): Scalar<readonly Option[]> =>
	scalar<readonly Option[]>(
		{
			read(value) {
				if (value === undefined) return [];
				if (!Array.isArray(value) || !value.every(isString)) return UNFIT;
				return list.filter((option) => value.includes(option));
			}
		},
		(value) => Array.isArray(value) && value.every(oneOf(list)) && new Set(value).size === value.length
	);

/** A number that passes, or null; one that does not reads as null too, for everything that counts relies on it. */
const numberOrNull = (fits: (value: number) => boolean): Scalar<number | null> => {
	const isFit = (value: unknown): value is number => typeof value === 'number' && fits(value);
	return scalar(
		{
			read(value) {
				if (value === undefined || value === null) return null;
				if (typeof value !== 'number') return UNFIT;
				return isFit(value) ? value : null;
			}
		},
		(value) => value === null || isFit(value)
	);
};

/** A whole number from `least` to `most`, or null. */
export const whole = (least: number, most: number): Scalar<number | null> =>
	numberOrNull((value) => Number.isInteger(value) && value >= least && value <= most);

/** A civil day or null. */
export const day = scalar(orNull(civilDate));
/** A moment in milliseconds since the epoch by the writer's clock, or null. */
export const at = numberOrNull(isMoment);
/** Another record's id, or null. What it names may be archived, or not have arrived. */
export const ref = scalar(orNull(checked<RecordId>(isRecordId)));
export const flag = scalar(readFlag);
/** Short and set as a whole: a zone's name, a time of day, a rule's id. `fits` says which this build writes. */
export const label = (fits: (value: string) => boolean): Scalar<string | null> =>
	scalar(orNull(checked(isString)), (value) => value === null || (isString(value) && fits(value)));

type WordsIn<Fields> = {
	[Name in keyof Fields]: Fields[Name] extends Words ? Name : never;
}[keyof Fields] &
	string;

/** What every record of the practice has besides its own fields. */
export interface Stamped {
	readonly id: RecordId;
	readonly createdAt: number;
	readonly createdBy: MemberId;
	readonly archived: boolean;
}

/** A field of words `x` comes twice: `x` is the text to edit, `xText` how it reads. */
export type RowOf<Fields extends PracticeFields> = Stamped &
	ValuesOf<Fields> & { readonly [Name in WordsIn<Fields> as `${Name}Text`]: string };

/** For a new record. Words left out are empty, everything else is not set. */
export type InputOf<Fields extends PracticeFields> = {
	readonly [Name in keyof Fields]?: Fields[Name] extends Words ? string : ValueOf<Fields[Name]>;
};

/** Fields that are set as a whole. Words are edited, never set. */
export type ChangesOf<Fields extends PracticeFields> = {
	readonly [Name in Exclude<keyof Fields, WordsIn<Fields>>]?: ValueOf<Fields[Name]>;
};

/** Where a kind's records live. `with-talk`: where the notes of their talk are, and moved along with them. */
export type Home = 'shared' | 'personal' | 'with-talk';

export interface Kind<Fields extends PracticeFields> extends RecordKind<RowOf<Fields>> {
	readonly fields: Fields;
	readonly home: Home;
	/** Rows have a place among each other that people choose. */
	readonly ordered: boolean;
}

export type Rows<Some> = Some extends Kind<infer Fields> ? RowOf<Fields> : never;

interface Definition<Fields extends PracticeFields> {
	/** The name of the root Y.Map. Final. */
	readonly table: string;
	readonly home: Home;
	readonly fields: Fields;
	/** Rows are ordered by a fractional index instead of by creation. */
	readonly ordered?: boolean;
}

export function definePractice<const Fields extends PracticeFields>({
	table,
	home,
	fields,
	ordered = false
}: Definition<Fields>): Kind<Fields> {
	const worded = Object.keys(fields).filter((name) => isWords(fields[name]!));
	const stamped = { createdAt: moment, createdBy: memberId, ...archivable };
	const kind: RecordKind<RowOf<Fields>> = defineRecord({
		table,
		isKey: isRecordId,
		fields: { ...fields, ...stamped, ...(ordered ? { order: readOrder } : {}) },
		row(id, { undone, ...read }) {
			const texts = worded.map((name) => [`${name}Text`, String(read[name])]);
			const row: unknown = {
				id,
				...read,
				...Object.fromEntries(texts),
				archived: read.archived || undone
			};
			return row as RowOf<Fields>;
		},
		compare: ordered ? (a, b) => byOrder(placed(a), placed(b)) : byCreation
	});
	return { ...kind, fields, home, ordered };
}

export interface Placed {
	readonly id: string;
	readonly order: Order;
}
/** A row of an ordered kind. */
export const placed = (row: object): Placed => row as Placed;
