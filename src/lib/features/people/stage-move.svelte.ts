// Moving somebody to another stage, wherever on screen: a question before it where a rule has one, then the change with
// a way back.

import type { RecordId } from '#lib/core/ids.ts';
import type { Person } from '#lib/core/schema/person.ts';
import { takeStep } from '#lib/core/practice/stage-change.ts';
import { questionsBefore, stageOf, type Stage, type StageRule } from '#lib/core/rules/stages.ts';
import { practiceOf } from '#lib/state/practice/practice.svelte.ts';
import { stageWords } from '#lib/state/practice/words.ts';
import { todayHere } from '#lib/state/views/clock.svelte.ts';
import type { OpenJournal } from '#lib/state/views/context.ts';
import { refusalWords } from '#lib/state/views/refusal-words.ts';
import type { Toasts } from '#lib/ui/toasts.svelte.ts';

export interface AskedMove {
	readonly person: Person;
	readonly to: Stage;
	readonly questions: readonly StageRule[];
}

export class StageMove {
	/** The change that waits for an answer. */
	asked: AskedMove | null = $state.raw(null);
	readonly #journal: OpenJournal;
	readonly #toasts: Toasts;

	constructor(journal: OpenJournal, toasts: Toasts) {
		this.#journal = journal;
		this.#toasts = toasts;
	}

	get #practice() {
		return practiceOf(this.#journal.session.journal);
	}

	/** Only who holds the identity begins a profile; a mentor may move whom the seeker has moved. */
	may(person: Person): boolean {
		const { session, view } = this.#journal;
		return (
			session.readOnly === null &&
			(view.queries.holdsIdentity(person) || this.#practice.records.profiles.get(person.id) !== null)
		);
	}

	#whyOf(person: RecordId): string | null {
		if (this.#journal.view.tables.identities.get(person) === null) return null;
		return this.#practice.records.dossiers.get(person)?.whyText ?? '';
	}

	to(person: Person, to: Stage): void {
		const from = stageOf(this.#practice.records.profiles.get(person.id));
		if (from === to) return;
		const questions = questionsBefore({ from, to, why: this.#whyOf(person.id) });
		if (questions.length > 0) this.asked = { person, to, questions };
		else this.#change(person, to);
	}

	/** Answered, or gone past. */
	go(): void {
		const { asked } = this;
		this.asked = null;
		if (asked) this.#change(asked.person, asked.to);
	}

	leave(): void {
		this.asked = null;
	}

	#change(person: Person, to: Stage): void {
		const { view } = this.#journal;
		const from = stageOf(this.#practice.records.profiles.get(person.id));
		const changed = takeStep(this.#practice, person.id, to, todayHere());
		if (!changed.ok) return this.#toasts.show(refusalWords[changed.reason]);
		const step = changed.value;
		this.#toasts.show(`${view.queries.displayName(person)}: ${stageWords[to]}`, {
			label: 'Undo',
			run: () => step !== null && this.#back(person.id, step, { from, to })
		});
	}

	/** This change and no other, whatever was done since. */
	#back(person: RecordId, step: RecordId, { from, to }: { from: Stage; to: Stage }): void {
		const { records, group } = this.#practice;
		group(() => {
			records.steps.archive(step);
			if (stageOf(records.profiles.get(person)) === to) records.profiles.set(person, { stage: from });
		});
	}
}
