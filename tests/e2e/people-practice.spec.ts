// People as the practice asks for them: why this person, where things stand, who covers what, and each person once.

import type { Page } from '@playwright/test';
import { expect, test } from '../support/people.ts';
import { expectSound as expectSoundNow } from './screens.ts';
import {
	addPerson,
	addTalk,
	createInvite,
	field,
	focus,
	goTo,
	join,
	onTheRelay,
	startJournal,
	unfold
} from './steps.ts';

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const stage = (page: Page, name: string) =>
	page.getByRole('group', { name: 'Stage' }).getByRole('button', { name, exact: true });
const combobox = (page: Page, name: string) => page.getByRole('combobox', { name, exact: true });
const timeline = (page: Page) => page.getByRole('region', { name: 'Timeline' });

/** Once the message about what was just done is gone: until then it lies over the end of the page. */
async function expectSound(page: Page, screen: string): Promise<void> {
	await expect(page.locator('.toast')).toHaveCount(0, { timeout: 12_000 });
	await expectSoundNow(page, screen);
}

async function openPerson(page: Page, name: string): Promise<void> {
	await goTo(page, 'People');
	await page.getByRole('main').getByRole('link', { name }).click();
	await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
}

/** Pastes a list and adds who is ticked; the dialog stays open when something is left in the box. */
async function paste(page: Page, lines: readonly string[]): Promise<void> {
	await goTo(page, 'People');
	await button(page, 'Paste a list').click();
	await field(page, 'One person per line').fill(lines.join('\n'));
	await page.getByRole('button', { name: /^Add \d/ }).click();
}

async function look(page: Page, view: 'List' | 'Board' | 'Tree' | 'Coverage'): Promise<void> {
	await page.getByRole('link', { name: view, exact: true }).click();
	await expect(page.getByRole('link', { name: view, exact: true })).toHaveAttribute('aria-current', 'page');
}

async function choosePath(page: Page, title: string): Promise<void> {
	const known = combobox(page, 'Path').getByRole('option', { name: title, exact: true });
	if ((await known.count()) > 0) {
		await combobox(page, 'Path').selectOption({ label: title });
		return;
	}
	await combobox(page, 'Path').selectOption({ label: 'New path…' });
	await field(page, 'New path').fill(title);
	await page.keyboard.press('Enter');
	await expect(combobox(page, 'Path').locator('option:checked')).toHaveText(title);
}

test('R1-05: asking without a reason is questioned; the stages become history that can be put right', async ({
	sam
}) => {
	const { page } = sam;
	await startJournal(page, 'Sam');
	await addPerson(page, { name: 'Priya Raman', alias: 'Product lead, fintech' });
	await openPerson(page, 'Priya Raman');
	await stage(page, 'Asked').click();
	const question = page.getByRole('dialog', { name: 'Why this person?' });
	await question.getByRole('button', { name: 'Not yet' }).click();
	await expect(question).toBeHidden();
	await expect(stage(page, 'Idea')).toHaveAttribute('aria-pressed', 'true');

	await stage(page, 'Asked').click();
	await expectSound(page, 'Why this person?');
	await button(page, 'Without it: Asked').click();
	await expect(stage(page, 'Asked')).toHaveAttribute('aria-pressed', 'true');
	await page
		.getByRole('region', { name: 'Your notes on them' })
		.getByRole('textbox', { name: 'Why this person' })
		.fill('She changed from teaching.');
	await expect(page.getByText('She changed from teaching.').first()).toBeVisible();

	await stage(page, 'Replied').click();
	await expect(timeline(page).getByText('Replied')).toBeVisible();
	await page.getByText('History of stages (2)').click();
	await page.getByLabel('Asked', { exact: true }).last().fill('2026-01-05');
	await page.keyboard.press('Tab');
	await expect(timeline(page).getByRole('heading', { name: 'January 2026' })).toBeVisible();
	await button(page, 'Take “Replied” off the history').click();
	await expect(stage(page, 'Asked')).toHaveAttribute('aria-pressed', 'true');
	await button(page, 'Undo').last().click();
	await expect(stage(page, 'Replied')).toHaveAttribute('aria-pressed', 'true');

	// A stage that ends it is no verdict: nothing is asked and nothing is due.
	await stage(page, 'Declined').click();
	await expect(page.getByText('Nothing to do. The door stays open.')).toBeVisible();
	await unfold(page, 'Profile');
	await page.getByLabel('Next touch').fill('2027-03-01');
	await page.keyboard.press('Tab');
	await goTo(page, 'People');
	await expect(page.getByRole('row', { name: /Priya Raman/ })).toContainText(/Mar.*2027/);
	await expectSound(page, 'People by stage');
});

