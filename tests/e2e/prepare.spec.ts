// A talk is prepared: what it is for, when, how it begins, what is asked. The mentor prepares with the seeker and sees
// an alias; what asks for pay stays out; the crib is one page.

import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { expect, test } from '../support/people.ts';
import { expectSound } from './screens.ts';
import { addPerson, addTalk, createInvite, join, onTheRelay, openTalk, startJournal } from './steps.ts';

const PRIYA = { name: 'Priya Raman', alias: 'Product lead, fintech' };

const words = (page: Page, name: string) => page.getByRole('textbox', { name, exact: true });
const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).click();
const missing = (page: Page) => page.getByRole('region', { name: 'Is it prepared?' });

/** From the talk's page. */
async function prepare(page: Page): Promise<void> {
	await page.goto(`${page.url()}/prepare`);
	await expect(missing(page)).toBeVisible();
}

async function startPreparing(page: Page, person = PRIYA): Promise<void> {
	await startJournal(page, 'Sam');
	await addPerson(page, person);
	await addTalk(page, { person: person.name, notes: true, sharing: true });
	await prepare(page);
}

async function addQuestion(page: Page, number: number, question: string): Promise<void> {
	await press(page, 'Write a question');
	await words(page, `Question ${String(number)}`).fill(question);
}

const rowOf = (page: Page, number: number) =>
	page.getByRole('listitem').filter({ has: words(page, `Question ${String(number)}`) });

/** Makes a question a core one, with the link that it needs. */
async function makeCore(page: Page, number: number): Promise<void> {
	const row = rowOf(page, number);
	await row.locator('summary').click();
	await row.getByRole('checkbox', { name: 'Core question' }).check();
	const strength = row.getByRole('combobox', { name: 'Strength of yours' });
	if ((await strength.getByRole('option').count()) === 1) {
		await row.getByRole('button', { name: 'New strength…' }).click();
		await words(page, 'What are you good at?').fill('Explaining hard things');
		await page.getByRole('button', { name: 'Add', exact: true }).click();
		await expect(page.getByRole('dialog')).toBeHidden();
	} else await strength.selectOption({ label: 'Explaining hard things' });
	await row.getByRole('textbox', { name: 'Demand of the work it links to' }).fill('Decisions without data');
	await row.locator('summary').click();
}

async function setNumber(page: Page, name: string, value: string): Promise<void> {
	await page.getByRole('spinbutton', { name }).fill(value);
	await page.getByRole('spinbutton', { name }).press('Tab');
}

async function addBelief(page: Page, statement: string): Promise<void> {
	await press(page, 'New belief…');
	await words(page, 'What do you believe?').fill(statement);
	await page.getByRole('button', { name: 'Add', exact: true }).click();
	await expect(page.getByRole('dialog')).toBeHidden();
}

const pagesOf = (pdf: Buffer): number => pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length ?? 0;

test('a talk counts as prepared when everything is there, and goes onto one page and into a calendar', async ({
	sam
}) => {
	const { page } = sam;
	await startPreparing(page);
	await expect(missing(page)).toContainText(/[0-3] of \d+ there/);

	await words(page, 'Objective, in one sentence').fill('Learn whether product leads still teach.');
	await press(page, 'Trajectory');
	await addBelief(page, 'Product leads spend their week explaining');
	await page
		.getByRole('combobox', { name: 'Belief it tests' })
		.selectOption({ label: 'Product leads spend their week explaining' });
	await setNumber(page, 'Agreed minutes', '60');
	await page.getByLabel('Your zone').fill('Europe/Lisbon');
	await page.getByLabel('Your zone').press('Tab');
	await page.getByLabel('Begins at').fill('23:30');
	await page.getByLabel('Begins at').press('Tab');
	await page.getByLabel('Their zone').fill('tokyo');
	await page.getByLabel('Their zone').press('Tab');
	await expect(page.getByText('23:30 in Lisbon')).toBeVisible();
	await expect(page.getByText(/0[78]:30 in Tokyo, on /)).toBeVisible();
	await words(page, 'Context').fill('I have taught mathematics for nine years.');
	await words(page, 'Expertise').fill('Explaining hard things to people who did not ask.');
	await words(page, 'Angle').fill('How products are explained to the people who build them.');
	await press(page, 'Add the 6 pinned');
	for (let number = 7; number <= 11; number++) {
		await addQuestion(
			page,
			number,
			`What happened in the last project that you learnt from, number ${String(number)}?`
		);
		await makeCore(page, number);
	}
	await page.getByRole('combobox', { name: 'Forecast for a belief' }).selectOption({ index: 1 });
	await press(page, 'Will support it');
	await setNumber(page, 'How sure are you now that it is true?', '70');
	await expect(missing(page)).toContainText('With the rest, this talk counts as prepared');
	await expect(missing(page).getByRole('link')).toHaveText(['Why this person']);
	const talk = page.url().replace(/\/prepare$/, '');

	const downloading = page.waitForEvent('download');
	await press(page, 'Calendar file');
	await press(page, /Talk with Product lead/);
	await press(page, 'Download');
	const download = await downloading;
	const file = await readFile(await download.path(), 'utf8');
	expect(file).toContain(`UID:${talk.split('/').at(-1) ?? ''}@soundings\r\n`);
	expect(file).toContain('SUMMARY:Talk with Product lead\\, fintech\r\n');
	expect(file).toMatch(/DTSTART:\d{8}T2[23]3000Z\r\n/);
	expect(file).toContain('DURATION:PT60M\r\n');

	await addQuestion(page, 12, 'How much do you earn?');
	await expect(rowOf(page, 12).locator('summary')).toContainText('Stays out of the talk');
	await page.getByRole('link', { name: 'Crib' }).click();
	const asked = page.getByRole('article').getByRole('list').last().getByRole('listitem');
	await expect(asked).toHaveCount(11);
	await expect(page.getByText('How much do you earn?')).toBeHidden();
	for (const format of ['A4', 'Letter']) {
		expect([format, pagesOf(await page.pdf({ format }))]).toEqual([format, 1]);
	}

	await page.getByRole('link', { name: 'Back to preparing' }).click();
	await page.getByRole('checkbox', { name: 'They brought it up' }).check();
	await expect(rowOf(page, 12).locator('summary')).not.toContainText('Stays out');
});

