// Saying, and taking back, that two records are one person; with a way back.

import type { RecordId } from '#lib/core/ids.ts';
import { practiceOf } from '#lib/state/practice/practice.svelte.ts';
import type { OpenJournal } from '#lib/state/views/context.ts';
import { refusalWords } from '#lib/state/views/refusal-words.ts';
import type { Toasts } from '#lib/ui/toasts.svelte.ts';

/** A profile is begun by who holds the identity; where there is one, everybody who may write may say so. */
export const maySaySame = ({ session, view }: OpenJournal, id: RecordId): boolean =>
	session.readOnly === null &&
	(view.tables.identities.get(id) !== null || practiceOf(session.journal).records.profiles.get(id) !== null);

/** `other`: null takes it back. */
export function saySame(
	{ session }: OpenJournal,
	toasts: Toasts,
	one: { readonly id: RecordId; readonly name: string },
	other: { readonly id: RecordId; readonly name: string } | null
): void {
	const { records, group } = practiceOf(session.journal);
	const write = (sameAs: RecordId | null) =>
		group(() => {
			const opened = records.profiles.open(one.id);
			return opened.ok ? records.profiles.set(one.id, { sameAs }) : opened;
		});
	const before = records.profiles.get(one.id)?.sameAs ?? null;
	const set = write(other?.id ?? null);
	if (!set.ok) return toasts.show(refusalWords[set.reason]);
	toasts.show(
		other === null
			? `${one.name} counts on their own again.`
			: `${one.name} is now the same person as ${other.name}.`,
		{ label: 'Undo', run: () => void write(before) }
	);
}