test('R2-07: a list is pasted in one step, doubles are marked, and what cannot be read stays in the box', async ({
	sam,
	ana
}) => {
	const { page } = sam;
	await startJournal(page, 'Sam');
	await addPerson(page, { name: 'Priya Raman', alias: 'Product lead, fintech' });
	const long = 'x'.repeat(10_000);
	await paste(page, [
		'priya raman, Lumen Bank',
		'Tom Berg, Ostrom Energy, tom@ostrom.example',
		'<b>Amara</b>\tOstrom Energy',
		'only@an.example',
		long
	]);
	await expect(page.getByText('2 people added.')).toBeVisible();
	await expect(field(page, 'One person per line')).toHaveValue(
		`priya raman, Lumen Bank\nonly@an.example\n${long}`
	);
	await expect(page.getByText('Somebody of that name is here already.')).toBeVisible();
	await expect(page.getByText('Too long for one person.')).toBeVisible();
	await expectSound(page, 'A pasted list');
	await page.keyboard.press('Escape');
	await button(page, 'Discard').click();
	await expect(page.getByRole('link', { name: '<b>Amara</b>' })).toBeVisible();

	// One step back takes the whole list back.
	await page.getByRole('heading', { level: 1 }).click();
	await page.keyboard.press('ControlOrMeta+z');
	await expect(page.getByRole('table').getByRole('link')).toHaveCount(1);
	await page.keyboard.press('ControlOrMeta+Shift+z');
	await expect(page.getByRole('table').getByRole('link')).toHaveCount(3);

	await onTheRelay(page);
	await join(ana.page, await createInvite(page, 'Editor'), 'Ana');
	await goTo(ana.page, 'People');
	await expect(ana.page.getByRole('table').getByRole('link')).toHaveText([
		'Product lead, fintech',
		'Person 2',
		'Person 3'
	]);
	for (const secret of ['Tom', 'Ostrom', 'Amara', 'tom@'])
		await expect(ana.page.getByText(secret)).toHaveCount(0);
});

test('somebody who is here twice counts once, and comes apart again', async ({ sam }) => {
	const { page } = sam;
	await startJournal(page, 'Sam');
	await paste(page, ['Priya Raman', 'P. Raman, Lumen Bank']);
	await addTalk(page, { person: 'P. Raman', notes: false, sharing: false });
	await openPerson(page, 'P. Raman');
	await unfold(page, 'Name and contact');
	await button(page, 'Same person as…').click();
	await combobox(page, 'Who is it?').selectOption({ label: 'Priya Raman' });
	await button(page, 'Same person').click();
	await expect(page.getByText('The same person as Priya Raman.', { exact: true })).toBeVisible();
	await expectSound(page, 'A person who is another');
	await page.getByRole('link', { name: 'Open that page' }).click();
	await expect(timeline(page).getByRole('link', { name: /Talk/ })).toBeVisible();
	await goTo(page, 'People');
	await expect(page.getByRole('table').getByRole('link')).toHaveCount(1);
	await expect(page.getByRole('row', { name: /Priya Raman/ })).toContainText('Talk, today');

	await openPerson(page, 'Priya Raman');
	await button(page, 'Not the same person').click();
	await expect(page.getByText('P. Raman counts on their own again.')).toBeVisible();
	await button(page, 'Undo').last().click();
	await expect(page.getByText('Also here as')).toBeVisible();
	await button(page, 'Add talk').click();
	await expect(page.getByRole('dialog').getByRole('combobox', { name: 'Person' })).toHaveText(
		/^Choose…\s*Priya Raman$/
	);
	await button(page, 'Cancel').click();

	// The other record is put away: this one is in sight again.
	await button(page, 'Put away').click();
	await expect(page.getByRole('table').getByRole('link', { name: 'P. Raman' })).toBeVisible();
});

