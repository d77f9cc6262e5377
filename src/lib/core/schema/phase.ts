import type * as Y from 'yjs';
import type { RecordId } from '../ids.ts';
import { byOrder, type Order } from './order.ts';
import { isRecordId, order, text } from './field.ts';
import { archivable, defineRecord } from './record.ts';

/** A stretch of the plan. */
export interface Phase {
	readonly id: RecordId;
	readonly title: Y.Text;
	readonly titleText: string;
	readonly order: Order;
	readonly archived: boolean;
}

export const phaseKind = defineRecord({
	table: 'phases',
	isKey: isRecordId,
	fields: { title: text, order, ...archivable },
	row: (id, { undone, ...fields }): Phase => ({
		id,
		...fields,
		titleText: fields.title.toString(),
		archived: fields.archived || undone
	}),
	compare: (a, b) => byOrder(a, b)
});
