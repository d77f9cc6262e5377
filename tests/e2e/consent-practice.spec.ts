// Consent, on real devices: what a person took back leaves them, and who somebody is never reaches the mentor's.

import { expect, test } from '../support/people.ts';
import type { Page } from '@playwright/test';
import { findWords, storedBy } from './leaks.ts';
import {
	addTalk,
	createInvite,
	field,
	goTo,
	join,
	onTheRelay,
	openTalk,
	rewrite,
	startJournal,
	type
} from './steps.ts';

const [FIRST, LAST, EMAIL, EMPLOYER] = [
	'Zqpriyankaxv',
	'Zqramanathanxv',
	'zqprivatexv@zqlumencorpxv.example',
	'Zqlumencorpxv'
];
const IDENTITY = [FIRST, LAST, EMAIL, EMPLOYER];
const ALIAS = 'Product lead, fintech';

/** Sam has a talk with Priya, who is named to nobody, and Ana has the journal; both are on the talk's page. */
async function together(sam: Page, ana: Page): Promise<void> {
	await startJournal(sam, 'Sam');
	await goTo(sam, 'People');
	await sam.getByRole('button', { name: 'Add person' }).click();
	await field(sam, 'Name').fill(`${FIRST} ${LAST}`);
	await field(sam, 'E-mail').fill(EMAIL);
	await field(sam, 'Employer').fill(`${EMPLOYER} Bank`);
	await field(sam, 'Alias').fill(ALIAS);
	await sam.getByRole('button', { name: 'Save' }).click();
	await addTalk(sam, { person: `${FIRST} ${LAST}`, notes: true, sharing: true });
	const link = await createInvite(sam, 'Editor');
	await join(ana, link, 'Ana');
	await openTalk(ana, ALIAS);
}

const takeBack = async (page: Page, kind: string, button: string) => {
	await page.getByRole('button', { name: 'They took it back…' }).click();
	const dialog = page.getByRole('dialog', { name: 'They took it back' });
	await dialog.getByRole('button', { name: kind, exact: true }).click();
	await expect(dialog).toContainText('cannot be recalled');
	await dialog.getByRole('button', { name: button }).click();
	await expect(dialog).toBeHidden();
	await expect(page.getByText(`${kind}: taken back.`)).toBeVisible();
};

/** Polled: a device lets go a moment after it heard. */
const goneFrom = (page: Page, words: readonly string[], name: string) =>
	expect.poll(async () => findWords(words, [await storedBy(page, name)]), { timeout: 15_000 }).toEqual([]);

test('R2-33: notes that are taken back leave both devices, and late words are removed', async ({
	sam,
	ana
}) => {
	const [page, other] = [sam.page, ana.page];
	await together(page, other);
	await rewrite(field(page, 'Pace and workload'), 'zqsixtyhours');
	await expect(field(other, 'Pace and workload')).toContainText('zqsixtyhours');
	await rewrite(field(other, 'Required skills'), 'zqmentorsword');
	await expect(field(page, 'Required skills')).toContainText('zqmentorsword');
	await type(field(page, 'Own reflections'), 'end', 'zqmyownthought');
	for (const each of [page, other]) {
		await onTheRelay(each);
		const device = await storedBy(each, 'a device');
		expect(findWords(['zqsixtyhours', 'zqmentorsword'], [device])).toHaveLength(2);
	}

	await takeBack(page, 'Notes', 'Remove the notes');
	await expect(page.getByText('They took back their agreement to notes.')).toBeVisible();
	await expect(field(page, 'Own reflections')).toContainText('zqmyownthought');
	await expect(page.getByRole('button', { name: 'Undo' })).toBeDisabled();
	await expect(field(other, 'Pace and workload')).toHaveCount(0);
	await onTheRelay(page);
	for (const each of [page, other]) await goneFrom(each, ['zqsixtyhours', 'zqmentorsword'], 'a device');

	await page.getByText('What was asked and answered').click();
	await expect(page.getByText('Notes: Took it back')).toBeVisible();
	await page.reload();
	await expect(field(page, 'Own reflections')).toContainText('zqmyownthought');
	await goneFrom(page, ['zqsixtyhours'], 'sam’s device after a reload');
});

