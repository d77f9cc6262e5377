// The main job, as two people live it: start, write, invite, edit together, go offline, come back.

import type { Page } from '@playwright/test';
import { expect, test } from '../support/people.ts';
import { standBetween } from './relay-between.ts';
import {
	addMilestone,
	addPerson,
	addPhase,
	createInvite,
	field,
	focus,
	goTo,
	join,
	keptOffline,
	NOTES,
	onTheRelay,
	openTalk,
	rewrite,
	startJournal,
	startWithTalk,
	syncStatus,
	type
} from './steps.ts';
import { recordSync } from './sync-record.ts';

const CULTURE = 'Culture and communication';
const PACE = 'Pace and workload';
const ALIAS = /Product lead, fintech/;

test('S2 S3: two people share a journal, edit it together, also offline, and nothing is missing', async ({
	server,
	sam,
	ana
}) => {
	await startWithTalk(sam.page);
	for (const note of NOTES) await rewrite(field(sam.page, note), `${note}, as told.`);
	await goTo(sam.page, 'Plan');
	await addPhase(sam.page, 'Exploration');
	await addMilestone(sam.page, 'Two talks a week');
	await addMilestone(sam.page, 'A list of ten people');
	await onTheRelay(sam.page);

	await join(ana.page, await createInvite(sam.page, 'Editor'), 'Ana');
	await test.step('each sees the other, and both type into the same rows', async () => {
		await goTo(ana.page, 'Plan');
		await expect(hereNow(sam.page, 'Ana')).toBeVisible();
		await expect(hereNow(ana.page, 'Sam')).toBeVisible();
		const [samsRow, anasRow] = [field(sam.page, 'Milestone').first(), field(ana.page, 'Milestone').first()];
		await focus(anasRow);
		await expect(rowOf(sam.page, 'Ana')).toBeVisible();
		await Promise.all([type(samsRow, 'end', ' until May'), type(anasRow, 'start', 'At least: ')]);
		for (const row of [samsRow, anasRow])
			await expect(row).toHaveValue('At least: Two talks a week until May');
		await expect(rowOf(ana.page, 'Sam')).toBeVisible();
	});

	await test.step('both type into one note, with carets', async () => {
		await openTalk(sam.page, 'Priya Raman');
		await openTalk(ana.page, ALIAS);
		for (const note of NOTES) await expect(field(ana.page, note)).toHaveText(`${note}, as told.`);
		await Promise.all([
			type(field(sam.page, CULTURE), 'end', ' They argue in writing.'),
			type(field(ana.page, CULTURE), 'start', 'Worth asking twice: ')
		]);
		await expect(caret(sam.page, 'Ana')).toBeVisible();
		await expect(caret(ana.page, 'Sam')).toBeVisible();
		for (const { page } of [sam, ana])
			await expect(field(page, CULTURE)).toHaveText(
				`Worth asking twice: ${CULTURE}, as told. They argue in writing.`
			);
		for (const { page } of [sam, ana]) await onTheRelay(page);
		for (const { page } of [sam, ana]) await keptOffline(page);
	});

	await server.kill();
	await test.step('the relay is gone; both write on, close the browser, and open it again', async () => {
		await type(field(sam.page, PACE), 'end', ' Sam alone.');
		await type(field(ana.page, PACE), 'start', 'Ana alone. ');
		for (const person of [sam, ana]) {
			await expect(syncStatus(person.page)).toHaveText(
				/Offline\. Saved on this device, \d+ changes? waiting/
			);
			const address = person.page.url();
			await person.relaunch();
			await person.page.goto(address);
		}
		await expect(field(sam.page, PACE)).toHaveText(`${PACE}, as told. Sam alone.`);
		await expect(field(ana.page, PACE)).toHaveText(`Ana alone. ${PACE}, as told.`);
	});

	await test.step('still offline, both edit on', async () => {
		await type(field(sam.page, PACE), 'end', ' And again.');
		await rewrite(field(ana.page, CULTURE), 'Ana wrote this anew.');
		await goTo(ana.page, 'Plan');
		await addMilestone(ana.page, 'Ask Priya for two names');
		await goTo(sam.page, 'Plan');
		await addPhase(sam.page, 'Decision');
		for (const { page } of [sam, ana]) await expect(syncStatus(page)).toContainText('Offline');
	});

	await server.restart();
	await test.step('the relay is back: both hold the same, and nothing is missing', async () => {
		for (const { page } of [sam, ana]) await onTheRelay(page);
		for (const { page } of [sam, ana]) {
			await goTo(page, 'Plan');
			await expect(field(page, 'Phase')).toHaveCount(2);
			await expect(field(page, 'Milestone')).toHaveCount(3);
		}
		expect(await planOf(sam.page)).toEqual([
			'Exploration',
			'At least: Two talks a week until May',
			'A list of ten people',
			'Ask Priya for two names',
			'Decision'
		]);
		expect(await planOf(ana.page)).toEqual(await planOf(sam.page));
		await openTalk(sam.page, 'Priya Raman');
		await openTalk(ana.page, ALIAS);
		for (const { page } of [sam, ana]) {
			await expect(field(page, PACE)).toHaveText(`Ana alone. ${PACE}, as told. Sam alone. And again.`);
			await expect(field(page, CULTURE)).toHaveText('Ana wrote this anew.');
			await expect(field(page, 'Responsibilities')).toHaveText('Responsibilities, as told.');
		}
	});
});

