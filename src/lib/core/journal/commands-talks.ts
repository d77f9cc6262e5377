import type { RecordId } from '../ids.ts';
import { isCivilDate } from '../schema/civil-date.ts';
import { archiveShared, lookup, newId, restoreShared, setShared, type Context } from './context.ts';
import { begin, settle } from './moves.ts';
import { addPersonalNotes, sharedWords } from './moves-talks.ts';
import { forgetWords, shareWords, withdrawWords, type Prepare } from './move-words.ts';
import { done, refused, success, type Result } from './result.ts';
import { agreedOn, anyWords } from './sharing.ts';
import { enterAnswer, untold, type Answered, type Told } from './withdrawals.ts';

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
	/**
	 * Unset, sharing ends too; what was written goes to, or stays in, the holder's personal document. `told` is entered
	 * into the log of answers in the same step.
	 */
	setAgreedNotes(id: RecordId, agreed: boolean, told?: Told): Result;
	/** Moves the words of the notes to the shared document or back. Only by the holder. */
	setAgreedSharing(id: RecordId, agreed: boolean, told?: Told): Result;
	/**
	 * The person took their agreement to notes back: removes the notes and everything drawn from them from both
	 * documents, clears the whole undo history, and ends sharing. The holder's reflections stay. Only by the holder.
	 */
	forgetNotes(id: RecordId, told?: Told): Result;
	/** The person took their agreement to sharing back: the words come home, and no undo shares them again. */
	takeSharingBack(id: RecordId, told?: Told): Result;
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

	/**
	 * The holder's own notes, which are all that ending or taking something back needs: what other members can spoil
	 * must not stand in its way.
	 */
	function ownNotes(id: RecordId) {
		if (!context.mayWrite()) return refused('read-only');
		if (!tables.personalNotes.has(id)) return refused(tables.talks.has(id) ? 'not-yours' : 'no-such-record');
		const settled = settle(context, id, 'share-notes');
		if (!settled.ok) return settled;
		const own = tables.personalNotes.get(id);
		return own ? ({ ok: true, own } as const) : refused('unreadable');
	}

	/** Ends sharing, also where the shared notes cannot be read. */
	function endSharing(id: RecordId, enter: Prepare): Result {
		if (tables.notes.get(id) || tables.personalNotes.get(id)?.takenBack)
			return withdrawWords(context, id, enter);
		const words = sharedWords(context.docs.shared, id);
		return begin(context, id, { kind: 'withdraw-notes', words }, enter);
	}

	/** Enters an answer together with the change that it makes. */
	const entering =
		(answered: Answered, told: Told | undefined): Prepare =>
		(intent) => {
			if (told) enterAnswer(context, intent, answered, told);
		};

	/** The flags say so already; the log does not. */
	function enterOnly(answered: Answered, told: Told | undefined): Result {
		const enter = entering(answered, told);
		if (told) context.docs.personal.transact(() => enter(newId(context)), context.changing);
		return done;
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

		setAgreedNotes: (id, agreed, told) =>
			history.group(agreed ? 'shared' : 'personal', () => {
				const mine = held(id, agreed);
				if (!mine.ok) return mine;
				const answered = { about: id, kind: 'notes', answer: agreed ? 'yes' : 'no' } as const;
				const stray = anyWords(mine.shared.fields) || tables.sharedBound.has(id);
				// Under a new agreement, nothing comes back of what the person had taken back.
				if (mine.own.takenBack && (stray || anyWords(mine.own.fields))) {
					const forgotten = forgetWords(context, id);
					if (!forgotten.ok) return forgotten;
				}
				const now = readable(id);
				if (!now.ok) return now;
				const { talk, own } = now;
				if (talk.agreedNotes === agreed && own.agreedNotes === agreed) return enterOnly(answered, told);
				if (!agreed && stray && !own.takenBack) {
					const withdrawn = withdrawWords(context, id);
					if (!withdrawn.ok) return withdrawn;
				}
				return begin(context, id, { kind: 'agree-notes', agreed }, entering(answered, told));
			}),

		setAgreedSharing: (id, agreed, told) =>
			history.group(agreed ? 'shared' : 'personal', () => {
				const mine = agreed ? held(id, agreed) : ownNotes(id);
				if (!mine.ok) return mine;
				const talk = tables.talks.get(id);
				if (agreed && !(talk && agreedOn(talk, mine.own).notes)) return refused('sharing-needs-notes');
				const answered = { about: id, kind: 'sharing', answer: agreed ? 'yes' : 'no' } as const;
				if (talk?.agreedSharing === agreed && mine.own.agreedSharing === agreed)
					return enterOnly(answered, told);
				const enter = entering(answered, told);
				return agreed ? shareWords(context, id, enter) : endSharing(id, enter);
			}),

		forgetNotes(id, told = untold(context)) {
			const mine = ownNotes(id);
			if (!mine.ok) return mine;
			// Already taken back: only what arrived since is there to be removed.
			if (mine.own.takenBack) return forgetWords(context, id);
			const answered = { about: id, kind: 'notes', answer: 'withdrawn' } as const;
			return forgetWords(context, id, entering(answered, told));
		},

		takeSharingBack(id, told = untold(context)) {
			const mine = ownNotes(id);
			if (!mine.ok) return mine;
			const answered = { about: id, kind: 'sharing', answer: 'withdrawn' } as const;
			return endSharing(id, entering(answered, told));
		},

		archiveTalk: (id) => archiveShared(context, TABLE, id),
		restoreTalk: (id) => restoreShared(context, TABLE, id)
	};
}
