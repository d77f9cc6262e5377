// How much JavaScript stands between a person and Today of a journal that is on this device already: gzipped bytes
// of every script that the page asked for until Today took input, with an empty HTTP cache and no service worker
// (its own script and what it stores ahead are not waited for, so they do not count). Fails above the limit. What is
// fetched after that moment (commands, syncing, what is due by the practice) is printed apart.

import { gzipSync } from 'node:zlib';
import { chromium, type Page, type Response } from '@playwright/test';
import { startAppServer } from '../support/app-server.ts';
import buildClient from '../support/build-client.ts';
import { CHROMIUM_FLAGS, chromiumPath } from '../support/chromium.ts';

/** 90 kB, in bytes. */
const LIMIT = 90_000;

interface Script {
	readonly path: string;
	/** Asked for before Today took input. */
	readonly before: boolean;
	/** Gzipped at zlib's default level, whatever the server sent. */
	readonly bytes: number;
}

/** Today takes input when it is there, heading and all, and the way to People answers. */
async function takesInput(page: Page): Promise<void> {
	await page.getByRole('heading', { level: 1 }).waitFor();
	await page.getByRole('link', { name: 'People' }).first().click({ trial: true });
}

async function startJournal(page: Page): Promise<string> {
	await page.goto('/');
	await page.getByRole('textbox', { name: 'Your name' }).fill('Sam');
	await page.getByRole('button', { name: 'Start a journal' }).click();
	await page.waitForURL(/\/j\/[^/]+\/today/);
	await takesInput(page);
	return page.url();
}

/** Notes in the page when Today takes input: its heading and the way to People are there, listeners and all. */
function noteInput(): void {
	const look = new MutationObserver(() => {
		if (!document.querySelector('main h1') || !document.querySelector('a[href$="/people"]')) return;
		look.disconnect();
		performance.mark('input');
	});
	look.observe(document, { childList: true, subtree: true });
}

async function scriptsOf(page: Page, url: string): Promise<Script[]> {
	const asked: Response[] = [];
	page.on('response', (response) => {
		if (response.headers()['content-type']?.includes('javascript')) asked.push(response);
	});
	await page.addInitScript(noteInput);
	await page.goto(url);
	await takesInput(page);
	await page.waitForLoadState('networkidle');
	const before = await page.evaluate(() => {
		const input = performance.getEntriesByName('input')[0]?.startTime ?? Infinity;
		return performance
			.getEntriesByType('resource')
			.filter(({ startTime }) => startTime <= input)
			.map(({ name }) => name);
	});
	return Promise.all(
		asked.map(async (response) => ({
			path: new URL(response.url()).pathname,
			before: before.includes(response.url()),
			bytes: gzipSync(await response.body()).length
		}))
	);
}

async function measure(origin: string): Promise<Script[]> {
	const browser = await chromium.launch({ executablePath: await chromiumPath(), args: [...CHROMIUM_FLAGS] });
	try {
		const context = await browser.newContext({ baseURL: origin, serviceWorkers: 'block' });
		const url = await startJournal(await context.newPage());
		const page = await context.newPage();
		const devtools = await context.newCDPSession(page);
		await devtools.send('Network.setCacheDisabled', { cacheDisabled: true });
		return await scriptsOf(page, url);
	} finally {
		await browser.close();
	}
}

await buildClient();
const server = await startAppServer();
try {
	const scripts = (await measure(server.origin)).sort((a, b) => b.bytes - a.bytes);
	const sum = (some: readonly Script[]) => some.reduce((all, { bytes }) => all + bytes, 0);
	const [first, later] = [scripts.filter(({ before }) => before), scripts.filter(({ before }) => !before)];
	for (const { bytes, path } of first) process.stdout.write(`${String(bytes).padStart(8)}  ${path}\n`);
	const total = sum(first);
	const verdict = total <= LIMIT ? 'within' : 'ABOVE';
	process.stdout.write(
		`${String(total).padStart(8)}  gzipped bytes until Today took input, ${verdict} the limit of ${LIMIT}\n`
	);
	process.stdout.write(`${String(sum(later)).padStart(8)}  in ${later.length} scripts after that\n`);
	process.exitCode = total > 0 && total <= LIMIT ? 0 : 1;
} finally {
	await server.dispose();
}
