// A backup leaves one browser and comes back in another; an export leaves for good, and nobody is named in it.

import { readFile, writeFile } from 'node:fs/promises';
import type { Download, Locator, Page, TestInfo } from '@playwright/test';
import { strFromU8, unzipSync } from 'fflate';
import { samplePeople } from '../../src/lib/core/practice/sample/people.ts';
import { expect, test } from '../support/people.ts';
import { findWords, storedBy } from './leaks.ts';
import {
	addMilestone,
	createInvite,
	field,
	goTo,
	join,
	keptOffline,
	onTheRelay,
	openTalk,
	rewrite,
	startJournal,
	startWithPlan,
	startWithTalk,
	syncStatus
} from './steps.ts';

const PASSPHRASE = 'a river without a bridge';
const SKILLS = 'Required skills';

const main = (page: Page) => page.getByRole('main');
const journalOf = (page: Page): string => new URL(page.url()).pathname.split('/').slice(0, 3).join('/');
const openCopies = (page: Page) => page.goto(`${journalOf(page)}/copies`);
const save = (page: Page) => page.getByRole('button', { name: 'Download a backup' });

/** From anywhere in the journal; ends on the screen that made it. Returns where the file is. */
async function makeBackup(page: Page, info: TestInfo, name: string): Promise<string> {
	await openCopies(page);
	await field(page, 'Passphrase').fill(PASSPHRASE);
	await field(page, 'Passphrase, again').fill(PASSPHRASE);
	const [file] = await Promise.all([page.waitForEvent('download'), save(page).click()]);
	await expect(main(page)).toContainText(`Look for ${file.suggestedFilename()} in your downloads`);
	const path = info.outputPath(name);
	await file.saveAs(path);
	return path;
}

/** Up to what the backup is, before anything is written. */
async function openBackup(page: Page, path: string, passphrase = PASSPHRASE): Promise<void> {
	await page.goto('/');
	await page.getByRole('link', { name: 'Restore a backup' }).click();
	await page.getByLabel('Backup file').setInputFiles(path);
	await field(page, 'Passphrase').fill(passphrase);
	await page.getByRole('button', { name: 'Open the backup' }).click();
}

const restore = (page: Page) => page.getByRole('button', { name: 'Restore it' }).click();

test('S3, S7, S9: a journal is restored in another browser, and all three go on together', async ({
	sam,
	ana,
	arrive
}, info) => {
	await startWithTalk(sam.page);
	await rewrite(field(sam.page, SKILLS), 'Writing, above all.');
	await rewrite(field(sam.page, 'Own reflections'), 'Only mine to read.');
	const talk = sam.page.url();
	await join(ana.page, await createInvite(sam.page, 'Editor'), 'Ana');
	await onTheRelay(sam.page);

	const path = await makeBackup(sam.page, info, 'sam.soundings');
	await expect(main(sam.page)).toContainText('Made and checked: 1 talk, 1 person.');
	await expect(field(sam.page, 'Passphrase')).toHaveValue('');
	const bytes = (await readFile(path)).toString('latin1');
	for (const word of ['Writing', 'mine', 'Priya', 'Product lead', 'river', 'Sam'])
		expect(bytes).not.toContain(word);

	// Written after the backup was made: it comes from the relay.
	await sam.page.goto(talk);
	await rewrite(field(sam.page, 'Growth opportunities'), 'Written since.');
	await onTheRelay(sam.page);

	const again = await arrive('sam-again');
	await openBackup(again.page, path);
	await expect(main(again.page)).toContainText('Sam’s journal');
	await expect(main(again.page)).toContainText('1 talk, 1 person');
	await restore(again.page);
	await expect(again.page).toHaveURL(/\/today$/);
	expect(again.page.url()).not.toContain('river');
	await openTalk(again.page, 'Priya Raman');
	await expect(field(again.page, SKILLS)).toHaveText('Writing, above all.');
	await expect(field(again.page, 'Own reflections')).toHaveText('Only mine to read.');
	await expect(field(again.page, 'Growth opportunities')).toHaveText('Written since.');
	await onTheRelay(again.page);

	// Two browsers with one device's keys, and the mentor: each has what each writes.
	await openTalk(ana.page, /Product lead, fintech/);
	await rewrite(field(again.page, SKILLS), 'From the restored browser.');
	for (const page of [sam.page, ana.page])
		await expect(field(page, SKILLS)).toHaveText('From the restored browser.');
	await rewrite(field(sam.page, 'Pace and workload'), 'From the first one.');
	await rewrite(field(ana.page, 'Culture and communication'), 'From the mentor.');
	for (const page of [sam.page, again.page, ana.page]) {
		await expect(field(page, 'Pace and workload')).toHaveText('From the first one.');
		await expect(field(page, 'Culture and communication')).toHaveText('From the mentor.');
	}
	// What is the seeker's own goes between their two browsers, and to nobody else.
	await rewrite(field(again.page, 'Own reflections'), 'Mine, in both.');
	await expect(field(sam.page, 'Own reflections')).toHaveText('Mine, in both.');
	await Promise.all([sam, again].map(({ page }) => onTheRelay(page)));
});

