// A new version is fetched in the background and offered; whoever writes goes on writing in the version they have.

import type { Page } from '@playwright/test';
import { expect, test } from '../support/people.ts';
import { buildNewerVersion, type NewerVersion } from './newer-version.ts';
import { field, focus, goTo, keptOffline, onTheRelay, startWithTalk, type } from './steps.ts';

const CULTURE = 'Culture and communication';

// In one worker, so that it is built once.
test.describe.configure({ mode: 'default' });

let newer: NewerVersion;
test.beforeAll(async () => {
	newer = await buildNewerVersion();
});
test.afterAll(() => newer.dispose());

const offer = (page: Page) => page.getByRole('complementary', { name: 'New version' });

test('a new version is offered, not forced: it waits while somebody writes, and comes when they say so', async ({
	server,
	sam
}) => {
	const writing = sam.page;
	await startWithTalk(writing);
	await onTheRelay(writing);
	await keptOffline(writing);
	await writing.evaluate(() => (document.body.dataset['page'] = 'the same'));
	await focus(field(writing, CULTURE));
	await writing.keyboard.type('In the middle of ');

	await server.restart(newer.server);
	// Opening another page makes the browser look for a new version.
	const other = await sam.context.newPage();
	await other.goto('/');
	for (const page of [writing, other]) await expect(offer(page)).toContainText('A new version is ready.');
	for (const page of [writing, other]) await expect(page.locator(newer.mark)).toHaveCount(0);
	await writing.keyboard.type('a sentence.');
	await expect(field(writing, CULTURE)).toHaveText('In the middle of a sentence.');

	// Not now; and what is under way in one tab is left alone by what another says.
	await offer(writing).getByRole('button', { name: 'Later' }).click();
	await expect(offer(writing)).toBeHidden();
	await offer(other).getByRole('button', { name: 'Reload' }).click();
	await expect(other.locator(newer.mark)).toHaveCount(1);
	await expect(offer(other)).toBeHidden();
	await type(field(writing, CULTURE), 'end', ' And on.');
	// Parts of the older version that this tab has not used yet are still there.
	await goTo(writing, 'Plan');
	await writing.getByRole('button', { name: 'Add phase' }).click();
	await expect(field(writing, 'Phase')).toBeFocused();
	expect(await writing.evaluate(() => document.body.dataset['page'])).toBe('the same');
	await onTheRelay(writing);

	await writing.goBack();
	await writing.reload();
	await expect(writing.locator(newer.mark)).toHaveCount(1);
	await expect(field(writing, CULTURE)).toHaveText('In the middle of a sentence. And on.');
});

test('taking the new version right after a key loses nothing, and it opens with the server dead', async ({
	server,
	sam
}) => {
	const { page } = sam;
	await startWithTalk(page);
	await keptOffline(page);
	await server.restart(newer.server);
	await page.reload();
	await expect(offer(page)).toBeVisible();
	await type(field(page, CULTURE), 'end', 'The last word');
	await offer(page).getByRole('button', { name: 'Reload' }).click();
	await expect(page.locator(newer.mark)).toHaveCount(1);
	await expect(field(page, CULTURE)).toHaveText('The last word');

	await server.kill();
	const address = page.url();
	await sam.relaunch();
	await sam.page.goto(address);
	await expect(sam.page.locator(newer.mark)).toHaveCount(1);
	await expect(field(sam.page, CULTURE)).toHaveText('The last word');
});
