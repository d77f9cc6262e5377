import type { RecordId } from '../ids.ts';
import { identityKind } from '../schema/identity.ts';
import type { Person } from '../schema/person.ts';
import { addRecord, archiveShared, lookup, newId, restoreShared, type Context } from './context.ts';
import { begin, settle } from './moves.ts';
import { differingWords, setOwnNamed } from './moves-people.ts';
import { done, refused, success, type Result } from './result.ts';
import { publishes } from './sharing.ts';
import { editText, newText } from './text.ts';
import { enterAnswer, untold, type ConsentAnswer, type Told } from './withdrawals.ts';

export interface PersonFields {
	readonly name: string;
	readonly email: string;
	readonly employer: string;
	/** What both may read; empty: "Person 7". */
	readonly alias: string;
}

export interface PeopleCommands {
	/**
	 * The identity into the personal document, the alias into the shared one, name and employer too when `named`.
	 * Refused as `empty` when every field is blank.
	 */
	addPerson(fields: PersonFields & { readonly named: boolean }): Result<RecordId>;
	/** Fields left out stay. Name, e-mail and employer only by who holds the identity; the alias by both. */
	editPerson(id: RecordId, fields: Partial<PersonFields>): Result;
	/**
	 * Whether the person agreed to be named to the other member. Only by who holds the identity. `told` is entered into
	 * the log of answers in the same step.
	 */
	setNamed(id: RecordId, named: boolean, told?: Told): Result;
	/** The person took their agreement to be named back: as unnaming, and no undo names them again. */
	takeNameBack(id: RecordId, told?: Told): Result;
	archivePerson(id: RecordId): Result;
	restorePerson(id: RecordId): Result;
}

const IDENTITY_FIELDS = ['name', 'email', 'employer'] as const;

export function peopleCommands(context: Context): PeopleCommands {
	const { docs, tables, history, changing } = context;

	/** The person if this member may name them. */
	function owned(id: RecordId) {
		if (!context.mayWrite()) return refused('read-only');
		const found = lookup(tables.people, id);
		if (found.row === null) return refused(found.reason);
		const identity = tables.identities.get(id);
		if (identity) return { ok: true, person: found.row, identity } as const;
		return refused(tables.identities.has(id) ? 'unreadable' : 'not-yours');
	}

	const enterNaming = (about: RecordId, answer: ConsentAnswer, entry: RecordId, told: Told): void =>
		enterAnswer(context, entry, { about, kind: 'naming', answer }, told);

	const unname = (person: Person, prepare: (intent: RecordId) => void): Result =>
		begin(context, person.id, { kind: 'unname', words: differingWords(context, person) }, prepare);

	return {
		addPerson({ name, email, employer, alias, named }) {
			if (!context.mayWrite()) return refused('read-only');
			if (![name, email, employer, alias].some((text) => text.trim())) return refused('empty');
			const id = newId(context);
			return history.group('shared', () => {
				const added = begin(context, id, { kind: 'add-person', alias: alias.trim() }, () =>
					addRecord(docs.personal, identityKind.table, id, {
						named: false,
						name: newText(name.trim()),
						email: newText(email.trim()),
						employer: newText(employer.trim())
					})
				);
				const shown =
					added.ok && named
						? begin(context, id, { kind: 'name' }, () => setOwnNamed(context, id, true))
						: added;
				return shown.ok ? success(id) : shown;
			});
		},

		editPerson(id, fields) {
			if (!context.mayWrite()) return refused('read-only');
			const found = lookup(tables.people, id);
			if (found.row === null) return refused(found.reason);
			const person = found.row;
			const alias = fields.alias?.trim();
			if (IDENTITY_FIELDS.every((field) => fields[field] === undefined)) {
				if (alias !== undefined) history.group('shared', () => editText(person.alias, alias, changing));
				return done;
			}
			const mine = owned(id);
			if (!mine.ok) return mine;
			const edit = () => {
				for (const field of IDENTITY_FIELDS) {
					const next = fields[field];
					if (next !== undefined) editText(mine.identity[field], next.trim(), changing);
				}
			};
			return history.group('shared', () => {
				const settled = settle(context, id, null);
				if (!settled.ok) return settled;
				if (alias !== undefined || (person.named && mine.identity.named))
					return begin(context, id, { kind: 'edit-person', alias }, edit);
				docs.personal.transact(edit, changing);
				return done;
			});
		},

		setNamed(id, named, told) {
			const mine = owned(id);
			if (!mine.ok) return mine;
			return history.group(named ? 'shared' : 'personal', () => {
				const settled = settle(context, id, named ? 'unname' : 'name');
				if (!settled.ok) return settled;
				const person = tables.people.get(id);
				const own = tables.identities.get(id)?.named;
				const enter = (entry: RecordId) => {
					if (told) enterNaming(id, named ? 'yes' : 'no', entry, told);
				};
				if (person === null) return done;
				// Where it says who they are although nobody may, that goes.
				if (person.named === named && own === named && (named || !publishes(person))) {
					if (told) docs.personal.transact(() => enter(newId(context)), changing);
					return done;
				}
				if (!named) return unname(person, enter);
				return begin(context, id, { kind: 'name' }, (intent) => {
					enter(intent);
					setOwnNamed(context, id, true);
				});
			});
		},

		takeNameBack(id, told = untold(context)) {
			const mine = owned(id);
			if (!mine.ok) return mine;
			const settled = settle(context, id, 'name');
			if (!settled.ok) return settled;
			const person = tables.people.get(id) ?? mine.person;
			return unname(person, (intent) => enterNaming(id, 'withdrawn', intent, told));
		},

		archivePerson: (id) => archiveShared(context, 'people', id),
		restorePerson: (id) => restoreShared(context, 'people', id)
	};
}
