// One talk being prepared: its records, and the commands that the parts of the screen share.

import type * as Y from 'yjs';
import type { ChangesOf } from '#lib/core/practice/define.ts';
import type { preparations, Preparation } from '#lib/core/practice/kinds/prepare.ts';
import { asksOf, preparation, roundOf } from '#lib/core/practice/preparation.ts';
import { introductionsOf } from './introductions-of.ts';
import { wholeBank } from '#lib/core/rules/question-bank-own.ts';
import type { Result } from '#lib/core/journal/result.ts';
import type { RecordId } from '#lib/core/ids.ts';
import type { Talk } from '#lib/core/schema/talk.ts';
import { spotNames } from '#lib/state/practice/names.ts';
import { practiceOf, type PracticeView } from '#lib/state/practice/practice.svelte.ts';
import type { OpenJournal } from '#lib/state/views/context.ts';
import { refusalWords } from '#lib/state/views/refusal-words.ts';
import type { Toasts } from '#lib/ui/toasts.svelte.ts';

type Changes = ChangesOf<(typeof preparations)['fields']>;

export class Preparing {
	readonly practice: PracticeView;
	readonly #open: OpenJournal;
	readonly #toasts: Toasts;
	readonly #talk: () => Talk;

	constructor(open: OpenJournal, toasts: Toasts, talk: () => Talk) {
		this.practice = practiceOf(open.session.journal);
		this.#open = open;
		this.#toasts = toasts;
		this.#talk = talk;
	}

	get talk(): Talk {
		return this.#talk();
	}

	get records(): PracticeView['records'] {
		return this.practice.records;
	}

	get view(): OpenJournal['view'] {
		return this.#open.view;
	}

	get session(): OpenJournal['session'] {
		return this.#open.session;
	}

	/** null: not begun yet, or not arrived. */
	get row(): Preparation | null {
		return this.records.preparations.get(this.talk.id);
	}

	get mayEdit(): boolean {
		return this.session.readOnly === null && !this.talk.archived;
	}

	/** Only who holds the talk begins its preparation; from then on all who may write do. */
	get mayPrepare(): boolean {
		return this.mayEdit && (this.row !== null || this.view.tables.personalNotes.get(this.talk.id) !== null);
	}

	get knowsPerson(): boolean {
		return this.view.tables.identities.get(this.talk.person) !== null;
	}

	/** The person as this device calls them. */
	get personName(): string {
		const person = this.view.tables.people.get(this.talk.person);
		return person ? this.view.queries.displayName(person) : 'Somebody who cannot be shown';
	}

	get round(): number {
		return roundOf(this.records, this.talk, this.view.tables.talks.rows());
	}

	get asks() {
		return asksOf(this.records, this.talk.id);
	}

	get bank() {
		return wholeBank(this.records.questions.rows());
	}

	get gate() {
		return preparation(this.records, this.talk, this.view.tables.talks.rows(), this.knowsPerson);
	}

	get introductions() {
		return introductionsOf(this.practice, this.talk.person, this.round);
	}

	get beliefs(): readonly { readonly value: RecordId; readonly label: string }[] {
		return this.records.assumptions
			.rows()
			.map(({ id, statementText }) => ({ value: id, label: statementText || 'A belief without words' }));
	}

	readonly edit = (text: Y.Text, next: string): void => this.session.journal.edit(text, next);

	/** What others would read of somebody who did not agree to be named. */
	readonly spot = (words: string) => spotNames(this.view)(words);

	/** Tells why something was refused. */
	tell<Value>(result: Result<Value>): Value | null {
		if (result.ok) return result.value;
		this.#toasts.show(refusalWords[result.reason]);
		return null;
	}

	/** Makes the record once somebody writes into it. */
	readonly begin = (): void => void this.tell(this.records.preparations.open(this.talk.id));

	set(changes: Changes): void {
		const { preparations } = this.records;
		const set = this.practice.group(() => {
			const opened = preparations.open(this.talk.id);
			return opened.ok ? preparations.set(this.talk.id, changes) : opened;
		});
		this.tell(set);
	}

	/** A row was put away; the way back is beside the words. */
	putAway(words: string, restore: () => Result): void {
		this.#toasts.show(words, { label: 'Undo', run: () => void this.tell(restore()) });
	}

	say(words: string): void {
		this.#toasts.show(words);
	}
}
