// The practice as Svelte sees it: the same tables and commands, with reading made reactive, once per journal. Fetched
// with the first screen that needs it.

import { createSubscriber } from 'svelte/reactivity';
import type { Journal } from '../../core/journal/journal.ts';
import { askingOf, openPractice, unreadableIn, type Practice } from '../../core/practice/practice.ts';

interface Observable {
	observe(listener: () => void): () => void;
}

/** What is no reading. Everything else follows its table: a method that is added and not named here is merely followed. */
const COMMANDS = ['add', 'open', 'set', 'archive', 'restore', 'move', 'observe', 'close'];

/** The same object with every method that reads subscribed to its table; commands are as they were. */
function reactive<Some extends Observable>(table: Some): Some {
	const subscribe = createSubscriber((update) => table.observe(update));
	const methods = Object.entries(table).map(([name, method]: [string, unknown]) => {
		if (COMMANDS.includes(name) || typeof method !== 'function') return [name, method] as const;
		const read = (...args: unknown[]): unknown => {
			subscribe();
			return (method as (...args: unknown[]) => unknown)(...args);
		};
		return [name, read] as const;
	});
	return Object.fromEntries(methods) as unknown as Some;
}

const each = <Tables extends Readonly<Record<string, Observable>>>(tables: Tables): Tables =>
	Object.fromEntries(Object.entries(tables).map(([name, table]) => [name, reactive(table)])) as Tables;

export type PracticeView = Omit<Practice, 'close'>;

/** What it follows are the journal's documents, and it is let go of with them. */
const views = new WeakMap<Journal, PracticeView>();

/** The practice of an open journal: the same one for every screen. */
export function practiceOf(journal: Journal): PracticeView {
	const known = views.get(journal);
	if (known) return known;
	const practice = openPractice(journal);
	const tables = { records: each(practice.records), bound: each(practice.bound) };
	const { people, identities } = journal.tables;
	const view: PracticeView = {
		...practice,
		...tables,
		...askingOf(each({ people, identities }), tables.records),
		unreadable: () => unreadableIn(tables)
	};
	views.set(journal, view);
	return view;
}
