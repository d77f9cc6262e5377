// A reader that stops reading, on a real socket, while others write a hundred megabytes past it.

import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { WebSocket } from 'ws';
import { RELAY_PATH, SUBPROTOCOL } from '../../src/lib/core/protocol/version.ts';
import { RelayPeer, TestDevice } from '../support/relay-peer.ts';
import { samAndAna } from '../support/relay-scenes.ts';
import { dialRelay } from '../support/relay-world.ts';
import { newPlace, ServerUnderTest } from '../support/server-under-test.ts';
import type { Place } from '../support/server-under-test.ts';

vi.setConfig({ testTimeout: 120_000 });

const MIB = 1024 * 1024;
const ENTRY = 250_000;
const ENTRIES = 400;

let place: Place;
let server: ServerUnderTest;
beforeEach(async () => {
	place = await newPlace();
	server = new ServerUnderTest(place, ['--bytes-per-second', '1G']);
});
afterEach(async () => {
	await server.stop();
	await place.remove();
});

test('S15: a stalled reader costs bounded memory while 100 MB pass it, delays nobody, and then reads it all', async () => {
	const address = await server.address();
	const { sam, ana, chain } = await samAndAna();
	const writer = await dialRelay(address);
	await sam.hello(writer, chain, address);
	const { head } = await writer.take('welcome');

	const socket = new WebSocket(address.replace('http', 'ws') + RELAY_PATH, SUBPROTOCOL, { origin: address });
	const reader = new RelayPeer((frame) => socket.send(frame));
	socket.on('message', (data: Buffer) => reader.arrived(new Uint8Array(data)));
	socket.on('close', (code, reason) => reader.ended(code, reason.toString()));
	await new Promise((resolve) => socket.once('open', resolve));
	await ana.hello(reader, chain, address);
	await reader.take('welcome');
	socket.pause();

	const other = await TestDevice.create();
	const theirs = await other.found();
	const elsewhere = await dialRelay(address);
	await other.hello(elsewhere, theirs, address);
	const theirHead = (await elsewhere.take('welcome')).head;

	const used = async () => {
		const { heapUsed, external } = await server.memory();
		return heapUsed + external;
	};
	const before = await used();
	let most = 0;
	let slowest = 0;
	for (let i = 0; i < ENTRIES; i++) {
		writer.send({ type: 'append', entry: await sam.seal(chain, head.logId, { size: ENTRY }) });
		const sent = performance.now();
		elsewhere.send({ type: 'append', entry: await other.seal(theirs, theirHead.logId) });
		await elsewhere.take('ack');
		slowest = Math.max(slowest, performance.now() - sent);
		await writer.take('ack');
		// It is there, and says so; it only does not read.
		reader.send({ type: 'ping' });
		if (i % 50 === 49) most = Math.max(most, await used());
	}
	expect(most - before).toBeLessThan(16 * MIB);
	expect(slowest).toBeLessThan(5000);

	socket.resume();
	let told = 0;
	while (told < ENTRIES) {
		const { first, entries } = await reader.take('entries');
		expect(first).toBe(told + 1);
		told += entries.length;
	}
	socket.terminate();
});
