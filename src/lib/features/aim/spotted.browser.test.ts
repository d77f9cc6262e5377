import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import { must, PRIYA, seeker } from '#lib/core/journal/testing.ts';
import { spotNames } from '#lib/state/practice/names.ts';
import { practiceOf } from '#lib/state/practice/practice.svelte.ts';
import { JournalView } from '#lib/state/views/journal-view.svelte.ts';
import WordsField from '#lib/ui/form/WordsField.svelte';
import LiveTitle from '#lib/ui/text/LiveTitle.svelte';

const NOTICE = '“Priya” has not agreed to be named, and others read this.';

function scene() {
	const { journal } = seeker();
	const view = new JournalView(journal);
	const edit = (...[text, next]: Parameters<typeof journal.edit>) => journal.edit(text, next);
	return { journal, view, edit };
}

test('R2-38: words that are there already are looked through again when somebody is added or agrees', async () => {
	const { journal, view, edit } = scene();
	const { records } = practiceOf(journal);
	const id = must(records.assumptions.add({ statement: 'As Priya does' }));
	const { statement } = records.assumptions.get(id)!;
	await render(WordsField, { label: 'Belief', text: statement, edit, spot: spotNames(view) });
	expect(page.getByText(NOTICE).elements()).toEqual([]);
	const person = must(journal.commands.addPerson(PRIYA));
	await expect.element(page.getByText(NOTICE)).toBeVisible();
	must(journal.commands.setNamed(person, true));
	await expect.poll(() => page.getByText(NOTICE).elements()).toEqual([]);
	must(journal.commands.setNamed(person, false));
	await page.getByRole('button', { name: `Write “${PRIYA.alias}”` }).click();
	expect(statement.toString()).toBe(`As ${PRIYA.alias} does`);
	await expect.poll(() => page.getByText(NOTICE).elements()).toEqual([]);
});

test('R2-38: a name typed into a title of the plan is noticed, and the alias offered', async () => {
	const { journal, view, edit } = scene();
	must(journal.commands.addPerson(PRIYA));
	const id = must(journal.commands.addPhase({ title: '' }));
	const { title } = journal.tables.phases.get(id)!;
	const { rerender } = await render(LiveTitle, {
		'aria-label': 'Phase',
		text: title,
		words: '',
		edit,
		spot: spotNames(view)
	});
	await page.getByRole('textbox', { name: 'Phase' }).fill('Talk with Priya');
	await rerender({ words: title.toString() });
	await page.getByRole('button', { name: `Write “${PRIYA.alias}”` }).click();
	expect(title.toString()).toBe(`Talk with ${PRIYA.alias}`);
});
