import { createServer } from 'node:http';
import { connect } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { WebSocket } from 'ws';
import { CLOSE } from '../../src/lib/core/protocol/close.ts';
import { SUBPROTOCOL } from '../../src/lib/core/protocol/version.ts';
import { attachRelay } from '../../server/relay/attach.ts';
import { memoryRelayStore } from '../support/relay-memory-store.ts';
import { crypto } from '../support/relay-peer.ts';
import { join, samAndAna } from '../support/relay-scenes.ts';
import { socketWorld } from '../support/relay-world.ts';
import type { SocketWorld } from '../support/relay-world.ts';

let world: SocketWorld;
beforeEach(async () => {
	world = await socketWorld();
});
afterEach(() => world.stop());

const closing = (socket: WebSocket) =>
	new Promise<{ code: number; reason: string }>((resolve) =>
		socket.once('close', (code: number, reason: Buffer) => resolve({ code, reason: reason.toString() }))
	);
const failure = (socket: WebSocket) =>
	new Promise<string>((resolve) => socket.once('error', (error: Error) => resolve(error.message)));

test.each([[['soundings.99']], [['soundings.0', 'chat']], [[]]])(
	'a client that speaks only %j is accepted and told that it is too old',
	async (offered) => {
		const socket = world.dial(offered, world.origin);
		const opened = new Promise<string>((resolve) => socket.once('open', () => resolve(socket.protocol)));
		const closed = closing(socket);
		expect(await opened).toBe(offered[0] ?? '');
		expect(await closed).toMatchObject({ code: CLOSE.tooOld });
	}
);

test('of several versions the one that is spoken is chosen', async () => {
	const socket = world.dial(['soundings.99', SUBPROTOCOL], world.origin);
	await new Promise((resolve) => socket.once('message', resolve));
	expect(socket.protocol).toBe(SUBPROTOCOL);
	socket.terminate();
});

test.each(['https://evil.example', undefined])('a page of %s may not connect', async (origin) => {
	expect(await failure(world.dial([SUBPROTOCOL], origin))).toContain('403');
	expect(world.logged.map(({ event }) => event)).toContain('origin-refused');
});

test('another path is not the relay', async () => {
	const { WebSocket } = await import('ws');
	const socket = new WebSocket(`${world.url}/room`, SUBPROTOCOL, { origin: world.origin });
	expect(await failure(socket)).toContain('404');
});

test('a text frame is a 4400', async () => {
	const socket = world.dial([SUBPROTOCOL], world.origin);
	socket.on('open', () => socket.send('hello'));
	expect(await closing(socket)).toMatchObject({ code: CLOSE.malformed });
});

test('a frame beyond every limit closes that socket alone', async () => {
	const { sam, chain } = await samAndAna();
	const other = await join(world, sam, chain);
	const socket = world.dial([SUBPROTOCOL], world.origin);
	socket.on('open', () => socket.send(new Uint8Array(5 * 1024 * 1024)));
	socket.on('error', () => socket.terminate());
	await closing(socket);
	other.peer.send({ type: 'append', entry: await sam.seal(chain, other.welcome.head.logId) });
	await other.peer.take('ack');
});

test('bytes that are no websocket frame, and a peer that vanishes, harm nobody', async () => {
	const { sam, chain } = await samAndAna();
	const other = await join(world, sam, chain);
	const { port, hostname } = new URL(world.url);
	const socket = connect(Number(port), hostname);
	const key = Buffer.from(crypto.random(16)).toString('base64');
	socket.write(
		`GET /relay HTTP/1.1\r\nHost: x\r\nOrigin: ${world.origin}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n` +
			`Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${key}\r\nSec-WebSocket-Protocol: ${SUBPROTOCOL}\r\n\r\n`
	);
	await new Promise((resolve) => socket.once('data', resolve));
	socket.write(Buffer.alloc(400, 0xff));
	await new Promise((resolve) => socket.once('close', resolve));
	const gone = connect(Number(port), hostname);
	gone.write('GET /relay HTTP/1.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nHost: x\r\n\r\n');
	gone.on('error', () => gone.destroy());
	gone.resetAndDestroy();
	other.peer.send({ type: 'append', entry: await sam.seal(chain, other.welcome.head.logId) });
	await other.peer.take('ack');
});

test.each([
	['another page', '/relay', 'http://evil.example'],
	['another path', '/elsewhere', undefined]
])(
	'a refused upgrade (%s) leaves no socket behind, also when its peer never closes',
	async (_what, path, origin) => {
		const server = createServer();
		const relay = attachRelay(server, {
			store: memoryRelayStore(),
			publicOrigin: null,
			log: () => undefined
		});
		const gone = new Promise((resolve) =>
			server.on('connection', (socket: Socket) => socket.once('close', resolve))
		);
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		const { port } = server.address() as AddressInfo;
		const peer = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
		peer.on('error', () => peer.destroy());
		peer.resume();
		peer.write(
			`GET ${path} HTTP/1.1\r\nHost: x\r\nOrigin: ${origin ?? world.origin}\r\nUpgrade: websocket\r\n` +
				'Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n'
		);
		await gone;
		peer.destroy();
		await relay.close();
		await new Promise((resolve) => server.close(resolve));
	}
);
