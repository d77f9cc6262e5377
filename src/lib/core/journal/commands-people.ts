import type { RecordId } from '../ids.ts';
import { identityKind } from '../schema/identity.ts';
import { addRecord, archiveShared, lookup, newId, restoreShared, type Context } from './context.ts';
import { begin, settle } from './moves.ts';
import { differingWords, setOwnNamed } from './moves-people.ts';
import { done, refused, success, type Result } from './result.ts';
import { editText, newText } from './text.ts';

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
	/** Whether the person agreed to be named to the other member. Only by who holds the identity. */
	setNamed(id: RecordId, named: boolean): Result;
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

	return {
		addPerson({ name, email, employer, alias, named }) {
			if (!context.mayWrite()) return refused('read-only');
			if (![name, email, employer, alias].some((text) => text.trim())) return refused('empty');
			const id = newId(context);
			const added = begin(context, id, { kind: 'add-person', alias: alias.trim(), named }, () =>
				addRecord(docs.personal, identityKind.table, id, {
					named,
					name: newText(name.trim()),
					email: newText(email.trim()),
					employer: newText(employer.trim())
				})
			);
			return added.ok ? success(id) : added;
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

		setNamed(id, named) {
			const mine = owned(id);
			if (!mine.ok) return mine;
			return history.group(named ? 'shared' : 'personal', () => {
				const settled = settle(context, id, named ? 'unname' : 'name');
				if (!settled.ok) return settled;
				const person = tables.people.get(id);
				const own = tables.identities.get(id)?.named;
				if (person === null || (person.named === named && own === named)) return done;
				if (named) return begin(context, id, { kind: 'name' }, () => setOwnNamed(context, id, true));
				return begin(context, id, { kind: 'unname', words: differingWords(context, person) });
			});
		},

		archivePerson: (id) => archiveShared(context, 'people', id),
		restorePerson: (id) => restoreShared(context, 'people', id)
	};
}
