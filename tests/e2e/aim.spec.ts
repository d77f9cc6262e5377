// What the journal aims at: the first steps from nothing to whom to ask first, and the page that keeps it.

import type { Locator, Page } from '@playwright/test';
import { expect, test } from '../support/people.ts';
import { expectSound } from './screens.ts';
import { addPerson, addTalk, createInvite, field, goTo, join, onTheRelay, startJournal } from './steps.ts';

const BELIEF = 'Product managers spend most of their week with customers.';

async function openAim(page: Page): Promise<void> {
	await page.getByRole('link', { name: 'More', exact: true }).click();
	await page.getByRole('navigation', { name: 'What it is for' }).getByRole('link', { name: /^Aim/ }).click();
	await expect(page.getByRole('heading', { level: 1, name: 'Aim' })).toBeVisible();
}

async function openStart(page: Page): Promise<void> {
	await openAim(page);
	await page.getByRole('link', { name: 'Begin in three short steps' }).click();
	await expect(page.getByRole('heading', { level: 1 })).toHaveText('What are you considering?');
}

const next = (page: Page): Promise<void> => page.getByRole('button', { name: 'Next' }).click();
const back = (page: Page): Promise<void> => page.getByRole('button', { name: 'Back' }).click();
const section = (page: Page, name: string): Locator => page.getByRole('region', { name, exact: true });
const row = (page: Page, words: string): Locator =>
	page
		.getByRole('main')
		.getByRole('listitem')
		.filter({ has: page.getByRole('button', { name: `More for ${words}`, exact: true }) });

/** By its button; the caret is in the new row. */
async function add(page: Page, what: string, words: string): Promise<void> {
	await page.getByRole('button', { name: `Add ${what}`, exact: true }).click();
	await page.keyboard.type(words);
	await expect(row(page, words)).toBeVisible();
}

async function addBelief(page: Page, belief: string, about: string): Promise<void> {
	await page.getByRole('button', { name: 'Add belief' }).click();
	const dialog = page.getByRole('dialog');
	await expect(field(page, 'What do you believe?')).toBeFocused();
	await field(page, 'What do you believe?').fill(belief);
	await dialog.getByRole('button', { name: about }).click();
	await dialog.getByRole('button', { name: 'Save' }).click();
	await expect(dialog).toBeHidden();
}

const menu = async (page: Page, words: string, item: string): Promise<void> => {
	await page.getByRole('button', { name: `More for ${words}`, exact: true }).click();
	await page.getByRole('menuitem', { name: item, exact: true }).click();
};

test('R3-23: three short steps from nothing to the first message; what was typed survives going back and a reload', async ({
	sam
}) => {
	const { page } = sam;
	await startJournal(page, 'Sam');
	await openStart(page);
	await field(page, 'A direction').fill('Product management');
	await field(page, 'Purpose').fill('I teach physics. I wonder what product work is like. Is it for me?');
	await expect(page.getByText('These are 3 sentences.')).toBeVisible();
	await next(page);
	await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
	await field(page, 'Belief 1').fill(BELIEF);
	await field(page, 'Belief 2').fill('I would miss the classroom.');
	await page.reload();
	await expect(field(page, 'Belief 1')).toHaveValue(BELIEF);
	await back(page);
	await expect(field(page, 'A direction')).toHaveValue('Product management');
	await next(page);
	await expect(field(page, 'Belief 2')).toHaveValue('I would miss the classroom.');
	await next(page);
	await field(page, 'Name').pressSequentially('Priya Raman');
	await field(page, 'Alias').fill('Product lead');
	await field(page, 'Why this person?').fill('She came from teaching.');
	await back(page);
	await page.goBack();
	await expect(field(page, 'Name')).toHaveValue('Priya Raman');
	await page.reload();
	await expect(field(page, 'Why this person?')).toHaveValue('She came from teaching.');
	const person = new URL(page.url()).searchParams.get('person') ?? '';
	await page.getByRole('link', { name: 'Draft the first message' }).click();
	await expect(page).toHaveURL(new RegExp(`/people/${person}/message\\?kind=request$`));
	await goTo(page, 'People');
	await expect(page.getByRole('main').getByText('Priya Raman')).toHaveCount(1);
});

