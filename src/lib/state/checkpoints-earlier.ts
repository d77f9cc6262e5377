// An earlier state of a journal, looked at before it is restored.

import { applyUpdate, Doc } from 'yjs';
import { countsAsOf, restoreAsOf, type Counts, type Known } from '../core/journal/as-of.ts';
import type { Journal } from '../core/journal/journal.ts';
import type { Result } from '../core/journal/result.ts';
import { unnamedPeople } from '../core/practice/consent-names.ts';
import { AIM } from '../core/practice/kinds/aim.ts';
import { namesIn } from '../core/rules/names.ts';
import type { States } from '../platform/checkpoint-store.ts';
import type { PracticeView } from './practice/practice.svelte.ts';

export class EarlierState {
	readonly #journal: Journal;
	readonly #practice: PracticeView;
	readonly #docs = { shared: new Doc(), personal: new Doc() };

	/** Throws what Yjs throws when the bytes are no state. */
	constructor(journal: Journal, practice: PracticeView, states: States) {
		this.#journal = journal;
		this.#practice = practice;
		applyUpdate(this.#docs.shared, states.shared);
		applyUpdate(this.#docs.personal, states.personal);
	}

	/** What would become of the records by now. */
	counts(): Counts {
		return countsAsOf(this.#journal.context, this.#docs, this.#known());
	}

	/** Edits the journal so that it reads as it did. One step of undo. */
	restore(): Result<Counts> {
		return restoreAsOf(this.#journal.context, this.#docs, this.#known());
	}

	close(): void {
		for (const doc of Object.values(this.#docs)) doc.destroy();
	}

	#known(): Known {
		const { records, bound } = this.#practice;
		return {
			tables: [...Object.keys(records), ...Object.keys(bound)],
			single: [AIM],
			unreadable: [...this.#unreadable(), ...this.#practice.unreadable()],
			fit: withoutNames(this.#journal)
		};
	}

	/** By the names of the root types, which two of the tables share. */
	#unreadable(): { table: string; key: string }[] {
		return this.#journal.queries
			.unreadable()
			.map(({ table, key }) => ({ table: table === 'personalNotes' ? 'notes' : table, key }));
	}
}

/** R2-38: words with the alias wherever they name somebody who did not agree to be named. */
function withoutNames(journal: Journal): (words: string) => string {
	const people = unnamedPeople(journal);
	return (words) =>
		namesIn(words, people).reduceRight(
			(text, { from, to, alias }) => text.slice(0, from) + alias + text.slice(to),
			words
		);
}
