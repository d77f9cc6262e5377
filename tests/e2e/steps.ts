// What people do, in their own words, so that a test reads as its story.

import { expect, type Locator, type Page } from '@playwright/test';

export const NOTES = [
	'Responsibilities',
	'Required skills',
	'Pace and workload',
	'Culture and communication',
	'Growth opportunities'
] as const;

export const syncStatus = (page: Page): Locator => page.getByRole('status', { name: 'Sync' });

/** A field by its name; of a note, the editor once it has taken over. */
export const field = (page: Page, name: string): Locator => page.getByRole('textbox', { name, exact: true });

/** Everything written here, in both documents, is acknowledged. */
export async function onTheRelay(page: Page): Promise<void> {
	await expect(syncStatus(page)).toContainText('On the relay', { timeout: 15_000 });
}

type PlaceName = 'Today' | 'People' | 'Talks' | 'Findings' | 'Plan' | 'Review';

/** By the navigation, through "More" where the place is under it. */
export async function goTo(page: Page, place: PlaceName): Promise<void> {
	const link = page.getByRole('link', { name: place, exact: true });
	await expect(page.getByRole('navigation').first()).toBeVisible();
	if (!(await link.isVisible())) await page.getByRole('link', { name: 'More' }).click();
	await link.click();
	// The heading alone may still be the one of the place before.
	await expect(page).toHaveURL(new RegExp(`/j/[^/]+/${place.toLowerCase()}([?#]|$)`));
	await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
}

/** From the start page, at another origin than the fixture's when one is given, to Today. */
export async function startJournal(page: Page, name: string, origin = ''): Promise<void> {
	await page.goto(`${origin}/`);
	await page.getByRole('textbox', { name: 'Your name' }).fill(name);
	await page.getByRole('button', { name: 'Start a journal' }).click();
	await expect(page).toHaveURL(/\/j\/[\w-]+\/today$/);
}

export async function addPerson(page: Page, person: { name: string; alias: string }): Promise<void> {
	await goTo(page, 'People');
	await page.getByRole('button', { name: 'Add person' }).click();
	await page.getByRole('textbox', { name: 'Name' }).fill(person.name);
	await page.getByRole('textbox', { name: 'Alias' }).fill(person.alias);
	await page.getByRole('button', { name: 'Save' }).click();
	await expect(page.getByText(person.name).first()).toBeVisible();
}

/** Ends on the talk's page. */
export async function addTalk(
	page: Page,
	talk: { person: string; notes: boolean; sharing: boolean }
): Promise<void> {
	await goTo(page, 'Talks');
	await page.getByRole('button', { name: 'Add talk' }).click();
	await page.getByRole('combobox', { name: 'Person' }).selectOption({ label: talk.person });
	if (talk.notes) await page.getByRole('checkbox', { name: 'Agreed to notes' }).check();
	if (talk.sharing) await page.getByRole('checkbox', { name: 'Agreed to sharing' }).check();
	await page.getByRole('button', { name: 'Save' }).click();
	await expect(page).toHaveURL(/\/talks\/[\w-]+$/);
}

/** Opens the only talk there is with this person, by the name that this page's owner knows. */
export async function openTalk(page: Page, person: string | RegExp): Promise<void> {
	await goTo(page, 'Talks');
	await page.getByRole('main').getByRole('link', { name: person }).click();
	await expect(page).toHaveURL(/\/talks\/[\w-]+$/);
}

/** A journal with one person and one talk whose notes are shared; ends on the talk's page. */
export async function startWithTalk(page: Page): Promise<void> {
	await startJournal(page, 'Sam');
	await addPerson(page, { name: 'Priya Raman', alias: 'Product lead, fintech' });
	await addTalk(page, { person: 'Priya Raman', notes: true, sharing: true });
}

/** A journal whose plan has one phase with one milestone; ends on the plan. */
export async function startWithPlan(page: Page): Promise<void> {
	await startJournal(page, 'Sam');
	await goTo(page, 'Plan');
	await addPhase(page, 'Exploration');
	await addMilestone(page, 'Two talks a week');
}

/** On the plan. */
export async function addPhase(page: Page, title: string): Promise<void> {
	await page.getByRole('button', { name: 'Add phase' }).click();
	await field(page, 'Phase').last().fill(title);
}

/** On the plan, in its last phase. */
export async function addMilestone(page: Page, title: string): Promise<void> {
	await page.getByRole('button', { name: 'Add milestone' }).last().click();
	await field(page, 'Milestone').last().fill(title);
}

/** Puts the caret into the field, also in the very moment when the editor takes over from the plain field. */
export async function focus(at: Locator): Promise<void> {
	await expect(async () => {
		await at.focus();
		await expect(at).toBeFocused({ timeout: 100 });
	}).toPass();
}

/** Types with single key presses, as a person does, at one end of the field. */
export async function type(at: Locator, where: 'start' | 'end', words: string): Promise<void> {
	await focus(at);
	await at.page().keyboard.press(where === 'start' ? 'Home' : 'End');
	await at.page().keyboard.type(words);
}

/** Puts these words in place of what the field holds. */
export async function rewrite(at: Locator, words: string): Promise<void> {
	await focus(at);
	await at.page().keyboard.press('ControlOrMeta+a');
	await at.page().keyboard.insertText(words);
}

/** Returns the link; leaves the dialog closed. */
export async function createInvite(page: Page, role: 'Editor' | 'Viewer'): Promise<string> {
	await page.getByRole('button', { name: 'Share' }).click();
	await page.getByRole('combobox', { name: 'Role' }).selectOption({ label: role });
	await page.getByRole('button', { name: 'Create invite' }).click();
	const box = page.getByRole('textbox', { name: 'Invite link' });
	await expect(box).toHaveValue(/\/join#/);
	const link = await box.inputValue();
	await page.keyboard.press('Escape');
	await expect(page.getByRole('dialog')).toBeHidden();
	return link;
}

/** Up to the moment before Join is pressed. */
export async function openInvite(page: Page, link: string, name: string): Promise<void> {
	await page.goto(link);
	await page.getByRole('textbox', { name: 'Your name' }).fill(name);
}

/** From the link to the open journal. */
export async function join(page: Page, link: string, name: string): Promise<void> {
	await openInvite(page, link, name);
	await page.getByRole('button', { name: 'Join' }).click();
	await expect(page).toHaveURL(/\/j\/[\w-]+\//);
}

/** The app is kept in this browser: it opens from now on without the server. */
export async function keptOffline(page: Page): Promise<void> {
	await page.evaluate(async () => {
		await navigator.serviceWorker.ready;
	});
}

/** Opens a section that is folded to its heading; one that is open stays so. */
export async function unfold(page: Page, title: string): Promise<void> {
	const heading = page.getByRole('button', { name: title, exact: true });
	if ((await heading.getAttribute('aria-expanded')) === 'false') await heading.click();
	await expect(heading).toHaveAttribute('aria-expanded', 'true');
}
