// Pictures of every screen, from the sample journal on a day that never changes: on a phone and on a desk, light and
// dark. `npm run pictures` writes them to docs/pictures; with names behind `--`, only those screens.

import { mkdir, readdir, rm } from 'node:fs/promises';
import { chromium, type Browser, type Page } from '@playwright/test';
import { startAppServer } from '../support/app-server.ts';
import buildClient from '../support/build-client.ts';
import { CHROMIUM_FLAGS, chromiumPath } from '../support/chromium.ts';

const INTO = new URL('../../docs/pictures/', import.meta.url);
/** A Sunday morning, with a talk the day before and one in two days. */
const NOW = '2026-11-22T09:30:00';
const SIZES = [
	{ name: '390', width: 390, height: 844 },
	{ name: '1280', width: 1280, height: 900 }
] as const;
const SCHEMES = ['light', 'dark'] as const;

interface Screen {
	readonly name: string;
	/** From the journal's own address; `person` and `talk` stand for one that has everything. */
	readonly path: string;
	/** What to do before the picture. */
	readonly first?: (page: Page) => Promise<void>;
}

const SCREENS: readonly Screen[] = [
	{ name: 'today', path: 'today' },
	{ name: 'aim', path: 'aim' },
	{ name: 'aim-start', path: 'aim/start' },
	{ name: 'people', path: 'people' },
	{ name: 'people-board', path: 'people?view=board' },
	{ name: 'people-tree', path: 'people?view=tree' },
	{ name: 'people-coverage', path: 'people?view=coverage' },
	{ name: 'person', path: 'people/[person]' },
	{ name: 'message', path: 'people/[person]/message?kind=update' },
	{ name: 'templates', path: 'templates' },
	{ name: 'talks', path: 'talks' },
	{ name: 'talk', path: 'talks/[talk]' },
	{ name: 'prepare', path: 'talks/[ahead]/prepare' },
	{ name: 'crib', path: 'talks/[ahead]/crib' },
	{ name: 'capture', path: 'talks/[talk]/capture' },
	{ name: 'debrief', path: 'talks/[talk]/debrief' },
	{ name: 'questions', path: 'questions' },
	{ name: 'followups', path: 'followups' },
	{ name: 'findings', path: 'findings' },
	{ name: 'plan', path: 'plan' },
	{ name: 'review', path: 'review' },
	{ name: 'more', path: 'more' },
	{
		name: 'share',
		path: 'today',
		first: async (page) => {
			await page.getByRole('button', { name: 'Share' }).click();
			await page.getByRole('dialog').waitFor();
		}
	}
];

const PERSON = 'Adaeze Okonjo';
const AHEAD = 'Sunniva Dahl';

async function settled(page: Page): Promise<void> {
	await page.getByRole('heading', { level: 1 }).first().waitFor();
	await page.waitForLoadState('networkidle');
	await page.evaluate(async () => {
		await document.fonts.ready;
		await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
	});
}

const idIn = (href: string | null): string => {
	const id = href?.split('/').at(-1);
	if (!id) throw new Error('the sample has no such link');
	return id;
};

/** Makes the sample journal in a fresh profile; gives its address and the ids that the screens need. */
async function sampleIn(page: Page, origin: string) {
	await page.goto(origin);
	await settled(page);
	return async () => {
		await page.getByRole('button', { name: 'Explore a sample' }).click();
		await page.waitForURL(/\/today$/);
		await settled(page);
		const base = page.url().replace(/today$/, '');
		await page.goto(`${base}people`);
		await settled(page);
		const person = idIn(await page.getByRole('link', { name: PERSON }).first().getAttribute('href'));
		await page.goto(`${base}talks`);
		await settled(page);
		const talk = idIn(await page.getByRole('link', { name: PERSON }).first().getAttribute('href'));
		const ahead = idIn(await page.getByRole('link', { name: AHEAD }).first().getAttribute('href'));
		return { base, ids: { person, talk, ahead } as Readonly<Record<string, string>> };
	};
}

async function picturesOf(browser: Browser, origin: string, wanted: readonly string[]): Promise<void> {
	for (const size of SIZES) {
		for (const scheme of SCHEMES) {
			const context = await browser.newContext({
				viewport: { width: size.width, height: size.height },
				colorScheme: scheme,
				reducedMotion: 'reduce',
				locale: 'en-GB',
				timezoneId: 'Europe/London',
				serviceWorkers: 'block'
			});
			const page = await context.newPage();
			await page.clock.setFixedTime(new Date(NOW));
			const shoot = (name: string) =>
				page.screenshot({ path: new URL(`${name}-${size.name}-${scheme}.png`, INTO).pathname });
			const explore = await sampleIn(page, origin);
			if (wanted.length === 0 || wanted.includes('start')) await shoot('start');
			const { base, ids } = await explore();
			for (const screen of SCREENS) {
				if (wanted.length > 0 && !wanted.includes(screen.name)) continue;
				await page.goto(base + screen.path.replace(/\[(\w+)\]/g, (_, name: string) => ids[name] ?? ''));
				await settled(page);
				await screen.first?.(page);
				await shoot(screen.name);
			}
			await context.close();
		}
	}
}

const wanted = process.argv.slice(2);
await mkdir(INTO, { recursive: true });
if (wanted.length === 0) {
	for (const file of await readdir(INTO)) if (file.endsWith('.png')) await rm(new URL(file, INTO));
}
await buildClient();
const server = await startAppServer();
const browser = await chromium.launch({ executablePath: await chromiumPath(), args: [...CHROMIUM_FLAGS] });
try {
	await picturesOf(browser, server.origin, wanted);
} finally {
	await browser.close();
	await server.dispose();
}