test('R3-23: every step can be skipped, and skipping leaves nothing behind', async ({ sam }) => {
	const { page } = sam;
	await startJournal(page, 'Sam');
	await openStart(page);
	await field(page, 'A direction').fill('X');
	await field(page, 'A direction').fill('');
	await next(page);
	await field(page, 'Belief 2').fill('X');
	await field(page, 'Belief 2').fill('');
	await next(page);
	await field(page, 'Name').fill('X');
	await field(page, 'Name').fill('');
	await expect(page.getByRole('link', { name: 'Draft the first message' })).toBeHidden();
	await page.getByRole('link', { name: 'To Today' }).click();
	await expect(page).toHaveURL(/\/today$/);
	await openAim(page);
	await expect(page.getByText('No path yet.')).toBeVisible();
	await expect(page.getByText('None yet. What do you believe')).toBeVisible();
	await goTo(page, 'People');
	await expect(page.getByText('Nobody here yet.')).toBeVisible();
});

test('R3-21: a path that is ruled out stays in sight with its reason, also when it led before', async ({
	sam
}) => {
	const { page } = sam;
	await startJournal(page, 'Sam');
	await openAim(page);
	await add(page, 'path', 'Sales');
	await add(page, 'path', 'Product');
	for (const [path, status] of [
		['Sales', 'Leading'],
		['Product', 'Leading'],
		['Sales', 'Ruled out']
	] as const) {
		const status_ = row(page, path).getByRole('combobox', { name: 'Status' });
		if (!(await status_.isVisible())) await row(page, path).locator('summary').click();
		await status_.selectOption({ label: status });
	}
	await expect(field(page, 'Why')).toBeFocused();
	await page.keyboard.type('Quotas every month.');
	await field(page, 'What changed your mind?').fill('Priya’s calendar.');
	await page.reload();
	await expect(page.getByRole('heading', { name: 'Ruled out' })).toBeVisible();
	await expect(field(page, 'Why')).toHaveValue('Quotas every month.');
	await expect(row(page, 'Product').first()).toContainText('Leading');
	await expect(field(page, 'What changed your mind?')).toHaveValue('Priya’s calendar.');
	await expectSound(page, 'Aim with a ruled-out path');
});

test('lists are ordered by keyboard and by menu; what is put away comes back, by undo and from the list', async ({
	sam
}) => {
	const { page } = sam;
	await startJournal(page, 'Sam');
	await openAim(page);
	const strengths = section(page, 'Strengths').getByRole('textbox', { name: 'Strength' });
	await page.getByRole('button', { name: 'Add strength' }).click();
	for (const words of ['One', 'Two', 'Three']) {
		await page.keyboard.type(words);
		await page.keyboard.press('Enter');
	}
	const values = (): Promise<string[]> =>
		strengths.evaluateAll((all) => all.map((each) => (each as HTMLTextAreaElement).value));
	await expect.poll(values).toEqual(['One', 'Two', 'Three', '']);
	await strengths.nth(2).focus();
	await page.keyboard.press('Alt+ArrowUp');
	await expect.poll(values).toEqual(['One', 'Three', 'Two', '']);
	await expect(strengths.nth(1)).toBeFocused();
	await menu(page, 'One', 'Move down');
	await expect.poll(values).toEqual(['Three', 'One', 'Two', '']);
	await menu(page, 'One', 'Put away');
	await page.getByRole('button', { name: 'Undo', exact: true }).last().click();
	await expect.poll(values).toEqual(['Three', 'One', 'Two', '']);
	await menu(page, 'One', 'Put away');
	await page.getByText('Put away (1)').click();
	await page.getByRole('button', { name: 'Bring back' }).click();
	await expect.poll(values).toEqual(['Three', 'One', 'Two', '']);
});

