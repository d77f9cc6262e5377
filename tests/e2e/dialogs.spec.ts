// What could be lost by one tap is asked about first: the phone's Back leaves a dialog before the page, and the sample is
// not thrown away at once.

import { expect, test } from '../support/people.ts';
import { goTo, startJournal } from './steps.ts';

test('Back leaves a dialog first, and asks before what was typed is dropped', async ({ sam }) => {
	const { page } = sam;
	await startJournal(page, 'Sam');
	await goTo(page, 'People');
	await expect(page).toHaveURL(/\/people$/);
	const people = page.url();
	const dialog = page.getByRole('dialog');
	const name = dialog.getByRole('textbox', { name: 'Name', exact: true });
	const begin = () => page.getByRole('button', { name: 'Add person' }).click();
	const question = dialog.getByText('Discard what you typed?');

	await begin();
	await page.goBack();
	await expect(dialog).toBeHidden();
	await expect(page).toHaveURL(people);

	await begin();
	await name.fill('Priya Raman');
	await page.goBack();
	await expect(question).toBeVisible();
	await expect(page).toHaveURL(people);
	await dialog.getByRole('button', { name: 'Keep writing' }).click();
	await expect(name).toHaveValue('Priya Raman');
	await expect(name).toBeFocused();

	for (const _again of [1, 2]) {
		await page.goBack();
		await expect(question).toBeVisible();
		await expect(page).toHaveURL(people);
	}
	await dialog.getByRole('button', { name: 'Discard', exact: true }).click();
	await expect(dialog).toBeHidden();
	await expect(page).toHaveURL(people);
	await page.goBack();
	await expect(page).not.toHaveURL(people);
	await page.goForward();
	await expect(page).toHaveURL(people);
});

test('the example is thrown away only after a question', async ({ sam }) => {
	const { page } = sam;
	await page.goto('/');
	await page.getByRole('button', { name: 'Explore a sample' }).click();
	await page.waitForURL(/today/);
	await page.getByRole('button', { name: 'Throw it away…' }).click();
	await expect(page.getByText('What you changed in it goes too.')).toBeVisible();
	await expect(page.getByRole('button', { name: 'Keep it' })).toBeFocused();
	await page.getByRole('button', { name: 'Keep it' }).click();
	await expect(page.getByRole('button', { name: 'Throw it away…' })).toBeFocused();
	await page.getByRole('button', { name: 'Throw it away…' }).click();
	await page.getByRole('button', { name: 'Throw it away', exact: true }).click();
	await expect(page.getByText('The example is gone.')).toBeVisible();
});
