// How what is written about a person crosses between the documents. Name and employer are shared while the person
// agreed to be named; the e-mail address never is. The identity stays the original, the shared texts follow it.

import type { RecordId } from '../ids.ts';
import { identityKind } from '../schema/identity.ts';
import type { ActionOf, Words } from '../schema/intent.ts';
import { HIGHEST_NUMBER, personKind, type Person } from '../schema/person.ts';
import { addRecord, lookup, recordOf, setField, type Context } from './context.ts';
import type { Move } from './move.ts';
import { publishes } from './sharing.ts';
import { editText, newText } from './text.ts';
import { isMarked, markWithdrawal, wasTakenBack } from './withdrawals.ts';

const TABLE = personKind.table;
const SHARED_FIELDS = ['name', 'employer'] as const;

/** One more than the highest that was given by counting. */
const nextNumber = (known: readonly Person[]): number =>
	known.reduce((highest, { number }) => (number < HIGHEST_NUMBER ? Math.max(highest, number) : highest), 0) +
	1;

/** Without their name, which is shared in a step of its own: undoing takes that back, and only archives the record. */
export function addPerson(context: Context, id: RecordId, action: ActionOf<'add-person'>): Move {
	const { docs, tables, me, now, history } = context;
	const known = [...tables.people.rows(), ...tables.people.archived()];
	return {
		origin: context.creating,
		gaining: 'shared',
		obstacle: null,
		pending: !tables.people.has(id),
		shared() {
			addRecord(docs.shared, TABLE, id, {
				alias: newText(action.alias),
				number: nextNumber(known),
				named: false,
				name: newText(''),
				employer: newText(''),
				createdAt: now(),
				createdBy: me
			});
			history.created({ side: 'shared', table: TABLE, id });
		}
	};
}

export function editPerson(context: Context, id: RecordId, action: ActionOf<'edit-person'>): Move {
	return sharing(context, id, (person) => {
		if (action.alias !== undefined) editText(person.alias, action.alias, context.changing);
		if (person.named && context.tables.identities.get(id)?.named) follow(context, person);
	});
}

/** The member's own word on whether a person may be named. Inside a transaction of the personal document. */
export function setOwnNamed({ docs }: Context, id: RecordId, named: boolean): void {
	setField(recordOf(docs.personal, identityKind.table, id), 'named', named);
}

export function namePerson(context: Context, id: RecordId): Move {
	return sharing(context, id, (person) => {
		follow(context, person);
		setField(recordOf(context.docs.shared, TABLE, id), 'named', true);
	});
}

/** A change of the shared record that may be made again without harm. */
function sharing(context: Context, id: RecordId, shared: (person: Person) => void): Move {
	const found = lookup(context.tables.people, id);
	return {
		origin: context.changing,
		gaining: 'shared',
		obstacle: found.row ? null : found.reason,
		pending: true,
		shared: () => {
			if (found.row) shared(found.row);
		}
	};
}

/** Makes the shared name and employer read as the identity does. */
function follow({ tables, changing }: Context, person: Person): void {
	const identity = tables.identities.get(person.id);
	if (!identity) return;
	for (const field of SHARED_FIELDS) editText(person[field], identity[`${field}Text`], changing);
}

export function unnamePerson(
	context: Context,
	id: RecordId,
	action: ActionOf<'unname'>,
	intent: RecordId
): Move {
	const { docs, tables, changing } = context;
	const found = lookup(tables.people, id);
	const named = found.row?.named === true;
	const identity = tables.identities.get(id);
	// Also what stands there after somebody else took only the flag away, or wrote it there.
	const published = found.row !== null && publishes(found.row);
	const words = found.row ? differingWords(context, found.row) : {};
	const changed = SHARED_FIELDS.some((field) => words[field] !== action.words[field]);
	const takenBack = wasTakenBack(context, id, 'naming');
	const withdrawal = { about: id, kind: 'naming' } as const;
	const origin = takenBack ? context.creating : changing;
	return {
		origin,
		gaining: 'personal',
		obstacle: found.row ? null : found.reason,
		pending: named || published || (takenBack && !isMarked(docs.shared, intent)),
		refreshed: named && changed ? { kind: 'unname', words } : undefined,
		shared() {
			if (!found.row) return;
			for (const field of SHARED_FIELDS) editText(found.row[field], '', origin);
			setField(recordOf(docs.shared, TABLE, id), 'named', false);
			if (takenBack) markWithdrawal(context, docs.shared, intent, withdrawal);
		},
		personal() {
			if (!identity) return;
			// Every editor can write what is shared; the original is this member's alone.
			const theirs = SHARED_FIELDS.flatMap((field) => action.words[field] ?? []).join(', ');
			const corrected = [identity.corrected, theirs].filter(Boolean).join('; ');
			if (!identity.corrected.includes(theirs))
				setField(recordOf(docs.personal, identityKind.table, id), 'corrected', corrected);
			setOwnNamed(context, id, false);
			if (takenBack) markWithdrawal(context, docs.personal, intent, withdrawal);
		}
	};
}

/**
 * Name and employer where somebody wrote the shared one differently; unnaming keeps that beside the original. Where this
 * member never shared them, or somebody else ended it, there was nothing to correct.
 */
export function differingWords({ tables }: Context, person: Person): Words {
	const identity = tables.identities.get(person.id);
	if (!identity?.named || !person.named) return {};
	return Object.fromEntries(
		SHARED_FIELDS.filter((field) => {
			const wording = person[`${field}Text`];
			return wording !== '' && wording !== identity[`${field}Text`];
		}).map((field) => [field, person[`${field}Text`]])
	);
}