test('R0-02: beliefs are filtered by what they are about; a reworded one shows what it said before', async ({
	sam
}) => {
	const { page } = sam;
	await startJournal(page, 'Sam');
	await addPerson(page, { name: 'Priya Raman', alias: 'Product lead' });
	await openAim(page);
	await addBelief(page, BELIEF, 'The role');
	await addBelief(page, 'Banks move slowly.', 'The industry');
	const filter = page.getByRole('group', { name: 'About' });
	await filter.getByRole('button', { name: 'The industry (1)' }).click();
	await expect(page.getByText(BELIEF)).toBeHidden();
	await page.reload();
	await expect(page.getByText('Banks move slowly.')).toBeVisible();
	await expect(page.getByText(BELIEF)).toBeHidden();
	await filter.getByRole('button', { name: 'The industry (1)' }).click();
	await menu(page, BELIEF, 'Reword');
	await field(page, 'What do you believe now?').fill('Product managers rarely meet customers.');
	await field(page, 'What changed it?').fill('Priya said so.');
	await page.getByRole('button', { name: 'Write “Product lead”' }).click();
	await page.getByRole('button', { name: 'Save' }).click();
	const reworded = row(page, 'Product managers rarely meet customers.');
	await expect(reworded).toContainText('reworded once');
	await reworded.locator('summary').click();
	await expect(reworded).toContainText(BELIEF);
	await expect(reworded).toContainText('Because: Product lead said so.');
	await goTo(page, 'Findings');
	await expect(page.getByRole('heading', { level: 1, name: 'Findings' })).toBeVisible();
	await expect(page.getByText('Product managers rarely meet customers.')).toBeVisible();
	await expect(page.getByText('Verdicts come later')).toBeVisible();
});

test('words of a belief that were typed and not saved outlive a reload, and are gone once discarded', async ({
	sam
}) => {
	const { page } = sam;
	await startJournal(page, 'Sam');
	await openAim(page);
	const begin = () => page.getByRole('button', { name: 'Add belief' }).click();
	const words = field(page, 'What do you believe?');
	await begin();
	await words.fill('Banks move slowly.');
	await page.goBack();
	await expect(page.getByText('Discard what you typed?')).toBeVisible();
	await page.reload();
	await begin();
	await expect(words).toHaveValue('Banks move slowly.');
	await page.keyboard.press('Escape');
	await begin();
	await expect(words).toHaveValue('Banks move slowly.');
	await words.press('End');
	await words.pressSequentially(' Mostly.');
	await page.keyboard.press('Escape');
	await page.getByRole('button', { name: 'Discard' }).click();
	await begin();
	await expect(words).toHaveValue('');
});

test('R0-27, R0-48: targets say why they come where they do', async ({ sam }) => {
	const { page } = sam;
	await startJournal(page, 'Sam');
	await openAim(page);
	await add(page, 'path', 'Product');
	await row(page, 'Product').locator('summary').click();
	await row(page, 'Product')
		.getByRole('combobox', { name: 'Industry' })
		.selectOption({ label: 'New industry…' });
	await page.keyboard.type('Fintech');
	await page.getByRole('checkbox', { name: 'Emerging' }).check();
	await page.getByRole('button', { name: 'Save' }).click();
	await expect(row(page, 'Product')).toContainText('Fintech');
	await addBelief(page, BELIEF, 'The role');
	await row(page, BELIEF).locator('summary').click();
	await row(page, BELIEF).getByRole('combobox', { name: 'Path' }).selectOption({ label: 'Product' });
	await add(page, 'company', 'Elsewhere');
	await add(page, 'company', 'Lumen Bank');
	await row(page, 'Lumen Bank').locator('summary').click();
	await row(page, 'Lumen Bank').getByRole('combobox', { name: 'Path' }).selectOption({ label: 'Product' });
	const companies = section(page, 'Targets').getByRole('textbox', { name: 'Company' });
	await expect(companies.first()).toHaveValue('Lumen Bank');
	await expect(row(page, 'Lumen Bank')).toContainText(
		'could speak to “Product managers spend most of their week'
	);
	await page.getByRole('button', { name: 'Apply first' }).click();
	await expect(row(page, 'Lumen Bank')).toContainText('nobody spoken with of its industry');
	await page.getByRole('button', { name: 'Own order' }).click();
	await expect(companies.first()).toHaveValue('Elsewhere');
});

