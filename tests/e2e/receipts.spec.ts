// What the members prove to one another: that a talk is on the other's device, and that it was seen as it is now.

import type { Locator, Page } from '@playwright/test';
import { expect, test } from '../support/people.ts';
import {
	addTalk,
	createInvite,
	field,
	goTo,
	join,
	keptOffline,
	onTheRelay,
	openInvite,
	openTalk,
	rewrite,
	startWithTalk,
	syncStatus
} from './steps.ts';

const ALIAS = /Product lead, fintech/;
const SKILLS = 'Required skills';
/** The longest way: it is stored, looked at for a moment, gathered, sent, and worked out on the other side. */
const PROVEN = { timeout: 20_000 };

const seenBy = (page: Page, name: string): Locator =>
	page.getByRole('main').getByText(new RegExp(`Seen by ${name}, \\d\\d:\\d\\d`));
const onDevice = (page: Page, name: string): Locator =>
	page.getByRole('main').getByText(`On ${name}’s device`);
const anything = (page: Page): Locator => page.getByRole('main').getByText(/Seen by|On \w+’s device/);

const tellSwitch = (page: Page): Locator =>
	page.getByRole('checkbox', { name: 'Let the others see what I have opened' });

/** Turns telling the others on or off. */
async function tell(page: Page, on: boolean): Promise<void> {
	await page.getByRole('button', { name: 'Share' }).click();
	await tellSwitch(page).setChecked(on);
	await expect(tellSwitch(page)).toBeEnabled();
	await expect(tellSwitch(page)).toBeChecked({ checked: on });
	await page.keyboard.press('Escape');
	await expect(page.getByRole('dialog')).toBeHidden();
}

test('a talk is seen by the mentor once she has opened it, in exactly these words, and both ways', async ({
	sam,
	ana
}) => {
	await startWithTalk(sam.page);
	await rewrite(field(sam.page, SKILLS), 'Writing, above all.');
	await join(ana.page, await createInvite(sam.page, 'Editor'), 'Ana');
	await expect(onDevice(sam.page, 'Ana')).toBeVisible(PROVEN);
	// She has the journal open, and has not opened the talk.
	await expect(seenBy(sam.page, 'Ana')).toHaveCount(0);
	await openTalk(ana.page, ALIAS);
	await expect(seenBy(sam.page, 'Ana')).toBeVisible(PROVEN);
	await expect(seenBy(ana.page, 'Sam')).toBeVisible(PROVEN);
	// There is more to the journal than its talks.
	await expect(syncStatus(sam.page)).toContainText('Ana’s device has this');
	await goTo(ana.page, 'Plan');
	await expect(syncStatus(sam.page)).toContainText(/Seen by Ana, \d\d:\d\d/, PROVEN);

	await test.step('an edit makes it another: it is on her device, and seen when she comes back to it', async () => {
		await goTo(ana.page, 'Talks');
		await rewrite(field(sam.page, SKILLS), 'Writing, and asking.');
		await expect(anything(sam.page)).toHaveCount(0);
		await expect(syncStatus(sam.page)).not.toContainText('Seen by Ana');
		await expect(onDevice(sam.page, 'Ana')).toBeVisible(PROVEN);
		await expect(seenBy(sam.page, 'Ana')).toHaveCount(0);
		await openTalk(ana.page, ALIAS);
		await expect(seenBy(sam.page, 'Ana')).toBeVisible(PROVEN);
	});

	await test.step('what she writes is seen by who has it on the screen', async () => {
		await rewrite(field(ana.page, 'Culture and communication'), 'Ask about it.');
		await expect(seenBy(ana.page, 'Sam')).toHaveCount(0);
		await expect(seenBy(ana.page, 'Sam')).toBeVisible(PROVEN);
	});

	await test.step('S14: looking at it writes nothing', async () => {
		for (const { page } of [sam, ana]) {
			await onTheRelay(page);
			await page.getByRole('button', { name: 'About the relay' }).click();
			await expect(page.getByText('“Seen” means opened on their screen')).toBeVisible();
			await expect(page.getByText('has not confirmed')).toHaveCount(0);
			await page.keyboard.press('Escape');
		}
	});
});

