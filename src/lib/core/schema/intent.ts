// What a command over both documents is about to do. It is written first and removed last, and it carries the words
// that are on their way, so that a crash at any point leaves them either here or where they belong.

import type { RecordId } from '../ids.ts';
import {
	boolean,
	checked,
	civilDate,
	isRecordId,
	moment,
	optional,
	readFields,
	recordId,
	string,
	type Fields,
	type ValuesOf
} from './field.ts';
import { byId, defineRecord } from './record.ts';

/** Plain copies of shared texts, by field name. */
export type Words = Readonly<Record<string, string>>;

const isPlain = (value: unknown): value is Record<string, unknown> =>
	typeof value === 'object' && value !== null;

const words = checked(
	(value): value is Words => isPlain(value) && Object.values(value).every((copy) => typeof copy === 'string')
);

const actions = {
	'add-person': { alias: string },
	'add-talk': { person: recordId, date: civilDate, agreedNotes: boolean, agreedSharing: boolean },
	/** `alias` when it changes too; name and employer follow the identity if the person is named. */
	'edit-person': { alias: optional(string, undefined) },
	/** Sharing is asked for anew after it. */
	'agree-notes': { agreed: boolean },
	/** `words`: per note field, taken out of the personal document. */
	'share-notes': { words },
	/** `words`: per note field, as the shared document has them. */
	'withdraw-notes': { words },
	/** The agreement to notes was taken back by the person. */
	'forget-notes': {},
	name: {},
	/** `words`: name and employer where the shared document has them differently. */
	unname: { words }
};

type Actions = typeof actions;
export type ActionKind = keyof Actions;
export type ActionOf<Kind extends ActionKind> = {
	readonly [Each in Kind]: { readonly kind: Each } & ValuesOf<Actions[Each]>;
}[Kind];
export type Action = ActionOf<ActionKind>;

const isKind = (kind: unknown): kind is ActionKind =>
	typeof kind === 'string' && Object.hasOwn(actions, kind);

const action = checked((value): value is Action => {
	if (!isPlain(value) || !isKind(value['kind'])) return false;
	return readFields<Fields>(actions[value['kind']], value).ok;
});

export interface Intent {
	readonly id: RecordId;
	/** The person or the talk. */
	readonly about: RecordId;
	readonly action: Action;
	readonly startedAt: number;
}

export const intentKind = defineRecord({
	table: 'intents',
	isKey: isRecordId,
	fields: { about: recordId, action, startedAt: moment },
	row: (id, fields): Intent => ({ id, ...fields }),
	compare: (a, b) => a.startedAt - b.startedAt || byId(a, b)
});
