// Invite links: used once, by one; every link that does not work says why, and what to do.

import { writeFile } from 'node:fs/promises';
import { join as joinPath } from 'node:path';
import type { Page } from '@playwright/test';
import { startAppServer } from '../support/app-server.ts';
import { expect, test } from '../support/people.ts';
import { standBetween } from './relay-between.ts';
import {
	createInvite,
	field,
	goTo,
	join,
	onTheRelay,
	openInvite,
	openTalk,
	rewrite,
	startJournal,
	startWithPlan,
	startWithTalk,
	syncStatus,
	type
} from './steps.ts';

const answer = (page: Page) => page.getByRole('main').locator('.notice');
const pressJoin = (page: Page) => page.getByRole('button', { name: 'Join' }).click();
const INSIDE = /\/j\/[\w-]+\/(talks|today)$/;

test('S16: an invite works once; the second person is told so, and what to do', async ({
	sam,
	ana,
	arrive
}) => {
	const bo = await arrive('bo');
	await startWithPlan(sam.page);
	const link = await createInvite(sam.page, 'Editor');
	await openInvite(bo.page, link, 'Bo');
	await join(ana.page, link, 'Ana');
	await pressJoin(bo.page);
	await expect(answer(bo.page)).toContainText('This invite was already used on another device.');
	await expect(answer(bo.page)).toContainText('Ask for a new one.');
	// Also when it is opened only afterwards.
	await bo.page.goto('/');
	await bo.page.goto(link);
	await expect(answer(bo.page)).toContainText('This invite was already used on another device.');
	// Whoever joined with it is let in.
	await ana.page.goto('/');
	await ana.page.goto(link);
	await expect(ana.page).toHaveURL(INSIDE);
});

test('S16: of two who press Join at the same time one is in, the other gets a clear answer', async ({
	sam,
	ana,
	arrive
}) => {
	const bo = await arrive('bo');
	await startWithPlan(sam.page);
	const link = await createInvite(sam.page, 'Editor');
	const both = [ana.page, bo.page];
	for (const page of both) await openInvite(page, link, 'Somebody');
	await Promise.all(both.map(pressJoin));
	for (const page of both) await expect(answer(page).or(syncStatus(page))).toBeVisible();
	const inside = both.filter((page) => INSIDE.test(page.url()));
	const outside = both.filter((page) => !INSIDE.test(page.url()));
	expect([inside.length, outside.length]).toEqual([1, 1]);
	await expect(answer(outside[0]!)).toContainText('This invite was already used on another device.');
	await goTo(inside[0]!, 'Plan');
	await expect(field(inside[0]!, 'Milestone')).toHaveValue('Two talks a week');
});

for (const again of ['Try again', 'a reload'] as const) {
	test(`S16: a lost answer can be asked for again, by ${again}`, async ({ sam, ana, arrive }) => {
		await startWithPlan(sam.page);
		const link = await createInvite(sam.page, 'Editor');
		let lost = false;
		await standBetween(ana, (_message, _room, asked) => {
			if (lost || asked?.type !== 'statement') return 'deliver';
			lost = true;
			return 'cut';
		});
		await openInvite(ana.page, link, 'Ana');
		await pressJoin(ana.page);
		await expect(answer(ana.page)).toContainText('The relay cannot be reached, and joining needs it once.');
		expect(lost).toBe(true);

		if (again === 'Try again') await ana.page.getByRole('button', { name: 'Try again' }).click();
		else await ana.page.reload();
		await ana.page.getByRole('textbox', { name: 'Your name' }).fill('Ana');
		await pressJoin(ana.page);
		await goTo(ana.page, 'Plan');
		await expect(field(ana.page, 'Milestone')).toHaveValue('Two talks a week');

		const bo = await arrive('bo');
		await bo.page.goto(link);
		await expect(answer(bo.page)).toContainText('This invite was already used on another device.');
	});
}