test('R2-33: what was taken back after the backup was made goes from the restored browser at its first sync', async ({
	sam,
	arrive
}, info) => {
	await startWithTalk(sam.page);
	await rewrite(field(sam.page, SKILLS), 'zqtakenback');
	await rewrite(field(sam.page, 'Own reflections'), 'zqmyownthought');
	const talk = sam.page.url();
	await onTheRelay(sam.page);
	const path = await makeBackup(sam.page, info, 'before.soundings');
	await sam.page.goto(talk);
	await sam.page.getByRole('button', { name: 'They took it back…' }).click();
	const dialog = sam.page.getByRole('dialog', { name: 'They took it back' });
	await dialog.getByRole('button', { name: 'Notes', exact: true }).click();
	await dialog.getByRole('button', { name: 'Remove the notes' }).click();
	await expect(dialog).toBeHidden();
	await onTheRelay(sam.page);

	const again = await arrive('sam-again');
	await openBackup(again.page, path);
	await restore(again.page);
	await openTalk(again.page, 'Priya Raman');
	await expect(again.page.getByText('They took back their agreement to notes.')).toBeVisible();
	await expect(field(again.page, SKILLS)).toHaveCount(0);
	await expect(field(again.page, 'Own reflections')).toHaveText('zqmyownthought');
	const stored = async (words: string) => findWords([words], [await storedBy(again.page, 'restored')]);
	await expect.poll(() => stored('zqtakenback'), { timeout: 15_000 }).toEqual([]);
	expect(await stored('zqmyownthought')).toHaveLength(1);
	// And where it was taken back, the backup brings nothing of it back.
	await openBackup(sam.page, path);
	await sam.page.getByRole('button', { name: 'Merge into it' }).click();
	await expect(sam.page).toHaveURL(/\/today$/);
	const places = await Promise.all([sam, again].map(({ name, page }) => storedBy(page, name)));
	expect(findWords(['zqtakenback', PASSPHRASE], places)).toEqual([]);
	await onTheRelay(sam.page);
});

