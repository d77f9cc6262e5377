// What a device does for the journal by itself: earlier versions to go back to, and a way back when the browser has
// deleted what it stored.

import type { Page } from '@playwright/test';
import { expect, test } from '../support/people.ts';
import { findWords, storedBy } from './leaks.ts';
import { expectSound } from './screens.ts';
import {
	addPhase,
	createInvite,
	field,
	goTo,
	join,
	keptOffline,
	onTheRelay,
	openTalk,
	rewrite,
	startWithTalk,
	syncStatus
} from './steps.ts';

const CULTURE = 'Culture and communication';

async function openCopies(page: Page): Promise<void> {
	await page.getByRole('link', { name: 'More' }).click();
	await page.getByRole('link', { name: /^Copies/ }).click();
	await expect(page.getByRole('heading', { level: 1, name: 'Copies' })).toBeVisible();
}

async function keepVersion(page: Page): Promise<void> {
	await openCopies(page);
	await page.getByRole('button', { name: 'Keep a version now' }).click();
	await expect(page.getByText('This version is kept.')).toBeVisible();
	await expect(page.getByText('kept by you')).toBeVisible();
}

/** The oldest one there is. */
async function restoreOldest(page: Page): Promise<void> {
	await openCopies(page);
	await page
		.getByRole('button', { name: /^Restore as of/ })
		.last()
		.click();
	const dialog = page.getByRole('dialog', { name: /^Restore the journal as of today/ });
	await expect(dialog).toContainText('will read as');
	await dialog.getByRole('button', { name: 'Restore', exact: true }).click();
	await expect(dialog).toBeHidden();
	await expect(page.getByText(/^The journal reads as of today/)).toBeVisible();
}

/** Names of the databases of this address that begin so. */
const databases = (page: Page, prefix: string): Promise<string[]> =>
	page.evaluate(
		async (start) =>
			(await indexedDB.databases()).flatMap(({ name }) => (name?.startsWith(start) ? [name] : [])),
		prefix
	);

test('S17: the journal is restored as of a kept version, undone and done again, and the mentor’s device follows', async ({
	sam,
	ana
}) => {
	const [page, other] = [sam.page, ana.page];
	await startWithTalk(page);
	await rewrite(field(page, CULTURE), 'Calm mornings, long evenings');
	await join(other, await createInvite(page, 'Editor'), 'Ana');
	await openTalk(other, 'Product lead, fintech');
	await expect(field(other, CULTURE)).toHaveText('Calm mornings, long evenings');
	await keepVersion(page);

	await openTalk(page, 'Priya Raman');
	await rewrite(field(page, CULTURE), 'All of it lost');
	await goTo(page, 'Plan');
	await addPhase(page, 'Added since');
	await expect(field(other, CULTURE)).toHaveText('All of it lost');
	await restoreOldest(page);
	await expect(field(other, CULTURE)).toHaveText('Calm mornings, long evenings');
	await goTo(page, 'Plan');
	await expect(page.getByText('Put away (1)')).toBeVisible();

	await page.getByRole('button', { name: 'Undo' }).first().click();
	await expect(field(page, 'Phase')).toHaveValue('Added since');
	await expect(field(other, CULTURE)).toHaveText('All of it lost');
	await page.getByRole('button', { name: 'Redo' }).click();
	await expect(field(other, CULTURE)).toHaveText('Calm mornings, long evenings');
	await onTheRelay(page);
	await page.reload();
	await openTalk(page, 'Priya Raman');
	await expect(field(page, CULTURE)).toHaveText('Calm mornings, long evenings');
	// What was there before the restore is a version too.
	await openCopies(page);
	await expect(page.getByText('before a restore')).toBeVisible();
	await expectSound(page, 'Copies');
});

test('S14: opening a journal and looking at its copies keeps no version', async ({ sam }) => {
	const { page } = sam;
	await startWithTalk(page);
	await onTheRelay(page);
	await page.reload();
	await expect(field(page, CULTURE)).toBeVisible();
	await openCopies(page);
	await expect(page.getByText('There is no earlier version yet.')).toBeVisible();
	expect(await databases(page, 'soundings-checkpoints-')).toEqual([]);
});

