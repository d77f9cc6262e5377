// Who people are called in an export. By default everybody goes by their alias, also those who agreed to be named in
// the journal: they agreed to that, not to a file (R2-38). Names, addresses and employers are then taken out of
// everybody's words too, and fields that say who somebody is are left out.

import type { RecordId } from '../ids.ts';
import type { Journal } from '../journal/journal.ts';
import { identitiesAlone, SOMEBODY } from '../practice/consent-names.ts';
import { aliasCopy, withoutMail } from '../practice/messages-copy.ts';
import { namesIn, withoutNames, type Unnamed } from '../rules/names.ts';
import type { Identity } from '../schema/identity.ts';
import type { Person } from '../schema/person.ts';
import type { ExportTable, Row, Value } from './table.ts';

type Readable = Pick<Journal, 'tables' | 'queries'>;

/** Fields that say who somebody is, or name people who are in no list that names could be looked up in. */
const TELLING: Readonly<Record<string, readonly string[]>> = {
	introductions: ['to'],
	mentorTargets: ['title', 'reason'],
	dossiers: ['hook', 'research', 'common']
};

export interface Naming {
	/** What to call a person of the journal. */
	readonly label: (person: RecordId) => string;
	/** Words that all members may read, as they may be written. */
	readonly words: (words: string) => string;
	/** A table as it may be written. Yields now and then. */
	readonly table: (table: ExportTable) => Generator<void, ExportTable>;
}

/** Names as they are, for who holds the identities. */
export function withNames({ tables, queries }: Readable): Naming {
	const label = (id: RecordId) => {
		const person = tables.people.get(id);
		return person ? queries.displayName(person) : SOMEBODY;
	};
	const known = (row: Row): Row => {
		const person = tables.people.get(String(row['id']));
		const identity = person && tables.identities.get(person.id);
		return {
			...row,
			alias: person ? queries.aliasOf(person) : '',
			name: identity?.nameText ?? person?.nameText ?? '',
			email: identity?.emailText ?? '',
			employer: identity?.employerText ?? person?.employerText ?? ''
		};
	};
	return {
		label,
		words: (words) => words,
		*table(table) {
			if (table.name !== 'people') return table;
			yield;
			const columns = ['id', 'alias', 'name', 'email', 'employer', ...table.columns.slice(1)];
			return { ...table, columns, rows: table.rows.map(known) };
		}
	};
}

/** Aliases alone. */
export function withAliases(journal: Readable): Naming {
	const people = everybody(journal);
	const all = [...people.values()].flatMap(({ names }) => names);
	const label = (id: RecordId) => people.get(id)?.label ?? SOMEBODY;
	const clean = (words: string, personal: boolean) => {
		// Most fields are empty, and everybody would be looked for in each.
		if (words === '') return words;
		return personal ? aliasCopy(words, all) : withoutNames(withoutMail(words), all);
	};
	return {
		label,
		words: (words) => clean(words, false),
		*table(table) {
			const { name, home, columns, words } = table;
			const isPeople = name === 'people';
			const telling = TELLING[name] ?? [];
			const rows: Row[] = [];
			for (const row of table.rows) {
				yield;
				const values = columns.map((column): readonly [string, Value] => {
					const value = row[column] ?? null;
					if (telling.includes(column)) return [column, null];
					const free = words.includes(column) && typeof value === 'string';
					return [column, free ? clean(value, home === 'personal') : value];
				});
				if (isPeople) values.push(['alias', label(row['id'] as RecordId)]);
				rows.push(Object.fromEntries(values));
			}
			if (!isPeople) return { ...table, rows };
			return { ...table, columns: ['id', 'alias', ...columns.slice(1)], rows };
		}
	};
}

interface Known {
	readonly label: string;
	/** All that this device knows them by. */
	readonly names: readonly Unnamed[];
}

function everybody({ tables, queries }: Readable): Map<RecordId, Known> {
	const all = [...tables.people.rows(), ...tables.people.archived()];
	const known = new Map<RecordId, Known>();
	for (const person of all) {
		const spoken = spokenOf(person, tables.identities.get(person.id));
		const tells = namesIn(queries.aliasOf(person), spoken).length > 0;
		const label = tells ? `Person ${String(person.number)}` : queries.aliasOf(person);
		known.set(person.id, { label, names: spoken.map((each) => ({ ...each, alias: label })) });
	}
	for (const identity of identitiesAlone({ tables })) {
		const names = spokenOf(null, identity).map((each) => ({ ...each, alias: SOMEBODY }));
		known.set(identity.id, { label: SOMEBODY, names });
	}
	// One person's alias may have another one's name in it.
	const names = [...known.values()].flatMap((each) => each.names);
	for (const [id, each] of known)
		known.set(id, { ...each, label: withoutNames(withoutMail(each.label), names) });
	return known;
}

/** The holder's own record, and what the shared one says where that is something else. */
function spokenOf(person: Person | null, identity: Identity | null): Unnamed[] {
	const own = {
		name: identity?.nameText ?? '',
		email: identity?.emailText ?? '',
		employer: identity?.employerText ?? ''
	};
	const shared = { name: person?.nameText ?? '', email: '', employer: person?.employerText ?? '' };
	return [own, shared]
		.filter(({ name, email, employer }) => [name, email, employer].some((text) => text.trim() !== ''))
		.map((each) => ({ ...each, alias: '' }));
}