test('the sync status claims "On the relay" of nothing that the relay does not have', async ({
	server,
	sam
}) => {
	let record = await recordSync(sam);
	await startWithTalk(sam.page);
	await onTheRelay(sam.page);
	await keptOffline(sam.page);

	await server.kill();
	const dead = Date.now();
	await type(field(sam.page, CULTURE), 'end', 'x');
	await expect(syncStatus(sam.page)).toContainText('1 change waiting');
	await sam.page.reload();
	await expect(syncStatus(sam.page)).toContainText('1 change waiting');
	// The words that stood there when the key was pressed may be older than it.
	const [, ...said] = record.between(record.firstKey(dead), Date.now());
	expect(said.join('\n')).not.toContain('On the relay');

	const address = sam.page.url();
	await sam.close();
	await sam.launch();
	record = await recordSync(sam);
	await sam.page.goto(address);
	await expect(syncStatus(sam.page)).toContainText('1 change waiting');
	const restarted = Date.now();
	expect(record.between(0, restarted).join('\n')).not.toContain('On the relay');

	await server.restart();
	await onTheRelay(sam.page);
	expect(record.firstSaid(/On the relay/, 0)).toBeGreaterThan(restarted);
});

test('"On the relay" waits for the acknowledgement of either document', async ({ sam }) => {
	let withheld: string | null = null;
	const line = await standBetween(sam, ({ type: kind }, room) =>
		kind === 'ack' && room === withheld ? 'hold' : 'deliver'
	);
	await startJournal(sam.page, 'Sam');
	await onTheRelay(sam.page);
	expect(line.rooms.size).toBe(2);
	for (const [i, room] of [...line.rooms].entries()) {
		withheld = room;
		// An alias goes into the shared document, a name into the personal one.
		await addPerson(sam.page, { name: `Priya ${i}`, alias: `Product lead ${i}` });
		await expect.poll(() => line.held).toBeGreaterThan(0);
		await expect(syncStatus(sam.page)).toContainText('Sending…');
		withheld = null;
		line.release();
		await onTheRelay(sam.page);
	}
});

const hereNow = (page: Page, name: string) =>
	page.getByRole('list', { name: 'Here now' }).getByRole('img', { name });

const rowOf = (page: Page, name: string) => page.getByText(`${name} is here`);

const caret = (page: Page, name: string) => page.locator('.caret-name', { hasText: name });

/** The titles of phases and milestones, from top to bottom. */
const planOf = (page: Page): Promise<string[]> =>
	page
		.getByRole('textbox', { name: /^(Phase|Milestone)$/ })
		.evaluateAll((rows) => rows.map((row) => (row as HTMLTextAreaElement).value));