test('R2-33: words that were taken back are in no earlier version of either device', async ({ sam, ana }) => {
	const [page, other] = [sam.page, ana.page];
	await startWithTalk(page);
	await rewrite(field(page, CULTURE), 'zqcalmmornings');
	await join(other, await createInvite(page, 'Editor'), 'Ana');
	await openTalk(other, 'Product lead, fintech');
	await expect(field(other, CULTURE)).toHaveText('zqcalmmornings');
	await keepVersion(page);
	await keepVersion(other);
	await openTalk(page, 'Priya Raman');
	await page.getByRole('button', { name: 'They took it back…' }).click();
	const dialog = page.getByRole('dialog', { name: 'They took it back' });
	await dialog.getByRole('button', { name: 'Notes', exact: true }).click();
	await dialog.getByRole('button', { name: 'Remove the notes' }).click();
	await expect(dialog).toBeHidden();
	for (const each of [page, other]) {
		await expect
			.poll(async () => findWords(['zqcalmmornings'], [await storedBy(each, 'a device')]), {
				timeout: 15_000
			})
			.toEqual([]);
		await openCopies(each);
		await expect(each.getByRole('button', { name: /^Restore as of/ })).toHaveCount(1);
	}
});

test('S12: data that the browser deleted is said, never shown as an empty journal, and fetched back', async ({
	sam
}) => {
	const { page } = sam;
	await startWithTalk(page);
	await rewrite(field(page, CULTURE), 'On the relay too');
	await onTheRelay(page);
	const address = page.url();
	await page.goto('/');
	const [one] = await databases(page, 'soundings-room-');
	for (const name of await databases(page, 'soundings-room-'))
		await page.evaluate(
			(room) => new Promise((resolve) => (indexedDB.deleteDatabase(room).onsuccess = resolve)),
			name
		);
	expect(one).toBeDefined();

	await page.goto(address);
	await expect(page.getByRole('alert')).toContainText('This browser has deleted this journal’s data.');
	await expect(page.getByRole('navigation')).toHaveCount(0);
	await expectSound(page, 'A journal whose data is gone');
	await page.getByRole('button', { name: 'Fetch it from the relay' }).click();
	await expect(field(page, CULTURE)).toHaveText('On the relay too');
	await goTo(page, 'People');
	await expect(page.getByText('Priya Raman').first()).toBeVisible();
	await openTalk(page, 'Priya Raman');
	await rewrite(field(page, CULTURE), 'And written on');
	await onTheRelay(page);
});

test('S12: without the relay, deleted data is said and nothing is claimed; later it comes back', async ({
	server,
	sam
}) => {
	const { page } = sam;
	await startWithTalk(page);
	await onTheRelay(page);
	await keptOffline(page);
	const address = page.url();
	await page.goto('/');
	for (const name of await databases(page, 'soundings-room-'))
		await page.evaluate(
			(room) => new Promise((resolve) => (indexedDB.deleteDatabase(room).onsuccess = resolve)),
			name
		);
	await page.goto(address);
	await server.stop();
	await page.getByRole('button', { name: 'Fetch it from the relay' }).click();
	await expect(page.getByText('The relay cannot be reached.')).toBeVisible();
	expect(await databases(page, 'soundings-room-')).toEqual([]);
	await server.restart();
	await page.getByRole('button', { name: 'Fetch it from the relay' }).click();
	await expect(field(page, CULTURE)).toBeVisible();
});

test('S12: a site whose data is cleared under an open journal says so within a second, with a copy to download', async ({
	server,
	sam
}) => {
	const { page } = sam;
	await startWithTalk(page);
	await rewrite(field(page, CULTURE), 'Only in this page now');
	await onTheRelay(page);
	const devtools = await sam.context.newCDPSession(page);
	const before = Date.now();
	await devtools.send('Storage.clearDataForOrigin', { origin: server.origin, storageTypes: 'indexeddb' });
	await expect(page.getByRole('alert')).toContainText('the stored journal was removed');
	expect(Date.now() - before).toBeLessThan(1000);
	await expect(syncStatus(page)).not.toContainText('aved on this device,');
	const downloading = page.waitForEvent('download');
	await page.getByRole('button', { name: 'Download a copy' }).first().click();
	expect((await downloading).suggestedFilename()).toMatch(/^soundings-/);
});
