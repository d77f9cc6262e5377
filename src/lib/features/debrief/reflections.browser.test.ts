import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import { must, PRIYA, seeker } from '#lib/core/journal/testing.ts';
import { JournalView } from '#lib/state/views/journal-view.svelte.ts';
import { Toasts } from '#lib/ui/toasts.svelte.ts';
import { DebriefDesk } from './desk.svelte.ts';
import Reflections from './Reflections.svelte';

async function talked(agreedNotes: boolean) {
	const { journal } = seeker();
	const person = must(journal.commands.addPerson(PRIYA));
	const id = must(
		journal.commands.addTalk({ person, date: '2026-11-02', agreedNotes, agreedSharing: false })
	);
	const view = new JournalView(journal);
	const session = { journal, readOnly: null };
	const desk = new DebriefDesk({ session, view }, new Toasts(), () => view.tables.talks.get(id)!);
	await render(Reflections, { desk });
	return desk;
}

const write = (label: string, words: string) => page.getByRole('textbox', { name: label }).fill(words);

test('R0-15: what was heard and what it means for me are two fields', async () => {
	const desk = await talked(true);
	await write('What I heard', 'Eleven calls a week');
	await write('What it means for me', 'I would like that');
	expect(desk.row).toMatchObject({ heardText: 'Eleven calls a week', meansText: 'I would like that' });
});

test('without an agreement to notes there is no field for what they said, and looking writes nothing', async () => {
	const desk = await talked(false);
	await expect.element(page.getByRole('textbox', { name: 'What it means for me' })).toBeVisible();
	expect(page.getByRole('textbox', { name: 'What I heard' }).elements()).toEqual([]);
	expect(desk.row).toBeNull();
	await write('What it means for me', 'Not for me');
	expect(desk.row?.meansText).toBe('Not for me');
});
