// What a tab is called: by what is on it, each screen by a name of its own, and by nothing that somebody wrote.

import { expect, test } from '../support/people.ts';
import { field, startWithTalk } from './steps.ts';

test('every screen has a title that tells it from the others, and names nobody', async ({ sam }) => {
	const { page } = sam;
	await startWithTalk(page);
	const [talk] = /\/talks\/[\w-]+$/.exec(page.url())!;
	const journal = page.url().replace(talk, '');
	await page.goto(`${journal}/people`);
	await page.getByRole('link', { name: /Priya Raman/ }).click();
	await expect(page).toHaveURL(/\/people\/[\w-]+$/);
	const person = page.url().replace(journal, '');
	const inside = [
		'/today',
		'/people',
		person,
		`${person}/message`,
		'/talks',
		talk,
		`${talk}/prepare`,
		`${talk}/crib`,
		`${talk}/capture`,
		`${talk}/debrief`,
		'/findings',
		'/plan',
		'/review',
		'/more',
		'/aim',
		'/aim/start',
		'/questions',
		'/templates',
		'/followups',
		'/copies'
	].map((path) => journal + path);
	const titles = new Map<string, string>();
	for (const path of [...inside, '/', '/restore', '/join', '/nowhere', '/j/AAAAAAAAAAAAAAAAAAAAAA/today']) {
		await page.goto(path);
		await expect(page.locator('h1, [role=alert]').first()).toBeAttached();
		await expect.poll(() => page.title()).toMatch(/^([A-Z][\w -]+ · )?Soundings$/);
		titles.set(path, await page.title());
	}
	expect(new Set(titles.values()).size, JSON.stringify([...titles], null, 1)).toBe(titles.size);
	expect([...titles.values()].join()).not.toMatch(/Priya|Raman|fintech|Sam/);
});

test('what was said of one screen is gone on the next, unless the app itself leads there', async ({
	sam
}) => {
	const { page } = sam;
	await startWithTalk(page);
	await expect(field(page, 'Required skills')).toBeVisible();
	const said = page.getByText('The talk with Priya Raman is put away.');
	await page.getByRole('button', { name: /^More/ }).first().click();
	await page.getByRole('menuitem', { name: /Put away/ }).click();
	await expect(page).toHaveURL(/\/talks$/);
	await expect(said).toBeVisible();
	await page.getByRole('link', { name: 'Plan', exact: true }).click();
	await expect(page).toHaveURL(/\/plan$/);
	// Long before it would go by itself.
	await expect(said).toHaveCount(0, { timeout: 1500 });
});

test('what was said of a screen stays while it only shows something else of itself', async ({ sam }) => {
	const { page } = sam;
	await page.goto('/');
	await page.getByRole('button', { name: 'Explore a sample' }).click();
	await expect(page).toHaveURL(/\/today$/);
	await page.goto(page.url().replace(/today$/, 'aim'));
	await page
		.getByRole('button', { name: /^More for / })
		.last()
		.click();
	await page.getByRole('menuitem', { name: 'Put away' }).click();
	const said = page.getByText(/ is put away\.$/);
	await expect(said).toBeVisible();
	await page.getByRole('group', { name: 'About' }).first().getByRole('button').nth(1).click();
	await expect(page).toHaveURL(/scope=/);
	await expect(said).toBeVisible({ timeout: 500 });
});