test('one nudge and one page of messages for a person who is here twice', async ({ sam }) => {
	const { page } = sam;
	await startJournal(page, 'Sam');
	await paste(page, ['Priya Raman', 'P. Raman, Lumen Bank']);
	await openPerson(page, 'P. Raman');
	await page.getByRole('link', { name: 'Write a message' }).click();
	await field(page, 'Message').fill('May I learn from you how you decide? Your talk stayed with me.');
	await goTo(page, 'People');
	await openPerson(page, 'P. Raman');
	await expect(page.getByRole('main').getByText('Draft', { exact: true })).toBeVisible();
	await unfold(page, 'Name and contact');
	await button(page, 'Same person as…').click();
	await combobox(page, 'Who is it?').selectOption({ label: 'Priya Raman' });
	await button(page, 'Same person').click();
	await page.getByRole('link', { name: 'Open that page' }).click();
	await page.getByRole('link', { name: /^Request.*Draft/ }).click();
	await expect(field(page, 'Message')).toHaveValue(/Your talk stayed with me/);
});

test('the sections of a person fold, stay as they were left, and open for a link into them', async ({
	sam
}) => {
	const { page } = sam;
	await startJournal(page, 'Sam');
	await paste(page, ['Priya Raman', 'Tom Berg']);
	await openPerson(page, 'Priya Raman');
	const heading = (name: string) => page.getByRole('heading', { level: 2 }).getByRole('button', { name });
	// What is to be written is open; what waits for nobody is one row.
	await expect(heading('Profile')).toHaveAttribute('aria-expanded', 'true');
	await expect(heading('Favours')).toHaveAttribute('aria-expanded', 'false');
	await expect(button(page, 'Add favour')).toBeHidden();
	await heading('Favours').focus();
	await page.keyboard.press('Enter');
	await expect(button(page, 'Add favour')).toBeVisible();
	await heading('Your notes on them').click();
	await expect(field(page, 'Common ground')).toBeHidden();
	await openPerson(page, 'Tom Berg');
	await expect(button(page, 'Add favour')).toBeHidden();
	await openPerson(page, 'Priya Raman');
	await expect(button(page, 'Add favour')).toBeVisible();
	await expect(field(page, 'Common ground')).toBeHidden();
	await page.getByRole('link', { name: 'To the field' }).click();
	await expect(field(page, 'Why this person')).toBeInViewport();
	await expectSound(page, 'A person, folded');
});

