// The whole server, or another command of the program, as a process that a test starts, asks and kills.

import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const SCRIPT = fileURLToPath(new URL('./watched-server.ts', import.meta.url));
const PAGE = `<meta http-equiv="content-security-policy" content="default-src 'self'">the app`;

/** A folder of its own, with a client in it that is good enough to be served. */
export interface Place {
	readonly folder: string;
	readonly build: string;
	/** Not there yet. */
	readonly data: string;
	remove(): Promise<void>;
}

export async function newPlace(): Promise<Place> {
	const folder = await mkdtemp(join(tmpdir(), 'soundings-place-'));
	const build = await mkdtemp(join(folder, 'build-'));
	await writeFile(join(build, '200.html'), PAGE);
	const remove = () => rm(folder, { recursive: true });
	return { folder, build, data: join(folder, 'data'), remove };
}

export class ServerUnderTest {
	readonly #child: ChildProcess;
	/** What it printed so far. */
	out = '';
	err = '';
	/** Its exit code; null when a signal ended it. */
	readonly exit: Promise<number | null>;

	/** @param args the command line; DATA_DIR is the place's */
	constructor(place: Place, args: readonly string[] = [], env: Readonly<Record<string, string>> = {}) {
		this.#child = fork(SCRIPT, [place.build, ...args], {
			silent: true,
			execArgv: ['--expose-gc'],
			env: { ...process.env, DATA_DIR: place.data, PORT: '0', ...env }
		});
		this.#child.stdout?.setEncoding('utf8').on('data', (text: string) => (this.out += text));
		this.#child.stderr?.setEncoding('utf8').on('data', (text: string) => (this.err += text));
		this.exit = once(this.#child, 'close').then(([code]) => code as number | null);
	}

	/** Its http address, once it serves. */
	async address(): Promise<string> {
		for (;;) {
			const found = /^Soundings is at (\S+)$/m.exec(this.out)?.[1];
			if (found) return found;
			await Promise.race([
				once(this.#child.stdout!, 'data'),
				this.exit.then(() => Promise.reject(new Error(`ended: ${this.err}`)))
			]);
		}
	}

	/** After a collection. */
	async memory(): Promise<NodeJS.MemoryUsage> {
		this.#child.send('memory');
		const [usage] = (await once(this.#child, 'message')) as [NodeJS.MemoryUsage];
		return usage;
	}

	get pid(): number {
		return this.#child.pid!;
	}

	signal(name: NodeJS.Signals): void {
		this.#child.kill(name);
	}

	/** Ends it as an operator does. */
	stop(): Promise<number | null> {
		this.signal('SIGTERM');
		return this.exit;
	}
}
