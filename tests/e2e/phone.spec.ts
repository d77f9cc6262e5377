// On a phone with its keyboard open: everything is within reach of a thumb.

import type { Page } from '@playwright/test';
import { expect, test } from '../support/people.ts';
import { PHONE, phoneFaults } from './screens.ts';
import {
	addMilestone,
	addPhase,
	addPerson,
	addTalk,
	createInvite,
	field,
	join,
	NOTES,
	onTheRelay,
	openTalk,
	startJournal
} from './steps.ts';

test.use({ viewport: PHONE, hasTouch: true, isMobile: true });

const bar = (page: Page) => page.getByRole('navigation', { name: 'Places' });

/** Every place by its name, in the bar or under More, and nothing twice. */
async function expectPlaces(
	page: Page,
	inBar: readonly string[],
	underMore: readonly string[]
): Promise<void> {
	await expect(bar(page).getByRole('link')).toHaveText(inBar);
	for (const name of inBar) {
		await bar(page).getByRole('link', { name }).tap();
		await expect(bar(page).getByRole('link', { name })).toHaveAttribute('aria-current', 'page');
	}
	const more = page.getByRole('navigation', { name: 'More places' });
	await expect(more.getByRole('link')).toHaveText(underMore);
	for (const name of underMore) {
		await more.getByRole('link', { name }).tap();
		await expect(page).toHaveURL(new RegExp(`/${name.toLowerCase()}$`));
		await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
		await bar(page).getByRole('link', { name: 'More' }).tap();
	}
}

test('at 390 × 500 a seeker and a mentor reach everything', async ({ sam, ana }) => {
	const { page } = sam;
	await startJournal(page, 'Sam');
	await expectPlaces(page, ['Today', 'People', 'Talks', 'Findings', 'More'], ['Plan', 'Review']);
	await addPerson(page, { name: 'Priya Raman', alias: 'Product lead' });
	await addTalk(page, { person: 'Priya Raman', notes: true, sharing: true });
	// The last field, and what is typed into it, is above the bar.
	const last = field(page, NOTES[4]);
	await last.tap();
	await page.keyboard.type('Room to grow.');
	await expect(last).toBeInViewport({ ratio: 1 });
	const text = await last.boundingBox();
	const places = await bar(page).boundingBox();
	expect((text?.y ?? 0) + (text?.height ?? 0)).toBeLessThanOrEqual(places?.y ?? 0);

	await bar(page).getByRole('link', { name: 'More' }).tap();
	await page.getByRole('link', { name: 'Plan' }).tap();
	await addPhase(page, 'Exploration');
	await addMilestone(page, 'Two talks a week');
	await page.getByRole('button', { name: 'More for Two talks a week' }).tap();
	await expect(page.getByRole('menuitem', { name: 'Put away' })).toBeInViewport({ ratio: 1 });
	expect(await phoneFaults(page)).toEqual([]);
	await page.keyboard.press('Escape');
	await onTheRelay(page);
	const link = await createInvite(page, 'Editor');

	await join(ana.page, link, 'Ana');
	await expectPlaces(ana.page, ['Review', 'Findings', 'Plan', 'Talks', 'More'], ['Today', 'People']);
	await openTalk(ana.page, /Product lead/);
	await expect(field(ana.page, NOTES[4])).toHaveText('Room to grow.');
});
