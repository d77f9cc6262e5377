// Several tabs of one browser on one journal. One of them leads: it alone talks to the relay.

import type { Locator, Page } from '@playwright/test';
import { expect, test } from '../support/people.ts';
import type { Person } from '../support/person.ts';
import {
	createInvite,
	field,
	goTo,
	join,
	keptOffline,
	onTheRelay,
	openTalk,
	startWithPlan,
	startWithTalk,
	syncStatus,
	type
} from './steps.ts';

const CULTURE = 'Culture and communication';
const PACE = 'Pace and workload';

/** Another tab at the address of the first. */
async function secondTab({ context, page }: Person): Promise<Page> {
	const tab = await context.newPage();
	await tab.goto(page.url());
	return tab;
}

/** The tab ends as when its process dies: nothing of it runs any more. */
async function crash(tab: Page): Promise<void> {
	const session = await tab.context().newCDPSession(tab);
	const crashed = tab.waitForEvent('crash');
	// It never answers: there is nobody left who could.
	session.send('Page.crash').catch(() => undefined);
	await crashed;
}

const carets = (page: Page): Locator => page.locator('.caret-name');

test('S2: what is written in one tab is in the other, and the partner sees the carets of both', async ({
	sam,
	ana
}) => {
	await startWithTalk(sam.page);
	await join(ana.page, await createInvite(sam.page, 'Editor'), 'Ana');
	await openTalk(ana.page, /Product lead, fintech/);
	const tab = await secondTab(sam);

	await type(field(sam.page, CULTURE), 'end', 'From the first tab.');
	await expect(field(tab, CULTURE)).toHaveText('From the first tab.');
	await type(field(tab, CULTURE), 'end', ' From the second.');
	for (const page of [sam.page, ana.page])
		await expect(field(page, CULTURE)).toHaveText('From the first tab. From the second.');
	for (const page of [sam.page, tab]) await onTheRelay(page);

	await expect(carets(ana.page)).toHaveText(['Sam', 'Sam']);
	// Another tab of oneself is not somebody else.
	await expect(carets(tab)).toHaveCount(0);
	await type(field(ana.page, CULTURE), 'start', 'Ana too. ');
	for (const page of [sam.page, tab]) await expect(carets(page)).toHaveText(['Ana']);
	await tab.close();
	await expect(carets(ana.page)).toHaveText(['Sam']);
});

for (const [how, end] of [
	['is closed', (tab: Page) => tab.close()],
	['dies', crash]
] as const) {
	test(`S3: when the leading tab ${how}, another takes over and uploads what was waiting`, async ({
		server,
		sam,
		ana
	}) => {
		await startWithTalk(sam.page);
		await join(ana.page, await createInvite(sam.page, 'Editor'), 'Ana');
		await openTalk(ana.page, /Product lead, fintech/);
		const first = sam.page;
		const [second, third] = [await secondTab(sam), await secondTab(sam)];
		for (const tab of [second, third]) await onTheRelay(tab);

		await server.kill();
		await type(field(first, CULTURE), 'end', 'By the one that led.');
		await type(field(third, PACE), 'end', 'By another.');
		await expect(field(second, CULTURE)).toHaveText('By the one that led.');
		for (const tab of [second, third]) await expect(syncStatus(tab)).toContainText('waiting');
		await end(first);

		await server.restart();
		await expect(field(ana.page, CULTURE)).toHaveText('By the one that led.', { timeout: 15_000 });
		await expect(field(ana.page, PACE)).toHaveText('By another.');
		for (const tab of [second, third]) await onTheRelay(tab);
		await type(field(third, PACE), 'end', ' And on.');
		await expect(field(ana.page, PACE)).toHaveText('By another. And on.');
		await onTheRelay(third);
	});
}

test('a tab that does not lead can invite', async ({ sam, ana }) => {
	await startWithPlan(sam.page);
	await onTheRelay(sam.page);
	const tab = await secondTab(sam);
	await onTheRelay(tab);
	await join(ana.page, await createInvite(tab, 'Editor'), 'Ana');
	await goTo(ana.page, 'Plan');
	await expect(field(ana.page, 'Milestone')).toHaveValue('Two talks a week');
});

test('S12: a journal that is deleted in one tab says so in the other, and nothing there claims to be saved', async ({
	sam
}) => {
	await startWithPlan(sam.page);
	await onTheRelay(sam.page);
	await keptOffline(sam.page);
	const tab = await sam.context.newPage();
	await tab.goto('/');
	await tab.getByRole('button', { name: 'More for Sam’s journal' }).click();
	await tab.getByRole('menuitem', { name: 'Delete…' }).click();
	await tab.getByRole('button', { name: 'Delete it' }).click();
	await expect(tab.getByRole('dialog')).toBeHidden();
	await expect(tab.getByRole('link', { name: 'Sam’s journal' })).toBeHidden();

	await expect(sam.page.getByRole('alert')).toContainText('the stored journal was removed');
	await expect(syncStatus(sam.page)).toContainText('Could not save on this device');
	await field(sam.page, 'Milestone').press('End');
	await sam.page.keyboard.type(' and more');
	await expect(field(sam.page, 'Milestone')).toHaveValue('Two talks a week and more');
	await expect(syncStatus(sam.page)).toContainText('Could not save on this device');
	const downloading = sam.page.waitForEvent('download');
	await sam.page.getByRole('button', { name: 'Download a copy' }).click();
	await (await downloading).path();

	await sam.page.reload();
	await expect(sam.page.getByRole('alert')).toContainText('This journal is not on this device.');
	await sam.page.getByRole('link', { name: 'Start, or open another journal' }).click();
	await expect(sam.page.getByRole('button', { name: 'Start a journal' })).toBeVisible();
});
