// The real server as a process of its own, so that a test can kill it as a power cut would and start it again on
// the same port and the same data.

import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('../../server/main.ts', import.meta.url));
const ADDRESS = /Soundings is at (http:\/\/[\w.:[\]-]+)/;

export interface AppServerOptions {
	/** For Node itself, e.g. `--heapsnapshot-signal=SIGUSR2`. */
	readonly nodeArgs?: readonly string[];
	/** Settings besides its address and data, e.g. `{ ADMISSION_TOKEN: '…' }`. */
	readonly env?: Readonly<Record<string, string>>;
}

/** A server with a fresh data folder; the fields stay the same across restarts. */
export interface AppServer {
	/** `http://127.0.0.1:<port>`, without a slash at the end. */
	readonly origin: string;
	/** Absolute; removed by `dispose`. */
	readonly dataDir: string;
	/** Of the running process; undefined while there is none. */
	readonly pid: number | undefined;
	/** Everything that all its processes printed so far. */
	output(): string;
	/** SIGKILL: nothing is flushed, nobody is told. Settles when the process is gone. */
	kill(): Promise<void>;
	/** SIGTERM. Settles with the exit code when the process is gone. */
	stop(): Promise<number | null>;
	/** Starts it again on the same port and data, killing the running one first; `main`: with another module than ours. */
	restart(main?: string): Promise<void>;
	/** Kills it and removes its data. */
	dispose(): Promise<void>;
}

interface Running {
	readonly process: ChildProcess;
	readonly gone: Promise<number | null>;
}

/** Starts one on a free port of 127.0.0.1. Rejects, with its output, when it ends before it is reachable. */
export async function startAppServer(options: AppServerOptions = {}): Promise<AppServer> {
	const dataDir = await mkdtemp(join(tmpdir(), 'soundings-data-'));
	let printed = '';
	let running: Running | null = null;

	const start = async (port: string, main = MAIN): Promise<string> => {
		const own = { PORT: port, HOST: '127.0.0.1', DATA_DIR: dataDir, PUBLIC_ORIGIN: '' };
		const env = { ...process.env, ...options.env, ...own };
		const child = spawn(process.execPath, [...(options.nodeArgs ?? []), main], { cwd: dataDir, env });
		const gone = once(child, 'close').then(([code]: (number | null)[]) => code ?? null);
		running = { process: child, gone };
		const from = printed.length;
		const address = new Promise<string>((found) => {
			const read = (chunk: Buffer): void => {
				printed += chunk.toString();
				const match = ADDRESS.exec(printed.slice(from));
				if (match?.[1] !== undefined) found(match[1]);
			};
			child.stdout.on('data', read);
			child.stderr.on('data', read);
		});
		const origin = await Promise.race([address, gone.then(() => null)]);
		if (origin === null) throw new Error(`The server ended before it was reachable:\n${printed.slice(from)}`);
		return origin;
	};
	const end = async (signal: 'SIGKILL' | 'SIGTERM'): Promise<number | null> => {
		if (running === null) return null;
		const ending = running;
		running = null;
		ending.process.kill(signal);
		return ending.gone;
	};

	const remove = (): Promise<void> => rm(dataDir, { recursive: true, force: true });
	const origin = await start('0').catch(async (error: unknown) => {
		await remove();
		throw error;
	});
	return {
		origin,
		dataDir,
		get pid() {
			return running?.process.pid;
		},
		output: () => printed,
		kill: async () => {
			await end('SIGKILL');
		},
		stop: () => end('SIGTERM'),
		restart: async (main) => {
			await end('SIGKILL');
			await start(new URL(origin).port, main);
		},
		dispose: async () => {
			await end('SIGKILL');
			await remove();
		}
	};
}
