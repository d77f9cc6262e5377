// What there is to be seen in a journal, item by item: each talk with all that belongs to it, and the rest as one. Of the
// shared document alone, as it stands there, so that every member's device finds the same.

import * as Y from 'yjs';
import type { RecordId } from '../core/ids.ts';
import type { Journal } from '../core/journal/journal.ts';
import * as aim from '../core/practice/kinds/aim.ts';
import * as capture from '../core/practice/kinds/capture.ts';
import * as consent from '../core/practice/kinds/consent.ts';
import * as debrief from '../core/practice/kinds/debrief.ts';
import * as messages from '../core/practice/kinds/messages.ts';
import * as people from '../core/practice/kinds/people.ts';
import * as prepare from '../core/practice/kinds/prepare.ts';
import { META } from '../core/schema/meta.ts';
import type { ItemContent } from '../core/sync/item-version.ts';

/** The item that is everything but the talks. */
export const REST = 'journal';

const kinds = [aim, capture, consent, debrief, messages, people, prepare].flatMap((module) =>
	Object.values(module as Readonly<Record<string, unknown>>).filter(isKind)
);

/** Who the members are is nothing that anybody wrote for others to see. */
const TABLES = [
	'people',
	'talks',
	'notes',
	'phases',
	'milestones',
	...kinds.filter(({ home }) => home !== 'personal').map(({ table }) => table)
];

/** Every talk has these, with or without a word in it. */
const ALWAYS_THERE: readonly string[] = ['talks', 'notes'];

type Records = Record<string, Record<string, ItemContent>>;

export interface Items {
	/** By item. */
	readonly contents: ReadonlyMap<string, ItemContent>;
	/** Who has seen these has seen everything: talks that are put away or empty are not among them. */
	readonly telling: readonly string[];
}

function isKind(value: unknown): value is { readonly table: string; readonly home: string } {
	return typeof value === 'object' && value !== null && 'table' in value && 'home' in value;
}

/** Reads all of the shared document; writes nothing. */
export function readItems({ shared, tables }: Pick<Journal, 'shared' | 'tables'>): Items {
	const talks = [...tables.talks.rows(), ...tables.talks.archived()];
	const items = new Map<string, Records>([REST, ...talks.map(({ id }) => id)].map((id) => [id, {}]));
	for (const table of TABLES) {
		for (const [key, value] of shared.getMap<unknown>(table)) {
			const content = value instanceof Y.Map ? (value.toJSON() as Record<string, ItemContent>) : null;
			if (!content) continue;
			const item = [key, content['talk']].find((id) => typeof id === 'string' && items.has(id)) ?? REST;
			const records = items.get(item as string)!;
			(records[table] ??= {})[key] = content;
		}
	}
	const meta = { meta: shared.getMap<unknown>(META).toJSON() as Record<string, ItemContent> };
	items.set(REST, { ...items.get(REST), [META]: meta });
	const written = tables.talks.rows().filter(({ id }) => isWritten(items.get(id)!, id));
	return { contents: items, telling: [REST, ...written.map(({ id }) => id)] };
}

/** Somebody has written more of a talk than that there is one. */
function isWritten(records: Records, talk: RecordId): boolean {
	if (Object.keys(records).some((table) => !ALWAYS_THERE.includes(table))) return true;
	const notes = records['notes']?.[talk];
	return Object.entries(notes ?? {}).some(
		([field, words]) => field !== 'movedBy' && typeof words === 'string' && words.trim() !== ''
	);
}
