// What the screens ask. Pure over `Tables`, so that the same functions serve plain callers and reactive views.

import type { MemberId, RecordId } from '../ids.ts';
import type { Milestone } from '../schema/milestone.ts';
import type { NoteFields } from '../schema/notes.ts';
import type { Person } from '../schema/person.ts';
import type { Talk } from '../schema/talk.ts';
import type * as Y from 'yjs';
import { agreedOn, anyWords } from './sharing.ts';
import { TABLE_NAMES, type Tables } from './tables.ts';
import { listUnfinished, type Unfinished } from './unfinished.ts';

export type Notes =
	| { readonly place: 'personal' | 'shared'; readonly fields: NoteFields }
	/** The person has not agreed to notes. `kept`: words from before are still in the holder's personal document. */
	| { readonly place: 'none'; readonly kept: boolean }
	/** Not shared, and in another member's personal document. */
	| { readonly place: 'withheld' }
	/** The record is missing or not one this version can read. */
	| { readonly place: 'unreadable' };

/** A record that this version keeps and cannot show. */
export interface Unreadable {
	readonly table: (typeof TABLE_NAMES)[number];
	readonly key: string;
	/** A later version wrote it, as opposed to: something in it does not fit. */
	readonly newer: boolean;
}

export interface Queries {
	/** What to call a person on this device: by their name where it may be known, else by their alias. */
	displayName(person: Person): string;
	/** What every member may call a person. The only label that may be written to the shared document. */
	sharedLabel(person: Person): string;
	/** The alias, or "Person 7"; "Person 7b" for the second who got that number offline. */
	aliasOf(person: Person): string;
	/** Their identity is in this member's personal document. */
	holdsIdentity(person: Person): boolean;
	/** null while the member's record has not arrived; '' never. */
	memberName(id: MemberId): string | null;
	talksOf(person: RecordId): readonly Talk[];
	milestonesOf(phase: RecordId): readonly Milestone[];
	/** Milestones whose phase cannot be found, so that none is out of sight. */
	looseMilestones(): readonly Milestone[];
	notesOf(talk: Talk): Notes;
	/** The holder's own thoughts on a talk; null for everybody else. */
	reflectionsOf(talk: Talk): Y.Text | null;
	/** Where the two documents do not agree: half done, or changed by another; `commands.finish` settles each. */
	unfinished(): readonly Unfinished[];
	/** Records that are kept as they are, because this version cannot read them (S18). */
	unreadable(): readonly Unreadable[];
}

export function createQueries(tables: Tables): Queries {
	const aliasOf = (person: Person): string => person.aliasText.trim() || numbered(person, tables);
	const sharedLabel = (person: Person): string => (person.named && person.nameText.trim()) || aliasOf(person);
	return {
		aliasOf,
		sharedLabel,
		displayName: (person) => tables.identities.get(person.id)?.nameText.trim() || sharedLabel(person),
		holdsIdentity: (person) => tables.identities.get(person.id) !== null,
		memberName: (id) => tables.members.get(id)?.nameText.trim() || null,
		talksOf: (person) => tables.talks.rows().filter((talk) => talk.person === person),
		milestonesOf: (phase) => tables.milestones.rows().filter((row) => row.phase === phase),
		looseMilestones: () => tables.milestones.rows().filter((row) => tables.phases.get(row.phase) === null),
		notesOf: (talk) => notesOf(talk, tables),
		reflectionsOf: (talk) => tables.personalNotes.get(talk.id)?.reflections ?? null,
		unfinished: () => listUnfinished(tables),
		unreadable: () =>
			TABLE_NAMES.flatMap((table) => [
				...tables[table].newer().map(({ key }) => ({ table, key, newer: true })),
				...tables[table].nonconforming().map(({ key }) => ({ table, key, newer: false }))
			])
	};
}

/** Two who got the same number are told apart by a letter, in the order of their ids: the same on every device. */
function numbered(person: Person, tables: Tables): string {
	const earlier = [...tables.people.rows(), ...tables.people.archived()].filter(
		(other) => other.number === person.number && other.id < person.id
	);
	return `Person ${person.number}${letters(earlier.length)}`;
}

/** 0 → '', 1 → 'b', 25 → 'z', 26 → 'ba', …: base 26 with 'a' as zero. */
const letters = (index: number): string =>
	index === 0
		? ''
		: index.toString(26).replace(/./g, (digit) => String.fromCharCode(97 + Number.parseInt(digit, 26)));

function notesOf(talk: Talk, tables: Tables): Notes {
	const personal = tables.personalNotes.get(talk.id);
	const agreed = agreedOn(talk, personal);
	if (!agreed.notes) {
		return { place: 'none', kept: personal !== null && anyWords(personal.fields) };
	}
	// Without their own record nobody can say what the holder agreed to.
	if (personal === null && tables.personalNotes.has(talk.id)) return { place: 'unreadable' };
	if (agreed.sharing) {
		const shared = tables.notes.get(talk.id);
		return shared ? { place: 'shared', fields: shared.fields } : { place: 'unreadable' };
	}
	return personal ? { place: 'personal', fields: personal.fields } : { place: 'withheld' };
}
