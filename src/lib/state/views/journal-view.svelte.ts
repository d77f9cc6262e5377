// The journal as Svelte sees it: stateless bridges over the core's tables, which hold the cache themselves. Reading in
// a template or an effect subscribes to that table once, however many read it.

import { createSubscriber } from 'svelte/reactivity';
import type { BoundTalks } from '../../core/journal/bound.ts';
import type { Journal } from '../../core/journal/journal.ts';
import { createQueries } from '../../core/journal/queries.ts';
import type { Table } from '../../core/journal/table.ts';
import { TABLE_NAMES, type Tables } from '../../core/journal/tables.ts';

function reactiveTable<Row>(table: Table<Row>): Table<Row> {
	const subscribe = createSubscriber((update) => table.observe(update));
	const tracked =
		<Args extends unknown[], Result>(read: (...args: Args) => Result) =>
		(...args: Args): Result => {
			subscribe();
			return read(...args);
		};
	return {
		rows: tracked(() => table.rows()),
		archived: tracked(() => table.archived()),
		get: tracked((id: string) => table.get(id)),
		nonconforming: tracked(() => table.nonconforming()),
		newer: tracked(() => table.newer()),
		has: tracked((key: string) => table.has(key)),
		observe: (listener) => table.observe(listener)
	};
}

function reactiveBound(bound: BoundTalks): BoundTalks {
	const subscribe = createSubscriber((update) => bound.observe(update));
	return {
		has(talk) {
			subscribe();
			return bound.has(talk);
		},
		observe: (listener) => bound.observe(listener)
	};
}

export interface UnreadableRecord {
	readonly table: string;
	readonly key: string;
	/** Names of fields or a version number; never content. */
	readonly why: string;
}

export class JournalView {
	readonly tables: Tables;
	readonly queries: Journal['queries'];
	readonly #journal: Journal;
	readonly #historyChanged: () => void;
	readonly #metaChanged: () => void;

	constructor(journal: Journal) {
		const { tables } = journal;
		this.tables = {
			members: reactiveTable(tables.members),
			people: reactiveTable(tables.people),
			talks: reactiveTable(tables.talks),
			notes: reactiveTable(tables.notes),
			phases: reactiveTable(tables.phases),
			milestones: reactiveTable(tables.milestones),
			identities: reactiveTable(tables.identities),
			personalNotes: reactiveTable(tables.personalNotes),
			intents: reactiveTable(tables.intents),
			sharedBound: reactiveBound(tables.sharedBound),
			personalBound: reactiveBound(tables.personalBound)
		};
		this.queries = createQueries(this.tables);
		this.#journal = journal;
		this.#historyChanged = createSubscriber((update) => journal.history.observe(update));
		this.#metaChanged = createSubscriber((update) => journal.meta.observe(update));
	}

	/** Fetched after the first screen (commands.ts). */
	get commands(): Journal['commands'] {
		return this.#journal.commands;
	}

	/** The journal's own title, the same for all members; '' while it has not arrived. */
	get title(): string {
		this.#metaChanged();
		return this.#journal.meta.current()?.titleText ?? '';
	}

	get canUndo(): boolean {
		this.#historyChanged();
		return this.#journal.history.canUndo();
	}

	get canRedo(): boolean {
		this.#historyChanged();
		return this.#journal.history.canRedo();
	}

	/** Records of all tables that this version cannot read: kept, listed, never written. */
	get unreadable(): readonly UnreadableRecord[] {
		return TABLE_NAMES.flatMap((table) => [
			...this.tables[table].nonconforming().map(({ key, problem }) => ({ table, key, why: problem })),
			...this.tables[table]
				.newer()
				.map(({ key, version }) => ({ table, key, why: `written by version ${String(version)}` }))
		]);
	}

	undo(): boolean {
		return this.#journal.history.undo();
	}

	redo(): boolean {
		return this.#journal.history.redo();
	}
}
