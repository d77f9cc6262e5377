import type { RecordId } from '../ids.ts';
import { isCivilDate } from '../schema/civil-date.ts';
import { archiveShared, lookup, newId, restoreShared, setShared, type Context } from './context.ts';
import { begin, settle } from './moves.ts';
import { addPersonalNotes } from './moves-talks.ts';
import { shareWords, withdrawWords } from './move-words.ts';
import { done, refused, success, type Result } from './result.ts';
import { agreedOn, anyWords } from './sharing.ts';

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
	/**
	 * The person took their agreement to notes back: removes the notes and everything drawn from them from both
	 * documents, clears the whole undo history, and ends sharing. The holder's reflections stay. Only by the holder.
	 */
	forgetNotes(id: RecordId): Result;
	archiveTalk(id: RecordId): Result;
	restoreTalk(id: RecordId): Result;
}

const TABLE = 'talks';

export function talkCommands(context: Context): TalkCommands {
	const { tables, history } = context;

	function readable(id: RecordId) {
		const [talk, own, shared] = [tables.talks.get(id), tables.personalNotes.get(id), tables.notes.get(id)];
		return talk && own && shared ? ({ ok: true, talk, own, shared } as const) : refused('unreadable');
	}

	/** The talk if its unshared notes are here, with everything half done about it settled. */
	function held(id: RecordId, agreed: boolean) {
		if (!context.mayWrite()) return refused('read-only');
		const found = lookup(tables.talks, id);
		if (found.row === null) return refused(found.reason);
		if (!tables.personalNotes.has(id)) return refused('not-yours');
		const before = readable(id);
		if (!before.ok) return before;
		const settled = settle(context, id, agreed ? 'withdraw-notes' : 'share-notes');
		if (!settled.ok) return settled;
		return readable(id);
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
			const added = begin(context, id, action, () =>
				addPersonalNotes(context, id, { agreedNotes, agreedSharing })
			);
			return added.ok ? success(id) : added;
		},

		setTalkDate: (id, date) =>
			isCivilDate(date) ? setShared(context, TABLE, id, { date }) : refused('bad-date'),

		setAgreedNotes: (id, agreed) =>
			history.group(agreed ? 'shared' : 'personal', () => {
				const mine = held(id, agreed);
				if (!mine.ok) return mine;
				if (mine.talk.agreedNotes === agreed && mine.own.agreedNotes === agreed) return done;
				if (!agreed && (anyWords(mine.shared.fields) || tables.sharedBound.has(id))) {
					const withdrawn = withdrawWords(context, id);
					if (!withdrawn.ok) return withdrawn;
				}
				return begin(context, id, { kind: 'agree-notes', agreed });
			}),

		setAgreedSharing: (id, agreed) =>
			history.group(agreed ? 'shared' : 'personal', () => {
				const mine = held(id, agreed);
				if (!mine.ok) return mine;
				if (agreed && !agreedOn(mine.talk, mine.own).notes) return refused('sharing-needs-notes');
				if (mine.talk.agreedSharing === agreed && mine.own.agreedSharing === agreed) return done;
				return agreed ? shareWords(context, id) : withdrawWords(context, id);
			}),

		forgetNotes(id) {
			const mine = held(id, false);
			if (!mine.ok) return mine;
			history.forget();
			return begin(context, id, { kind: 'forget-notes' });
		},

		archiveTalk: (id) => archiveShared(context, TABLE, id),
		restoreTalk: (id) => restoreShared(context, TABLE, id)
	};
}
