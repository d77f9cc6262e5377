// A measured server: a process of its own with a data folder of its own. Its processor time is the operating system's, of
// all its threads.

import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { ASK_HEAP, type HostMessage } from './hosts/host.ts';

export interface ServerOptions {
	/** Script in hosts/. */
	readonly host: string;
	readonly arguments: readonly string[];
	/** Milliseconds after which it does what it has put off. */
	readonly putsOff: number;
	/** Where a processor profile goes when the server stops; null: none is made. */
	readonly profile: string | null;
}

export interface Heap {
	/** Bytes after collection. */
	readonly heap: number;
	/** Bytes of buffers outside of the heap. */
	readonly external: number;
}

/** Less than this share of a core, had or wanted, is rest. */
const REST = 0.04;
const REST_MS = 200;

export class ServerProcess {
	readonly port: number;
	readonly #child: ChildProcess;
	readonly #folder: string;
	readonly #putsOff: number;

	private constructor(child: ChildProcess, folder: string, port: number, putsOff: number) {
		this.#child = child;
		this.#folder = folder;
		this.port = port;
		this.#putsOff = putsOff;
	}

	static async start(options: ServerOptions): Promise<ServerProcess> {
		const folder = await mkdtemp(join(tmpdir(), 'soundings-bench-'));
		const script = fileURLToPath(new URL(`hosts/${options.host}.ts`, import.meta.url));
		// Samples are apart enough that taking them is no work that keeps a server from being at rest.
		const profiling =
			options.profile === null
				? []
				: ['--cpu-prof', '--cpu-prof-interval=5000', `--cpu-prof-dir=${options.profile}`];
		const child = fork(script, [folder, ...options.arguments], {
			// What is compiled stays: else the heap shrinks by what was not run of late.
			execArgv: ['--expose-gc', '--no-flush-bytecode', ...profiling],
			stdio: ['ignore', 'inherit', 'inherit', 'ipc']
		});
		const started = await reply(child, 'listening');
		return new ServerProcess(child, folder, started.port, options.putsOff);
	}

	/** Milliseconds of processor time until now. */
	async cpu(): Promise<number> {
		return (await this.#times()).ran;
	}

	/** Waits until it has nothing more to do, what it puts off included. */
	async rest(): Promise<void> {
		const wait = Math.max(REST_MS, this.#putsOff * 1.25);
		for (let before = await this.#times(); ;) {
			await sleep(wait);
			const now = await this.#times();
			// On a busy machine a server that gets no turn is not one that needs none.
			if (now.ran + now.waited - before.ran - before.waited < wait * REST) return;
			before = now;
		}
	}

	/** On the processor, and ready but not on it; milliseconds, of all threads. `stat` counts in hundredths of a second. */
	async #times(): Promise<{ readonly ran: number; readonly waited: number }> {
		const tasks = `/proc/${String(this.#child.pid)}/task`;
		const threads = await readdir(tasks);
		const lines = await Promise.all(
			threads.map((thread) => readFile(`${tasks}/${thread}/schedstat`, 'utf8'))
		);
		const sum = (field: number): number =>
			lines.reduce((all, line) => all + Number(line.split(' ')[field]), 0) / 1e6;
		return { ran: sum(0), waited: sum(1) };
	}

	async heap(): Promise<Heap> {
		const answer = reply(this.#child, 'heap');
		this.#child.send(ASK_HEAP);
		return answer;
	}

	async stop(): Promise<void> {
		const exited = once(this.#child, 'exit');
		if (this.#child.connected) this.#child.disconnect();
		await exited;
		await rm(this.#folder, { recursive: true });
	}
}

function reply<Kind extends HostMessage['kind']>(
	child: ChildProcess,
	kind: Kind
): Promise<Extract<HostMessage, { kind: Kind }>> {
	return new Promise((resolve, reject) => {
		const died = (code: number | null): void =>
			reject(new Error(`the server died with code ${String(code)}`));
		child.once('exit', died);
		child.once('message', (message) => {
			child.off('exit', died);
			const said = message as HostMessage;
			if (said.kind !== kind) reject(new Error(`the server said ${said.kind} instead of ${kind}`));
			else resolve(said as Extract<HostMessage, { kind: Kind }>);
		});
	});
}
