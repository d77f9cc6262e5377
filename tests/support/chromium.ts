// Which Chromium the tests run in: the one CHROMIUM_PATH names, else an installed one, else the one that came
// with `npm ci`. A file that exists, or answers --version, may still lack a library or a sandbox, so a candidate
// counts only after it has opened a page.

import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { chromium } from 'playwright';
import { bundledChromium } from './bundled-chromium.ts';

/** Started as root in containers, without a graphics card, and silent on the network. */
export const CHROMIUM_FLAGS: readonly string[] = [
	'--no-sandbox',
	'--disable-gpu',
	'--disable-quic',
	'--no-first-run',
	'--disable-background-networking',
	'--disable-component-update',
	'--disable-sync'
];

const NAMES = [
	'chromium',
	'chromium-browser',
	'google-chrome-stable',
	'google-chrome',
	'chrome',
	'chrome.exe'
];

const PLACES = [
	// What `npx playwright install chromium` puts on machines that can download.
	chromium.executablePath(),
	'/usr/bin/chromium',
	'/usr/lib/chromium/chromium',
	'/snap/bin/chromium',
	'/opt/google/chrome/chrome',
	'/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
	'/Applications/Chromium.app/Contents/MacOS/Chromium',
	join(homedir(), 'Applications/Google Chrome.app/Contents/MacOS/Google Chrome'),
	'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
	'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe'
];

async function installed(): Promise<string[]> {
	const folders = (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
	const wanted = [...folders.flatMap((folder) => NAMES.map((name) => join(folder, name))), ...PLACES];
	const found = await Promise.all(
		[...new Set(wanted)].map(async (path) => {
			try {
				await access(path, constants.X_OK);
				return path;
			} catch {
				return null; // Not there or not ours to run: not a candidate.
			}
		})
	);
	return found.filter((path) => path !== null);
}

/** Starts it and opens a page; the reason when that fails, else null. */
async function failure(executablePath: string): Promise<string | null> {
	try {
		const browser = await chromium.launch({ executablePath, args: [...CHROMIUM_FLAGS], timeout: 20_000 });
		try {
			const page = await browser.newPage();
			await page.goto('data:text/html,<title>ready</title>');
			const title = await page.title();
			return title === 'ready' ? null : `it opened a page, but the page's title was "${title}"`;
		} finally {
			await browser.close();
		}
	} catch (error) {
		return reasonIn(error instanceof Error ? error.message : String(error));
	}
}

/** What went wrong and what the browser itself said, without the pages of flags between them. */
function reasonIn(message: string): string {
	const [first, ...rest] = (message.split('Call log:')[0] ?? '').split('\n');
	const said = rest.flatMap((line) => /\[err\] (.*)/.exec(line)?.[1] ?? []);
	return [first, ...said.slice(0, 5)].join('\n    ');
}

function refusal(tried: readonly string[]): Error {
	const remedy =
		'No Chromium runs here. Remedy: install one (Debian, Ubuntu: `sudo apt-get install chromium`), or set ' +
		'CHROMIUM_PATH to the executable of one that starts, then run the tests again.';
	return new Error([remedy, 'Tried:', ...tried].join('\n'));
}

async function resolve(): Promise<string> {
	const named = process.env.CHROMIUM_PATH;
	if (named !== undefined && named !== '') {
		const reason = await failure(named);
		if (reason === null) return named;
		// Named on purpose: another one must not stand in for it silently.
		throw refusal([`- CHROMIUM_PATH=${named}: ${reason}`]);
	}
	const tried: string[] = [];
	for (const path of await installed()) {
		const reason = await failure(path);
		if (reason === null) return path;
		tried.push(`- ${path}: ${reason}`);
	}
	const bundled = await bundledChromium();
	if (bundled.kind === 'none') throw refusal([...tried, `- @sparticuz/chromium: ${bundled.reason}`]);
	const reason = await failure(bundled.path);
	if (reason === null) return bundled.path;
	throw refusal([...tried, `- @sparticuz/chromium at ${bundled.path}: ${reason}`]);
}

/**
 * The path of a Chromium that was seen opening a page. Kept in the environment, so that the processes this one
 * starts do not search again. Throws, naming every candidate with its reason and the remedy, when none runs.
 */
export async function chromiumPath(): Promise<string> {
	const known = process.env.SOUNDINGS_CHROMIUM;
	if (known !== undefined && known !== '') return known;
	const path = await resolve();
	process.env.SOUNDINGS_CHROMIUM = path;
	return path;
}
