import type * as Y from 'yjs';
import type { MemberId, RecordId } from '../ids.ts';
import { boolean, isCounted, isRecordId, memberId, moment, text, UNFIT, type Field } from './field.ts';
import { archivable, byCreation, defineRecord } from './record.ts';

/** Somebody to talk to, as both members may know them. */
export interface Person {
	readonly id: RecordId;
	readonly alias: Y.Text;
	readonly aliasText: string;
	/** For "Person 7", at most the highest there is. Two devices offline may give the same number. */
	readonly number: number;
	/** They agreed to be named here; only then do `name` and `employer` hold anything. */
	readonly named: boolean;
	readonly name: Y.Text;
	readonly nameText: string;
	readonly employer: Y.Text;
	readonly employerText: string;
	readonly createdAt: number;
	readonly createdBy: MemberId;
	readonly archived: boolean;
}

/** Nobody knows more people; a number beyond it was not given by counting. */
export const HIGHEST_NUMBER = 100_000;

const numbered: Field<number> = {
	read: (value) => (isCounted(value) ? Math.min(value, HIGHEST_NUMBER) : UNFIT)
};

export const personKind = defineRecord({
	table: 'people',
	isKey: isRecordId,
	fields: {
		alias: text,
		number: numbered,
		named: boolean,
		name: text,
		employer: text,
		createdAt: moment,
		createdBy: memberId,
		...archivable
	},
	row: (id, { undone, ...fields }): Person => ({
		id,
		...fields,
		archived: fields.archived || undone,
		aliasText: fields.alias.toString(),
		nameText: fields.name.toString(),
		employerText: fields.employer.toString()
	}),
	compare: byCreation
});
