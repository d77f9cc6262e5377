// Everything a person can do to a journal, by name. Each validates first, then writes; none is to be called inside a
// transaction of the caller's, for what it reads would be from before that transaction.

import { META, parseMeta } from '../schema/meta.ts';
import { peopleCommands, type PeopleCommands } from './commands-people.ts';
import { planCommands, type PlanCommands } from './commands-plan.ts';
import { talkCommands, type TalkCommands } from './commands-talks.ts';
import { lookup, type Context } from './context.ts';
import { forgetWords, withdrawWords } from './move-words.ts';
import { complete } from './moves.ts';
import { done, refused, type Result } from './result.ts';
import { editText } from './text.ts';
import type { Unfinished } from './unfinished.ts';

export interface Commands extends PeopleCommands, TalkCommands, PlanCommands {
	/** This member's own name. */
	renameMe(name: string): Result;
	renameJournal(title: string): Result;
	/**
	 * Settles what `queries.unfinished()` listed. What a command of this member began is completed; anything else ends
	 * with nothing more shared than before. Calling it again, or after somebody else did, does no harm.
	 */
	finish(item: Unfinished): Result;
}

export function createCommands(context: Context): Commands {
	const { docs, tables, history, changing } = context;
	const people = peopleCommands(context);
	const talks = talkCommands(context);
	return {
		...people,
		...talks,
		...planCommands(context),

		renameMe(name) {
			if (!context.mayWrite()) return refused('read-only');
			const found = lookup(tables.members, context.me);
			if (found.row === null) return refused(found.reason);
			if (name.trim() === '') return refused('empty');
			const { row } = found;
			history.group('shared', () => editText(row.name, name.trim(), changing));
			return done;
		},

		renameJournal(title) {
			if (!context.mayWrite()) return refused('read-only');
			const meta = parseMeta(docs.shared.getMap(META));
			if (!meta) return refused('no-such-record');
			history.group('shared', () => editText(meta.title, title.trim(), changing));
			return done;
		},

		finish({ kind, about, intent }) {
			if (!context.mayWrite()) return refused('read-only');
			if (intent !== null) {
				const begun = tables.intents.get(intent);
				return begun ? complete(context, begun) : done;
			}
			if (kind === 'disputed-name' || kind === 'unname') return people.setNamed(about, false);
			if (kind === 'disputed-notes') return talks.setAgreedNotes(about, false);
			if (kind === 'forget-notes') return forgetWords(context, about);
			return withdrawWords(context, about);
		}
	};
}
