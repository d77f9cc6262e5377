import { execFile } from 'node:child_process';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { chromiumPath } from './chromium.ts';

const RESOLVE = `import { chromiumPath } from ${JSON.stringify(new URL('./chromium.ts', import.meta.url).href)};
process.stdout.write(await chromiumPath());`;

let folder: string;
beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), 'soundings-chromium-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** What a process of its own resolves to, in this environment changed by `changes`. */
async function resolved(changes: Record<string, string>): Promise<string> {
	const env = { ...process.env, SOUNDINGS_CHROMIUM: '', CHROMIUM_PATH: '', ...changes };
	const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', RESOLVE], {
		env
	});
	return stdout;
}

async function script(name: string, body: string): Promise<string> {
	const path = join(folder, name);
	await writeFile(path, `#!/bin/sh\n${body}\n`);
	await chmod(path, 0o755);
	return path;
}

test('the one that CHROMIUM_PATH names is taken', async () => {
	const named = await script('mine', `exec "${await chromiumPath()}" "$@"`);
	expect(await resolved({ CHROMIUM_PATH: named })).toBe(named);
});

test('one that answers --version and opens no page is named with its reason, and the remedy', async () => {
	const broken = await script('mine', 'echo "Chromium 1.0"; echo "libmissing.so: cannot open" >&2; exit 127');
	const attempt = resolved({ CHROMIUM_PATH: broken });
	await expect(attempt).rejects.toThrow(`CHROMIUM_PATH=${broken}`);
	await expect(attempt).rejects.toThrow('libmissing.so: cannot open');
	await expect(attempt).rejects.toThrow('Remedy: install one');
});

test('an installed one that does not run is passed over', async () => {
	const broken = await script('chromium', 'exit 1');
	const found = await resolved({ PATH: `${folder}${delimiter}${process.env.PATH ?? ''}` });
	expect(found).not.toBe(broken);
	expect(found).not.toBe('');
});

test('an installed one that runs is taken before the one that came with the packages', async () => {
	const installed = await script('chromium', `exec "${await chromiumPath()}" "$@"`);
	expect(await resolved({ PATH: `${folder}${delimiter}${process.env.PATH ?? ''}` })).toBe(installed);
});
