// Part 3: a message from a template to a reply, what keeps one here, and what a mentor gets to read of it.

import type { Page } from '@playwright/test';
import { expect, test } from '../support/people.ts';
import { expectSound, PHONE } from './screens.ts';
import { addPerson, createInvite, field, goTo, join, onTheRelay, startJournal } from './steps.ts';

const PRIYA = { name: 'Priya Raman', alias: 'Product lead, fintech' };

/** On the page of the only person there is. */
async function openPerson(page: Page, label: string | RegExp): Promise<void> {
	await goTo(page, 'People');
	await page.getByRole('main').getByRole('link', { name: label }).first().click();
	await expect(page).toHaveURL(/\/people\/[\w-]+$/);
}

async function startWriting(page: Page): Promise<void> {
	await startJournal(page, 'Sam');
	await addPerson(page, PRIYA);
	if (!/\/people\/[\w-]+$/.test(page.url())) await openPerson(page, /Priya Raman/);
	await page.getByRole('link', { name: 'Write a message' }).click();
	await expect(page).toHaveURL(/\/message$/);
	await expect(page.getByText('You are asking to learn, not for a job.')).toBeVisible();
}

async function fillSlot(page: Page, label: RegExp, words: string): Promise<void> {
	const form = page.locator('form', { has: page.getByRole('textbox', { name: label }) });
	await form.getByRole('textbox').fill(words);
	await form.getByRole('button', { name: 'Fill in' }).click();
}

const text = (page: Page) => field(page, 'Message');
const copy = (page: Page) => page.getByRole('button', { name: 'Copy', exact: true });

/** With the first template in it. */
async function fillRequest(page: Page): Promise<void> {
	await fillSlot(
		page,
		/^Why them/,
		'Your talk on release trains stayed with me. My friend at Lumen was there.'
	);
	await fillSlot(page, /^What you want/, 'I am finding out whether product work suits me.');
	await fillSlot(page, /^Two or three/, 'What did you underestimate, Priya?');
	await fillSlot(page, /^What you will do/, 'What I hear will help me decide what to learn next.');
	await fillSlot(page, /^That you may/, 'I am open to finding that another direction suits me better.');
}

test('R2-43: a request leaves once its slots are filled; sent, it is a record, and the person is asked', async ({
	sam
}) => {
	const { page } = sam;
	await sam.context.grantPermissions(['clipboard-read', 'clipboard-write']);
	await startWriting(page);
	await page.getByRole('button', { name: 'Use this template' }).click();
	await expect(page).toHaveURL(/\/message\/[\w-]+$/);
	await expect(text(page)).toHaveValue(/Hello Priya Raman,\s+\{\{personal\}\}/);
	await expect(copy(page)).toBeDisabled();
	await expect(page.getByText(/“\{\{personal\}\}” is not filled in/)).toBeVisible();

	await fillRequest(page);
	await expect(page.getByText('Nothing found.')).toBeVisible();
	await expect(page.getByRole('link', { name: 'Open in mail' })).toHaveAttribute(
		'href',
		/^mailto:\?subject=A%20few/
	);
	await copy(page).click();
	expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(await text(page).inputValue());

	await page.reload();
	await expect(page.getByText('Did you send it?')).toBeVisible();
	await page.getByRole('button', { name: 'Yes, sent' }).click();
	await expect(page.getByText(/^Sent .+, copied$/)).toBeVisible();
	await expect(text(page)).toHaveCount(0);
	await expect(page.getByText('Your talk on release trains stayed with me.', { exact: false })).toBeVisible();

	await page.getByRole('button', { name: 'They replied…' }).click();
	await page.getByRole('button', { name: 'No', exact: true }).click();
	await page.getByRole('combobox', { name: 'Why' }).selectOption({ label: 'No time' });
	await page.getByRole('textbox', { name: 'What there is to learn from it' }).fill('March is budget time.');
	await page.getByRole('button', { name: 'Save' }).click();
	await expect(page.getByText('They replied: No · No time')).toBeVisible();
	await openPerson(page, /Priya Raman/);
	await expect(page.getByText('They replied: No · No time')).toBeVisible();
	await expect(page.getByText('Declined').first()).toBeVisible();
});