test('people as list, board, tree and coverage, by keyboard', async ({ sam }) => {
	const { page } = sam;
	await startJournal(page, 'Sam');
	await paste(page, [
		'Priya Raman, Lumen Bank',
		'Tom Berg, Lumen Bank',
		'Ben Hall, Lumen Bank',
		'Ada Okafor, Ostrom',
		'Eve Lund'
	]);
	for (const [name, level, by] of [
		['Tom Berg', 'Mid-career', 'Priya Raman'],
		['Ben Hall', 'Senior', 'Tom Berg'],
		['Priya Raman', 'Senior', 'Ben Hall']
	] as const) {
		await openPerson(page, name);
		await unfold(page, 'Profile');
		await button(page, level).click();
		await combobox(page, 'Introduced by').selectOption({ label: by });
		await choosePath(page, 'Product work');
	}
	await combobox(page, 'Industry').selectOption({ label: 'New industry…' });
	await field(page, 'New industry').fill('Climate');
	await page.keyboard.press('Enter');
	await expect(combobox(page, 'Industry')).toBeFocused();
	await expect(combobox(page, 'Industry').locator('option:checked')).toHaveText('Climate');

	await goTo(page, 'People');
	await page.getByRole('searchbox', { name: 'Find' }).fill('berg');
	await expect(page.getByRole('table').getByRole('link')).toHaveCount(2);
	await page.getByRole('searchbox', { name: 'Find' }).fill('nobody like this');
	await expect(page.getByText('Nobody matches “nobody like this”.')).toBeVisible();
	await page.getByRole('searchbox', { name: 'Find' }).fill('');

	await test.step('the board moves people by keys and by menu', async () => {
		await look(page, 'Board');
		const column = (name: string) => page.getByRole('region', { name: new RegExp(`^${name}`) });
		const eve = page.getByRole('link', { name: 'Eve Lund' });
		await focus(eve);
		await page.keyboard.press('Alt+ArrowRight');
		await button(page, 'Without it: Asked').click();
		await expect(column('Asked').getByRole('link', { name: 'Eve Lund' })).toBeVisible();
		await focus(eve);
		await page.keyboard.press('Alt+ArrowRight');
		await expect(column('Replied').getByRole('link', { name: 'Eve Lund' })).toBeFocused();
		await button(page, 'Move Tom Berg').focus();
		await page.keyboard.press('Enter');
		await page.getByRole('menuitem', { name: 'Keeping in touch' }).click();
		await expect(column('Keeping in touch').getByRole('link', { name: 'Tom Berg' })).toBeFocused();
		await expectSound(page, 'The board');
	});

	await test.step('the tree ends although three introduced each other in a circle', async () => {
		await look(page, 'Tree');
		await expect(page.getByRole('img', { name: 'Who introduced whom' })).toContainText(
			'Priya RamanTom BergBen Hall'
		);
		await expect(page.getByText('2 other people came without an introduction.')).toBeVisible();
		await page.getByText('As a table').click();
		await expect(page.getByRole('row', { name: /^Tom Berg/ })).toHaveText(/Priya Raman\s*1/);
		await expectSound(page, 'The tree');
	});

	await test.step('coverage names who is missing and what is lopsided', async () => {
		await look(page, 'Coverage');
		await expect(page.getByRole('row', { name: /^Product work/ })).toContainText('2 people');
		await expect(page.getByText('Product work, early career')).toBeVisible();
		await expect(page.getByText(/Nobody who changed into the field/)).toBeVisible();
		await expect(page.getByText('3 of 4 people whose employer is known work at Lumen Bank.')).toBeVisible();
		await expect(page.getByText('5 people in the journal, 0 of them reached.')).toBeVisible();
		await expectSound(page, 'Coverage');
	});
	await page.goBack();
	await expect(page.getByRole('link', { name: 'Tree', exact: true })).toHaveAttribute('aria-current', 'page');
});

test('R2-38: a mentor reads profile and stage under the alias, and nothing of the notes on the person', async ({
	sam,
	ana
}) => {
	const { page } = sam;
	await startJournal(page, 'Sam');
	await goTo(page, 'People');
	await button(page, 'Add person').click();
	await field(page, 'Name').fill('Priya Raman');
	await field(page, 'Alias').fill('Product lead, fintech');
	await combobox(page, 'Level').selectOption({ label: 'Senior' });
	await field(page, 'Why this person').fill('Her secret hindsight');
	await button(page, 'Save').click();
	await openPerson(page, 'Priya Raman');
	await unfold(page, 'Your notes on them');
	await expect(page.getByText('Only you can read this.').first()).toBeVisible();
	await unfold(page, 'Profile');
	await field(page, 'Common ground').fill('Her hidden school');
	await field(page, 'Role').fill('Works as Priya does');
	await expect(page.getByText('“Priya” has not agreed to be named, and others read this.')).toBeVisible();
	await field(page, 'Role').fill('Head of product');
	await stage(page, 'Asked').click();
	await expectSound(page, 'A person with notes');
	await onTheRelay(page);

	const other = ana.page;
	await join(other, await createInvite(page, 'Editor'), 'Ana');
	await openPerson(other, 'Product lead, fintech');
	await expect(stage(other, 'Asked')).toHaveAttribute('aria-pressed', 'true');
	await unfold(other, 'Profile');
	await expect(button(other, 'Senior')).toHaveAttribute('aria-pressed', 'true');
	await expect(field(other, 'Role')).toHaveValue('Head of product');
	await expect(other.getByText('Research and reasons stay with who added this person.')).toBeVisible();
	for (const secret of ['Priya', 'secret hindsight', 'hidden school'])
		expect(await other.content()).not.toContain(secret);
	await stage(other, 'Replied').click();
	await expect(stage(page, 'Replied')).toHaveAttribute('aria-pressed', 'true');
	await expectSound(other, 'A person, to a mentor');
});
