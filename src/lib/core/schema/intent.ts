// What a command over both documents is about to do. It is written first and removed last, and it carries the words
// that are on their way, so that a crash at any point leaves them either here or where they belong.

import * as v from 'valibot';
import type { RecordId } from '../ids.ts';
import { byId, civilDate, defineRecord, isRecordId, moment, recordId } from './record.ts';

const words = v.record(v.string(), v.string());

const action = v.variant('kind', [
	v.object({ kind: v.literal('add-person'), alias: v.string(), named: v.boolean() }),
	v.object({
		kind: v.literal('add-talk'),
		person: recordId,
		date: civilDate,
		agreedNotes: v.boolean(),
		agreedSharing: v.boolean()
	}),
	/** `alias` when it changes too; name and employer follow the identity if the person is named. */
	v.object({ kind: v.literal('edit-person'), alias: v.optional(v.string()) }),
	/** `words`: per note field, taken out of the personal document. */
	v.object({ kind: v.literal('share-notes'), words }),
	/** `words`: per note field, as the shared document has them. */
	v.object({ kind: v.literal('withdraw-notes'), words }),
	v.object({ kind: v.literal('name') }),
	/** `words`: name and employer where the shared document has them differently. */
	v.object({ kind: v.literal('unname'), words })
]);

export type Action = v.InferOutput<typeof action>;
export type ActionKind = Action['kind'];
export type ActionOf<Kind extends ActionKind> = Extract<Action, { readonly kind: Kind }>;
/** Plain copies of shared texts, by field name. */
export type Words = v.InferOutput<typeof words>;

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
