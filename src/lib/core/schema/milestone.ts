import type * as Y from 'yjs';
import type { RecordId } from '../ids.ts';
import type { CivilDate } from './civil-date.ts';
import { byOrder, type Order } from './order.ts';
import { civilDate, flag, isRecordId, orNull, order, recordId, text } from './field.ts';
import { archivable, defineRecord } from './record.ts';

/** Something to reach within a phase. */
export interface Milestone {
	readonly id: RecordId;
	readonly phase: RecordId;
	readonly title: Y.Text;
	readonly titleText: string;
	readonly due: CivilDate | null;
	readonly done: boolean;
	/** Among the milestones of its phase. */
	readonly order: Order;
	readonly archived: boolean;
}

export const milestoneKind = defineRecord({
	table: 'milestones',
	isKey: isRecordId,
	fields: {
		phase: recordId,
		title: text,
		due: orNull(civilDate),
		done: flag,
		order,
		...archivable
	},
	row: (id, { undone, ...fields }): Milestone => ({
		id,
		...fields,
		titleText: fields.title.toString(),
		archived: fields.archived || undone
	}),
	compare: (a, b) => byOrder(a, b)
});
