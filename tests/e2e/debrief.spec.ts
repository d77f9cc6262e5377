// After a talk: what was heard, what it means, and what follows from it.

import type { Page } from '@playwright/test';
import { expect, test } from '../support/people.ts';
import { expectSound } from './screens.ts';
import {
	addPerson,
	addTalk,
	createInvite,
	field,
	join,
	onTheRelay,
	openTalk,
	startJournal,
	startWithTalk
} from './steps.ts';

/** From a talk's page to its debrief. */
async function openDebrief(page: Page): Promise<void> {
	await page.goto(`${page.url()}/debrief`);
	await expect(page.getByRole('heading', { level: 1, name: 'Debrief' })).toBeVisible();
}

const rate = (page: Page, what: string, rating: number) =>
	page
		.getByRole('group', { name: what })
		.getByRole('button', { name: String(rating) })
		.click();

test('what was heard and what it means are written apart, and are there after a reload', async ({ sam }) => {
	const { page } = sam;
	await startWithTalk(page);
	await openDebrief(page);
	await field(page, 'What I heard').fill('Eleven customer calls a week.');
	await field(page, 'What it means for me').fill('I would talk with people all day.');
	await onTheRelay(page);
	await page.reload();
	await expect(field(page, 'What I heard')).toHaveValue('Eleven customer calls a week.');
	await expect(field(page, 'What it means for me')).toHaveValue('I would talk with people all day.');
});

test('a debrief finishes once what resonated and what surprised are written; nothing else is asked', async ({
	sam
}) => {
	const { page } = sam;
	await startWithTalk(page);
	await openDebrief(page);
	await page.getByRole('button', { name: 'Finish' }).click();
	await expect(page.getByText('Still to write: what resonated and what surprised you.')).toBeVisible();
	await page.getByRole('button', { name: 'Write what resonated' }).click();
	await expect(field(page, 'What resonated')).toBeFocused();
	await field(page, 'What resonated').fill('Their calm');
	await field(page, 'What surprised me').fill('No meetings');
	await page.getByRole('button', { name: 'Finish' }).click();
	await expect(page.getByText(/^Finished /)).toBeVisible();
	await page.getByRole('button', { name: 'Not finished yet' }).click();
	await expect(page.getByText(/^Still fresh/)).toBeVisible();
});

test('a low rating opens a gap, which wants a decision with its reason; what is taken up is to be done', async ({
	sam
}) => {
	const { page } = sam;
	await startWithTalk(page);
	await openDebrief(page);
	await rate(page, 'Required skills', 2);
	await field(page, 'Why, for required skills').fill('I never queried a database.');
	await page.getByRole('button', { name: 'Open a gap: Required skills' }).click();
	await field(page, 'What is missing').fill('Query languages');
	await expect(page.getByText('Decide what to do about it.')).toBeVisible();
	await page.getByRole('button', { name: 'Acquire it' }).click();
	await expect(page.getByText('Say why.')).toBeVisible();
	await field(page, 'Why this decision').fill('Two of three asked for it.');
	await expect(page.getByText('Say why.')).toBeHidden();
	await field(page, 'How another bridged it').fill('An evening course.');
	await page.reload();
	await expect(field(page, 'How another bridged it')).toHaveValue('An evening course.');
	await page.getByRole('button', { name: /^Take up: .*Query languages/ }).click();
	await expect(field(page, 'Follow-up')).toHaveValue('Find an experience that builds “Query languages”');
	await expectSound(page, 'debrief');
});

