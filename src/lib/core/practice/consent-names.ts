// Where words that others read say who somebody is who did not agree to it (R2-38), and the way to put the alias there.

import * as Y from 'yjs';
import type { RecordId } from '../ids.ts';
import { BOUND_TABLES } from '../journal/bound.ts';
import { newId } from '../journal/context.ts';
import type { Journal } from '../journal/journal.ts';
import { done, refused, type Result } from '../journal/result.ts';
import { markWithdrawal, wasTakenBack } from '../journal/withdrawals.ts';
import { namesIn, replaceNames, type NameFound, type Unnamed } from '../rules/names.ts';
import type { Identity } from '../schema/identity.ts';
import { NOTE_FIELDS } from '../schema/notes.ts';
import type { Person } from '../schema/person.ts';

type Readable = Pick<Journal, 'tables' | 'queries'>;

/** Somebody whose identity is on this device and who has not agreed to be named. */
export interface UnnamedPerson extends Unnamed {
	readonly id: RecordId;
}

/** What to call a person whose shared record is missing or cannot be read. */
export const SOMEBODY = 'somebody';

/**
 * Identities whose person's shared record is missing or cannot be read. Every editor can bring that about, and it must
 * not switch off what keeps the name from others.
 */
export const identitiesAlone = ({ tables }: Pick<Readable, 'tables'>): Identity[] =>
	tables.identities.rows().filter(({ id }) => tables.people.get(id) === null);

/** All of them, put away or not. Whether somebody agreed cannot be known where their shared record cannot be read. */
export function unnamedPeople({ tables, queries }: Readable): UnnamedPerson[] {
	const known = [...tables.people.rows(), ...tables.people.archived()].flatMap((person) => {
		const identity = tables.identities.get(person.id);
		if (!identity || (person.named && identity.named)) return [];
		return [{ identity, alias: plainAlias({ tables, queries }, person) }];
	});
	const alone = identitiesAlone({ tables }).map((identity) => ({ identity, alias: SOMEBODY }));
	return [...known, ...alone].flatMap(({ identity, alias }) => {
		const { id, nameText: name, emailText: email, employerText: employer } = identity;
		if (![name, email, employer].some((text) => text.trim())) return [];
		return [{ id, name, email, employer, alias }];
	});
}

/** What to write where a person's name stands: the alias, or by number where the alias has the name in it. */
export function plainAlias({ tables, queries }: Readable, person: Person): string {
	const alias = queries.aliasOf(person);
	const identity = tables.identities.get(person.id);
	if (!identity) return alias;
	const { nameText: name, emailText: email, employerText: employer } = identity;
	const tells = namesIn(alias, [{ name, email, employer, alias }]).length > 0;
	return tells ? `Person ${String(person.number)}` : alias;
}

/** Words in which somebody is named. */
export interface NamedPlace {
	/** The root type of the document: which kind of record it is. */
	readonly table: string;
	readonly id: string;
	readonly field: string;
	readonly text: Y.Text;
	/** The talk the record belongs to. */
	readonly talk: RecordId | null;
	readonly found: readonly NameFound[];
}

/** Names of members, and of people who agreed to it, are not what is looked for. */
const LEFT_OUT: Readonly<Record<string, readonly string[]>> = {
	members: ['name'],
	people: ['name', 'employer']
};

type Words = Omit<NamedPlace, 'found'>;

/** Every text of a document's records, of kinds that this build knows. */
function* wordsOf(doc: Y.Doc): Generator<Words> {
	for (const [table, root] of doc.share) {
		if (!(root instanceof Y.Map)) continue;
		for (const [key, value] of root as Y.Map<unknown>) {
			// The journal's title is a text of the root itself.
			if (value instanceof Y.Text) yield { table, id: table, field: key, text: value, talk: null };
			if (!(value instanceof Y.Map)) continue;
			const record = value as Y.Map<unknown>;
			const talk = table === 'notes' || table === 'preparations' ? key : record.get('talk');
			for (const [field, text] of record) {
				if (!(text instanceof Y.Text) || LEFT_OUT[table]?.includes(field)) continue;
				yield { table, id: key, field, text, talk: typeof talk === 'string' ? (talk as RecordId) : null };
			}
		}
	}
}

const placesIn = (words: Iterable<Words>, people: readonly Unnamed[]): NamedPlace[] =>
	[...words].flatMap((place) => {
		const found = namesIn(place.text.toString(), people);
		return found.length > 0 ? [{ ...place, found }] : [];
	});

/** Where shared words name one of these people. What this build cannot read is searched too. */
export const namedPlaces = ({ shared }: Journal, people: readonly Unnamed[]): NamedPlace[] =>
	placesIn(wordsOf(shared), people);

/** Where words name somebody that would be shared with the notes of this talk. */
export function namedIfShared(
	{ personal }: Journal,
	talk: RecordId,
	people: readonly Unnamed[]
): NamedPlace[] {
	const noted: readonly string[] = NOTE_FIELDS;
	const goesAlong = ({ table, field, ...place }: Words) =>
		place.talk === talk &&
		(table === 'notes' ? noted.includes(field) : BOUND_TABLES.some((bound) => bound === table));
	return placesIn([...wordsOf(personal)].filter(goesAlong), people);
}

/**
 * Writes the alias wherever these places name the person, as they read by now. After a withdrawal no undo may bring the
 * name back, here or elsewhere; otherwise it is one step.
 * @param side the document that the places are in
 */
export function writeAlias(
	{ context }: Journal,
	side: 'shared' | 'personal',
	person: UnnamedPerson,
	places: readonly NamedPlace[]
): Result {
	if (!context.mayWrite()) return refused('read-only');
	// An alias that has the name in it is no alias, and must not be put into itself either.
	const number = `Person ${String(context.tables.people.get(person.id)?.number ?? '')}`.trim();
	const telling = namesIn(person.alias, [person]).length > 0;
	const doc = context.docs[side];
	const takenBack = wasTakenBack(context, person.id, 'naming');
	const mark = { id: newId(context), about: person.id, kind: 'naming' } as const;
	context.history.group(side, () => {
		doc.transact(
			() => {
				for (const { table, id, text } of places) {
					const alias = telling || (table === 'people' && id === person.id) ? number : person.alias;
					replaceNames(text.toString(), [{ ...person, alias }], (from, to, instead) => {
						text.delete(from, to - from);
						text.insert(from, instead);
					});
				}
				if (takenBack) markWithdrawal(context, doc, mark.id, mark);
			},
			takenBack ? context.creating : context.changing
		);
		// The member's other devices count a mark only when their own document tells of it.
		if (!takenBack || side === 'personal') return;
		const { personal } = context.docs;
		personal.transact(() => markWithdrawal(context, personal, mark.id, mark), context.creating);
	});
	return done;
}
