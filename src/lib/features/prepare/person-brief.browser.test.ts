import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import { must, PRIYA, seeker } from '#lib/core/journal/testing.ts';
import { practiceOf } from '#lib/state/practice/practice.svelte.ts';
import { JournalView } from '#lib/state/views/journal-view.svelte.ts';
import { Toasts } from '#lib/ui/toasts.svelte.ts';
import PersonBrief from './PersonBrief.svelte';
import { Preparing } from './preparing.svelte.ts';

test('R0-53: their constraints are in sight for who prepares the talk', async () => {
	const { journal } = seeker();
	const { records } = practiceOf(journal);
	const person = must(journal.commands.addPerson(PRIYA));
	const talk = must(
		journal.commands.addTalk({ person, date: '2026-11-24', agreedNotes: false, agreedSharing: false })
	);
	const dossier = must(records.dossiers.open(person));
	journal.edit(dossier.constraints, 'Nothing about the merger, please');
	const view = new JournalView(journal);
	const open = { session: { journal, readOnly: null }, view } as unknown as ConstructorParameters<
		typeof Preparing
	>[0];
	const prep = new Preparing(open, new Toasts(), () => view.tables.talks.get(talk)!);
	await render(PersonBrief, { prep });
	const brief = page.getByRole('region', { name: 'The person' });
	await expect.element(brief.getByText('Nothing about the merger, please')).toBeVisible();
});
