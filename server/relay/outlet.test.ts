import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { Outlet } from './outlet.ts';

let near: WebSocket;
let far: WebSocket;
let wire: Duplex;
let drained: number;
let outlet: Outlet;
const server = createServer();

beforeEach(async () => {
	const sockets = new WebSocketServer({ noServer: true, perMessageDeflate: false });
	const accepted = new Promise<void>((done) => {
		server.once('upgrade', (request, socket: Duplex, head) => {
			wire = socket;
			sockets.handleUpgrade(request, socket, head, (it) => {
				near = it;
				done();
			});
		});
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	far = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`);
	await Promise.all([accepted, once(far, 'open')]);
	drained = 0;
	outlet = new Outlet(near, wire, () => (drained += 1));
});

afterEach(() => {
	far.terminate();
	near.terminate();
	server.close();
});

const message = (length: number, fill: number): Uint8Array => new Uint8Array(length).fill(fill);

/** The next so many messages that arrive. */
function arrivals(count: number): Promise<Buffer[]> {
	const arrived: Buffer[] = [];
	return new Promise((all, failed) => {
		far.on('error', failed);
		far.on('message', (data: Buffer, isBinary) => {
			if (!isBinary) failed(new Error('not binary'));
			if (arrived.push(data) === count) all(arrived);
		});
	});
}

// Around each length at which the frame's head, or the way of sending, changes.
const LENGTHS = [0, 1, 125, 126, 4096, 4097, 65_535, 65_536, 300_000];

const SENT: readonly (readonly [string, readonly number[]])[] = [
	['all of them in one step', LENGTHS],
	['the long ones first', [...LENGTHS].reverse()],
	['short between long', [300_000, 3, 70_000, 125, 126, 5000]],
	...LENGTHS.map((length) => [`${length} bytes alone`, [length]] as const)
];

test.each(SENT)('messages arrive as they were sent, in order: %s', async (_, lengths) => {
	const sent = lengths.map((length, i) => message(length, i + 1));
	const arrived = arrivals(sent.length);
	for (const one of sent) outlet.send(one);
	expect((await arrived).map((one) => new Uint8Array(one))).toEqual(sent);
});

test('what is said in one step leaves as one write', async () => {
	const writes: number[] = [];
	const write = wire.write.bind(wire);
	wire.write = (chunk: Uint8Array, ...more: unknown[]) => {
		writes.push(chunk.length);
		return Reflect.apply(write, wire, [chunk, ...more]) as boolean;
	};
	const arrived = arrivals(3);
	for (const length of [10, 20, 30]) outlet.send(message(length, 1));
	await arrived;
	expect(writes).toEqual([2 + 10 + 2 + 20 + 2 + 30]);
});

test('S15: what waits is counted until the network has taken it, and that is told', async () => {
	const arrived = arrivals(2);
	outlet.send(message(1000, 1));
	outlet.send(message(2000, 2));
	expect(outlet.buffered).toBe(3000);
	await arrived;
	expect(drained).toBe(1);
	expect(outlet.buffered).toBe(0);
});

test('nothing follows a goodbye', async () => {
	const closed = once(far, 'close');
	const arrived: number[] = [];
	far.on('message', (data: Buffer) => arrived.push(data.length));
	outlet.send(message(5, 1));
	outlet.flush();
	near.close(4503, 'try later');
	outlet.send(message(6, 1));
	outlet.flush();
	expect((await closed)[0]).toBe(4503);
	expect(arrived).toEqual([5]);
});
