// The others' carets, in the colour that is theirs, under the policy that the server sends: a colour written as a
// style attribute would be blocked, silently but for the console (which the fixtures watch).

import type { Locator, Page } from '@playwright/test';
import { expect, test } from '../support/people.ts';
import {
	addMilestone,
	addPerson,
	addTalk,
	createInvite,
	field,
	goTo,
	join,
	NOTES,
	onTheRelay,
	openTalk,
	startJournal,
	startWithPlan
} from './steps.ts';

const NOTE = NOTES[3];

/** What the stylesheet says that a custom property is now, as computed styles say it. */
const colourOf = (page: Page, property: string): Promise<string> =>
	page.evaluate((name) => {
		const probe = document.createElement('i');
		probe.style.color = `var(${name})`;
		document.body.append(probe);
		const { color } = getComputedStyle(probe);
		probe.remove();
		return color;
	}, property);

const computed = (locator: Locator, property: string): Promise<string> =>
	locator.evaluate((element, name) => getComputedStyle(element).getPropertyValue(name), property);

/** How much of what the element shows has this colour (as `rgb(…)`), 0…1: what is painted, not what is meant. */
async function share(locator: Locator, colour: string): Promise<number> {
	const picture = (await locator.screenshot()).toString('base64');
	const [red = 0, green = 0, blue = 0] = (colour.match(/\d+/g) ?? []).map(Number);
	return locator.page().evaluate(
		async ({ picture, wanted }) => {
			const image = new Image();
			image.src = `data:image/png;base64,${picture}`;
			await image.decode();
			const { width, height } = image;
			const canvas = new OffscreenCanvas(width, height).getContext('2d');
			canvas?.drawImage(image, 0, 0);
			const { data } = canvas?.getImageData(0, 0, width, height) ?? { data: [] };
			let same = 0;
			for (let at = 0; at < data.length; at += 4)
				if (wanted.every((value, i) => Math.abs((data[at + i] ?? 0) - value) < 8)) same += 1;
			return same / (width * height);
		},
		{ picture, wanted: [red, green, blue] }
	);
}

test('each sees the other’s caret with name and colour, in both schemes, under the production policy', async ({
	sam,
	ana
}) => {
	const { page } = sam;
	const response = await page.goto('/');
	const policy = (await response?.headerValue('content-security-policy')) ?? '';
	expect(policy).toContain("style-src 'self'");
	expect(policy).not.toContain("'unsafe-inline'");
	await startJournal(page, 'Sam');
	await addPerson(page, { name: 'Priya Raman', alias: 'Product lead' });
	await addTalk(page, { person: 'Priya Raman', notes: true, sharing: true });
	await field(page, NOTE).fill('They argue in writing first.');
	await onTheRelay(page);
	await join(ana.page, await createInvite(page, 'Editor'), 'Ana');
	await openTalk(ana.page, /Product lead/);

	await field(ana.page, NOTE).click();
	await ana.page.keyboard.press('Home');
	for (let step = 0; step < 4; step++) await ana.page.keyboard.press('ArrowRight');
	await field(page, NOTE).click();
	await page.keyboard.press('End');
	// Coming in the order of joining: the second colour is Ana's, the first Sam's, on both devices.
	for (const [who, name, token, caretAt] of [
		[page, 'Ana', '--person-1', 'They'],
		[ana.page, 'Sam', '--person-0', 'They argue in writing first.']
	] as const) {
		const label = who.locator('.caret-name');
		await expect(label).toHaveText(name);
		await expect(label).toBeVisible();
		const colours = new Set<string>();
		for (const colorScheme of ['light', 'dark'] as const) {
			await who.emulateMedia({ colorScheme });
			const theirs = await colourOf(who, token);
			colours.add(theirs);
			expect(await computed(label.locator('..'), 'border-left-color')).toBe(theirs);
			expect(await computed(label, 'background-color')).toBe(theirs);
			expect(theirs).not.toBe(await colourOf(who, '--ink'));
			// Most of the label is its ground; the rest are letters.
			expect(await share(label, theirs)).toBeGreaterThan(0.4);
		}
		expect(colours.size).toBe(2);
		// Where the caret stands: behind these words.
		const measured = await label.locator('..').boundingBox();
		const words = await field(who, NOTE).evaluate((content, before) => {
			const range = document.createRange();
			const text = document.createTreeWalker(content, NodeFilter.SHOW_TEXT).nextNode();
			if (text === null) return null;
			range.setStart(text, 0);
			range.setEnd(text, before.length);
			const { right, top, bottom } = range.getBoundingClientRect();
			return { right, top, bottom };
		}, caretAt);
		expect(Math.abs((measured?.x ?? 0) - (words?.right ?? -99))).toBeLessThan(3);
	}

	await ana.page.keyboard.press('Shift+End');
	const selection = page.locator('.selection');
	await expect(selection).toBeVisible();
	await expect(selection).toHaveCSS('background-color', /^(color|rgba)\(/);
	// Gone with the one it belongs to.
	await ana.page.goto('/');
	await expect(page.locator('.caret-name')).toBeHidden();
	await expect(selection).toBeHidden();
});

test('who writes in a row goes on writing when another moves it', async ({ sam, ana }) => {
	const { page } = sam;
	await startWithPlan(page);
	await addMilestone(page, 'Ask for names');
	await onTheRelay(page);
	const other = ana.page;
	await join(other, await createInvite(page, 'Editor'), 'Ana');
	await goTo(other, 'Plan');
	const rows = [field(page, 'Milestone').nth(0), field(page, 'Milestone').nth(1)] as const;

	await rows[0].click();
	await rows[0].press('End');
	await page.keyboard.type(', at');
	await expect(other.getByText('Sam is here')).toBeVisible();
	await field(other, 'Milestone').nth(0).press('Alt+ArrowDown');
	await expect(rows[1]).toHaveValue('Two talks a week, at');
	await page.keyboard.type(' least');
	await expect(rows[1]).toHaveValue('Two talks a week, at least');
	await field(other, 'Milestone').nth(1).press('Alt+ArrowUp');
	await expect(rows[0]).toHaveValue('Two talks a week, at least');
	await page.keyboard.type('!');
	await expect(rows[0]).toHaveValue('Two talks a week, at least!');
	await expect(other.getByText('Sam is here')).toBeVisible();
});
