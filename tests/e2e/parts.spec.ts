// Parts of the app that are fetched when somebody needs them, in a browser that does not keep them all: when one cannot
// be fetched that is said, and what to do.

import type { Page } from '@playwright/test';
import { expect, test } from '../support/people.ts';
import type { Person } from '../support/person.ts';
import { onTheRelay, startJournal, syncStatus } from './steps.ts';

const NOT_FETCHED = 'A part of the app could not be fetched.';

/** A browser that keeps nothing for offline use. */
async function keepingNothing(person: Person): Promise<Page> {
	await person.close();
	return person.launch({ serviceWorkers: 'block' });
}

/** From now on no script arrives; returns what ends it. */
async function withoutScripts(page: Page): Promise<() => Promise<void>> {
	const scripts = '**/_app/**/*.js';
	await page.route(scripts, (route) => route.abort());
	return () => page.unroute(scripts);
}

test('starting a journal: the button comes back, and it works after a reload', async ({ sam }) => {
	const page = await keepingNothing(sam);
	await page.goto('/');
	await page.getByRole('textbox', { name: 'Your name' }).fill('Sam');
	const back = await withoutScripts(page);
	const start = page.getByRole('button', { name: 'Start a journal' });
	await start.click();
	await expect(page.getByText(NOT_FETCHED)).toContainText('Reload the page when you are online');
	await expect(start).not.toHaveAttribute('aria-disabled', 'true');
	await back();
	await startJournal(page, 'Sam');
});

test('syncing: it is said, and a reload reaches the relay', async ({ sam }) => {
	const page = await keepingNothing(sam);
	await startJournal(page, 'Sam');
	await onTheRelay(page);
	const today = page.url();
	// All that the first screen needs comes before; the engine comes after it.
	let engine: string | undefined;
	await page.route('**/_app/**/*.js', async (route) => {
		const response = await route.fetch();
		const isEngine = (await response.text()).includes('relay.invalid');
		if (!isEngine) return route.fulfill({ response });
		engine ??= route.request().url();
		await route.abort();
	});
	await page.goto(today);
	await expect(page.getByText(NOT_FETCHED)).toBeVisible();
	await expect(syncStatus(page)).toContainText('Offline. Saved on this device');
	expect(engine).toBeDefined();
	await page.unrouteAll();
	await page.getByRole('button', { name: 'Reload' }).click();
	await onTheRelay(page);
	await expect(page.getByText(NOT_FETCHED)).toHaveCount(0);
});
