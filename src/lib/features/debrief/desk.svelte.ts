// One talk's debrief, as every section of the page needs it: what may be written, by whom it is read, and how it is
// begun with the first word.

import type { Result } from '#lib/core/journal/result.ts';
import { heldTalk, readBack } from '#lib/core/practice/debrief.ts';
import { endTalk } from '#lib/core/practice/end-talk.ts';
import type { Debrief } from '#lib/core/practice/kinds/debrief.ts';
import { holdsTalk } from '#lib/core/practice/practice.ts';
import { debriefDue } from '#lib/core/rules/debrief.ts';
import type { Talk } from '#lib/core/schema/talk.ts';
import { spotNames } from '#lib/state/practice/names.ts';
import { practiceOf } from '#lib/state/practice/practice.svelte.ts';
import { nowEachMinute, todayHere } from '#lib/state/views/clock.svelte.ts';
import type { JournalSession } from '#lib/state/contract.ts';
import type { JournalView } from '#lib/state/views/journal-view.svelte.ts';
import { refusalWords } from '#lib/state/views/refusal-words.ts';
import type { Toasts } from '#lib/ui/toasts.svelte.ts';

/** What a desk needs of an open journal. */
interface OpenJournal {
	readonly session: Pick<JournalSession, 'journal' | 'readOnly'>;
	readonly view: JournalView;
}

type Changes = Parameters<ReturnType<typeof practiceOf>['bound']['debriefs']['set']>[1];

export class DebriefDesk {
	readonly #open: OpenJournal;
	readonly #toasts: Toasts;
	readonly #talk: () => Talk;

	constructor(open: OpenJournal, toasts: Toasts, talk: () => Talk) {
		this.#open = open;
		this.#toasts = toasts;
		this.#talk = talk;
	}

	get talk(): Talk {
		return this.#talk();
	}

	get practice() {
		return practiceOf(this.#open.session.journal);
	}

	get row(): Debrief | null {
		return this.practice.bound.debriefs.get(this.talk.id);
	}

	/** Where the notes of the talk are: `none` while they are not agreed to. */
	get place() {
		return this.#open.view.queries.notesOf(this.talk).place;
	}

	/** The debrief is the holder's; the others read it where sharing was agreed to. */
	get held(): boolean {
		return this.#open.view.queries.reflectionsOf(this.talk) !== null;
	}

	get mayWrite(): boolean {
		return this.held && this.#open.session.readOnly === null && !this.talk.archived;
	}

	/** What the person said may be written down. */
	get agreed(): boolean {
		return this.place === 'shared' || this.place === 'personal';
	}

	/** For fields that are with the notes. */
	get spot() {
		return this.place === 'shared' ? this.spotShared : undefined;
	}

	/** For fields that everybody reads, whatever was agreed to for the notes. */
	get spotShared() {
		return spotNames(this.#open.view);
	}

	get due() {
		const preparation = this.practice.records.preparations.get(this.talk.id);
		return debriefDue(heldTalk(this.talk, preparation), this.row?.finishedAt ?? null, nowEachMinute());
	}

	readonly edit = (...[text, next]: Parameters<OpenJournal['session']['journal']['edit']>): void =>
		this.#open.session.journal.edit(text, next);

	/** Makes the debrief when it is not there. Only whoever holds the talk may: a record has one author. */
	readonly open = (): boolean => {
		const { journal } = this.#open.session;
		if (!holdsTalk(journal, this.talk.id)) return this.tell({ ok: false, reason: 'not-yours' });
		return this.tell(this.practice.bound.debriefs.open(this.talk.id));
	};

	set(changes: Changes): void {
		this.practice.group(() => {
			if (this.open()) this.tell(this.practice.bound.debriefs.set(this.talk.id, changes));
		});
	}

	/** A talk that is dated later was held today. */
	wasToday(): void {
		const end = { now: Date.now(), today: todayHere(), wasToday: true };
		this.tell(endTalk(this.#open.session.journal, this.practice, this.talk, end));
	}

	/** What was read back at the end of the talk, for what was heard while nothing is written there; null: nothing. */
	get readBack(): string | null {
		return readBack(this.row, this.practice.bound.facts.of(this.talk.id));
	}

	/** The debrief and its first words are one step of undo. */
	takeReadBack(): void {
		const words = this.readBack;
		this.practice.group(() => {
			if (words !== null && this.open() && this.row !== null) this.edit(this.row.heard, words);
		});
	}

	/** Says why something was refused. Returns whether it was done. */
	tell(result: Result<unknown>): boolean {
		if (!result.ok) this.#toasts.show(refusalWords[result.reason]);
		return result.ok;
	}
}