test('what is proven outlives the server and the browser, and nothing is claimed of what came after', async ({
	server,
	sam,
	ana
}) => {
	await startWithTalk(sam.page);
	await rewrite(field(sam.page, SKILLS), 'Writing, above all.');
	await join(ana.page, await createInvite(sam.page, 'Editor'), 'Ana');
	await openTalk(ana.page, ALIAS);
	await expect(seenBy(sam.page, 'Ana')).toBeVisible(PROVEN);
	await onTheRelay(sam.page);
	await keptOffline(sam.page);
	const talk = sam.page.url();
	const anasTalk = ana.page.url();

	await ana.close();
	await rewrite(field(sam.page, SKILLS), 'She has not got this.');
	await onTheRelay(sam.page);
	await expect(anything(sam.page)).toHaveCount(0);
	await sam.page.getByRole('button', { name: 'About the relay' }).click();
	await expect(sam.page.getByText(/Ana’s device has not confirmed \d+ changes? yet\./)).toBeVisible();
	await sam.page.keyboard.press('Escape');
	await ana.launch();
	await ana.page.goto(anasTalk.replace(/\/talks.*/, '/people'));
	await expect(onDevice(sam.page, 'Ana')).toBeVisible(PROVEN);
	await expect(seenBy(sam.page, 'Ana')).toHaveCount(0);
	await ana.close();

	await server.kill();
	await sam.relaunch();
	await sam.page.goto(talk);
	await expect(syncStatus(sam.page)).toContainText('Offline');
	await expect(onDevice(sam.page, 'Ana')).toBeVisible(PROVEN);
	await rewrite(field(sam.page, SKILLS), 'Written with nobody there.');
	await expect(anything(sam.page)).toHaveCount(0);
	await sam.page.reload();
	await expect(field(sam.page, SKILLS)).toHaveText('Written with nobody there.');
	await expect(syncStatus(sam.page)).toContainText('waiting');
	await expect(anything(sam.page)).toHaveCount(0);
});

test('of a page that the mentor does not get nothing is claimed, and it is said again where she does', async ({
	sam,
	ana
}) => {
	await startWithTalk(sam.page);
	await openInvite(ana.page, await createInvite(sam.page, 'Editor'), 'Ana');
	await expect(ana.page.getByRole('main')).toContainText(
		'The others will see when you have opened a talk, or the journal. You can switch that off in the journal, under Share.'
	);
	await ana.page.getByRole('button', { name: 'Join' }).click();
	const claimed = syncStatus(sam.page).getByText(/Ana’s device has this|Seen by Ana/);
	await expect(claimed).toBeVisible(PROVEN);
	const shared = sam.page.url();

	await goTo(sam.page, 'People');
	await onTheRelay(sam.page);
	await expect(claimed).toHaveCount(0);
	await sam.page.getByRole('link', { name: /Priya Raman/ }).click();
	await expect(sam.page.getByRole('heading', { level: 1 })).toContainText('Priya Raman');
	await onTheRelay(sam.page);
	await expect(claimed).toHaveCount(0);
	await addTalk(sam.page, { person: 'Priya Raman', notes: true, sharing: false });
	await rewrite(field(sam.page, SKILLS), 'Not agreed to be shared.');
	await onTheRelay(sam.page);
	await expect(claimed).toHaveCount(0);
	await sam.page.goto(shared);
	await onTheRelay(sam.page);
	await expect(claimed).toBeVisible(PROVEN);
	await goTo(sam.page, 'Plan');
	await expect(claimed).toBeVisible(PROVEN);
	await sam.page.getByRole('button', { name: 'About the relay' }).click();
	await expect(sam.page.getByText('What only you can read is on nobody’s device but yours.')).toBeVisible();
});

test('who does not want to be seen is not, at once and after a restart', async ({ sam, ana }) => {
	await startWithTalk(sam.page);
	await rewrite(field(sam.page, SKILLS), 'Writing, above all.');
	await join(ana.page, await createInvite(sam.page, 'Editor'), 'Ana');
	await openTalk(ana.page, ALIAS);
	await expect(seenBy(sam.page, 'Ana')).toBeVisible(PROVEN);
	await tell(ana.page, false);
	await expect(seenBy(sam.page, 'Ana')).toHaveCount(0, PROVEN);
	await expect(onDevice(sam.page, 'Ana')).toBeVisible(PROVEN);
	const talk = ana.page.url();
	await ana.relaunch();
	await ana.page.goto(talk);
	await onTheRelay(ana.page);
	await rewrite(field(sam.page, SKILLS), 'Something new to see.');
	await expect(field(ana.page, SKILLS)).toHaveText('Something new to see.');
	await expect(onDevice(sam.page, 'Ana')).toBeVisible(PROVEN);
	await expect(seenBy(sam.page, 'Ana')).toHaveCount(0);
	await tell(ana.page, true);
	await expect(seenBy(sam.page, 'Ana')).toBeVisible(PROVEN);
});

test('of the sample nothing is told, and nothing is claimed', async ({ sam }) => {
	const { page } = sam;
	await page.goto('/');
	await page.getByRole('button', { name: 'Explore a sample' }).click();
	await expect(page).toHaveURL(/\/today$/);
	await goTo(page, 'Talks');
	await page.getByRole('main').getByRole('link').filter({ hasText: /\w/ }).first().click();
	await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
	await page.getByRole('button', { name: 'Share' }).click();
	await expect(page.getByRole('dialog')).toBeVisible();
	await expect(tellSwitch(page)).toHaveCount(0);
	await page.keyboard.press('Escape');
	await expect(anything(page)).toHaveCount(0);
});
