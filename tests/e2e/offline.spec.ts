// The app is kept in the browser: it opens without the server, at every address, and does not need it to be used.

import { expect, test } from '../support/people.ts';
import {
	addMilestone,
	addPhase,
	field,
	goTo,
	keptOffline,
	onTheRelay,
	startJournal,
	startWithTalk,
	syncStatus,
	type
} from './steps.ts';

test('it opens at every address with the server dead and the browser started anew', async ({
	server,
	sam
}) => {
	await startWithTalk(sam.page);
	await type(field(sam.page, 'Required skills'), 'end', 'Written before.');
	await onTheRelay(sam.page);
	await keptOffline(sam.page);
	const talk = new URL(sam.page.url()).pathname;
	const journal = talk.split('/').slice(0, 3).join('/');
	await server.kill();
	await sam.close();
	const page = await sam.launch();

	await page.goto('/');
	await expect(page.getByRole('link', { name: 'Sam’s journal' })).toBeVisible();
	await page.goto(talk);
	await expect(field(page, 'Required skills')).toHaveText('Written before.');
	await expect(syncStatus(page)).toContainText('Offline. Saved on this device');
	for (const place of ['today', 'people', 'talks', 'findings', 'plan', 'review', 'more']) {
		await page.goto(`${journal}/${place}`);
		await expect(page.getByRole('heading', { level: 1 }), place).toBeVisible();
	}
	await page.goto(journal);
	await expect(page).toHaveURL(`${server.origin}${journal}/today`);
	await page.goto('/join#nothing');
	await expect(page.getByRole('alert')).toContainText('This invite link is not complete.');
	await page.goto('/no/such/place');
	await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
});

test('a journal can be started and written with the server dead, and reaches the relay later', async ({
	server,
	sam
}) => {
	await sam.page.goto('/');
	await keptOffline(sam.page);
	await server.kill();
	const page = await sam.relaunch();
	await startJournal(page, 'Sam');
	await goTo(page, 'Plan');
	await addPhase(page, 'Exploration');
	await addMilestone(page, 'Two talks a week');
	await expect(syncStatus(page)).toContainText('Offline');
	// Parts that were never used before are there too.
	await page.getByRole('button', { name: 'Share' }).click();
	await page.getByRole('button', { name: 'Create invite' }).click();
	await expect(page.getByRole('dialog').getByRole('alert')).toContainText('The relay cannot be reached.');
	await page.keyboard.press('Escape');

	await server.restart();
	await onTheRelay(page);
	await expect(field(page, 'Milestone')).toHaveValue('Two talks a week');
});
