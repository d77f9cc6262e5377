import type * as Y from 'yjs';
import type { RecordId } from '../ids.ts';
import { byId, defineRecord, isRecordId, text } from './record.ts';

/** Who a person is, in the personal document of the member who added them. The key is the person's id. */
export interface Identity {
	readonly id: RecordId;
	readonly name: Y.Text;
	readonly nameText: string;
	readonly email: Y.Text;
	readonly emailText: string;
	readonly employer: Y.Text;
	readonly employerText: string;
}

export const identityKind = defineRecord({
	table: 'identities',
	isKey: isRecordId,
	fields: { name: text, email: text, employer: text },
	row: (id, fields): Identity => ({
		id,
		...fields,
		nameText: fields.name.toString(),
		emailText: fields.email.toString(),
		employerText: fields.employer.toString()
	}),
	compare: byId
});
