// What nobody expected: it is said, the person goes on, and no fault that is none is told of.

import type { Page } from '@playwright/test';
import { expect, test } from '../support/people.ts';
import type { Person } from '../support/person.ts';
import { startJournal } from './steps.ts';

const notice = (page: Page) => page.getByRole('alert').filter({ hasText: 'Something went wrong' });

/** What the test itself caused is no fault of the page's. */
const taken = (person: Person): string[] => person.faults.splice(0);

const errors: readonly (readonly [what: string, cause: () => void])[] = [
	[
		'an error',
		() =>
			void setTimeout(() => {
				throw new Error('a bug');
			})
	],
	['a rejection', () => void Promise.reject(new Error('a bug'))]
];

for (const [what, cause] of errors) {
	test(`${what} that nobody caught is said, and said again after it was put away`, async ({ sam }) => {
		await startJournal(sam.page, 'Sam');
		await sam.page.evaluate(cause);
		await expect(notice(sam.page)).toContainText('What was saved is kept on this device.');
		await notice(sam.page).getByRole('button', { name: 'Not now' }).click();
		await expect(notice(sam.page)).toHaveCount(0);
		await sam.page.evaluate(cause);
		await notice(sam.page).getByRole('button', { name: 'Reload' }).click();
		await expect(sam.page.getByRole('heading', { level: 1 })).toBeVisible();
		await expect(notice(sam.page)).toHaveCount(0);
		expect(taken(sam)).toEqual([expect.stringContaining('a bug'), expect.stringContaining('a bug')]);
	});
}

test('the browser’s own remark is not called a fault', async ({ sam }) => {
	await startJournal(sam.page, 'Sam');
	await sam.page.evaluate(() => {
		dispatchEvent(new ErrorEvent('error', { message: 'ResizeObserver loop completed' }));
	});
	await expect(sam.page.getByRole('heading', { level: 1 })).toBeVisible();
	await expect(notice(sam.page)).toHaveCount(0);
});
