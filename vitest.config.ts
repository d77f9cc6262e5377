// Two places to run in. `node`: everything without a browser, run by Node itself as the relay is, so that a file
// Node could not run as it is fails here. `browser`: *.browser.test.ts and *.svelte.test.ts, in a real Chromium.

import { fileURLToPath } from 'node:url';
import { playwright } from '@vitest/browser-playwright';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';
import { CHROMIUM_FLAGS, chromiumPath } from './tests/support/chromium.ts';

const IN_BROWSER = ['src/**/*.{browser,svelte}.test.ts', 'tests/**/*.{browser,svelte}.test.ts'];

export default defineConfig({
	test: {
		reporters: ['default', 'json'],
		outputFile: { json: '.reports/vitest.json' },
		// A seeded failure must not be hidden by another attempt.
		retry: 0,
		// For what hangs. Nothing here is about how fast a busy machine is.
		testTimeout: 30_000,
		projects: [
			{
				test: {
					name: 'node',
					environment: 'node',
					include: ['{src,server,scripts,tests}/**/*.test.ts'],
					exclude: ['tests/e2e/**', 'tests/bench/**', ...IN_BROWSER],
					experimental: { viteModuleRunner: false }
				}
			},
			{
				plugins: [svelte()],
				resolve: {
					alias: { '$app/paths': fileURLToPath(new URL('tests/support/app-paths.ts', import.meta.url)) }
				},
				// Found late, these would be bundled in the middle of a test and its page reloaded.
				optimizeDeps: {
					include: [
						'@codemirror/commands',
						'@codemirror/state',
						'@codemirror/view',
						'fractional-indexing',
						'lib0/decoding',
						'lib0/encoding',
						'y-codemirror.next',
						'y-indexeddb',
						'y-protocols/awareness',
						'y-websocket',
						'yjs'
					]
				},
				test: {
					name: 'browser',
					include: IN_BROWSER,
					browser: {
						enabled: true,
						headless: true,
						screenshotFailures: false,
						provider: playwright({
							launchOptions: { executablePath: await chromiumPath(), args: [...CHROMIUM_FLAGS] }
						}),
						instances: [{ browser: 'chromium' }]
					}
				}
			}
		]
	}
});