test('what is typed for a slot outlives a reload, and after a yes the talk is added where the reply is', async ({
	sam
}) => {
	const { page } = sam;
	await startWriting(page);
	// In one task: whoever reloads right after the press comes back to the draft.
	const address = await page
		.getByRole('button', { name: 'Use this template' })
		.evaluate((button: HTMLElement) => (button.click(), location.pathname));
	expect(address).toMatch(/\/message\/[\w-]+$/);
	const why = page.getByRole('textbox', { name: /^Why them/ });
	await why.fill('Your talk on release trains stayed with me.');
	await page.reload();
	await expect(why).toHaveValue('Your talk on release trains stayed with me.');
	await fillRequest(page);
	await expect(page.getByRole('heading', { name: 'Checks' })).toBeFocused();
	await sentDaysAgo(page, 2);

	await page.getByRole('button', { name: 'They replied…' }).click();
	await page.getByRole('button', { name: 'Yes', exact: true }).click();
	await page.getByRole('button', { name: 'Save' }).click();
	await page.getByRole('button', { name: 'Add talk' }).click();
	await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
	await expect(page).toHaveURL(/\/talks\/[\w-]+$/);

	// The minutes that were asked for, and the way from the calendar to the time.
	const talk = page.url();
	await page.getByRole('button', { name: 'Calendar file' }).click();
	await page.getByRole('link', { name: 'Set the time' }).click();
	await expect(page).toHaveURL(`${talk}/prepare`);
	await expect(page.getByLabel('Begins at')).toBeFocused();
	await page.getByRole('button', { name: '30, as you asked' }).click();
	await expect(page.getByRole('spinbutton', { name: 'Agreed minutes' })).toHaveValue('30');
	await expect(page.getByRole('button', { name: '30, as you asked' })).toHaveCount(0);
	await page.getByRole('button', { name: 'Calendar file' }).click();
	await page.getByRole('link', { name: 'Set the time' }).click();
	await expect(page.getByLabel('Begins at')).toBeFocused();
	await openPerson(page, /Priya Raman/);
	await expect(page.getByText('They replied: Yes')).toBeVisible();
	await expect(page.getByRole('button', { name: 'Add talk' })).toHaveCount(1);
});

test('R3-13: a request for a job is held until the words change or a reason is given, and the reason stays', async ({
	sam
}) => {
	const { page } = sam;
	await startWriting(page);
	await page.getByRole('button', { name: 'Use this template' }).click();
	await fillRequest(page);
	await text(page).press('ControlOrMeta+End');
	await text(page).pressSequentially(' Are you hiring?');
	await expect(page.getByText('“Are you hiring” asks for a job.')).toBeVisible();
	await expect(copy(page)).toBeDisabled();
	await page.getByRole('button', { name: 'Overrule…' }).click();
	await page.getByRole('button', { name: 'Overrule', exact: true }).click();
	await expect(page.getByText('Write why, for yourself.')).toBeVisible();
	await page.getByRole('textbox', { name: 'Why it is right here' }).fill('She asked me to put it so.');
	await page.getByRole('button', { name: 'Overrule', exact: true }).click();
	await expect(copy(page)).toBeEnabled();
	await page.getByRole('button', { name: 'Mark as sent…' }).click();
	await page.getByRole('button', { name: 'Yes, sent' }).click();
	await expect(page.getByText('She asked me to put it so.')).toBeVisible();
	await page.getByRole('button', { name: 'Not sent after all' }).click();
	await expect(text(page)).toHaveValue(/Are you hiring\?$/);
});

/** Marks the message on screen as sent so many days ago. */
async function sentDaysAgo(page: Page, days: number): Promise<void> {
	const day = new Date();
	day.setDate(day.getDate() - days);
	const [month, date] = [day.getMonth() + 1, day.getDate()].map((part) => String(part).padStart(2, '0'));
	await page.getByRole('button', { name: 'Mark as sent…' }).click();
	await page.getByLabel('Day').fill(`${String(day.getFullYear())}-${month}-${date}`);
	await page.getByRole('button', { name: 'Yes, sent' }).click();
	await expect(page.getByText(/^Sent /)).toBeVisible();
}

test('R3-15: one reminder is offered after a week without a reply, then only a gracious end', async ({
	sam
}) => {
	const { page } = sam;
	await startWriting(page);
	await page.getByRole('button', { name: 'Use this template' }).click();
	await fillRequest(page);
	await sentDaysAgo(page, 20);
	await openPerson(page, /Priya Raman/);
	await page.getByRole('link', { name: 'Write the reminder' }).click();
	await page.getByRole('button', { name: 'Use this template' }).click();
	await sentDaysAgo(page, 10);
	await openPerson(page, /Priya Raman/);
	await expect(page.getByRole('link', { name: 'Write the reminder' })).toHaveCount(0);
	await page.getByRole('link', { name: 'Write a message' }).click();
	await page.getByRole('button', { name: 'Use this template' }).click();
	await expect(page.getByText('You asked and reminded them once', { exact: false })).toBeVisible();
	await expect(copy(page)).toBeDisabled();
	await openPerson(page, /Priya Raman/);
	await page.getByRole('button', { name: 'Close graciously' }).click();
	await expect(page.getByText('Closed graciously. The door stays open.')).toBeVisible();
	await expect(page.getByRole('button', { name: 'Close graciously' })).toHaveCount(0);
});

