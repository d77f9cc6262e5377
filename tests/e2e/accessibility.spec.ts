// Every screen with data in it and every dialog open, looked at in both colour schemes, wide and on a phone.

import type { Page } from '@playwright/test';
import { expect, test } from '../support/people.ts';
import { expectSound } from './screens.ts';
import {
	addMilestone,
	addPerson,
	addPhase,
	addTalk,
	createInvite,
	field,
	goTo,
	join,
	onTheRelay,
	openTalk,
	startJournal
} from './steps.ts';

const press = (page: Page, name: string): Promise<void> => page.getByRole('button', { name }).first().click();
const choose = (page: Page, name: string): Promise<void> => page.getByRole('menuitem', { name }).click();

/** The dialog that is open has this title. */
const dialog = (page: Page, title: string) => expect(page.getByRole('dialog', { name: title })).toBeVisible();

async function dismiss(page: Page): Promise<void> {
	await page.keyboard.press('Escape');
	await expect(page.getByRole('dialog')).toBeHidden();
}

test('nobody is kept out of a journal that begins', async ({ sam }) => {
	const { page } = sam;
	await page.goto('/');
	await press(page, 'Start a journal');
	await expect(page.getByRole('textbox', { name: 'Your name' })).toHaveAttribute('aria-invalid', 'true');
	await expectSound(page, 'Start with an error');

	await startJournal(page, 'Sam');
	await expectSound(page, 'Today at first');
	for (const place of ['People', 'Talks', 'Findings', 'Plan', 'Review'] as const) {
		await goTo(page, place);
		await expectSound(page, `${place} at first`);
	}

	await goTo(page, 'People');
	await press(page, 'Add person');
	await dialog(page, 'Somebody to talk to');
	await press(page, 'Save');
	await expectSound(page, 'The form of a person, with an error');
	await dismiss(page);

	await page.goto('/restore');
	await expect(page.getByRole('textbox', { name: 'Passphrase' })).toBeVisible();
	await expectSound(page, 'Restore a backup');
	await press(page, 'Open the backup');
	await expect(page.getByText('Choose the file first.')).toBeVisible();
	await expectSound(page, 'Restore a backup, with an error');
	await page.goto('/');
	await expect(page.getByRole('link', { name: /Sam’s journal/ })).toBeVisible();
	await expectSound(page, 'Start with a journal');
	await press(page, 'More for Sam’s journal');
	await choose(page, 'Rename…');
	await dialog(page, 'Rename');
	await expectSound(page, 'Rename');
	await dismiss(page);
	await press(page, 'More for Sam’s journal');
	await choose(page, 'Delete…');
	await dialog(page, 'Delete this journal?');
	await expectSound(page, 'Delete');
	await dismiss(page);
});

test('nobody is kept out of a journal in use', async ({ sam, ana }) => {
	const { page } = sam;
	await startJournal(page, 'Sam');
	await addPerson(page, { name: 'Priya Raman', alias: 'Product lead, fintech' });
	await expectSound(page, 'People');
	await page.getByRole('link', { name: /Priya Raman/ }).click();
	await expectSound(page, 'A person');
	await press(page, 'Edit');
	await dialog(page, 'Edit');
	await expectSound(page, 'Edit a person');
	await dismiss(page);

	await goTo(page, 'Plan');
	await addPhase(page, 'Exploration');
	await addMilestone(page, 'Two talks a week');
	await press(page, 'Set a date');
	await page.getByLabel('Due').fill('2025-01-07');
	await page.keyboard.press('Enter');
	await addMilestone(page, 'Three paths compared, each by somebody who walks it');
	await expectSound(page, 'Plan');

	await addTalk(page, { person: 'Priya Raman', notes: true, sharing: true });
	await field(page, 'Culture and communication').fill('They argue in writing first.');
	await field(page, 'Own reflections').fill('That would suit me.');
	await goTo(page, 'Talks');
	await press(page, 'Add talk');
	await dialog(page, 'A talk');
	await press(page, 'Save');
	await expectSound(page, 'The form of a talk, with an error');
	await dismiss(page);
	await expectSound(page, 'Talks');
	await goTo(page, 'Today');
	await expectSound(page, 'Today');
	await page.goto(page.url().replace(/today$/, 'more'));
	await expectSound(page, 'More');
	await page.goto(page.url().replace(/more$/, 'copies'));
	await expect(page.getByText('None was made here yet.')).toBeVisible();
	await expectSound(page, 'Copies');
	await press(page, 'Make one up');
	await press(page, 'Download a backup');
	await expect(page.getByText('The two are not the same.')).toBeVisible();
	await expectSound(page, 'Copies, with an error');

	const link = await createInvite(page, 'Editor');
	const other = ana.page;
	await join(other, link, 'Ana');
	await openTalk(other, /Product lead/);
	await field(other, 'Culture and communication').click();
	await openTalk(page, /Priya Raman/);
	await expect(page.getByText('Ana is here')).toBeVisible();
	await expectSound(page, 'A talk, with company');

	await press(page, 'Share');
	await press(page, 'Create invite');
	await expect(page.getByRole('img', { name: 'QR code of the link' })).toBeVisible();
	await expect(page.getByRole('button', { name: 'Revoke' })).toBeVisible();
	await expectSound(page, 'Share, with an open invite');
});