test('a file that cannot be opened says why, and nothing appears', async ({ sam, arrive }, info) => {
	await startWithPlan(sam.page);
	const path = await makeBackup(sam.page, info, 'sam.soundings');
	const bytes = await readFile(path);
	const variant = async (name: string, content: Uint8Array | string) => {
		const to = info.outputPath(name);
		await writeFile(to, content);
		return to;
	};
	const { page } = await arrive('somebody');
	const says = (words: string) => expect(main(page)).toContainText(words);

	await openBackup(page, path, 'another passphrase');
	await says('This passphrase does not open the backup.');
	await expect(field(page, 'Passphrase')).toBeFocused();
	const choose = async (to: string) => page.getByLabel('Backup file').setInputFiles(to);
	await choose(await variant('letter.soundings', 'Dear Sam'));
	await says('This is not a backup of Soundings.');
	await choose(await variant('short.soundings', bytes.subarray(0, bytes.length - 100)));
	await says('The end of this file is missing.');
	await choose(
		await variant('newer.soundings', Buffer.concat([bytes.subarray(0, 17), Buffer.of(2), bytes.subarray(18)]))
	);
	await says('A newer version of Soundings made this backup.');
	const changed = Buffer.from(bytes);
	changed[changed.length - 20]! ^= 1;
	await choose(await variant('changed.soundings', changed));
	await field(page, 'Passphrase').fill(PASSPHRASE);
	await page.getByRole('button', { name: 'Open the backup' }).click();
	await says('This file was changed or damaged since it was made.');

	// Opened and not restored: this device has nothing of it.
	await openBackup(page, path);
	await says('Sam’s journal');
	await page.getByRole('button', { name: 'Cancel' }).click();
	await page.goto('/');
	await expect(page.getByRole('button', { name: 'Start a journal' })).toBeVisible();
	await expect(page.getByRole('link', { name: 'Sam’s journal' })).toHaveCount(0);
	expect(await page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name))).toEqual([
		'soundings'
	]);
});

test('S3: a backup is merged into the journal that is here, and replaces nothing', async ({
	server,
	sam,
	arrive
}, info) => {
	await startWithPlan(sam.page);
	await onTheRelay(sam.page);
	const first = await makeBackup(sam.page, info, 'first.soundings');
	const again = await arrive('sam-again');
	await openBackup(again.page, first);
	await restore(again.page);
	await goTo(again.page, 'Plan');
	await onTheRelay(again.page);
	await keptOffline(again.page);
	await goTo(sam.page, 'Plan');
	await server.kill();
	// Written in two browsers that do not hear of each other, and one of them is lost but for its backup.
	await addMilestone(again.page, 'Only in the other browser');
	await addMilestone(sam.page, 'Written since');
	const second = await makeBackup(again.page, info, 'second.soundings');
	await again.close();
	await server.restart();

	await openBackup(sam.page, second);
	await expect(main(sam.page)).toContainText('This journal is on this device already');
	await sam.page.getByRole('button', { name: 'Merge into it' }).click();
	await expect(sam.page).toHaveURL(/\/today$/);
	const says = (words: string) => sam.page.getByText(words);
	await expect(says('Merged. Added from the backup: 1 milestone.')).toBeVisible();
	await goTo(sam.page, 'Plan');
	await expect(says('Merged.')).toHaveCount(0);
	const titles = () =>
		field(sam.page, 'Milestone').evaluateAll((all) =>
			all.map((each) => (each as HTMLInputElement).value).sort()
		);
	const all = ['Only in the other browser', 'Two talks a week', 'Written since'];
	await expect.poll(titles).toEqual(all);
	await onTheRelay(sam.page);
	// An older backup changes nothing and loses nothing.
	await openBackup(sam.page, first);
	await sam.page.getByRole('button', { name: 'Merge into it' }).click();
	await expect(sam.page).toHaveURL(/\/today$/);
	await expect(says('This journal had all that is in the backup already.')).toBeVisible();
	await goTo(sam.page, 'Plan');
	await expect.poll(titles).toEqual(all);
});

test('a passphrase is entered twice, can be made up, and is long enough', async ({ sam }, info) => {
	await startWithPlan(sam.page);
	const { page } = sam;
	await openCopies(page);
	await field(page, 'Passphrase').fill('short');
	await save(page).click();
	await expect(main(page)).toContainText('Make it at least 10 characters long.');
	await field(page, 'Passphrase').fill(PASSPHRASE);
	await field(page, 'Passphrase, again').fill(`${PASSPHRASE}!`);
	await save(page).click();
	await expect(main(page)).toContainText('The two are not the same.');
	await page.getByRole('button', { name: 'Make one up' }).click();
	const made = await field(page, 'Passphrase').inputValue();
	expect(made).toMatch(/^(\w{4}-){5}\w{4}$/);
	await expect(field(page, 'Passphrase, again')).toHaveValue('');
	await field(page, 'Passphrase, again').fill(made);
	const [file] = await Promise.all([page.waitForEvent('download'), save(page).click()]);
	expect(file.suggestedFilename()).toMatch(/^soundings-sams-journal-\d{4}-\d\d-\d\d\.soundings$/);
	const path = info.outputPath('made-up.soundings');
	await file.saveAs(path);
	await expect(main(page)).toContainText('Made and checked: 0 talks, 0 people.');
	await expect(main(page)).toContainText('Last backup');
	// As it is read from paper.
	await openBackup(page, path, made.toUpperCase().replaceAll('-', ' '));
	await expect(main(page)).toContainText('This journal is on this device already');
});

