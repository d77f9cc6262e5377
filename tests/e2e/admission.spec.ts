// A relay that makes rooms only for who has its token: it is asked for where that is noticed, and kept on this device.

import { readFile } from 'node:fs/promises';
import type { Locator, Page } from '@playwright/test';
import { startAppServer, type AppServer } from '../support/app-server.ts';
import { expect, test as anybody } from '../support/people.ts';
import { findWords, storedBy } from './leaks.ts';
import {
	addMilestone,
	createInvite,
	field,
	goTo,
	join,
	onTheRelay,
	startJournal,
	startWithPlan,
	syncStatus
} from './steps.ts';

const TOKEN = 'zqtoken-of-the-closed-relay';

const test = anybody.extend<{ server: AppServer }>({
	server: async ({}, use) => {
		const server = await startAppServer({ env: { ADMISSION_TOKEN: TOKEN } });
		await use(server);
		await server.dispose();
	}
});

const main = (page: Page): Locator => page.getByRole('main');
const tokenField = (page: Page): Locator => field(page, 'Admission token');
const asks = (page: Page): Locator => main(page).getByText('This relay asks for an admission token');

async function enter(page: Page, token: string): Promise<void> {
	await tokenField(page).fill(token);
	await page.getByRole('button', { name: 'Save and connect' }).click();
}

test('a token is asked for, a wrong one is refused in words, and the right one connects at once and for good', async ({
	sam
}) => {
	const { page } = sam;
	await startWithPlan(page);
	await expect(asks(page)).toBeVisible();
	await expect(main(page)).toContainText('kept on this device and sent nowhere');
	await expect(syncStatus(page)).toContainText('Not connected. Saved on this device');

	await page.getByRole('button', { name: 'Save and connect' }).click();
	await expect(main(page)).toContainText('Enter the token that you were given.');
	await expect(tokenField(page)).toBeFocused();
	await enter(page, 'zqtoken-of-another-relay');
	await expect(main(page)).toContainText('The relay does not take this token.');
	await expect(tokenField(page)).toBeFocused();
	await expect(tokenField(page)).toHaveValue('zqtoken-of-another-relay');
	// What was entered is there to be put right, also in another page, and can be read.
	await page.reload();
	await expect(main(page)).toContainText('The relay does not take this token.');
	await expect(tokenField(page)).toHaveAttribute('type', 'password');
	await page.getByRole('button', { name: 'Show: Admission token' }).click();
	await expect(tokenField(page)).toHaveAttribute('type', 'text');

	await enter(page, ` ${TOKEN} `);
	await onTheRelay(page);
	await expect(asks(page)).toHaveCount(0);
	await expect(page.getByText('The relay has taken this journal.')).toBeVisible();
	await page.reload();
	await expect(field(page, 'Milestone')).toHaveValue('Two talks a week');
	await onTheRelay(page);
	await expect(asks(page)).toHaveCount(0);
});

test('S13: the token is kept with the journal’s row alone, and is shown to the relay in no address', async ({
	server,
	sam
}) => {
	const { page } = sam;
	const asked: string[] = [];
	page.on('request', (request) => asked.push(request.url()));
	page.on('websocket', (socket) => asked.push(socket.url()));
	await startWithPlan(page);
	await enter(page, TOKEN);
	await onTheRelay(page);
	const stored = await storedBy(page, 'sam');
	expect(findWords([TOKEN], [stored])).toEqual([`${TOKEN} as UTF-8 in sam`]);
	expect(stored.bytes.toString().split(TOKEN)).toHaveLength(2);
	await page.goto(page.url().replace(/plan$/, 'more'));
	const copying = page.waitForEvent('download');
	await page.getByRole('button', { name: 'Download a copy' }).click();
	expect(await readFile(await (await copying).path(), 'utf8')).not.toContain(TOKEN);
	expect([...asked, page.url(), server.output()].filter((text) => text.includes(TOKEN))).toEqual([]);
});

test('entered in a tab that does not talk to the relay, it is shown all the same', async ({ sam }) => {
	await startWithPlan(sam.page);
	await expect(asks(sam.page)).toBeVisible();
	const second = await sam.context.newPage();
	await second.goto(sam.page.url());
	await expect(asks(second)).toBeVisible();
	await enter(second, TOKEN);
	for (const page of [sam.page, second]) {
		await onTheRelay(page);
		await expect(asks(page)).toHaveCount(0);
	}
});

test('an invited mentor needs it only for what is hers alone, and is told so', async ({ sam, ana }) => {
	await startWithPlan(sam.page);
	await sam.page.getByRole('button', { name: 'Share' }).click();
	await sam.page.getByRole('button', { name: 'Create invite' }).click();
	await expect(sam.page.getByRole('dialog')).toContainText('asks for an admission token');
	await sam.page.keyboard.press('Escape');
	await enter(sam.page, TOKEN);
	await onTheRelay(sam.page);

	await join(ana.page, await createInvite(sam.page, 'Editor'), 'Ana');
	await goTo(ana.page, 'Plan');
	await expect(field(ana.page, 'Milestone')).toHaveValue('Two talks a week');
	await expect(main(ana.page)).toContainText('before it keeps what is yours alone');
	await expect(syncStatus(ana.page)).toContainText('Partly connected. Saved on this device');
	await addMilestone(ana.page, 'From the mentor');
	await expect(field(sam.page, 'Milestone').last()).toHaveValue('From the mentor');
	await ana.page.getByRole('button', { name: 'Enter the token…' }).click();
	await expect(tokenField(ana.page)).toBeFocused();
	await enter(ana.page, TOKEN);
	await onTheRelay(ana.page);
	await expect(asks(ana.page)).toHaveCount(0);
	await ana.page.reload();
	await onTheRelay(ana.page);
});

test('while the relay is away the token is kept, and shown once it is back', async ({ server, sam }) => {
	const { page } = sam;
	await startJournal(page, 'Sam');
	await expect(asks(page)).toBeVisible();
	await server.kill();
	await enter(page, TOKEN);
	await expect(main(page)).toContainText('The relay does not answer.');
	await server.restart();
	await onTheRelay(page);
	await expect(asks(page)).toHaveCount(0);
});
