// What a talk leaves to do, and what keeps a relationship going.

import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { expect, test } from '../support/people.ts';
import { expectSound } from './screens.ts';
import { addPerson, addTalk, field, goTo, onTheRelay, startJournal, startWithTalk, unfold } from './steps.ts';

async function openTracker(page: Page): Promise<void> {
	await page.goto(page.url().replace(/(\/j\/[\w-]+\/).*$/, '$1followups'));
	await expect(page.getByRole('heading', { level: 1, name: 'Follow-ups' })).toBeVisible();
}

async function addFollowUp(page: Page, insight: string, action: string, due = ''): Promise<void> {
	await page.getByRole('button', { name: 'Add follow-up' }).click();
	const dialog = page.getByRole('dialog', { name: 'A follow-up' });
	await dialog.getByRole('textbox', { name: 'Insight' }).fill(insight);
	await dialog.getByRole('textbox', { name: 'Follow-up' }).fill(action);
	if (due) await dialog.getByLabel('Due').fill(due);
	await dialog.getByRole('button', { name: 'Save' }).click();
	await expect(dialog).toBeHidden();
}

test('R1-56: insight, date and follow-up are tracked, and leave as a file without names', async ({ sam }) => {
	const { page } = sam;
	await startWithTalk(page);
	await openTracker(page);
	await addFollowUp(page, '=HYPERLINK("x") said Priya Raman', 'Ask "again", soon', '2026-12-24');
	await addFollowUp(page, 'שלום 🧭 <b>x</b>', 'Write it down');
	await expectSound(page, 'follow-ups');

	await page.getByRole('checkbox', { name: 'Done: Write it down' }).check();
	await expect(page.getByText('Open: 1. Due: 0. Done: 1.')).toBeVisible();

	const downloading = page.waitForEvent('download');
	await page.getByRole('button', { name: 'Export CSV' }).click();
	const download = await downloading;
	expect(download.suggestedFilename()).toMatch(/^follow-ups-\d{4}-\d{2}-\d{2}\.csv$/);
	const text = await readFile(await download.path(), 'utf8');
	const day = '\\d{4}-\\d{2}-\\d{2}';
	expect(text.startsWith('\uFEFFInsight,Date,Follow-up,Due,Done,With\r\n')).toBe(true);
	expect(text).not.toContain('Priya');
	expect(text).toMatch(
		new RegExp(
			`"'=HYPERLINK\\(""x""\\) said Product lead, fintech",${day},"Ask ""again"", soon",2026-12-24,no,"Product lead, fintech"\\r\\n`
		)
	);
	expect(text).toMatch(new RegExp(`שלום 🧭 <b>x</b>,${day},Write it down,,yes,`));
});

test('a follow-up that is put away comes back', async ({ sam }) => {
	const { page } = sam;
	await startWithTalk(page);
	await openTracker(page);
	await addFollowUp(page, 'Calls all day', 'Shadow one');
	await page.getByRole('button', { name: 'Put away: Shadow one' }).click();
	await expect(field(page, 'Follow-up')).toBeHidden();
	await page.getByText('Put away (1)').click();
	await page.getByRole('button', { name: 'Bring back' }).click();
	await expect(field(page, 'Follow-up')).toHaveValue('Shadow one');
	await onTheRelay(page);
	await page.reload();
	await expect(field(page, 'Follow-up')).toHaveValue('Shadow one');
});

test('R3-12: a thank-you is owed after a talk until it was sent, and leads to the composer', async ({
	sam
}) => {
	const { page } = sam;
	await startWithTalk(page);
	await page.goto(`${page.url()}/debrief`);
	await expect(page.getByText(/^Thank-you due by /)).toBeVisible();
	const compose = page.getByRole('link', { name: 'Write the thank-you' });
	await expect(compose).toHaveAttribute('href', /\/people\/[\w-]+\/message\?kind=thanks&talk=[\w-]{12}$/);
	await page.getByRole('button', { name: 'Thanked another way' }).click();
	await expect(page.getByText(/^Thanked /)).toBeVisible();
	await page.getByRole('checkbox', { name: 'It restates something specific' }).check();
	await page.reload();
	await expect(page.getByRole('checkbox', { name: 'It restates something specific' })).toBeChecked();
});

test('on the person’s page: favours to and fro, an introduction asked for once, a further round', async ({
	sam
}) => {
	const { page } = sam;
	await startJournal(page, 'Sam');
	await addPerson(page, { name: 'Priya Raman', alias: 'Product lead' });
	await addTalk(page, { person: 'Priya Raman', notes: true, sharing: true });
	await goTo(page, 'People');
	await page
		.getByRole('main')
		.getByRole('link', { name: /Priya Raman/ })
		.click();

	for (const section of ['Favours', 'Introductions', 'Next talk']) await unfold(page, section);
	const favours = page.getByRole('region', { name: 'Favours' });
	await favours.getByRole('button', { name: 'Add favour' }).click();
	await page.getByRole('button', { name: 'They do it for me' }).click();
	await page.getByRole('textbox', { name: 'What it is' }).fill('Reads my résumé');
	await page.getByRole('checkbox', { name: 'Taken up already' }).uncheck();
	await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
	await expect(favours.getByText('Offered, not taken up yet')).toBeVisible();
	await favours.getByRole('checkbox', { name: 'Taken up' }).check();
	await expect(favours.getByText('Given: 0. Received: 1. What could you do for them?')).toBeVisible();

	const introductions = page.getByRole('region', { name: 'Introductions' });
	await expect(introductions.getByText('Ask in the second round, or take what they offer.')).toBeVisible();
	await introductions.getByRole('button', { name: 'They offered one' }).click();
	await introductions.getByRole('button', { name: 'I asked in the talk' }).click();
	await expect(introductions.getByText('You asked once. From here on it is theirs to offer.')).toBeVisible();
	await expect(introductions.getByRole('link', { name: 'Ask for an introduction' })).toBeHidden();

	await page.getByRole('button', { name: 'Plan round 2' }).click();
	await page.getByRole('dialog').getByLabel('Date').fill('2198-12-20');
	await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
	await expect(page).toHaveURL(/\/talks\/[\w-]+$/);
	await expect(page.getByRole('checkbox', { name: 'Agreed to notes' })).not.toBeChecked();
});
