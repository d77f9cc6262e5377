// A journal: the shared document of its members and the personal one of this member, read as tables and changed by
// named commands. Opening writes nothing (S14).

import * as Y from 'yjs';
import type { MemberId, RandomBytes } from '../ids.ts';
import { META, parseMeta, schemaState, type Meta } from '../schema/meta.ts';
import type { Commands } from './commands.ts';
import type { Context } from './context.ts';
import { openHistory, type History } from './history.ts';
import { createQueries, type Queries } from './queries.ts';
import { openTables, type Tables } from './tables.ts';
import { editText } from './text.ts';
import { onWithdrawal, reachOf } from './withdrawal-marks.ts';

/** Where a journal lives and what it may ask of its surroundings. */
export interface JournalPorts {
	readonly shared: Y.Doc;
	readonly personal: Y.Doc;
	/** This member, as the membership chain knows them. */
	readonly me: MemberId;
	readonly random: RandomBytes;
	/** Milliseconds since the epoch. */
	readonly now: () => number;
}

/** Why nothing can be changed: a later version wrote it, no version to go by, or the member may only read. */
export type ReadOnly = 'newer-schema' | 'damaged-meta' | 'viewer';

export interface Journal {
	readonly me: MemberId;
	readonly shared: Y.Doc;
	readonly personal: Y.Doc;
	readonly tables: Tables;
	readonly queries: Queries;
	readonly commands: Commands;
	readonly history: History;
	readonly meta: {
		/** null while nothing has arrived, or when it does not fit. */
		current(): Meta | null;
		/** Calls back when the title or a schema number changes. Returns the way to stop. */
		observe(listener: () => void): () => void;
	};
	/** For layers of commands that are fetched later. */
	readonly context: Context;
	/** null: commands are carried out. Otherwise each is refused with 'read-only', and editors must not write. */
	readOnly(): ReadOnly | null;
	/** Makes a text of one of the rows read `next`; part of the history, typing in one text merges. */
	edit(text: Y.Text, next: string): void;
	/** Stops following the documents, which stay the caller's. */
	close(): void;
}

export interface JournalOptions extends JournalPorts {
	/**
	 * Makes the commands, when they are first asked for. They are the larger half of a journal's code; who opens one
	 * says where they come from, so that an app can fetch them after its first screen.
	 */
	readonly commands: (context: Context) => Commands;
	/** False for a viewer; asked before every change. */
	readonly mayWriteShared?: () => boolean;
}

export function openJournal(options: JournalOptions): Journal {
	const { shared, personal, me, random, now, mayWriteShared = () => true } = options;
	const docs = { shared, personal };
	const metas = [shared.getMap<unknown>(META), personal.getMap<unknown>(META)] as const;

	function readOnly(): ReadOnly | null {
		const states = metas.map(schemaState);
		if (states.includes('newer')) return 'newer-schema';
		if (states.includes('damaged')) return 'damaged-meta';
		return mayWriteShared() ? null : 'viewer';
	}
	const mayWrite = () => readOnly() === null;

	const opened = openTables(shared, personal);
	const { tables } = opened;
	const history = openHistory(docs, now, mayWrite);
	const changing = { of: 'commands' };
	const typing = { of: 'inputs' };
	history.track(changing);
	history.track(typing);

	// Here or elsewhere: what a person took back cannot be undone by anybody.
	const forgetting = [
		onWithdrawal(shared, (came) => {
			const reach = reachOf(personal, came);
			if (reach === 'both') history.forget();
			else if (reach === 'shared') history.forgetShared();
		}),
		onWithdrawal(personal, () => history.forget())
	];

	const context: Context = {
		docs,
		me,
		random,
		now,
		tables,
		history,
		mayWrite,
		changing,
		creating: { of: 'new records' }
	};

	let commands: Commands | null = null;

	return {
		me,
		shared,
		personal,
		tables,
		queries: createQueries(tables),
		get commands() {
			return (commands ??= options.commands(context));
		},
		context,
		history,
		meta: {
			current: () => parseMeta(metas[0]),
			observe(listener) {
				const own = () => listener();
				for (const map of metas) map.observeDeep(own);
				return () => {
					for (const map of metas) map.unobserveDeep(own);
				};
			}
		},
		readOnly,
		edit(text, next) {
			if (mayWrite()) editText(text, next, typing);
		},
		close() {
			for (const stop of forgetting) stop();
			opened.close();
			history.close();
		}
	};
}