test('a link that is broken, foreign, revoked or cannot be asked about says which, and what to do', async ({
	server,
	sam,
	ana
}) => {
	await startJournal(sam.page, 'Sam');
	const link = await createInvite(sam.page, 'Editor');
	const { page } = ana;

	const broken = [`/join`, link.slice(0, -5), `${link}A`, link.replace(/#.*/, '#nothing')];
	for (const each of broken) {
		await page.goto('/');
		await page.goto(each);
		await expect(answer(page), each).toContainText('This invite link is not complete.');
		await expect(answer(page)).toContainText('Copy the whole link again, or ask for a new one.');
	}

	const other = await startAppServer();
	try {
		await page.goto(link.replace(server.origin, other.origin));
		await expect(answer(page)).toContainText('The relay at this address does not know this invite.');
		await expect(answer(page)).toContainText('Open the link at the address it was made for');
	} finally {
		await other.dispose();
	}

	await page.goto(link);
	await expect(page.getByRole('textbox', { name: 'Your name' })).toBeVisible();
	await sam.page.getByRole('button', { name: 'Share' }).click();
	await sam.page.getByRole('button', { name: 'Revoke' }).click();
	await expect(sam.page.getByRole('button', { name: 'Revoke' })).toBeHidden();
	await page.getByRole('textbox', { name: 'Your name' }).fill('Ana');
	await pressJoin(page);
	await expect(answer(page)).toContainText('This invite was taken back.');
	await expect(answer(page)).toContainText('Ask for a new one.');
	await page.goto('/');
	await page.goto(link);
	await expect(answer(page)).toContainText('This invite was taken back.');

	await server.kill();
	await page.reload();
	await expect(answer(page)).toContainText('The relay cannot be reached, and joining needs it once.');
	await server.restart();
	await page.getByRole('button', { name: 'Try again' }).click();
	await expect(answer(page)).toContainText('This invite was taken back.');
});

test('an invite that has expired says so, and a clock that is wrong by a day is pointed out', async ({
	sam,
	ana
}) => {
	// The relay's clock runs ahead by eight days once the file is there.
	const clock = `const { existsSync } = process.getBuiltinModule('node:fs'); const now = Date.now.bind(Date);
		Date.now = () => now() + (existsSync('ahead') ? 8 * 864e5 : 0);`;
	const relay = await startAppServer({
		nodeArgs: [`--import=data:text/javascript,${encodeURIComponent(clock)}`]
	});
	try {
		await startJournal(sam.page, 'Sam', relay.origin);
		const link = await createInvite(sam.page, 'Editor');
		await writeFile(joinPath(relay.dataDir, 'ahead'), '');
		await ana.page.goto(link);
		await expect(answer(ana.page)).toContainText('This invite has expired.');
		await expect(answer(ana.page)).toContainText('Ask for a new one.');

		await sam.page.reload();
		await expect(sam.page.getByRole('main')).toContainText(
			'clock differs from the relay’s by more than a day'
		);
		await onTheRelay(sam.page);
		// Made by the relay's clock, a new one is good.
		await join(ana.page, await createInvite(sam.page, 'Editor'), 'Ana');
	} finally {
		await relay.dispose();
	}
});

test('after joining, the secret is neither in the address bar nor in the history', async ({ sam, ana }) => {
	await startJournal(sam.page, 'Sam');
	const link = await createInvite(sam.page, 'Editor');
	const secret = new URL(link).hash.slice(1);
	expect(secret.length).toBeGreaterThan(60);
	await ana.page.goto('/');
	await openInvite(ana.page, link, 'Ana');
	expect(ana.page.url()).toContain(secret);
	await pressJoin(ana.page);
	await expect(ana.page).toHaveURL(INSIDE);

	const history = await (await ana.context.newCDPSession(ana.page)).send('Page.getNavigationHistory');
	expect(history.entries.map(({ url }) => url).join('\n')).not.toContain(secret);
	await ana.page.goBack();
	await expect(ana.page.getByRole('link', { name: /Sam’s journal|Journal I was invited to/ })).toBeVisible();
	expect(ana.page.url()).not.toContain('#');
});

test('a viewer reads along and cannot write', async ({ sam, ana }) => {
	await startWithTalk(sam.page);
	await rewrite(field(sam.page, 'Pace and workload'), 'Calm, mostly.');
	await goTo(sam.page, 'Plan');
	await sam.page.getByRole('button', { name: 'Add phase' }).click();
	await field(sam.page, 'Phase').fill('Exploration');
	await join(ana.page, await createInvite(sam.page, 'Viewer'), 'Ana');

	await expect(ana.page.getByText('You can read this journal, not change it.')).toBeVisible();
	await goTo(ana.page, 'Plan');
	const phase = field(ana.page, 'Phase');
	await expect(phase).toHaveValue('Exploration');
	await expect(phase).not.toBeEditable();
	for (const name of ['Add phase', 'Add milestone', 'Undo'])
		await expect(ana.page.getByRole('button', { name })).toBeHidden();
	await openTalk(ana.page, /Product lead, fintech/);
	const note = field(ana.page, 'Pace and workload');
	await expect(note).toHaveText('Calm, mostly.');
	await type(note, 'start', 'Not mine to write. ');
	await expect(note).toHaveText('Calm, mostly.');
	// She goes on reading.
	await openTalk(sam.page, 'Priya Raman');
	await rewrite(field(sam.page, 'Pace and workload'), 'Calm, and then some.');
	await expect(note).toHaveText('Calm, and then some.');
	await expect(syncStatus(ana.page)).not.toContainText('waiting');
	await ana.page.getByRole('button', { name: 'Share' }).click();
	await expect(ana.page.getByRole('dialog')).toContainText('Only the person who started this journal');
	await expect(ana.page.getByRole('button', { name: 'Create invite' })).toBeHidden();
});

test('a journal that is not on this device says so, and offers to start or join', async ({ ana }) => {
	await ana.page.goto('/j/AAAAAAAAAAAA/talks/BBBBBBBBBBBB');
	await expect(ana.page.getByRole('alert')).toContainText('This journal is not on this device.');
	await expect(ana.page.getByRole('alert')).toContainText(
		'Start one, or open the invite link you were sent.'
	);
	await ana.page.getByRole('link', { name: 'Start, or open another journal' }).click();
	await expect(ana.page.getByRole('button', { name: 'Start a journal' })).toBeVisible();
	await expect(ana.page.getByText('Were you invited? Open the link that you were sent.')).toBeVisible();
});
