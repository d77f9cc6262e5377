import type * as Y from 'yjs';
import type { MemberId } from '../ids.ts';
import { isMemberId, moment, text } from './field.ts';
import { byId, defineRecord } from './record.ts';

/** Who keeps the journal. The key is the membership chain's member id; only that member creates the record. */
export interface Member {
	readonly id: MemberId;
	readonly name: Y.Text;
	readonly nameText: string;
	readonly joinedAt: number;
}

export const memberKind = defineRecord({
	table: 'members',
	isKey: isMemberId,
	fields: { name: text, joinedAt: moment },
	row: (id, fields): Member => ({ id, ...fields, nameText: fields.name.toString() }),
	compare: (a, b) => a.joinedAt - b.joinedAt || byId(a, b)
});