test('R2-33, R2-34: each answer is noted with when, how and the use stated; the mentor sees what was agreed', async ({
	sam,
	ana
}) => {
	const [page, other] = [sam.page, ana.page];
	await together(page, other);
	await expect(page.getByLabel(/^Agreed to (notes|sharing): In the talk/)).toHaveCount(2);
	await page.getByRole('checkbox', { name: 'Agreed to recording' }).check();
	await page.getByLabel(/^Agreed to recording: In the talk/).click();
	await page.getByRole('combobox', { name: 'How' }).selectOption({ label: 'In writing' });
	await page.getByRole('textbox', { name: 'What you said it is for' }).fill('zqonlyformynotes');
	await page.getByRole('button', { name: 'Note it' }).click();
	await expect(page.getByLabel(/^Agreed to recording: In writing/)).toBeVisible();
	await expect(other.getByText('Agreed to: notes, sharing, recording.')).toBeVisible();
	await expect(other.getByText('What was asked and answered')).toHaveCount(0);
	await expect(other.getByRole('checkbox', { name: 'Agreed to recording' })).toHaveCount(0);
	expect(findWords(['zqonlyformynotes'], [await storedBy(other, 'ana’s device')])).toEqual([]);
});

test('R2-38: a name typed into shared notes is noticed, and the alias written', async ({ sam, ana }) => {
	const [page, other] = [sam.page, ana.page];
	await together(page, other);
	await page.getByRole('checkbox', { name: 'Agreed to sharing' }).uncheck();
	await type(field(page, 'Culture and communication'), 'end', `As ${FIRST} says`);
	await page.getByRole('checkbox', { name: 'Agreed to sharing' }).click();
	const dialog = page.getByRole('dialog', { name: 'The notes name somebody' });
	await expect(dialog).toContainText(`“${FIRST}”`);
	await dialog.getByRole('button', { name: 'Write the alias and share' }).click();
	await expect(field(other, 'Culture and communication')).toContainText(`As ${ALIAS} says`);

	await rewrite(field(page, 'Growth opportunities'), `${LAST}’s team grows`);
	await page.getByRole('button', { name: `Write “${ALIAS}”` }).click();
	await expect(field(page, 'Growth opportunities')).toContainText(`${ALIAS}’s team grows`);
	await expect(page.getByText('has not agreed to be named, and others read this')).toHaveCount(0);
});

test('R2-38: nowhere on the mentor’s device, in no store and on no screen, is who somebody is', async ({
	sam,
	ana
}) => {
	const [page, other] = [sam.page, ana.page];
	await together(page, other);
	await rewrite(field(page, 'Own reflections'), `${FIRST} was most kind`);
	await rewrite(field(page, 'Pace and workload'), 'zqsharedwords');
	await expect(field(other, 'Pace and workload')).toContainText('zqsharedwords');
	await page.getByRole('checkbox', { name: 'Agreed to sharing' }).uncheck();
	await rewrite(field(page, 'Pace and workload'), `zqprivatewords and ${LAST}`);
	for (const each of [page, other]) await onTheRelay(each);

	const secrets = [...IDENTITY, 'zqprivatewords', 'was most kind'];
	expect(findWords(secrets.slice(0, 1), [await storedBy(page, 'sam’s device')])).not.toEqual([]);
	for (const place of ['Today', 'People', 'Talks', 'Findings', 'Plan', 'Review'] as const) {
		await goTo(other, place);
		const screen = Buffer.from(await other.content());
		expect(findWords(secrets, [{ name: place, bytes: screen }])).toEqual([]);
		// Today fills itself in two steps, so the pages are noted first and opened afterwards.
		await other.waitForLoadState('networkidle');
		const links = other.getByRole('main').getByRole('link', { name: ALIAS });
		const pages = await links.evaluateAll((found) => found.map((link) => (link as HTMLAnchorElement).href));
		for (const page of new Set(pages)) {
			await other.goto(page);
			await expect(other.getByRole('heading', { level: 1 })).toContainText(ALIAS);
			const inside = Buffer.from(await other.content());
			expect(findWords(secrets, [{ name: page, bytes: inside }])).toEqual([]);
		}
	}
	expect(findWords(secrets, [await storedBy(other, 'ana’s device')])).toEqual([]);
});
