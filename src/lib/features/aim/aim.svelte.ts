// What every part of the aim needs of the open journal. To be called while a component is made.

import type * as Y from 'yjs';
import type { RecordId } from '#lib/core/ids.ts';
import type { Result } from '#lib/core/journal/result.ts';
import { spotNames } from '#lib/state/practice/names.ts';
import { practiceOf } from '#lib/state/practice/practice.svelte.ts';
import { getJournal } from '#lib/state/views/context.ts';
import { refusalWords } from '#lib/state/views/refusal-words.ts';
import { getToasts } from '#lib/ui/toasts.svelte.ts';

interface PutsAway {
	archive(id: RecordId): Result;
	restore(id: RecordId): Result;
}

export function openAim() {
	const { session, view } = getJournal();
	const toasts = getToasts();
	const practice = practiceOf(session.journal);

	/** The value of a command; refused, it says why and gives null. */
	function tell<Value>(result: Result<Value>): Value | null {
		if (result.ok) return result.value;
		toasts.show(refusalWords[result.reason]);
		return null;
	}

	return {
		session,
		view,
		journal: session.journal,
		practice,
		records: practice.records,
		toasts,
		tell,
		/** For words that others read too. */
		spot: spotNames(view),
		edit: (text: Y.Text, next: string): void => session.journal.edit(text, next),
		get mayEdit(): boolean {
			return session.readOnly === null;
		},

		/** With a way back. `named` is how it is called in a sentence. */
		putAway(table: PutsAway, id: RecordId, named: string): void {
			const archived = table.archive(id);
			if (!archived.ok) return toasts.show(refusalWords[archived.reason]);
			toasts.show(`${named} is put away.`, { label: 'Undo', run: () => void tell(table.restore(id)) });
		}
	};
}

/** Something by its own words; while it has none, by what it is. */
export const calling = (words: string, otherwise: string): string =>
	words.trim() === '' ? otherwise : `“${words.trim()}”`;
