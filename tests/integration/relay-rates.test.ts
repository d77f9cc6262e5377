// How fast a device may talk, and how often an address may come: first it is made to wait, then it is closed. What was
// acknowledged before stays.

import { afterEach, expect, test } from 'vitest';
import { CLOSE } from '../../src/lib/core/protocol/close.ts';
import { limitedRelay } from '../support/limited-relay.ts';
import type { LimitedRelay } from '../support/limited-relay.ts';
import { TestDevice } from '../support/relay-peer.ts';

/** At once: eight seconds' worth. */
const BURST_SECONDS = 8;

let relay: LimitedRelay;
afterEach(() => relay.stop());

async function comeIn(device: TestDevice, chain: Awaited<ReturnType<TestDevice['found']>>) {
	const peer = await relay.dial();
	await device.hello(peer, chain, relay.origin);
	return { peer, welcome: await peer.take('welcome') };
}

test('frames beyond the burst are read more slowly, and none is lost', async () => {
	relay = await limitedRelay({ limits: { deviceFrames: 20 } });
	const sam = await TestDevice.create();
	const chain = await sam.found();
	const { peer, welcome } = await comeIn(sam, chain);
	const append = async () => {
		peer.send({ type: 'append', entry: await sam.seal(chain, welcome.head.logId) });
		return peer.take('ack');
	};
	const started = performance.now();
	// Ten over the burst are half a second of debt.
	relay.flood(peer, 20 * BURST_SECONDS + 9);
	await append();
	expect(await append()).toMatchObject({ seq: 2 });
	expect(performance.now() - started).toBeGreaterThan(400);
	expect(relay.logged.some(({ event }) => event === 'refused')).toBe(false);
});

test('bytes beyond the burst are read more slowly too', async () => {
	relay = await limitedRelay({ limits: { deviceBytes: 20_000 } });
	const sam = await TestDevice.create();
	const chain = await sam.found();
	const { peer, welcome } = await comeIn(sam, chain);
	const append = async (size: number) => {
		peer.send({ type: 'append', entry: await sam.seal(chain, welcome.head.logId, { size }) });
		return peer.take('ack');
	};
	const started = performance.now();
	await append(20_000 * BURST_SECONDS + 10_000);
	expect(await append(100)).toMatchObject({ seq: 2 });
	expect(performance.now() - started).toBeGreaterThan(400);
});

test('far too fast is closed with 4503, and what was acknowledged is there', async () => {
	relay = await limitedRelay({ limits: { deviceFrames: 20 } });
	const sam = await TestDevice.create();
	const chain = await sam.found();
	const { peer, welcome } = await comeIn(sam, chain);
	peer.send({ type: 'append', entry: await sam.seal(chain, welcome.head.logId) });
	const { seq, hash } = await peer.take('ack');
	relay.flood(peer, 20 * BURST_SECONDS + 20 * 30);
	expect(await peer.closed).toEqual({ code: CLOSE.tryLater, reason: 'too fast' });
	const told = relay.logged.filter(({ event }) => event === 'refused');
	expect(told).toEqual([{ event: 'refused', code: CLOSE.tryLater, why: 'too fast' }]);
	const other = await relay.dial();
	await sam.hello(other, chain, relay.origin);
	expect(await other.take('welcome')).toMatchObject({ head: { seq, hash } });
});

test('a second connection gives a device no second allowance; another device has its own', async () => {
	relay = await limitedRelay({ limits: { deviceFrames: 20 } });
	const sam = await TestDevice.create();
	const chain = await sam.found();
	const one = await comeIn(sam, chain);
	const two = await comeIn(sam, chain);
	for (const { peer } of [one, two]) relay.flood(peer, 10 * BURST_SECONDS + 10 * 14);
	expect(await Promise.race([one.peer.closed, two.peer.closed])).toMatchObject({ reason: 'too fast' });
	const ana = await TestDevice.create();
	const other = await comeIn(ana, await ana.found());
	relay.flood(other.peer, 20 * BURST_SECONDS);
	other.peer.sendRaw(Uint8Array.of(99));
	expect(await other.peer.closed).toMatchObject({ code: CLOSE.malformed });
});

test('hellos far beyond an address`s number in a minute are closed with 4503; from elsewhere they are not', async () => {
	relay = await limitedRelay({ limits: { addressHellos: 60 } });
	const peers = await Promise.all(Array.from({ length: 120 }, () => relay.dial('198.51.100.1')));
	const reason = 'too many hellos from this address';
	expect(await Promise.any(peers.map((peer) => peer.closed))).toEqual({ code: CLOSE.tryLater, reason });
	expect(relay.load.connections).toBeGreaterThanOrEqual(60);
	const sam = await TestDevice.create();
	const other = await relay.dial('203.0.113.9');
	await sam.hello(other, await sam.found(), relay.origin);
	await other.take('welcome');
});

test('one hello beyond it waits for its turn, and then comes in', async () => {
	relay = await limitedRelay({ limits: { addressHellos: 60 } });
	const started = performance.now();
	const peers = await Promise.all(Array.from({ length: 60 }, () => relay.dial('198.51.100.1')));
	for (const peer of peers) await peer.take('challenge');
	const sam = await TestDevice.create();
	const slowed = await relay.dial('198.51.100.1');
	await sam.hello(slowed, await sam.found(), relay.origin);
	await slowed.take('welcome');
	expect(performance.now() - started).toBeGreaterThan(900);
});
