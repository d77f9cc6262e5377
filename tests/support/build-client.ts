// The end-to-end tests run what is shipped. The client is built before them, unless the build that is there was
// made from these very sources.

import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { sourceVersion } from '../../scripts/source-version.js';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** The version that the build in build/ was made from; null when there is none. */
async function builtVersion(): Promise<string | null> {
	try {
		const parsed: unknown = JSON.parse(await readFile(`${root}build/_app/version.json`, 'utf8'));
		return (parsed as { version?: string }).version ?? null;
	} catch {
		return null; // No build, or one that was cut off: either way there is none to use.
	}
}

/** Playwright's global setup. Rejects, with what the build printed, when the client cannot be built. */
export default async function buildClient(): Promise<void> {
	if ((await builtVersion()) === sourceVersion()) return;
	const vite = `${root}node_modules/vite/bin/vite.js`;
	await promisify(execFile)(process.execPath, [vite, 'build', '--logLevel', 'warn'], { cwd: root });
}
