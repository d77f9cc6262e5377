import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join as joinPath } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { CLOSE } from '../../src/lib/core/protocol/close.ts';
import { samAndAna } from '../support/relay-scenes.ts';
import { dialRelay } from '../support/relay-world.ts';

// Processes are started, which takes a while on a busy machine.
vi.setConfig({ testTimeout: 30_000 });

const SCRIPT = fileURLToPath(new URL('../support/server-process.ts', import.meta.url));

let folder: string;
let build: string;
beforeEach(async () => {
	folder = await mkdtemp(joinPath(tmpdir(), 'soundings-server-'));
	build = await mkdtemp(joinPath(folder, 'build-'));
	await writeFile(
		joinPath(build, '200.html'),
		`<meta http-equiv="content-security-policy" content="default-src 'self'">the app`
	);
});
afterEach(() => rm(folder, { recursive: true }));

class ServerProcess {
	readonly #child;
	out = '';
	err = '';
	readonly exit: Promise<number | null>;

	constructor(flags: readonly string[], env: Record<string, string> = {}) {
		this.#child = spawn(process.execPath, [SCRIPT, build, ...flags], { env: { ...process.env, ...env } });
		this.#child.stdout.setEncoding('utf8').on('data', (text: string) => (this.out += text));
		this.#child.stderr.setEncoding('utf8').on('data', (text: string) => (this.err += text));
		this.exit = once(this.#child, 'close').then(([code]) => code as number | null);
	}

	/** The address, once it is printed. */
	async address(): Promise<string> {
		for (;;) {
			const found = /^Soundings is at (\S+)$/m.exec(this.out)?.[1];
			if (found) return found;
			await Promise.race([
				once(this.#child.stdout, 'data'),
				this.exit.then(() => Promise.reject(new Error(`ended: ${this.err}`)))
			]);
		}
	}

	/** Whoever reads what it prints goes away. */
	stopReading(): void {
		this.#child.stdout.destroy();
		this.#child.stderr.destroy();
	}

	signal(name: NodeJS.Signals): void {
		this.#child.kill(name);
	}
}

const flags = () => ['--port', '0', '--data-dir', joinPath(folder, 'data')];

test('it prints its address, serves the app and the relay there, and SIGTERM ends it cleanly', async () => {
	const server = new ServerProcess(flags());
	const address = await server.address();
	expect(address).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
	expect(await (await fetch(`${address}/any/place`)).text()).toContain('the app');
	expect(await (await fetch(`${address}/healthz`)).json()).toMatchObject({ ok: true, store: 'writable' });

	const { sam, chain } = await samAndAna();
	const peer = await dialRelay(address);
	await sam.hello(peer, chain, address);
	const { head } = await peer.take('welcome');
	peer.send({ type: 'append', entry: await sam.seal(chain, head.logId) });
	await peer.take('ack');
	server.signal('SIGTERM');
	expect(await peer.closed).toMatchObject({ code: CLOSE.tryLater });
	expect(await server.exit).toBe(0);
	expect(server.err).toBe('');
	// A clean end leaves one file of data, with nothing of it in a log beside it.
	expect((await readdir(joinPath(folder, 'data'))).sort()).toEqual(['soundings.lock', 'soundings.sqlite']);

	const again = new ServerProcess(flags());
	const later = await again.address();
	const back = await dialRelay(later);
	await sam.hello(back, chain, later, { proof: { kind: 'none' } });
	expect(await back.take('welcome')).toMatchObject({ head: { logId: head.logId, seq: 1 } });
	again.signal('SIGINT');
	expect(await again.exit).toBe(0);
});

test('settings that make no sense are listed, with exit code 2', async () => {
	const server = new ServerProcess(['--port', 'many', '--colour'], { PUBLIC_ORIGIN: 'soundings' });
	expect(await server.exit).toBe(2);
	for (const problem of ['--port: "many"', '--colour: unknown flag', 'PUBLIC_ORIGIN: "soundings"', 'Usage:'])
		expect(server.err).toContain(problem);
});

test('--help explains every setting', async () => {
	const server = new ServerProcess(['--help']);
	expect(await server.exit).toBe(0);
	for (const name of ['PORT', 'HOST', 'DATA_DIR', 'PUBLIC_ORIGIN']) expect(server.out).toContain(name);
});

test('without a build it says what to do', async () => {
	await rm(joinPath(build, '200.html'));
	const server = new ServerProcess(flags());
	expect(await server.exit).toBe(1);
	expect(server.err).toContain('npm run build');
});

test('a store that is not one is named and left alone', async () => {
	const file = joinPath(folder, 'soundings.sqlite');
	await writeFile(file, 'somebody`s notes');
	const server = new ServerProcess(['--port', '0', '--data-dir', folder]);
	expect(await server.exit).toBe(1);
	expect(server.err).toContain(file);
	expect(await readFile(file, 'utf8')).toBe('somebody`s notes');
});

test('a port or a data folder that is taken is said so', async () => {
	const first = new ServerProcess(flags());
	const { port } = new URL(await first.address());
	const samePort = new ServerProcess(['--port', port, '--data-dir', joinPath(folder, 'other')]);
	expect(await samePort.exit).toBe(1);
	expect(samePort.err).toMatch(new RegExp(`Cannot listen on 127.0.0.1, port ${port}`));
	const sameData = new ServerProcess(flags());
	expect(await sameData.exit).toBe(1);
	expect(sameData.err).toContain('another process uses this data folder');
	first.signal('SIGTERM');
	expect(await first.exit).toBe(0);
});

test('S13: a room`s whole life leaves no id of it in what is printed', async () => {
	const server = new ServerProcess(flags());
	const address = await server.address();
	const { sam, chain } = await samAndAna();
	const peer = await dialRelay(address);
	await sam.hello(peer, chain, address);
	await peer.take('welcome');
	peer.sendRaw(Uint8Array.of(99));
	await peer.closed;
	await fetch(`${address}/j/canary?canary`);
	server.signal('SIGTERM');
	await server.exit;
	expect(server.out).toContain('"event":"connected"');
	for (const secret of [chain.room, sam.id, 'canary']) expect(server.out + server.err).not.toContain(secret);
});

/** An upgrade that is refused, by a peer that keeps its side of the socket open; settles with the answer. */
async function refusedUpgrade(address: string): Promise<Socket> {
	const { port, hostname } = new URL(address);
	const socket = connect({ port: Number(port), host: hostname, allowHalfOpen: true });
	socket.on('error', () => socket.destroy());
	socket.write(
		'GET /relay HTTP/1.1\r\nHost: x\r\nOrigin: http://evil.example\r\nConnection: Upgrade\r\n' +
			'Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n'
	);
	expect(String(await once(socket, 'data'))).toContain('403');
	return socket;
}

test('SIGTERM ends it although somebody keeps a refused socket open', async () => {
	const server = new ServerProcess(flags());
	const socket = await refusedUpgrade(await server.address());
	server.signal('SIGTERM');
	expect(await server.exit).toBe(0);
	socket.destroy();
});

test('when nobody reads what it prints any more, it goes on serving', async () => {
	const server = new ServerProcess(flags());
	const address = await server.address();
	server.stopReading();
	for (let i = 0; i < 3; i++) (await refusedUpgrade(address)).destroy();
	expect(await (await fetch(`${address}/healthz`)).json()).toMatchObject({ ok: true });
	server.signal('SIGTERM');
	expect(await server.exit).toBe(0);
});
