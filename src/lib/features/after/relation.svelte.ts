// One person and everything that was between them and the seeker, as the sections of the panel need it. Records that
// were said to be the same person count together.

import type { RecordId } from '#lib/core/ids.ts';
import type { Result } from '#lib/core/journal/result.ts';
import { lastTouch, nextDate, type TouchSources } from '#lib/core/practice/touches.ts';
import { cadenceOf } from '#lib/core/rules/cadence.ts';
import type { Person } from '#lib/core/schema/person.ts';
import type { Talk } from '#lib/core/schema/talk.ts';
import { practiceOf } from '#lib/state/practice/practice.svelte.ts';
import { todayHere } from '#lib/state/views/clock.svelte.ts';
import type { OpenJournal } from '#lib/state/views/context.ts';
import { refusalWords } from '#lib/state/views/refusal-words.ts';
import type { Toasts } from '#lib/ui/toasts.svelte.ts';

export class Relation {
	readonly #open: OpenJournal;
	readonly #toasts: Toasts;
	readonly #person: () => Person;

	constructor(open: OpenJournal, toasts: Toasts, person: () => Person) {
		this.#open = open;
		this.#toasts = toasts;
		this.#person = person;
	}

	get person(): Person {
		return this.#person();
	}

	get name(): string {
		return this.#open.view.queries.displayName(this.person);
	}

	get practice() {
		return practiceOf(this.#open.session.journal);
	}

	/** What was between them is personal: only who holds the identity has it. */
	get held(): boolean {
		return this.#open.view.queries.holdsIdentity(this.person);
	}

	get mayWrite(): boolean {
		return this.held && this.#open.session.readOnly === null && !this.person.archived;
	}

	/** Not put away, newest day first. */
	get talks(): readonly Talk[] {
		const { tables } = this.#open.view;
		return tables.talks.rows().filter(({ person }) => this.#same(person));
	}

	/** Held until today. */
	get heldTalks(): readonly Talk[] {
		return this.talks.filter(({ date }) => date <= todayHere());
	}

	/** The rounds of all talks, those ahead too. */
	get rounds(): readonly (number | null)[] {
		return this.talks.map(({ id }) => this.practice.records.preparations.get(id)?.round ?? null);
	}

	get last() {
		return lastTouch(this.person.id, this.#sources);
	}

	/** A talk ahead, the chosen day or the rhythm: the same day as at the head of the person's page. */
	get next() {
		return nextDate(this.person.id, this.profile, this.#sources);
	}

	get #sources(): TouchSources {
		const { records } = this.practice;
		return {
			talks: this.#open.view.tables.talks.rows(),
			messages: records.messages.rows(),
			replies: records.replies.rows(),
			touches: records.touches.rows(),
			today: todayHere(),
			counted: this.practice.same().counted
		};
	}

	get profile() {
		return this.practice.records.profiles.get(this.person.id);
	}

	get cadence() {
		return cadenceOf(this.last?.on ?? null, this.profile?.cadence ?? null, todayHere());
	}

	/** Of some rows those that are about this person. */
	of<Row extends { readonly person: RecordId | null }>(rows: readonly Row[]): readonly Row[] {
		return rows.filter(({ person }) => person !== null && this.#same(person));
	}

	readonly edit = (...[text, next]: Parameters<OpenJournal['session']['journal']['edit']>): void =>
		this.#open.session.journal.edit(text, next);

	/** Says why something was refused. Returns whether it was done. */
	tell(result: Result<unknown>): boolean {
		if (!result.ok) this.#toasts.show(refusalWords[result.reason]);
		return result.ok;
	}

	#same(person: RecordId): boolean {
		return this.practice.same().isSame(person, this.person.id);
	}
}
