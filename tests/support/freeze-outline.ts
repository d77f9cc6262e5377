// All that can be read out of a journal, as plain values: through its tables and queries and through the practice, the
// way the screens read it. This is what a frozen fixture must go on to say.

import * as Y from 'yjs';
import type { Journal } from '../../src/lib/core/journal/journal.ts';
import { TABLE_NAMES } from '../../src/lib/core/journal/tables.ts';
import { withdrawalsIn } from '../../src/lib/core/journal/withdrawal-marks.ts';
import type { Practice } from '../../src/lib/core/practice/practice.ts';
import type { Talk } from '../../src/lib/core/schema/talk.ts';

type Plain = Readonly<Record<string, unknown>>;

interface Listed {
	rows(): readonly object[];
	archived(): readonly object[];
}

/** A row with its texts spelled out. `xText` is left out where it says the same as `x`. */
export function plain(row: object): Plain {
	const fields = Object.entries(row) as [string, unknown][];
	const held = new Map(fields);
	const said = (name: string): string | null => {
		const text = held.get(name);
		return text instanceof Y.Text ? text.toString() : null;
	};
	return Object.fromEntries(
		fields
			.filter(([name, value]) => !name.endsWith('Text') || said(name.slice(0, -4)) !== value)
			.map(([name, value]) => [name, plainValue(value)])
	);
}

function plainValue(value: unknown): unknown {
	if (value instanceof Y.Text) return value.toString();
	if (Array.isArray(value)) return value.map(plainValue);
	return typeof value === 'object' && value !== null ? plain(value) : value;
}

const listed = (table: Listed) => ({
	rows: table.rows().map(plain),
	archived: table.archived().map(plain)
});

const byName = <Value, To>(tables: Readonly<Record<string, Value>>, to: (table: Value) => To) =>
	Object.fromEntries(Object.entries(tables).map(([name, table]) => [name, to(table)]));

/** Every row of every kind, what the queries make of them, and what cannot be read. */
export function outline(journal: Journal, practice: Practice) {
	const { tables, queries, meta } = journal;
	const current = meta.current();
	const talks = [...tables.talks.rows(), ...tables.talks.archived()];
	const people = [...tables.people.rows(), ...tables.people.archived()];
	return {
		readOnly: journal.readOnly(),
		meta: current && plain(current),
		tables: Object.fromEntries(TABLE_NAMES.map((name) => [name, listed(tables[name])])),
		records: byName<Listed, unknown>(practice.records, listed),
		bound: byName(practice.bound, (kind) => ({
			counted: kind.rows().map(({ id }) => id),
			ofTalks: Object.fromEntries(
				talks.map(({ id }) => [id, [...kind.of(id), ...kind.archivedOf(id)].map(plain)])
			)
		})),
		people: Object.fromEntries(
			people.map((person) => [
				person.id,
				{
					shown: queries.displayName(person),
					shared: queries.sharedLabel(person),
					alias: queries.aliasOf(person),
					held: queries.holdsIdentity(person)
				}
			])
		),
		talks: Object.fromEntries(talks.map((talk) => [talk.id, notesOf(journal, talk)])),
		members: Object.fromEntries(tables.members.rows().map(({ id }) => [id, queries.memberName(id)])),
		unfinished: queries.unfinished().map(plain),
		unreadable: [...queries.unreadable(), ...practice.unreadable()].map(plain),
		withdrawals: {
			shared: withdrawalsIn(journal.shared).sort(),
			personal: withdrawalsIn(journal.personal).sort()
		}
	};
}

function notesOf({ queries }: Journal, talk: Talk): Plain {
	return {
		notes: plain(queries.notesOf(talk)),
		reflections: queries.reflectionsOf(talk)?.toString() ?? null
	};
}

export type Outline = ReturnType<typeof outline>;

/** How many rows there are of each kind, put away or not. */
export function countsOf({ tables, records, bound }: Outline): Readonly<Record<string, number>> {
	const sizes = Object.entries({ ...tables, ...records } as Record<string, { rows: []; archived: [] }>).map(
		([name, { rows, archived }]) => [name, rows.length + archived.length] as const
	);
	const ofTalks = Object.entries(bound).map(
		([name, kind]) => [name, Object.values(kind.ofTalks).flat().length] as const
	);
	return Object.fromEntries([...sizes, ...ofTalks]);
}