test('their constraints are in sight for who prepares, and for nobody else', async ({ sam, ana }) => {
	const { page } = sam;
	await startPreparing(page);
	const talk = page.url().replace(/\/prepare$/, '');
	const shown = page.getByRole('region', { name: 'The person' });
	await expect(shown).toContainText('Nothing noted yet');
	await page.getByRole('link', { name: 'Change it on Priya Raman’s page' }).click();
	await words(page, 'Constraints').fill('Nothing about the merger, please');
	await page.goto(`${talk}/prepare`);
	await expect(shown).toContainText('Nothing about the merger, please');
	await page.goto(`${talk}/crib`);
	await expect(page.getByRole('article')).toContainText('Nothing about the merger, please');
	await expectSound(page, 'A crib');

	await onTheRelay(page);
	await join(ana.page, await createInvite(page, 'Editor'), 'Ana');
	await openTalk(ana.page, /Product lead/);
	await ana.page.goto(`${ana.page.url()}/crib`);
	await expect(ana.page.getByRole('heading', { name: 'Ask first' })).toBeVisible();
	await expect(ana.page.getByText('merger')).toBeHidden();
});

test('a mentor prepares along, under the alias', async ({ sam, ana }) => {
	const { page } = sam;
	await startPreparing(page);
	await onTheRelay(page);
	const link = await createInvite(page, 'Editor');
	await join(ana.page, link, 'Ana');
	await openTalk(ana.page, /Product lead/);
	await prepare(ana.page);
	await expect(ana.page.getByText('Not prepared yet.')).toBeVisible();
	await expect(words(ana.page, 'Objective, in one sentence')).toHaveAttribute('readonly');
	await addQuestion(ana.page, 1, 'Don’t you think she should stay?');
	await press(ana.page, 'Own goal');
	await words(ana.page, 'Goal 1').fill('Hear how decisions are made');
	await expect(ana.page.getByRole('region', { name: 'The person' })).toBeHidden();
	await expect(ana.page.getByText(PRIYA.name)).toBeHidden();

	// Each sees the other's words, and both work on the same list.
	await expect(words(page, 'Question 1')).toHaveValue('Don’t you think she should stay?');
	await press(page, /^Ask: “/);
	await expect(words(ana.page, 'Question 1')).toHaveValue(/speaks for it, and what against it/);
	await words(page, 'Objective, in one sentence').fill('Learn what Priya decides alone.');
	await press(page, 'Write “Product lead, fintech”');
	await expect(words(ana.page, 'Objective, in one sentence')).toHaveValue(
		'Learn what Product lead, fintech decides alone.'
	);
	await words(ana.page, 'Angle').fill('Why she left teaching');
	await expect(words(page, 'Angle')).toHaveValue('Why she left teaching');
	await expectSound(ana.page, 'A talk to prepare, to a mentor');
});

test('what a talk did not get to is offered to the next one, and the bank keeps former wordings', async ({
	sam
}) => {
	const { page } = sam;
	await startPreparing(page);
	const before = page.url();
	await addQuestion(page, 1, 'Who decided on the last hire?');
	await page.goto(before.replace(/\/prepare$/, ''));
	await press(page, 'More for this talk');
	await page.getByRole('menuitem', { name: 'Edit date…' }).click();
	await page.getByLabel('Date').fill('2024-05-02');
	await press(page, 'Set date');
	await addTalk(page, { person: PRIYA.name, notes: true, sharing: true });
	await prepare(page);
	await expect(page.getByRole('button', { name: 'Second', pressed: true })).toBeVisible();
	await expectSound(page, 'A talk to prepare');
	await press(page, 'Take along: Who decided on the last hire?');
	await expect(words(page, 'Question 1')).toHaveValue('Who decided on the last hire?');
	await expect(page.getByRole('button', { name: /^Take along/ })).toBeHidden();
	await addQuestion(page, 2, 'Which teams did it depend on?');
	await words(page, 'Question 2').press('Alt+ArrowUp');
	await expect(words(page, 'Question 1')).toHaveValue('Which teams did it depend on?');

	await page.getByRole('link', { name: 'Question bank' }).click();
	await press(page, 'More for: What do you wish you had known in your first months?');
	await page.getByRole('menuitem', { name: 'New wording…' }).click();
	await words(page, 'The question from now on').fill('What did nobody tell you at first?');
	await words(page, 'Why the change?').fill('Shorter to say');
	await press(page, 'Save');
	await expect(page.getByRole('dialog')).toBeHidden();
	const row = page.getByRole('listitem').filter({ hasText: 'What did nobody tell you at first?' }).first();
	await row.getByText('Former wordings (1)').click();
	await expect(row.getByText('Shorter to say')).toBeVisible();
	await expectSound(page, 'The question bank');
	await page.getByRole('combobox', { name: 'Kind' }).selectOption({ label: 'Culture' });
	await expect(row).toBeHidden();
	await press(page, 'Add question');
	await words(page, 'Question').fill('What do you do?');
	await expect(page.getByRole('button', { name: /^Ask: “Walk me through/ })).toBeVisible();
});