test('a conflict asks for a decision, and a belief is held before against after', async ({ sam }) => {
	const { page } = sam;
	await startWithTalk(page);
	const talk = page.url();
	await page.goto(talk.replace(/\/talks\/.*$/, '/aim'));
	await page.getByRole('button', { name: 'Add deal-breaker' }).click();
	await field(page, 'Deal-breaker').fill('Travel every week');
	await page.getByRole('button', { name: 'Add belief' }).click();
	await page.getByRole('textbox', { name: 'What do you believe?' }).fill('Leads rarely travel');
	await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
	await expect(page.getByRole('dialog')).toBeHidden();

	await page.goto(`${talk}/debrief`);
	await page.getByRole('group', { name: 'Fit with Travel every week' }).getByText('Conflicts').click();
	await expect(page.getByText('A conflict needs a decision.')).toBeVisible();
	await page.getByRole('button', { name: 'Mitigate it' }).click();
	await expect(page.getByText('A conflict needs a decision.')).toBeHidden();
	await expect(page.getByText(/^Decided .*\d/)).toBeVisible();

	await page.getByRole('combobox', { name: 'It touched another belief' }).selectOption('Leads rarely travel');
	await page.getByLabel('How sure I was before').fill('80');
	await page.getByLabel('How sure I am now').fill('30');
	await page.getByRole('button', { name: 'Challenged it' }).click();
	await expect(page.getByText('You are much less sure than before, by 50 points.')).toBeVisible();

	// R2-33: what they said goes, what was decided and how sure one is stays.
	await page.goto(talk);
	await page.getByRole('button', { name: 'They took it back…' }).click();
	const dialog = page.getByRole('dialog', { name: 'They took it back' });
	await dialog.getByRole('button', { name: 'Notes', exact: true }).click();
	await dialog.getByRole('button', { name: 'Remove the notes' }).click();
	await expect(dialog).toBeHidden();
	await page.goto(`${talk}/debrief`);
	await expect(page.getByRole('heading', { name: 'What I decided' })).toBeVisible();
	await expect(page.getByRole('button', { name: 'Mitigate it' })).toHaveAttribute('aria-pressed', 'true');
	await expect(page.getByRole('group', { name: 'Fit with Travel every week' })).toHaveCount(0);
	await expect(page.getByRole('group', { name: 'What the talk said about it' })).toHaveCount(0);
	await expect(page.getByLabel('How sure I am now')).toHaveValue('30');
});

test('R2-33: without an agreement to notes there are only own thoughts, and nobody else reads them', async ({
	sam,
	ana
}) => {
	const { page } = sam;
	await startJournal(page, 'Sam');
	await addPerson(page, { name: 'Priya Raman', alias: 'Product lead' });
	await addTalk(page, { person: 'Priya Raman', notes: false, sharing: false });
	await openDebrief(page);
	await expect(field(page, 'What it means for me')).toBeVisible();
	await expect(field(page, 'What I heard')).toBeHidden();
	await expect(page.getByRole('group', { name: 'Required skills' })).toBeHidden();
	await field(page, 'What it means for me').fill('Not for me.');
	await onTheRelay(page);

	await join(ana.page, await createInvite(page, 'Editor'), 'Ana');
	await openTalk(ana.page, 'Product lead');
	await openDebrief(ana.page);
	await expect(ana.page.getByText('The debrief of this talk is not shared.')).toBeVisible();
	await expect(ana.page.getByText('Not for me.')).toBeHidden();
});

test('where sharing was agreed to, the mentor reads the debrief and leaves it as it is', async ({
	sam,
	ana
}) => {
	const { page } = sam;
	await startWithTalk(page);
	await openDebrief(page);
	await field(page, 'What it means for me').fill('Priya would like it more than I.');
	await expect(page.getByText('“Priya” has not agreed to be named, and others read this.')).toBeVisible();
	await page.getByRole('button', { name: 'Write “Product lead, fintech”' }).click();
	await onTheRelay(page);

	await join(ana.page, await createInvite(page, 'Editor'), 'Ana');
	await openTalk(ana.page, 'Product lead, fintech');
	await openDebrief(ana.page);
	const means = field(ana.page, 'What it means for me');
	await expect(means).toHaveValue('Product lead, fintech would like it more than I.');
	await expect(means).not.toBeEditable();
	await expect(ana.page.getByRole('button', { name: 'Finish' })).toBeHidden();
});
