import type * as Y from 'yjs';
import type { RecordId } from '../ids.ts';
import { flag, isRecordId, optional, string, text } from './field.ts';
import { byId, defineRecord } from './record.ts';

/** Who a person is, in the personal document of the member who added them. The key is the person's id. */
export interface Identity {
	readonly id: RecordId;
	/** What this member set, as the person's own flag should be: that one can be set by every editor. */
	readonly named: boolean;
	readonly name: Y.Text;
	readonly nameText: string;
	readonly email: Y.Text;
	readonly emailText: string;
	readonly employer: Y.Text;
	readonly employerText: string;
	/** How others had the name and the employer by the time these were taken back; kept to look at. */
	readonly corrected: string;
}

export const identityKind = defineRecord({
	table: 'identities',
	isKey: isRecordId,
	fields: { named: flag, name: text, email: text, employer: text, corrected: optional(string, '') },
	row: (id, fields): Identity => ({
		id,
		...fields,
		nameText: fields.name.toString(),
		emailText: fields.email.toString(),
		employerText: fields.employer.toString()
	}),
	compare: byId
});
