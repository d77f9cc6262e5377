// What was typed is there afterwards; what could not be stored is said at once.

import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { expect, test } from '../support/people.ts';
import { field, onTheRelay, startWithTalk, syncStatus, type } from './steps.ts';
import { recordSync } from './sync-record.ts';

const CULTURE = 'Culture and communication';

/** Three keys in a burst, the last of them right before what comes next. */
async function burst(page: Page, round: number): Promise<string> {
	const words = `${String(round).padStart(2, '0')},`;
	await type(field(page, CULTURE), 'end', words);
	return words;
}

test('S17: what is typed right before a reload is there after it, forty times out of forty', async ({
	sam
}) => {
	const { page } = sam;
	await startWithTalk(page);
	let written = '';
	for (let round = 0; round < 40; round++) {
		written += await burst(page, round);
		await page.reload();
		await expect(field(page, CULTURE)).toHaveText(written);
	}
	await onTheRelay(page);
});

test('S17: what is typed right before the browser is closed is there when it opens again', async ({
	sam
}) => {
	await startWithTalk(sam.page);
	const address = sam.page.url();
	let written = '';
	for (let round = 0; round < 8; round++) {
		written += await burst(sam.page, round);
		await sam.relaunch();
		await sam.page.goto(address);
		await expect(field(sam.page, CULTURE)).toHaveText(written);
	}
});

test('S17: what is typed right before the page crashes is there in the next one', async ({ sam }) => {
	await startWithTalk(sam.page);
	const address = sam.page.url();
	let written = '';
	let { page } = sam;
	for (let round = 0; round < 8; round++) {
		written += await burst(page, round);
		const crashing = page.waitForEvent('crash');
		const devtools = await sam.context.newCDPSession(page);
		void devtools.send('Page.crash').catch(() => undefined); // It has nobody left to answer.
		await crashing;
		const next = await sam.context.newPage();
		await page.close();
		page = next;
		await page.goto(address);
		await expect(field(page, CULTURE)).toHaveText(written);
	}
});

test('S12: a full storage is on screen within a second, with a copy to download, and nothing claims "saved"', async ({
	server,
	sam
}) => {
	await startWithTalk(sam.page);
	await type(field(sam.page, CULTURE), 'end', 'Before. ');
	await onTheRelay(sam.page);
	const address = sam.page.url();

	// A browser that runs has set some room aside already; one that starts has none.
	const page = await sam.relaunch();
	const record = await recordSync(sam);
	const quota = await sam.context.newCDPSession(page);
	await quota.send('Storage.overrideQuotaForOrigin', { origin: server.origin, quotaSize: 1 });
	await page.goto(address);
	await expect(field(page, CULTURE)).toHaveText('Before.');
	// What was true before the key may be said until then.
	await onTheRelay(page);
	const before = Date.now();
	await type(field(page, CULTURE), 'end', 'Kept only in this page.');
	await expect(page.getByRole('alert')).toContainText('Could not save on this device: its storage is full.');
	await expect(syncStatus(page)).toContainText('Could not save on this device. Download a copy now');
	const pressed = record.firstKey(before);
	expect(record.firstSaid(/^Could not save/, pressed)).toBeLessThan(pressed + 1000);

	const downloading = page.waitForEvent('download');
	await page.getByRole('button', { name: 'Download a copy' }).click();
	const copy = await readFile(await (await downloading).path(), 'utf8');
	expect(copy).toContain('Before. Kept only in this page.');
	expect(copy).toContain('Priya Raman');
	const [, ...said] = record.between(pressed, Date.now());
	expect(said.join('\n')).not.toMatch(/saved on|on the relay/i);

	await quota.send('Storage.overrideQuotaForOrigin', { origin: server.origin });
	await expect(page.getByRole('alert')).toBeHidden();
	await onTheRelay(page);
	await page.reload();
	await expect(field(page, CULTURE)).toHaveText('Before. Kept only in this page.');
});

test('S12: while the storage fails, typing goes on, and all of it is stored once it works again', async ({
	sam
}) => {
	const { page } = sam;
	await sam.context.addInitScript(() => {
		const add = Object.getOwnPropertyDescriptor(IDBObjectStore.prototype, 'add')!
			.value as IDBObjectStore['add'];
		IDBObjectStore.prototype.add = function (...row: Parameters<IDBObjectStore['add']>) {
			if (document.documentElement.dataset['storage'] === 'broken')
				throw new DOMException('disk', 'UnknownError');
			return add.apply(this, row);
		};
	});
	await startWithTalk(page);
	await onTheRelay(page);
	const storage = (state: string): Promise<void> =>
		page.evaluate((now) => void (document.documentElement.dataset['storage'] = now), state);

	await storage('broken');
	await type(field(page, CULTURE), 'end', 'While it was broken.');
	await expect(page.getByRole('alert')).toContainText('Could not save on this device.');
	await expect(syncStatus(page)).toContainText('Could not save on this device. Download a copy now');
	await storage('working');
	await type(field(page, CULTURE), 'end', ' After.');
	await expect(page.getByRole('alert')).toBeHidden();
	await onTheRelay(page);
	await page.reload();
	await expect(field(page, CULTURE)).toHaveText('While it was broken. After.');
});
