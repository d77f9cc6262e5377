// The Chromium inside @sparticuz/chromium, unpacked once per install. It brings the libraries and fonts that a
// bare machine lacks, so it is started through a small script that points it at them: whoever starts it needs
// nothing but the path.

import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import packed from '../../node_modules/@sparticuz/chromium/package.json' with { type: 'json' };

const cache = fileURLToPath(new URL('../../node_modules/.cache/soundings/', import.meta.url));

// The package looks for its folder and its platform in the environment, when it is loaded: hence a process of
// its own. It skips what is already in its folder, hence a fresh folder.
const UNPACK = `import chromium from '@sparticuz/chromium'; await chromium.executablePath();`;

const START = `#!/bin/sh
# Written by tests/support/bundled-chromium.ts.
here=$(dirname "$(readlink -f "$0")")
export LD_LIBRARY_PATH="$here/al2023/lib\${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}"
export FONTCONFIG_FILE="\${FONTCONFIG_FILE:-$here/fonts.conf}"
exec "$here/chromium" "$@"
`;

// The package's own configuration looks for its font in the places of a cloud function; without any font Chromium dies
// at the first button. A bare machine gets the font that came along, every other one its own as well.
const fontsConf = (folder: string): string => `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
	<dir>/usr/share/fonts</dir>
	<dir>/usr/local/share/fonts</dir>
	<dir>${folder}/fonts/fonts</dir>
	<cachedir>${folder}/fonts-cache</cachedir>
</fontconfig>
`;

/** Where it is, or why there is none for this machine. */
export type Bundled = { kind: 'path'; path: string } | { kind: 'none'; reason: string };

/** @param folder where it is made; @param final where it will stand */
async function unpackInto(folder: string, final: string): Promise<void> {
	const env = { ...process.env, TMPDIR: folder, AWS_LAMBDA_JS_RUNTIME: 'nodejs24.x' };
	await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', UNPACK], { cwd: cache, env });
	await writeFile(join(folder, 'fonts.conf'), fontsConf(final));
	await writeFile(join(folder, 'start'), START, { mode: 0o755 });
}

/** Unpacks it unless that was done before. Safe when several processes do it at the same time. */
export async function bundledChromium(): Promise<Bundled> {
	if (process.platform !== 'linux' || process.arch !== 'x64') {
		return { kind: 'none', reason: `made for linux x64, and this is ${process.platform} ${process.arch}` };
	}
	const folder = join(cache, `chromium-${packed.version}`);
	const start = join(folder, 'start');
	if (existsSync(start)) return { kind: 'path', path: start };
	await mkdir(cache, { recursive: true });
	const fresh = await mkdtemp(join(cache, 'unpacking-'));
	try {
		await unpackInto(fresh, folder);
		await rename(fresh, folder);
	} catch (error) {
		// Somebody else may have been quicker; their folder is as good as ours.
		if (!existsSync(start)) return { kind: 'none', reason: String(error) };
	} finally {
		await rm(fresh, { recursive: true, force: true });
	}
	return { kind: 'path', path: start };
}