test('R3-17: a role that a talk brought up becomes a path that says so', async ({ sam }) => {
	const { page } = sam;
	await startJournal(page, 'Sam');
	await addPerson(page, { name: 'Priya Raman', alias: 'Product lead' });
	await addTalk(page, { person: 'Priya Raman', notes: true, sharing: true });
	await openAim(page);
	await page.getByRole('button', { name: 'A talk brought one up' }).click();
	await field(page, 'Which role or direction?').fill('Product operations');
	await page.getByRole('button', { name: 'Save' }).click();
	await expect(row(page, 'Product operations').first()).toContainText('from the talk with Priya Raman');
	await expect(section(page, 'Targets').getByRole('textbox', { name: 'Role' })).toHaveValue(
		'Product operations'
	);
});

test('R2-02: the mentor sees and edits all but whom the seeker would like as a mentor; who may only read, reads', async ({
	sam,
	ana,
	arrive
}) => {
	const { page } = sam;
	await startJournal(page, 'Sam');
	await openAim(page);
	await field(page, 'Purpose').fill('I teach physics.');
	await add(page, 'path', 'Product');
	await add(page, 'role', 'Associate product manager');
	await add(page, 'mentor', 'Chidi Okafor');
	await expect(page.getByText('Only you can read these.')).toBeVisible();
	await onTheRelay(page);
	const [editor, viewer] = [await createInvite(page, 'Editor'), await createInvite(page, 'Viewer')];

	await join(ana.page, editor, 'Ana');
	await openAim(ana.page);
	await expect(field(ana.page, 'Role')).toHaveValue('Associate product manager');
	await expect(ana.page.getByText('Mentors', { exact: true })).toHaveCount(0);
	await field(ana.page, 'Path').fill('Product operations');
	await expect(field(page, 'Path')).toHaveValue('Product operations');
	await expect(ana.page.getByText('Chidi Okafor')).toHaveCount(0);

	const omar = await arrive('omar');
	await join(omar.page, viewer, 'Omar');
	await openAim(omar.page);
	await expect(field(omar.page, 'Path')).toHaveValue('Product operations');
	await expect(field(omar.page, 'Path')).not.toBeEditable();
	await expect(field(omar.page, 'Purpose')).not.toBeEditable();
	await expect(omar.page.getByRole('main').getByRole('button', { name: /^Add / })).toHaveCount(0);
});

test('what is pasted is shown as typed, however long, in whichever direction', async ({ sam }) => {
	const { page } = sam;
	await startJournal(page, 'Sam');
	await openAim(page);
	await page.getByRole('button', { name: 'Add path' }).click();
	const words = `<img src=x onerror="document.title='hacked'"> مدير المنتج 🧭 ${'W'.repeat(10_000)}`;
	await field(page, 'Path').fill(words);
	await page.reload();
	await expect(field(page, 'Path')).toHaveValue(words);
	await expect(page).toHaveTitle('Aim · Soundings');
	expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
});

test('every step and the page are sound on a phone and on a wide screen', async ({ sam }) => {
	const { page } = sam;
	await startJournal(page, 'Sam');
	await openStart(page);
	await field(page, 'A direction').fill('Product');
	await field(page, 'Purpose').fill('One. Two. Three.');
	await expectSound(page, 'start, what is considered');
	await next(page);
	await field(page, 'Belief 1').fill(BELIEF);
	await expectSound(page, 'start, beliefs');
	await next(page);
	await field(page, 'Name').fill('Priya Raman');
	await expectSound(page, 'start, person');
	await openAim(page);
	await add(page, 'company', 'Lumen Bank');
	for (const words of ['Product', BELIEF, 'Lumen Bank']) await row(page, words).locator('summary').click();
	await expectSound(page, 'Aim');
	await goTo(page, 'Findings');
	await expect(page.getByRole('heading', { level: 1, name: 'Findings' })).toBeVisible();
	await expectSound(page, 'Findings');
});
