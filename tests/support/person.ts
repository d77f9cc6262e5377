// One person with one browser: a profile on disk that outlives the browser, so that a test can close it and open
// it again as a person would, also with the server dead.

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type BrowserContext, type BrowserContextOptions, type Page } from '@playwright/test';
import { CHROMIUM_FLAGS, chromiumPath } from './chromium.ts';

export class Person {
	readonly name: string;
	/** What no test may cause in any of this person's pages: uncaught errors and blocked content. */
	readonly faults: string[] = [];
	readonly #profile: string;
	readonly #options: BrowserContextOptions;
	#context: BrowserContext | null = null;

	private constructor(name: string, profile: string, options: BrowserContextOptions) {
		this.name = name;
		this.#profile = profile;
		this.#options = options;
	}

	/** With a fresh profile and a running browser. */
	static async arrive(name: string, options: BrowserContextOptions): Promise<Person> {
		const profile = await mkdtemp(join(tmpdir(), `soundings-${name}-`));
		const person = new Person(name, profile, options);
		await person.launch();
		return person;
	}

	/** The running browser; throws while it is closed. */
	get context(): BrowserContext {
		if (this.#context === null) throw new Error(`${this.name}'s browser is closed`);
		return this.#context;
	}

	/** The first tab. */
	get page(): Page {
		const page = this.context.pages()[0];
		if (page === undefined) throw new Error(`${this.name} has no tab open`);
		return page;
	}

	/** Opens the browser on this person's profile; the options given replace those from before. */
	async launch(options: BrowserContextOptions = {}): Promise<Page> {
		if (this.#context !== null) throw new Error(`${this.name}'s browser is open already`);
		this.#context = await chromium.launchPersistentContext(this.#profile, {
			...this.#options,
			...options,
			executablePath: await chromiumPath(),
			args: [...CHROMIUM_FLAGS]
		});
		for (const page of this.#context.pages()) this.#watch(page);
		this.#context.on('page', (page) => this.#watch(page));
		return this.page;
	}

	/** Closes the browser as a person does; what is stored stays. */
	async close(): Promise<void> {
		const context = this.#context;
		this.#context = null;
		await context?.close();
	}

	/** Closes the browser and opens it on the same profile. */
	async relaunch(): Promise<Page> {
		await this.close();
		return this.launch();
	}

	/** Closes the browser and removes the profile. */
	async leave(): Promise<void> {
		await this.close();
		await rm(this.#profile, { recursive: true, force: true });
	}

	#watch(page: Page): void {
		page.on('pageerror', (error) => this.faults.push(`${this.name}: ${error.stack ?? error.message}`));
		page.on('console', (message) => {
			if (message.text().includes('Content Security Policy'))
				this.faults.push(`${this.name}: ${message.text()}`);
		});
	}
}
