// A relay over the real store in a process of its own, to be killed.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const SCRIPT = fileURLToPath(new URL('relay-process.ts', import.meta.url));

export interface KillableRelay {
	/** What devices call it. */
	readonly origin: string;
	/** Kill -9; resolves when the process is gone, at once when it is already. */
	kill(): Promise<void>;
}

/** A process that is left behind when a test fails would keep the test run from ending: kill it whatever happens. */
export async function startKillableRelay(folder: string): Promise<KillableRelay> {
	const child = spawn(process.execPath, [SCRIPT, folder], { stdio: ['ignore', 'pipe', 'inherit'] });
	const gone = once(child, 'exit');
	const [line] = (await once(child.stdout.setEncoding('utf8'), 'data')) as [string];
	return {
		origin: line.trim(),
		kill: async () => {
			child.kill('SIGKILL');
			await gone;
		}
	};
}
