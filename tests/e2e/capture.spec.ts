// A talk that is on: what is said goes into the record with one hand, offline, on a phone whose keyboard is open.

import type { Page } from '@playwright/test';
import { expect, test } from '../support/people.ts';
import { expectSound, PHONE, phoneFaults } from './screens.ts';
import {
	addPerson,
	addTalk,
	createInvite,
	field,
	focus,
	join,
	keptOffline,
	NOTES,
	onTheRelay,
	openTalk,
	startJournal,
	startWithTalk,
	syncStatus,
	type
} from './steps.ts';

const [TASKS, SKILLS, , CULTURE] = NOTES;
const bar = (page: Page) => page.getByRole('group', { name: 'Fields' });
const stamps = (page: Page) => page.getByRole('group', { name: 'Stamp this line' });
const section = (page: Page, name: string) => page.getByRole('region', { name });

async function startCapture(page: Page): Promise<void> {
	await startWithTalk(page);
	await page.getByRole('link', { name: 'Capture' }).click();
	await expect(page).toHaveURL(/\/capture$/);
	await expect(bar(page)).toBeVisible();
}

/** What can be seen of the element is above the element below it. */
async function expectAbove(page: Page, upper: string, lower: 'Stamp this line' | 'Fields'): Promise<void> {
	const above = await field(page, upper).boundingBox();
	const below = await page.getByRole('group', { name: lower }).boundingBox();
	expect((above?.y ?? 0) + (above?.height ?? 0)).toBeLessThanOrEqual(below?.y ?? 0);
}

test.describe('on a phone with its keyboard open', () => {
	test.use({ viewport: PHONE, hasTouch: true, isMobile: true });

	test('R0-28 R1-17 a talk is captured with one thumb, offline, and is there after a restart', async ({
		server,
		sam
	}) => {
		await startCapture(sam.page);
		await onTheRelay(sam.page);
		await keptOffline(sam.page);
		const address = new URL(sam.page.url()).pathname;
		await server.kill();
		const page = await sam.relaunch();
		await page.goto(address);

		await page
			.getByRole('group', { name: 'Minutes they agreed to' })
			.getByRole('button', { name: '30' })
			.tap();
		await page.getByRole('button', { name: 'Start', exact: true }).tap();
		await expect(page.getByText('0 of 30 min')).toBeVisible();
		await expect(syncStatus(page)).toContainText('Offline. Saved on this device');
		await expect(page.getByRole('navigation')).toBeHidden();

		await bar(page).getByRole('button', { name: 'Culture' }).tap();
		await expect(field(page, CULTURE)).toBeFocused();
		await page.keyboard.type('They argue in writing first.');
		await expectAbove(page, CULTURE, 'Stamp this line');
		await stamps(page).getByRole('button', { name: 'Challenges' }).tap();
		// The keyboard stays: the next line is typed right away.
		await expect(field(page, CULTURE)).toBeFocused();
		await page.keyboard.type('\nNobody plans ahead.');
		await expect(section(page, CULTURE)).toContainText(/Challenges\s*They argue in writing first\./);

		// The caret stays above the bars however long the notes are.
		for (let line = 0; line < 14; line++) await page.keyboard.type('\nAnd more');
		await stamps(page).getByRole('button', { name: 'Confirms' }).tap();
		// The last line's words end a padding above the field's lower edge.
		const lastLine = await field(page, CULTURE).evaluate((words) => {
			return words.getBoundingClientRect().bottom - parseFloat(getComputedStyle(words).paddingBottom);
		});
		expect(lastLine).toBeLessThanOrEqual(
			((await page.getByText('Confirms: “And more”').boundingBox())?.y ?? 0) + 1
		);
		await section(page, CULTURE).getByRole('button', { name: 'Take back Confirms: And more' }).tap();
		await expect(section(page, CULTURE).getByRole('listitem')).toHaveCount(1);
		expect(await phoneFaults(page)).toEqual([]);

		await expect(syncStatus(page)).toContainText('Saved on this device');
		const again = await sam.relaunch();
		await again.goto(address);
		await expect(field(again, CULTURE)).toHaveValue(/^They argue in writing first\.\nNobody plans ahead\./);
		await expect(section(again, CULTURE)).toContainText('Challenges');
		await expect(again.getByText(/of 30 min/)).toBeVisible();
	});
});

