// The main path with the keyboard alone: where the focus is can be seen at every step, and a dialog gives it back.

import type { Locator, Page } from '@playwright/test';
import { expect, test } from '../support/people.ts';
import { field, goTo, NOTES, onTheRelay, startJournal } from './steps.ts';

/** What has the focus without showing it by an outline, its own or that of what is drawn around it; null when it shows. */
const unseenFocus = (page: Page): Promise<string | null> =>
	page.evaluate(() => {
		let at: Element | null = document.activeElement;
		while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
		// Between the last control and the first, the focus is in the browser's own.
		if (at === null || at === document.body) return null;
		// The browser outlines the parts of a date, which no page can look into.
		if (at.matches('input[type=date]')) return null;
		const focused = at;
		for (let step = 0; step < 5 && at; step++) {
			const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(at);
			if (outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2 && outlineColor !== 'transparent') {
				const { width, height } = at.getBoundingClientRect();
				if (width > 0 && height > 0) return null;
			}
			at = at.parentElement ?? (at.getRootNode() as ShadowRoot).host ?? null;
		}
		return focused.outerHTML.slice(0, 200);
	});

const hasFocus = (target: Locator): Promise<boolean> =>
	target.evaluate((element) => {
		const root = element.getRootNode() as Document | ShadowRoot;
		return root.activeElement === element;
	});

/** Goes on by Tab until this has the focus; at every stop the focus must be visible. */
async function tabTo(page: Page, target: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
	await expect(target).toBeVisible();
	for (let stops = 0; stops < 40; stops++) {
		if (await hasFocus(target)) return;
		await page.keyboard.press(key);
		expect(await unseenFocus(page)).toBeNull();
	}
	throw new Error('Tab does not get there');
}

