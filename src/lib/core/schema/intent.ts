// What a command over both documents is about to do. It is written first and removed last, and it carries the words
// that are on their way, so that a crash at any point leaves them either here or where they belong.

import * as v from 'valibot';
import type { RecordId } from '../ids.ts';
import { byId, civilDate, defineRecord, isRecordId, moment, recordId } from './record.ts';

/** Plain copies of shared texts, by field name. */
export type Words = Readonly<Record<string, string>>;

const words = v.custom<Words>(
	(value) =>
		typeof value === 'object' &&
		value !== null &&
		Object.values(value).every((copy) => typeof copy === 'string')
);

const actions = {
	'add-person': v.object({ alias: v.string(), named: v.boolean() }),
	'add-talk': v.object({
		person: recordId,
		date: civilDate,
		agreedNotes: v.boolean(),
		agreedSharing: v.boolean()
	}),
	/** `alias` when it changes too; name and employer follow the identity if the person is named. */
	'edit-person': v.object({ alias: v.optional(v.string()) }),
	/** Sharing is asked for anew after it. */
	'agree-notes': v.object({ agreed: v.boolean() }),
	/** `words`: per note field, taken out of the personal document. */
	'share-notes': v.object({ words }),
	/** `words`: per note field, as the shared document has them. */
	'withdraw-notes': v.object({ words }),
	name: v.object({}),
	/** `words`: name and employer where the shared document has them differently. */
	unname: v.object({ words })
};

type Actions = typeof actions;
export type ActionKind = keyof Actions;
export type ActionOf<Kind extends ActionKind> = {
	readonly [Each in Kind]: { readonly kind: Each } & Readonly<v.InferOutput<Actions[Each]>>;
}[Kind];
export type Action = ActionOf<ActionKind>;

const isKind = (kind: unknown): kind is ActionKind =>
	typeof kind === 'string' && Object.hasOwn(actions, kind);

const action = v.custom<Action>((value) => {
	if (typeof value !== 'object' || value === null || !('kind' in value)) return false;
	return isKind(value.kind) && v.is(actions[value.kind], value);
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
