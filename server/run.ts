// The program as a process: command line in, lines and exit codes out, stopped by signals.

import { HELP, parseCommand } from './cli/command.ts';
import { keep } from './cli/keep.ts';
import { parseConfig, USAGE } from './config.ts';
import type { Config } from './config.ts';
import { logTo } from './log.ts';
import { serve } from './serve.ts';

/** Exit codes: 0 stopped, done or helped, 1 it did not work, 2 a command or settings that make no sense. */
export async function run(process: NodeJS.Process, build: string): Promise<void> {
	surviveLostReader(process.stdout);
	surviveLostReader(process.stderr);
	const command = parseCommand(process.argv.slice(2), process.env, process.cwd());
	switch (command.kind) {
		case 'help':
			process.stdout.write(HELP);
			return;
		case 'problems':
			return refuse(process, command.problems, HELP);
		case 'serve':
			return serveAs(process, command.args, build);
		case 'stats':
		case 'backup':
		case 'restore':
			return reporting(process, async () => void process.stdout.write(await keep(command)));
	}
	command satisfies never;
}

async function serveAs(process: NodeJS.Process, args: readonly string[], build: string): Promise<void> {
	const parsed = parseConfig(args, process.env, process.cwd());
	switch (parsed.kind) {
		case 'help':
			process.stdout.write(USAGE);
			return;
		case 'problems':
			return refuse(process, parsed.problems, USAGE);
		case 'config':
			return reporting(process, () => start(process, parsed.config, build));
	}
	parsed satisfies never;
}

function refuse(process: NodeJS.Process, problems: readonly string[], usage: string): void {
	process.stderr.write(`${problems.join('\n')}\n\n${usage}`);
	process.exitCode = 2;
}

async function reporting(process: NodeJS.Process, work: () => Promise<void>): Promise<void> {
	try {
		await work();
	} catch (error) {
		process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
		process.exitCode = 1;
	}
}

/** Whoever read the output may go away; the server has others to serve. */
function surviveLostReader(output: NodeJS.WriteStream): void {
	output.on('error', (error: NodeJS.ErrnoException) => {
		if (error.code !== 'EPIPE') throw error;
	});
}

async function start(process: NodeJS.Process, config: Config, build: string): Promise<void> {
	const log = logTo(process.stdout);
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
}
