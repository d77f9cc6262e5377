// What end-to-end tests start from: a server of their own, sam the seeker and ana the mentor, each in a browser
// with a profile of its own. Import `test` and `expect` from here instead of from Playwright.

import { expect, test as base } from '@playwright/test';
import { startAppServer, type AppServer } from './app-server.ts';
import { Person } from './person.ts';

interface Fixtures {
	/** The real server on a free port with an empty store. */
	server: AppServer;
	/** The seeker. */
	sam: Person;
	/** The mentor. */
	ana: Person;
	/** Lets somebody else arrive; leaves with the test. */
	arrive: (name: string) => Promise<Person>;
}

export const test = base.extend<Fixtures>({
	server: async ({}, use) => {
		const server = await startAppServer();
		await use(server);
		await server.dispose();
	},
	arrive: async ({ server, contextOptions, viewport, colorScheme }, use) => {
		const people: Person[] = [];
		await use(async (name) => {
			const person = await Person.arrive(name, {
				...contextOptions,
				viewport,
				colorScheme,
				baseURL: server.origin
			});
			people.push(person);
			return person;
		});
		await Promise.all(people.map((person) => person.leave()));
		expect(people.flatMap((person) => person.faults)).toEqual([]);
	},
	sam: async ({ arrive }, use) => use(await arrive('sam')),
	ana: async ({ arrive }, use) => use(await arrive('ana'))
});

export { expect };