test('a passphrase is shown to who asks, wherever it is entered', async ({ sam }) => {
	await startWithPlan(sam.page);
	const { page } = sam;
	await openCopies(page);
	for (const name of ['Passphrase', 'Passphrase, again']) {
		await field(page, name).fill(PASSPHRASE);
		await expect(field(page, name)).toHaveAttribute('type', 'password');
		await page.getByRole('button', { name: `Show: ${name}`, exact: true }).click();
		await expect(field(page, name)).toHaveAttribute('type', 'text');
		await page.getByRole('button', { name: `Hide: ${name}`, exact: true }).click();
		await expect(field(page, name)).toHaveAttribute('type', 'password');
		await expect(field(page, name)).toHaveValue(PASSPHRASE);
	}
	await page.goto('/restore');
	await page.getByRole('button', { name: 'Show: Passphrase' }).click();
	await expect(field(page, 'Passphrase')).toHaveAttribute('type', 'text');
});

test('what came of it is on the screen, on a phone too', async ({ sam }) => {
	await startWithPlan(sam.page);
	const { page } = sam;
	await page.setViewportSize({ width: 390, height: 500 });
	await openCopies(page);
	await field(page, 'Passphrase').fill(PASSPHRASE);
	await field(page, 'Passphrase, again').fill(PASSPHRASE);
	const bar = (await page.getByRole('navigation', { name: 'Places' }).last().boundingBox())!;
	/** Whoever pressed the button where the screen ends sees the answer, above the bar. */
	async function expectSeen(press: () => Promise<unknown>, says: string): Promise<void> {
		await press();
		await expect(page.getByText(says)).toBeVisible();
		await expect
			.poll(async () => {
				const { y, height } = (await page.getByText(says).boundingBox())!;
				return y + height;
			})
			.toBeLessThanOrEqual(bar.y);
	}
	const atTheEdge = async (button: Locator) => {
		await button.evaluate((element) => element.scrollIntoView({ block: 'end' }));
		await page.evaluate(() => scrollBy(0, 80));
		await button.focus();
		return page.keyboard.press('Enter');
	};
	const [made] = await Promise.all([
		page.waitForEvent('download'),
		expectSeen(() => atTheEdge(save(page)), 'Look for soundings-sams-journal')
	]);
	expect(made.suggestedFilename()).toContain('sams-journal');
	const button = page.getByRole('button', { name: 'Export', exact: true });
	const [zip] = await Promise.all([
		page.waitForEvent('download'),
		expectSeen(() => atTheEdge(button), 'Look for soundings-export')
	]);
	const files = await unzipped(zip);
	// A table without a row is no file; a program is told of all of them.
	expect([...files.keys()].filter((path) => path.startsWith('tables/')).sort()).toEqual([
		'tables/members.csv',
		'tables/milestones.csv',
		'tables/phases.csv'
	]);
	const json = JSON.parse(files.get('journal.json')!) as { tables: Record<string, unknown[]> };
	expect(json.tables['talks']).toEqual([]);
});

async function unzipped(file: Download): Promise<Map<string, string>> {
	const zip = unzipSync(await readFile(await file.path()));
	return new Map(Object.entries(zip).map(([path, bytes]) => [path, strFromU8(bytes)] as const));
}

