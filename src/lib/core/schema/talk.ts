import type { MemberId, RecordId } from '../ids.ts';
import type { CivilDate } from './civil-date.ts';
import { boolean, civilDate, isRecordId, memberId, moment, recordId } from './field.ts';
import { archivable, byId, defineRecord } from './record.ts';

/** A conversation with a person. Its notes are a record of their own under the same id. */
export interface Talk {
	readonly id: RecordId;
	readonly person: RecordId;
	readonly date: CivilDate;
	/** The person agreed that notes are kept. */
	readonly agreedNotes: boolean;
	/** The person agreed that the notes are shared; means nothing without `agreedNotes`. */
	readonly agreedSharing: boolean;
	/** Whose personal document holds what is not shared of it. */
	readonly heldBy: MemberId;
	readonly createdAt: number;
	readonly archived: boolean;
}

/** Newest day first. */
export const talkKind = defineRecord({
	table: 'talks',
	isKey: isRecordId,
	fields: {
		person: recordId,
		date: civilDate,
		agreedNotes: boolean,
		agreedSharing: boolean,
		heldBy: memberId,
		createdAt: moment,
		...archivable
	},
	row: (id, { undone, ...fields }): Talk => ({ id, ...fields, archived: fields.archived || undone }),
	compare: (a, b) => (a.date === b.date ? b.createdAt - a.createdAt || byId(a, b) : a.date < b.date ? 1 : -1)
});