test('R2-36 R2-19 what was heard is read back, confirmed, and the end of the talk is logged', async ({
	sam
}) => {
	const { page } = sam;
	await startCapture(page);
	await page
		.getByRole('group', { name: 'Minutes they agreed to' })
		.getByRole('button', { name: '30' })
		.click();
	await page.getByRole('button', { name: 'Start', exact: true }).click();
	await page.reload();
	await expect(page.getByText('0 of 30 min')).toBeVisible();

	await page.keyboard.press('ControlOrMeta+2');
	await expect(field(page, SKILLS)).toBeFocused();
	await page.keyboard.type('Writing, above all.');
	await page.keyboard.press('ControlOrMeta+Enter');
	await expect(section(page, SKILLS).getByRole('listitem')).toContainText('New');
	await section(page, SKILLS).getByRole('button', { name: 'Tool' }).click();
	await page.keyboard.type('<b>SQL</b> 😀');
	await page.getByRole('group', { name: 'Could I use it?' }).getByRole('button', { name: '3' }).click();
	// Pressed, and nothing written: it goes by itself.
	await section(page, SKILLS).getByRole('button', { name: 'Requirement' }).click();
	await page.keyboard.press('ControlOrMeta+6');
	await page.keyboard.type('Nobody has a roadmap');
	await page.keyboard.press('ControlOrMeta+7');
	await page.keyboard.type('Her colleague Ben');

	await page.getByRole('button', { name: 'End', exact: true }).click();
	await expect(page.getByRole('heading', { name: 'Read it back' })).toBeFocused();
	await expect(section(page, TASKS)).toContainText('Not covered');
	await expect(page.getByRole('checkbox', { name: /Requirement/ })).toHaveCount(0);
	await expect(page.getByText('Her colleague Ben')).toBeHidden();
	await page.getByRole('checkbox', { name: 'Tool: <b>SQL</b> 😀' }).check();
	await page.getByRole('checkbox', { name: 'I read this back to them' }).check();
	await onTheRelay(page);
	await page.reload();
	await expect(page.getByRole('heading', { name: 'Read it back' })).toBeVisible();
	await field(page, 'What I heard, in short').click();
	await page.keyboard.type('Writing decides.');
	await expectSound(page, 'Reading back');
	await page.getByRole('button', { name: 'End the talk' }).click();
	await expect(page).toHaveURL(/\/debrief$/);

	await page.getByRole('button', { name: 'Take over what you read back' }).click();
	await expect(field(page, 'What I heard')).toHaveValue('Writing decides.');
	await page.goto(page.url().replace(/\/debrief$/, ''));
	await expect(page.getByText('Took 0 of 30 min · Read back to them')).toBeVisible();
	await expect(page.getByText('Writing decides.')).toBeVisible();
	await expect(page.getByText('Readiness 3 of 5 · Confirmed by them')).toBeVisible();
	await expect(field(page, TASKS)).toHaveAttribute('aria-placeholder', 'Not covered');
	await expect(field(page, 'Introduction 1')).toHaveValue('Her colleague Ben');
	await expectSound(page, 'A talk with what was heard');
});

test('R2-33 without an agreement there are the own reflections and the questions, and no field', async ({
	sam
}) => {
	const { page } = sam;
	await startJournal(page, 'Sam');
	await addPerson(page, { name: 'Priya Raman', alias: 'Product lead, fintech' });
	await addTalk(page, { person: 'Priya Raman', notes: false, sharing: false });
	await page.getByRole('link', { name: 'Capture' }).click();
	await expect(page.getByText('Notes not asked')).toBeVisible();
	await expect(field(page, CULTURE)).toHaveCount(0);
	await expect(bar(page)).toHaveCount(0);
	await type(field(page, 'Own reflections'), 'end', 'Ask about the pace.');
	await expectSound(page, 'Capture without an agreement');
	const mayI = page.getByRole('group', { name: /notes/ }).first();
	await mayI.getByRole('button', { name: 'No' }).click();
	await expect(page.getByText('They said no to notes.')).toBeFocused();
	await expect(field(page, 'Own reflections')).toHaveValue('Ask about the pace.');
	await expect(mayI).toHaveCount(0);
	await expectSound(page, 'Capture after a no');
	await page.getByRole('button', { name: 'Back to the questions' }).click();
	await mayI.getByRole('button', { name: 'Yes' }).click();
	await page.getByRole('button', { name: 'To the notes' }).click();
	await expect(field(page, TASKS)).toBeFocused();
	await expect(page.getByText('Agreed to notes')).toBeVisible();
});

test('two who write the same field at once keep both, and the mentor sees the talk under the alias', async ({
	server,
	sam,
	ana
}) => {
	await startCapture(sam.page);
	const address = sam.page.url();
	await sam.page.goto(address.replace(/\/capture$/, ''));
	const link = await createInvite(sam.page, 'Editor');
	await sam.page.goto(address);
	await join(ana.page, link, 'Ana');
	await openTalk(ana.page, /Product lead/);
	await ana.page.getByRole('link', { name: 'Capture' }).click();
	await expect(ana.page.getByRole('heading', { level: 1 })).toHaveText('Product lead, fintech');
	await type(field(sam.page, CULTURE), 'end', 'Base.');
	await expect(field(ana.page, CULTURE)).toHaveValue('Base.');
	await server.kill();
	await type(field(sam.page, CULTURE), 'start', 'Sam before. ');
	await type(field(ana.page, CULTURE), 'end', ' Ana after.');
	await stamps(sam.page).getByRole('button', { name: 'New' }).click();
	await server.restart();
	const both = 'Sam before. Base. Ana after.';
	await expect(field(sam.page, CULTURE)).toHaveValue(both, { timeout: 20_000 });
	await expect(field(ana.page, CULTURE)).toHaveValue(both, { timeout: 20_000 });
	await expect(section(ana.page, CULTURE)).toContainText('Sam before. Base.');
	// What names people is not there for her, nor is the timer hers to start.
	await expect(ana.page.getByText('Only you can read it.')).toHaveCount(0);
	await expect(ana.page.getByRole('button', { name: 'Start', exact: true })).toHaveCount(0);
	await focus(field(sam.page, CULTURE));
	await expect(section(ana.page, CULTURE)).toContainText('Sam is here');
});

test('the capture screen is sound in both schemes and sizes', async ({ sam }) => {
	await startCapture(sam.page);
	await type(field(sam.page, CULTURE), 'end', 'They argue in writing first.');
	await stamps(sam.page).getByRole('button', { name: 'Challenges' }).click();
	await section(sam.page, SKILLS).getByRole('button', { name: 'Skill' }).click();
	await expectSound(sam.page, 'Capture');
});