async function exported(page: Page): Promise<{ name: string; files: Map<string, string> }> {
	const [file] = await Promise.all([
		page.waitForEvent('download'),
		page.getByRole('button', { name: 'Export', exact: true }).click()
	]);
	return { name: file.suggestedFilename(), files: await unzipped(file) };
}

/** Names, parts of names, addresses and employers of the sample's people that stand in a text. */
const namedIn = (text: string): string[] =>
	samplePeople
		.flatMap(({ name, email, employer }) => [name, ...name.split(' '), email, employer])
		.filter((word) => new RegExp(`(?<!\\p{L})${word.replaceAll('.', '\\.')}(?!\\p{L})`, 'u').test(text));

test('R2-38: an export names nobody, unless who holds the names asks for them', async ({ sam }) => {
	const { page } = sam;
	await page.goto('/');
	await page.getByRole('button', { name: 'Explore a sample' }).click();
	await expect(page).toHaveURL(/\/today$/);
	await openCopies(page);
	const { name, files } = await exported(page);
	expect(name).toMatch(/^soundings-export-\d{4}-\d\d-\d\d\.zip$/);
	for (const [path, text] of files) {
		expect(path).toMatch(/^[\w./-]+$/);
		expect([path, namedIn(path), namedIn(text)]).toEqual([path, [], []]);
	}
	const talks = [...files.keys()].filter((path) => path.startsWith('talks/'));
	expect(talks).toHaveLength(9);
	expect(files.get(talks[0]!)).toMatch(/^# .+, \d{4}-\d\d-\d\d\n/);
	expect(files.get('tables/people.csv')).toContain(samplePeople[0]!.alias);
	const json = JSON.parse(files.get('journal.json')!) as {
		people: string;
		tables: Record<string, unknown[]>;
	};
	expect(json.people).toBe('aliases');
	expect(json.tables['talks']).toHaveLength(9);
	await expect(main(page)).toContainText('Made: 9 talks, 12 people, by alias.');

	await page.getByRole('checkbox', { name: 'With names' }).check();
	const named = await exported(page);
	expect(namedIn(named.files.get('tables/people.csv')!).length).toBeGreaterThan(12);
	await expect(main(page)).toContainText('with their names');
});

test('R2-38: a mentor exports what is shared, by alias, and is offered no names', async ({ sam, ana }) => {
	await startWithTalk(sam.page);
	await rewrite(field(sam.page, SKILLS), 'Priya says: writing.');
	await rewrite(field(sam.page, 'Own reflections'), 'Only mine to read.');
	await join(ana.page, await createInvite(sam.page, 'Editor'), 'Ana');
	await openTalk(ana.page, /Product lead, fintech/);
	await expect(field(ana.page, SKILLS)).toHaveText('Priya says: writing.');
	await openCopies(ana.page);
	await expect(ana.page.getByRole('button', { name: 'Export', exact: true })).toBeVisible();
	await expect(ana.page.getByRole('checkbox', { name: 'With names' })).toHaveCount(0);
	const all = [...(await exported(ana.page)).files].flat().join('\n');
	expect(all).toContain('says: writing.');
	expect(all).not.toContain('Only mine');
	expect(all).not.toContain('Raman');
});

test('a backup is offered on Today once there is something to lose, and not again when declined', async ({
	sam
}) => {
	const { page } = sam;
	await startJournal(page, 'Sam');
	const today = page.url();
	const offer = page.getByRole('link', { name: 'Make a backup' });
	await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
	await expect(offer).toHaveCount(0);
	await page.clock.install({ time: Date.now() + 4 * 24 * 60 * 60 * 1000 });
	await page.goto(today);
	await expect(offer).toBeVisible();
	await page.getByRole('button', { name: 'Not now' }).click();
	await expect(offer).toHaveCount(0);
	await page.reload();
	await expect(page.getByText('Add somebody to talk to')).toBeVisible();
	await expect(syncStatus(page)).toBeVisible();
	await expect(offer).toHaveCount(0);
});
