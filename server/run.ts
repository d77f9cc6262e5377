// The server as a process: command line in, lines and exit codes out, stopped by signals.

import { parseConfig, USAGE } from './config.ts';
import type { Config } from './config.ts';
import { logTo } from './log.ts';
import { serve } from './serve.ts';

/** Exit codes: 0 stopped or helped, 1 could not start or stop, 2 settings that make no sense. */
export async function run(process: NodeJS.Process, build: string): Promise<void> {
	surviveLostReader(process.stdout);
	surviveLostReader(process.stderr);
	const parsed = parseConfig(process.argv.slice(2), process.env, process.cwd());
	switch (parsed.kind) {
		case 'help':
			process.stdout.write(USAGE);
			return;
		case 'problems':
			process.stderr.write(`${parsed.problems.join('\n')}\n\n${USAGE}`);
			process.exitCode = 2;
			return;
		case 'config':
			return start(process, parsed.config, build);
	}
	parsed satisfies never;
}

/** Whoever read the output may go away; the server has others to serve. */
function surviveLostReader(output: NodeJS.WriteStream): void {
	output.on('error', (error: NodeJS.ErrnoException) => {
		if (error.code !== 'EPIPE') throw error;
	});
}

async function start(process: NodeJS.Process, config: Config, build: string): Promise<void> {
	const log = logTo(process.stdout);
	try {
		const serving = await serve(config, build, log);
		process.stdout.write(`Soundings is at ${serving.address}\n`);
		let stopping = false;
		const stop = (signal: string): void => {
			if (stopping) return;
			stopping = true;
			log({ event: 'stopping', signal });
			serving.stop().catch((error: unknown) => {
				log({ event: 'failed', doing: 'stopping', error: String(error) });
				process.exitCode = 1;
			});
		};
		process.on('SIGTERM', stop).on('SIGINT', stop);
	} catch (error) {
		process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
		process.exitCode = 1;
	}
}
