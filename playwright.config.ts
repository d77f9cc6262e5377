import { defineConfig } from '@playwright/test';
import { CHROMIUM_FLAGS, chromiumPath } from './tests/support/chromium.ts';

export default defineConfig({
	testDir: 'tests/e2e',
	testMatch: '**/*.spec.ts',
	// There is no webServer: tests kill and restart the server, so each starts its own (tests/support/people.ts).
	globalSetup: './tests/support/build-client.ts',
	outputDir: '.reports/e2e',
	reporter: [['list'], ['json', { outputFile: '.reports/e2e.json' }]],
	fullyParallel: true,
	workers: 2,
	// A second attempt would hide a race, which is what these tests are after.
	retries: 0,
	forbidOnly: process.env.CI !== undefined,
	timeout: 60_000,
	expect: { timeout: 10_000 },
	use: {
		browserName: 'chromium',
		launchOptions: { executablePath: await chromiumPath(), args: [...CHROMIUM_FLAGS] },
		screenshot: 'only-on-failure'
	}
});
