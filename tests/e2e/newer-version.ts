// A later version of this very app, really built, for what happens when a server begins to serve it.

import { execFile } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const PARTS = [
	'package.json',
	'package-lock.json',
	'tsconfig.json',
	'svelte.config.js',
	'vite.config.ts',
	'scripts',
	'server',
	'src',
	'static'
];

export interface NewerVersion {
	/** The module that starts the server with the newer app. */
	readonly server: string;
	/** Found only in the newer app's pages. */
	readonly mark: string;
	dispose(): Promise<void>;
}

/** Into the head of a page, at the end of anything else. */
async function append(file: string, markup: string): Promise<void> {
	const source = await readFile(file, 'utf8');
	const head = source.indexOf('</head>');
	const at = head < 0 ? source.length : head;
	await writeFile(file, source.slice(0, at) + markup + source.slice(at));
}

/** Copies the sources, changes the page's shell and the plan, and builds. Rejects, with what was printed, when that fails. */
export async function buildNewerVersion(): Promise<NewerVersion> {
	const folder = await mkdtemp(join(tmpdir(), 'soundings-newer-'));
	for (const part of PARTS) await cp(join(ROOT, part), join(folder, part), { recursive: true });
	await symlink(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
	await append(join(folder, 'src/app.html'), '<meta name="edition" content="newer">');
	// A part that is loaded only when it is used: its file of the older version is not on the newer server.
	await append(join(folder, 'src/routes/j/[journal]/plan/+page.svelte'), '<span hidden>newer</span>');
	const vite = join(ROOT, 'node_modules/vite/bin/vite.js');
	await promisify(execFile)(process.execPath, [vite, 'build', '--logLevel', 'warn'], { cwd: folder });
	return {
		server: join(folder, 'server/main.ts'),
		mark: 'meta[name=edition]',
		dispose: () => rm(folder, { recursive: true, force: true })
	};
}