test('S14: looking writes no draft; the first key makes it, and no letter is lost', async ({ sam }) => {
	const { page } = sam;
	await startWriting(page);
	await page.goBack();
	await expect(page.getByText('Nothing written yet.')).toBeVisible();
	await page.goForward();
	await text(page).pressSequentially('Hello, {{name and <b>so</b> on');
	await expect(page).toHaveURL(/\/message\/[\w-]+$/);
	await expect(text(page)).toHaveValue('Hello, {{name and <b>so</b> on');
	await expect(text(page)).toBeFocused();
	await expect(page.getByText('begins a slot that does not end.', { exact: false })).toBeVisible();
	await openPerson(page, /Priya Raman/);
	await page.getByRole('link', { name: /Request.*Draft/ }).click();
	await expect(text(page)).toHaveValue('Hello, {{name and <b>so</b> on');
});

test('R2-33: a mentor reads a draft only as a copy under the alias', async ({ sam, ana }) => {
	const { page } = sam;
	await startWriting(page);
	await page.getByRole('button', { name: 'Use this template' }).click();
	await fillRequest(page);
	await onTheRelay(page);
	await join(ana.page, await createInvite(page, 'Editor'), 'Ana');
	await openPerson(ana.page, /Product lead/);
	await expect(ana.page.getByText('No drafts were given to read.')).toBeVisible();
	await expect(ana.page.getByRole('link', { name: 'Write a message' })).toHaveCount(0);

	await page.getByRole('button', { name: 'Give a copy to your mentor…' }).click();
	const shown = page.getByRole('group', { name: 'The copy' });
	await expect(shown).toContainText('Hello Product lead, fintech,');
	await expect(shown).not.toContainText('Priya');
	await expect(page.getByText('it cannot be recalled', { exact: false })).toBeVisible();
	await page.getByRole('button', { name: 'Give this copy' }).click();
	await onTheRelay(page);
	await expect(
		ana.page.getByText('What did you underestimate, Product lead, fintech?', { exact: false })
	).toBeVisible();
	await expect(ana.page.getByRole('main')).not.toContainText('Priya');
});

test('R2-41: a template is made one’s own, edited and used for the next message', async ({ sam }) => {
	const { page } = sam;
	await startWriting(page);
	await page.getByRole('link', { name: 'All templates' }).click();
	await page.getByText('A first request').click();
	await page.getByRole('button', { name: 'Make it mine' }).click();
	await field(page, 'Title').fill('For product people');
	await field(page, 'Text').fill('Hello {{name}}, {{weather}}');
	await expect(page.getByText('Not known as a slot:')).toContainText('{{weather}}');
	await openPerson(page, /Priya Raman/);
	await page.getByRole('link', { name: 'Write a message' }).click();
	await expect(page.getByRole('combobox', { name: 'Template' })).toContainText('For product people');
	await page.getByRole('button', { name: 'Use this template' }).click();
	await expect(text(page)).toHaveValue('Hello Priya Raman, {{weather}}');
	await expect(copy(page)).toBeDisabled();
});

test('nobody is kept out of messages', async ({ sam }) => {
	const { page } = sam;
	await startWriting(page);
	await expectSound(page, 'A message that is not begun');
	await page.getByRole('button', { name: 'Use this template' }).click();
	await expectSound(page, 'A message with slots to fill');
	await fillRequest(page);
	await text(page).press('ControlOrMeta+End');
	await text(page).pressSequentially(' Answer asap.');
	await page.getByRole('button', { name: 'Mark as sent…' }).click();
	await page.getByRole('button', { name: 'Overrule…' }).click();
	await expectSound(page, 'A message that was copied, with a check');
	await page.getByRole('button', { name: 'Yes, sent' }).click();
	await expectSound(page, 'A message that was sent');
	await page.getByRole('button', { name: 'Keep as a template' }).click();
	await page.getByRole('button', { name: 'They replied…' }).click();
	await page.getByRole('button', { name: 'Later' }).click();
	await expectSound(page, 'The form of a reply');
	await page.keyboard.press('Escape');
	await expect(page.getByRole('dialog')).toBeHidden();
	await page.goto(page.url().replace(/\/people\/.*/, '/templates'));
	await page.getByText('A thank-you').click();
	await expectSound(page, 'Templates');
});

test.describe('on a phone', () => {
	test.use({ viewport: PHONE, hasTouch: true, isMobile: true });

	test('what is typed is above the bar, and a template comes before an empty page', async ({ sam }) => {
		const { page } = sam;
		await startWriting(page);
		const use = await page.getByRole('button', { name: 'Use this template' }).boundingBox();
		const empty = await text(page).boundingBox();
		expect(use?.y ?? Infinity).toBeLessThan(empty?.y ?? 0);
		await text(page).tap();
		await page.keyboard.type('Hello');
		await expect(text(page)).toHaveValue('Hello');
	});
});