test('nobody is kept out of a journal that they were invited to', async ({ server, sam, ana }) => {
	await startJournal(sam.page, 'Sam');
	await addPerson(sam.page, { name: 'Priya Raman', alias: 'Product lead, fintech' });
	await addTalk(sam.page, { person: 'Priya Raman', notes: true, sharing: false });
	await goTo(sam.page, 'Plan');
	await addPhase(sam.page, 'Exploration');
	await addMilestone(sam.page, 'Two talks a week');
	await onTheRelay(sam.page);
	const link = await createInvite(sam.page, 'Viewer');

	const { page } = ana;
	await page.goto(`${link}x`);
	await expect(page.getByRole('alert')).toBeVisible();
	await expectSound(page, 'A broken link');
	await page.goto('/');
	await page.goto(link);
	await press(page, 'Join');
	await expect(page.getByRole('textbox', { name: 'Your name' })).toHaveAttribute('aria-invalid', 'true');
	await expectSound(page, 'Join, with an error');
	await join(page, link, 'Ana');
	for (const place of ['Today', 'People', 'Plan'] as const) {
		await goTo(page, place);
		await expectSound(page, `${place} of a viewer`);
	}
	await openTalk(page, /Product lead/);
	await expectSound(page, 'A talk that is not shared');
	await press(page, 'Share');
	await dialog(page, 'Members and invites');
	await expectSound(page, 'Members, to a viewer');
	await dismiss(page);

	await server.kill();
	await sam.page.goto('about:blank');
	await page.goto(link.replace(/#.{4}/, '#AAAA'));
	await expect(page.getByRole('button', { name: 'Try again' })).toBeVisible();
	await expectSound(page, 'A link while offline');
});

test('nobody is kept out of what went wrong', async ({ sam }) => {
	const { page } = sam;
	await sam.context.addInitScript(() => {
		const { now } = Date;
		Date.now = () => now() + 2 * 86_400_000;
	});
	await startJournal(page, 'Sam');
	await goTo(page, 'Plan');
	await expect(page.getByText('clock differs')).toBeVisible();
	await page.evaluate(() => {
		IDBObjectStore.prototype.add = () => {
			throw new DOMException('The disk is full.', 'QuotaExceededError');
		};
	});
	await page.getByRole('button', { name: 'Add phase' }).click();
	await expect(page.getByRole('alert')).toBeVisible();
	await expectSound(page, 'Storage full, clock wrong');

	await page.goto('/j/AAAAAAAAAAAAAAAAAAAAAA/today');
	await expect(page.getByRole('alert')).toBeVisible();
	await expectSound(page, 'A journal that is not here');
	await page.goto('/nowhere');
	await expectSound(page, 'Nothing at this address');

	await sam.context.addInitScript(() => Object.defineProperty(window, 'indexedDB', { value: undefined }));
	await page.goto('/');
	await expect(page.getByRole('alert')).toBeVisible();
	await expectSound(page, 'A browser that keeps nothing');
});
