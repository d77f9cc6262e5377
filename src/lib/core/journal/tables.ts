import type * as Y from 'yjs';
import { identityKind, type Identity } from '../schema/identity.ts';
import { intentKind, type Intent } from '../schema/intent.ts';
import { memberKind, type Member } from '../schema/member.ts';
import { milestoneKind, type Milestone } from '../schema/milestone.ts';
import { personalNotesKind, sharedNotesKind, type PersonalNotes, type SharedNotes } from '../schema/notes.ts';
import { personKind, type Person } from '../schema/person.ts';
import { phaseKind, type Phase } from '../schema/phase.ts';
import { talkKind, type Talk } from '../schema/talk.ts';
import { openBoundTalks, type BoundTalks } from './bound.ts';
import { openTable, type OpenTable, type Table } from './table.ts';

/** Every table of a journal. A reactive view implements the same interface over the tables it wraps. */
export interface Tables {
	readonly members: Table<Member>;
	readonly people: Table<Person>;
	readonly talks: Table<Talk>;
	readonly notes: Table<SharedNotes>;
	readonly phases: Table<Phase>;
	readonly milestones: Table<Milestone>;
	/** From the personal document. */
	readonly identities: Table<Identity>;
	/** From the personal document. */
	readonly personalNotes: Table<PersonalNotes>;
	/** From the personal document. */
	readonly intents: Table<Intent>;
	/** Talks with bound records in the shared document, and in the personal one. */
	readonly sharedBound: BoundTalks;
	readonly personalBound: BoundTalks;
}

type TableName = Exclude<keyof Tables, 'sharedBound' | 'personalBound'>;
type OpenTables = {
	readonly [Name in TableName]: Tables[Name] extends Table<infer Row> ? OpenTable<Row> : never;
};

/** The names of the tables, for going through all of them. */
export const TABLE_NAMES = [
	'members',
	'people',
	'talks',
	'notes',
	'phases',
	'milestones',
	'identities',
	'personalNotes',
	'intents'
] as const satisfies TableName[];

/** Reads both documents and follows them until `close`; writes nothing. */
export function openTables(shared: Y.Doc, personal: Y.Doc): { tables: Tables; close(): void } {
	const tables: OpenTables = {
		members: openTable(shared, memberKind),
		people: openTable(shared, personKind),
		talks: openTable(shared, talkKind),
		notes: openTable(shared, sharedNotesKind),
		phases: openTable(shared, phaseKind),
		milestones: openTable(shared, milestoneKind),
		identities: openTable(personal, identityKind),
		personalNotes: openTable(personal, personalNotesKind),
		intents: openTable(personal, intentKind)
	};
	const sharedBound = openBoundTalks(shared);
	const personalBound = openBoundTalks(personal);
	return {
		tables: { ...tables, sharedBound, personalBound },
		close() {
			sharedBound.close();
			personalBound.close();
			for (const name of TABLE_NAMES) tables[name].close();
		}
	};
}
