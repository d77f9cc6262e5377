// The relay beside other sync servers, in one run: `npm run bench:relay`. The others are this folder's dependencies and
// not the product's; they are installed when they are missing, and only then is loaded what needs them.

import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('.', import.meta.url));

if (!existsSync(`${folder}node_modules/.package-lock.json`)) {
	process.stderr.write('Installing the servers to compare with (npm ci in tests/bench/relay) …\n');
	execFileSync('npm', ['ci', '--no-audit', '--no-fund', '--ignore-scripts'], {
		cwd: folder,
		stdio: ['ignore', 2, 2]
	});
}

const { parseOptions, UsageError, USAGE } = await import('./options.ts');
const { bench } = await import('./bench.ts');

try {
	await bench(parseOptions(process.argv.slice(2)));
	// Devices that stayed connected would keep the process.
	process.exit(0);
} catch (error) {
	if (!(error instanceof UsageError)) throw error;
	process.stderr.write(`${error.message}\n\n${USAGE}`);
	process.exit(2);
}
