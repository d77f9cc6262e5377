import type { RecordId } from '../ids.ts';
import { isCivilDate } from '../schema/civil-date.ts';
import type { Talk } from '../schema/talk.ts';
import {
	archiveShared,
	lookup,
	newId,
	recordOf,
	restoreShared,
	setField,
	setShared,
	type Context
} from './context.ts';
import { begin, settle } from './moves.ts';
import { addPersonalNotes } from './moves-talks.ts';
import { shareWords, withdrawWords } from './move-words.ts';
import { done, refused, success, type Result } from './result.ts';
import { isShared } from './sharing.ts';

export interface TalkFields {
	readonly person: RecordId;
	/** YYYY-MM-DD */
	readonly date: string;
	readonly agreedNotes: boolean;
	readonly agreedSharing: boolean;
}

export interface TalkCommands {
	/** A talk held by this member, with empty notes in both documents. */
	addTalk(fields: TalkFields): Result<RecordId>;
	setTalkDate(id: RecordId, date: string): Result;
	/** Taking it back ends sharing too; what was written goes to, or stays in, the holder's personal document. */
	setAgreedNotes(id: RecordId, agreed: boolean): Result;
	/** Moves the words of the notes to the shared document or back. Only by the holder. */
	setAgreedSharing(id: RecordId, agreed: boolean): Result;
	archiveTalk(id: RecordId): Result;
	restoreTalk(id: RecordId): Result;
}

const TABLE = 'talks';

export function talkCommands(context: Context): TalkCommands {
	const { docs, tables, history, changing } = context;

	/** The talk if its unshared notes are here, with everything half done about it settled. */
	function held(id: RecordId, agreed: boolean): { ok: true; talk: Talk } | Exclude<Result, { ok: true }> {
		if (!context.mayWrite()) return refused('read-only');
		const found = lookup(tables.talks, id);
		if (found.row === null) return refused(found.reason);
		if (!tables.personalNotes.has(id)) return refused('not-yours');
		if (!tables.personalNotes.get(id) || !tables.notes.get(id)) return refused('unreadable');
		const settled = settle(context, id, agreed ? 'withdraw-notes' : 'share-notes');
		if (!settled.ok) return settled;
		return { ok: true, talk: tables.talks.get(id) ?? found.row };
	}

	return {
		addTalk({ person, date, agreedNotes, agreedSharing }) {
			if (!context.mayWrite()) return refused('read-only');
			const found = lookup(tables.people, person);
			if (found.row === null) return refused(found.reason);
			if (!isCivilDate(date)) return refused('bad-date');
			if (agreedSharing && !agreedNotes) return refused('sharing-needs-notes');
			const id = newId(context);
			const action = { kind: 'add-talk', person, date, agreedNotes, agreedSharing } as const;
			const added = begin(context, id, action, () => addPersonalNotes(context, id));
			return added.ok ? success(id) : added;
		},

		setTalkDate: (id, date) =>
			isCivilDate(date) ? setShared(context, TABLE, id, { date }) : refused('bad-date'),

		setAgreedNotes: (id, agreed) =>
			history.group(agreed ? 'shared' : 'personal', () => {
				const mine = held(id, agreed);
				if (!mine.ok) return mine;
				if (mine.talk.agreedNotes === agreed) return done;
				if (isShared(mine.talk)) {
					const withdrawn = withdrawWords(context, id);
					if (!withdrawn.ok) return withdrawn;
				}
				docs.shared.transact(() => {
					const record = recordOf(docs.shared, TABLE, id);
					setField(record, 'agreedNotes', agreed);
					// Left over from two devices that disagreed; sharing is asked for anew.
					setField(record, 'agreedSharing', false);
				}, changing);
				return done;
			}),

		setAgreedSharing: (id, agreed) =>
			history.group(agreed ? 'shared' : 'personal', () => {
				const mine = held(id, agreed);
				if (!mine.ok) return mine;
				if (agreed && !mine.talk.agreedNotes) return refused('sharing-needs-notes');
				if (mine.talk.agreedSharing === agreed) return done;
				return agreed ? shareWords(context, id) : withdrawWords(context, id);
			}),

		archiveTalk: (id) => archiveShared(context, TABLE, id),
		restoreTalk: (id) => restoreShared(context, TABLE, id)
	};
}