test('the main path by keyboard alone, with the focus in sight', async ({ sam }) => {
	const { page } = sam;
	const button = (name: string): Locator => page.getByRole('button', { name, exact: true });
	const { keyboard } = page;
	await page.goto('/');
	await expect(field(page, 'Your name')).toBeVisible();

	await tabTo(page, field(page, 'Your name'));
	await keyboard.type('Sam');
	await keyboard.press('Enter');
	await expect(page).toHaveURL(/\/today$/);

	await tabTo(page, page.getByRole('link', { name: 'Skip to the page' }));
	await keyboard.press('Enter');
	await tabTo(page, page.getByRole('link', { name: 'Add somebody to talk to' }));
	await keyboard.press('Enter');
	await expect(page).toHaveURL(/\/people$/);
	await tabTo(page, button('Add person'));
	await keyboard.press('Enter');
	await expect(field(page, 'Name')).toBeFocused();
	await keyboard.press('Escape');
	await expect(page.getByRole('dialog')).toBeHidden();
	await expect(button('Add person')).toBeFocused();
	await keyboard.press('Enter');
	await keyboard.type('Priya Raman');
	await tabTo(page, field(page, 'Alias'));
	await keyboard.type('Product lead');
	await keyboard.press('Enter');
	await expect(page.getByRole('dialog')).toBeHidden();
	await expect(button('Add person')).toBeFocused();

	await tabTo(page, page.getByRole('link', { name: /Priya Raman/ }));
	await keyboard.press('Enter');
	await tabTo(page, button('Add talk'));
	await keyboard.press('Enter');
	await expect(page.getByRole('combobox', { name: 'Person' })).toBeFocused();
	await tabTo(page, page.getByRole('checkbox', { name: 'Agreed to notes' }));
	await keyboard.press('Space');
	await tabTo(page, page.getByRole('checkbox', { name: 'Agreed to sharing' }));
	await keyboard.press('Space');
	await keyboard.press('Enter');
	await expect(page).toHaveURL(/\/talks\/[\w-]+$/);
	await expect(page.getByRole('checkbox', { name: 'Agreed to sharing' })).toBeChecked();

	for (const [at, name] of NOTES.entries()) {
		await tabTo(page, field(page, name));
		await keyboard.type(`Heard ${String(at)}.`);
		await expect(field(page, name)).toHaveText(`Heard ${String(at)}.`);
	}

	await tabTo(page, page.getByRole('link', { name: 'Plan', exact: true }), 'Shift+Tab');
	await keyboard.press('Enter');
	await tabTo(page, button('Add phase'));
	await keyboard.press('Enter');
	await expect(field(page, 'Phase')).toBeFocused();
	await keyboard.type('Exploration');
	await keyboard.press('Enter');
	await expect(field(page, 'Milestone')).toBeFocused();
	await keyboard.type('Two talks a week');
	await keyboard.press('Enter');
	await expect(field(page, 'Milestone').nth(1)).toBeFocused();
	await keyboard.type('Ask for names');
	await keyboard.press('Alt+ArrowUp');
	await expect(field(page, 'Milestone').nth(0)).toHaveValue('Ask for names');
	await expect(field(page, 'Milestone').nth(0)).toBeFocused();
	await tabTo(page, page.getByRole('checkbox', { name: 'Done: Ask for names' }), 'Shift+Tab');
	await keyboard.press('Space');
	await expect(page.getByText('1 of 2')).toBeVisible();
	await tabTo(page, button('More for Ask for names'));
	await keyboard.press('Enter');
	await expect(page.getByRole('menuitem', { name: 'Move down' })).toBeFocused();
	await keyboard.press('Enter');
	await expect(field(page, 'Milestone').nth(1)).toHaveValue('Ask for names');
	await expect(button('More for Ask for names')).toBeFocused();
	await tabTo(page, field(page, 'Milestone').nth(1), 'Shift+Tab');
	for (const [key, at] of [
		['Alt+ArrowUp', 0],
		['Alt+ArrowDown', 1]
	] as const) {
		await keyboard.press(key);
		await expect(field(page, 'Milestone').nth(at)).toHaveValue('Ask for names');
		await expect(field(page, 'Milestone').nth(at)).toBeFocused();
	}

	// Undo goes back through what was done, whichever screen is in front.
	await tabTo(page, page.getByRole('link', { name: 'People', exact: true }), 'Shift+Tab');
	await keyboard.press('Enter');
	await expect(page).toHaveURL(/\/people$/);
	await keyboard.press('Control+z');
	await keyboard.press('Control+z');
	await keyboard.press('Control+Shift+z');
	await tabTo(page, page.getByRole('link', { name: 'Plan', exact: true }));
	await keyboard.press('Enter');
	await expect(page.getByRole('checkbox', { name: 'Done: Ask for names' })).toBeChecked();
	await expect(field(page, 'Milestone').nth(0)).toHaveValue('Ask for names');

	await onTheRelay(page);
	await tabTo(page, button('Share'));
	await keyboard.press('Enter');
	await expect(page.getByRole('dialog', { name: 'Members and invites' })).toBeVisible();
	await tabTo(page, page.getByRole('combobox', { name: 'Role' }));
	await keyboard.press('v');
	await expect(page.getByRole('combobox', { name: 'Role' })).toHaveValue('viewer');
	await tabTo(page, button('Create invite'));
	await keyboard.press('Enter');
	await expect(field(page, 'Invite link')).toBeFocused();
	await expect(field(page, 'Invite link')).toHaveValue(/\/join#/);
	await keyboard.press('Escape');
	await expect(page.getByRole('dialog')).toBeHidden();
	await expect(button('Share')).toBeFocused();
});

test('a dialog gives the focus back, however it ends', async ({ sam }) => {
	const { page } = sam;
	const { keyboard } = page;
	await startJournal(page, 'Sam');
	await page.goto('/');
	const more = page.getByRole('button', { name: /^More for/ });
	const rename = async (): Promise<void> => {
		await keyboard.press('Enter');
		await expect(page.getByRole('menuitem', { name: 'Rename…' })).toBeFocused();
		await keyboard.press('Enter');
		await expect(field(page, 'Title')).toBeFocused();
	};
	await tabTo(page, more);
	await rename();
	await keyboard.press('Escape');
	await expect(more).toBeFocused();
	await rename();
	await tabTo(page, page.getByRole('button', { name: 'Cancel' }));
	await keyboard.press('Enter');
	await expect(more).toBeFocused();
	await rename();
	await keyboard.press('Control+a');
	await keyboard.type('Which path');
	await keyboard.press('Enter');
	await expect(page.getByRole('link', { name: /Which path/ })).toBeVisible();
	await expect(more).toBeFocused();

	// At once again, as fast as keys come.
	await page.getByRole('link', { name: /Which path/ }).click();
	const add = page.getByRole('button', { name: 'Add person' });
	await goTo(page, 'People');
	await add.focus();
	for (let round = 0; round < 5; round++) {
		await keyboard.press('Enter');
		await keyboard.press('Escape');
	}
	await expect(add).toBeFocused();
	await keyboard.press('Enter');
	await keyboard.type('Priya');
	await expect(field(page, 'Name')).toHaveValue('Priya');
});
