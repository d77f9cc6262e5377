// The relay as a process that is killed: the whole server over its real store, optionally under a system-call tracer.

import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Place } from '../support/server-under-test.ts';

const SCRIPT = fileURLToPath(new URL('../support/server-process.ts', import.meta.url));
/** Everything by which bytes reach a disk or a network, and everything that makes a disk keep them. */
const CALLS =
	'write,writev,pwrite64,pwritev,pwritev2,sendto,sendmsg,sendmmsg,fsync,fdatasync,sync_file_range';

export class TorturedRelay {
	readonly #child: ChildProcess;
	#printed = '';
	readonly #end = (): void => void this.#child.kill('SIGKILL');

	/** @param trace file that gets every system call by which bytes reach a disk or a network */
	constructor(place: Place, trace: string | null = null) {
		const node = [process.execPath, SCRIPT, place.build, '--port', '0', '--data-dir', place.data];
		// -D: the relay, not the tracer, is the process that was started, and gets its signals.
		const strace = [
			'strace',
			'-D',
			'-f',
			'-yy',
			'-xx',
			'-s',
			'1000000',
			'-e',
			`trace=${CALLS}`,
			'-o',
			trace ?? ''
		];
		const [program, ...args] = trace === null ? node : [...strace, ...node];
		this.#child = spawn(program!, args, { stdio: ['ignore', 'pipe', 'inherit'] });
		// A failure ends this process; the relay must not outlive it.
		process.once('exit', this.#end);
		this.#child.once('exit', () => process.off('exit', this.#end));
		this.#child.stdout?.setEncoding('utf8').on('data', (text: string) => (this.#printed += text));
	}

	/** Its http address, once it serves. */
	async address(): Promise<string> {
		for (;;) {
			const found = /^Soundings is at (\S+)$/m.exec(this.#printed)?.[1];
			if (found) return found;
			const ended = once(this.#child, 'exit').then(() => {
				throw new Error(`the relay did not start: ${this.#printed}`);
			});
			await Promise.race([once(this.#child.stdout!, 'data'), ended]);
		}
	}

	/** Whether its own connection to the store reads back that every commit is synced. */
	async isDurable(): Promise<boolean> {
		return (await fetch(`${await this.address()}/healthz`)).ok;
	}

	/** SIGKILL: nothing is flushed, nobody is told. */
	async kill(): Promise<void> {
		const gone = once(this.#child, 'exit');
		this.#child.kill('SIGKILL');
		await gone;
	}

	/** SIGTERM, as an operator does. */
	async stop(): Promise<void> {
		const gone = once(this.#child, 'exit');
		this.#child.kill('SIGTERM');
		await gone;
	}
}
