// Against a real websocket server; Node's own WebSocket has the browser's interface.

import { createServer, type Server } from 'node:net';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import { afterEach, describe, expect, test } from 'vitest';
import { WebSocketServer, type WebSocket as Peer } from 'ws';
import type { TransportEvents } from '../core/sync/ports.ts';
import { openWebSocket } from './transport.ts';

const cleanups: (() => void)[] = [];
afterEach(() => {
	for (const cleanup of cleanups.splice(0)) cleanup();
});

async function relay() {
	const server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
	await once(server, 'listening');
	cleanups.push(() => {
		for (const client of server.clients) client.terminate();
		server.close();
	});
	const peers: Peer[] = [];
	const peer = new Promise<Peer>((resolve) =>
		server.on('connection', (socket) => {
			peers.push(socket);
			resolve(socket);
		})
	);
	return { url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}`, peer };
}

/** Opens a connection and keeps what it is told, in order. */
function connect(url: string, timeoutMs?: number) {
	const told: string[] = [];
	let wake = () => {};
	const tell = (what: string) => {
		told.push(what);
		wake();
	};
	const events: TransportEvents = {
		onOpen: () => tell('open'),
		onFrame: (frame) => tell(`frame ${[...frame].join(' ')}`),
		onClose: (code, reason) => tell(`close ${code} ${reason}`)
	};
	const transport = openWebSocket(url, 'soundings.2', events, timeoutMs);
	cleanups.push(() => transport.close());
	const heard = async (what: string) => {
		while (!told.includes(what)) await new Promise<void>((resolve) => (wake = resolve));
	};
	return { transport, told, heard };
}

describe('the websocket transport', () => {
	test('carries bytes both ways under the given subprotocol', async () => {
		const { url, peer } = await relay();
		const sam = connect(url);
		await sam.heard('open');
		const other = await peer;
		expect(other.protocol).toBe('soundings.2');
		const arrived = once(other, 'message');
		sam.transport.send(new Uint8Array([9, 1, 2, 9]).subarray(1, 3));
		expect([...((await arrived)[0] as Buffer)]).toEqual([1, 2]);
		other.send(new Uint8Array([3, 4]));
		await sam.heard('frame 3 4');
	});

	test('tells the relay’s close code and reason, once', async () => {
		const { url, peer } = await relay();
		const sam = connect(url);
		await sam.heard('open');
		(await peer).close(4403, 'removed');
		await sam.heard('close 4403 removed');
		sam.transport.close();
		sam.transport.close(4400);
		sam.transport.send(new Uint8Array([1]));
		expect(sam.told).toEqual(['open', 'close 4403 removed']);
	});

	test('a connection cut without goodbye ends with 1006', async () => {
		const { url, peer } = await relay();
		const sam = connect(url);
		await sam.heard('open');
		(await peer).terminate();
		await sam.heard('close 1006 ');
	});

	test('closing says the code to the relay and calls back nothing', async () => {
		const { url, peer } = await relay();
		const sam = connect(url);
		await sam.heard('open');
		const other = await peer;
		const closed = once(other, 'close');
		other.send(new Uint8Array([1]));
		sam.transport.close(4400, 'malformed');
		sam.transport.close();
		const [code, reason] = (await closed) as [number, Buffer];
		expect([code, String(reason)]).toEqual([4400, 'malformed']);
		expect(sam.told).toEqual(['open']);
	});

	test('no server: closes with 1006', async () => {
		const probe: Server = createServer().listen(0, '127.0.0.1');
		await once(probe, 'listening');
		const { port } = probe.address() as AddressInfo;
		probe.close();
		await once(probe, 'close');
		const sam = connect(`ws://127.0.0.1:${port}`);
		await sam.heard('close 1006 ');
		expect(sam.told).toEqual(['close 1006 ']);
	});

	test('a server that accepts and then says nothing: closes with 1006 after the time allowed', async () => {
		const silent = createServer((socket) => cleanups.push(() => socket.destroy())).listen(0, '127.0.0.1');
		await once(silent, 'listening');
		cleanups.push(() => silent.close());
		const sam = connect(`ws://127.0.0.1:${(silent.address() as AddressInfo).port}`, 50);
		await sam.heard('close 1006 ');
		expect(sam.told).toEqual(['close 1006 ']);
	});

	test('text in place of bytes ends the connection', async () => {
		const { url, peer } = await relay();
		const sam = connect(url);
		await sam.heard('open');
		(await peer).send('hello');
		await sam.heard('close 1003 ');
		(await peer).send(new Uint8Array([1]));
		expect(sam.told).toEqual(['open', 'close 1003 ']);
	});
});
