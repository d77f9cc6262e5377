// How much may be kept, and how many may come: on the whole relay, and from one address.

import { once } from 'node:events';
import { createConnection } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { toBase64url } from '../../src/lib/core/bytes.ts';
import type { SessionId } from '../../src/lib/core/ids.ts';
import { CLOSE } from '../../src/lib/core/protocol/close.ts';
import { RELAY_PATH } from '../../src/lib/core/protocol/version.ts';
import { limitedRelay } from '../support/limited-relay.ts';
import type { LimitedRelay } from '../support/limited-relay.ts';
import { TestDevice } from '../support/relay-peer.ts';
import { samAndAna } from '../support/relay-scenes.ts';

const HERE = '198.51.100.1';
const ELSEWHERE = '203.0.113.9';

let relay: LimitedRelay | null = null;
afterEach(async () => {
	await relay?.stop();
	relay = null;
});

async function newRoom(from: string) {
	const device = await TestDevice.create();
	const chain = await device.found();
	const peer = await relay!.dial(from);
	await device.hello(peer, chain, relay!.origin);
	return { device, chain, peer };
}

describe('rooms', () => {
	test('beyond the relay`s number no room is made, and those that are there go on', async () => {
		relay = await limitedRelay({ limits: { rooms: 2 } });
		const { device, chain, peer } = await newRoom(HERE);
		const { head } = await peer.take('welcome');
		await (await newRoom(ELSEWHERE)).peer.take('welcome');
		expect(await (await newRoom(HERE)).peer.closed).toEqual({
			code: CLOSE.tryLater,
			reason: 'no more rooms'
		});
		peer.send({ type: 'append', entry: await device.seal(chain, head.logId) });
		await peer.take('ack');
		const again = await relay.dial(HERE);
		await device.hello(again, chain, relay.origin);
		await again.take('welcome');
	});

	test('beyond an address`s number in an hour no room is made from there; from elsewhere it is', async () => {
		relay = await limitedRelay({ limits: { addressRooms: 2 } });
		for (let i = 0; i < 2; i++) await (await newRoom(HERE)).peer.take('welcome');
		const { peer } = await newRoom(HERE);
		expect(await peer.closed).toEqual({ code: CLOSE.tryLater, reason: 'too many rooms from this address' });
		await (await newRoom(ELSEWHERE)).peer.take('welcome');
	});

	test('what is refused for being no room of this device uses up nothing', async () => {
		relay = await limitedRelay({ limits: { addressRooms: 1 } });
		const stranger = await TestDevice.create();
		const { sam, chain } = await samAndAna();
		for (let i = 0; i < 5; i++) {
			const peer = await relay.dial(HERE);
			await stranger.hello(peer, chain, relay.origin);
			expect(await peer.closed).toMatchObject({ code: CLOSE.notAllowed });
		}
		const peer = await relay.dial(HERE);
		await sam.hello(peer, chain, relay.origin);
		await peer.take('welcome');
	});

	test('S11: the last part of a room is kept for its owner; what was refused is taken when there is room', async () => {
		relay = await limitedRelay({ limits: { room: 4000, ownerShare: 1500 } });
		const { sam, ana, chain } = await samAndAna();
		const samPeer = await relay.dial();
		await sam.hello(samPeer, chain, relay.origin);
		const { head } = await samPeer.take('welcome');
		const anaPeer = await relay.dial();
		await ana.hello(anaPeer, chain, relay.origin);
		await anaPeer.take('welcome');
		const send = async (device: TestDevice, size: number) => {
			const peer = device === sam ? samPeer : anaPeer;
			peer.send({ type: 'append', entry: await device.seal(chain, head.logId, { size: size - 250 }) });
			const other = device === sam ? anaPeer : samPeer;
			const answer = await peer.takeEither('ack', 'nack');
			if (answer.type === 'ack') await other.take('entries');
			return answer.type === 'nack' ? `${answer.code} ${answer.retryable ? 'for now' : 'for good'}` : 'ack';
		};
		expect(await send(ana, 2000)).toBe('ack');
		// The name of her session counts as 200 bytes.
		expect(await send(ana, 301)).toBe('quota for now');
		expect(await send(ana, 300)).toBe('ack');
		expect(await send(ana, 300)).toBe('quota for now');
		expect(await send(sam, 1500)).toBe('ack');
		expect(await send(sam, 300)).toBe('quota for now');
	});

	test('S15: the name of every session counts: it stays when its entries are gone', async () => {
		relay = await limitedRelay({ limits: { room: 4000, ownerShare: 1500 } });
		const { sam, ana, chain } = await samAndAna();
		const found = await relay.dial();
		await sam.hello(found, chain, relay.origin);
		const { head } = await found.take('welcome');
		const peer = await relay.dial();
		await ana.hello(peer, chain, relay.origin);
		await peer.take('welcome');
		const answers: string[] = [];
		for (let session = 1; session <= 6; session++) {
			ana.session = toBase64url(new Uint8Array(16).fill(session)) as SessionId;
			peer.send({ type: 'append', entry: await ana.seal(chain, head.logId, { size: 50 }) });
			answers.push((await peer.takeEither('ack', 'nack')).type);
		}
		// Each is 300 bytes, and 200 for the name.
		expect(answers).toEqual(['ack', 'ack', 'ack', 'ack', 'ack', 'nack']);
	});
});

describe('connections', () => {
	test('beyond the relay`s number they are closed with 4503, and taken again when others have left', async () => {
		relay = await limitedRelay({ limits: { connections: 2 } });
		const first = await newRoom(HERE);
		await first.peer.take('welcome');
		await (await newRoom(ELSEWHERE)).peer.take('welcome');
		expect(await (await relay.dial('192.0.2.1')).closed).toMatchObject({ code: CLOSE.tryLater });
		await relay.hangUp(first.peer);
		while (relay.load.connections === 2) await new Promise(setImmediate);
		await (await newRoom('192.0.2.1')).peer.take('welcome');
	});

	test('S15: sockets that were refused count for their address until they are gone: others find room', async () => {
		relay = await limitedRelay({ limits: { connections: 10, addressConnections: 2 } });
		const { hostname, port, host, origin } = new URL(relay.origin);
		const sockets = Array.from({ length: 40 }, () => createConnection(Number(port), hostname));
		try {
			const answers = sockets.map(async (socket) => {
				// Of a protocol that the relay does not speak, and they do not answer its goodbye.
				socket.write(
					`GET ${RELAY_PATH} HTTP/1.1\r\nHost: ${host}\r\nOrigin: ${origin}\r\nConnection: Upgrade\r\n` +
						`Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${'A'.repeat(22)}==\r\n` +
						`Sec-WebSocket-Protocol: other\r\nX-Forwarded-For: ${HERE}\r\n\r\n`
				);
				const [first] = (await once(socket, 'data')) as [Buffer];
				return first.toString('latin1').slice(9, 12);
			});
			const codes = await Promise.all(answers);
			expect(codes.filter((code) => code === '101')).toHaveLength(4);
			expect(codes.filter((code) => code === '429')).toHaveLength(36);
			await (await newRoom(ELSEWHERE)).peer.take('welcome');
			for (const socket of sockets) socket.destroy();
			const open = sockets.filter((socket) => !socket.closed);
			await Promise.all(open.map((socket) => once(socket, 'close')));
			for (;;) {
				const peer = await relay.dial(HERE);
				const heard = await Promise.race([peer.closed, peer.take('challenge').catch(() => peer.closed)]);
				if (!('code' in heard)) break;
			}
		} finally {
			for (const socket of sockets) socket.destroy();
		}
	});

	test('beyond an address`s number they are closed with 4503; from elsewhere they are not', async () => {
		relay = await limitedRelay({ limits: { addressConnections: 2 } });
		const first = await newRoom(HERE);
		await first.peer.take('welcome');
		await (await newRoom(HERE)).peer.take('welcome');
		const reason = 'too many connections from this address';
		expect(await (await relay.dial(HERE)).closed).toEqual({ code: CLOSE.tryLater, reason });
		await (await newRoom(ELSEWHERE)).peer.take('welcome');
		await relay.hangUp(first.peer);
		while (relay.load.connections === 3) await new Promise(setImmediate);
		await (await newRoom(HERE)).peer.take('welcome');
	});

	test('an address is what the proxy says, and the socket`s own when no proxy is trusted', async () => {
		relay = await limitedRelay({ limits: { addressConnections: 1 }, trustProxy: 0 });
		await (await newRoom(HERE)).peer.take('welcome');
		expect(await (await relay.dial(ELSEWHERE)).closed).toMatchObject({ code: CLOSE.tryLater });
		const hints = relay.logged.filter(({ event }) => event === 'proxy-not-trusted');
		expect(hints).toHaveLength(1);
		expect(JSON.stringify(hints)).toContain('TRUST_PROXY');
	});

	test('S13: no address is in the log, whatever was refused', async () => {
		relay = await limitedRelay({ limits: { addressConnections: 1, addressHellos: 2, addressRooms: 1 } });
		await (await newRoom(HERE)).peer.take('welcome');
		await (
			await relay.dial(HERE)
		).closed;
		expect(JSON.stringify(relay.logged)).toContain('too many connections');
		for (const part of [HERE, '127.0.0.1']) expect(JSON.stringify(relay.logged)).not.toContain(part);
	});
});

describe('a frame', () => {
	beforeEach(async () => {
		relay = await limitedRelay({ limits: { frame: 5000, entry: 1000 } });
	});

	test('beyond the limit ends its connection alone', async () => {
		const other = await newRoom(HERE);
		const { head } = await other.peer.take('welcome');
		const { peer } = await newRoom(HERE);
		await peer.take('welcome');
		peer.sendRaw(new Uint8Array(5001));
		expect(await peer.closed).toMatchObject({ code: 1009 });
		other.peer.send({ type: 'append', entry: await other.device.seal(other.chain, head.logId) });
		await other.peer.take('ack');
	});

	test('below it, an entry that is too large is a nack and no more', async () => {
		const { device, chain, peer } = await newRoom(HERE);
		const { head } = await peer.take('welcome');
		peer.send({ type: 'append', entry: await device.seal(chain, head.logId, { size: 1000 }) });
		expect(await peer.take('nack')).toMatchObject({ code: 'size', retryable: false });
		peer.send({ type: 'append', entry: await device.seal(chain, head.logId) });
		await peer.take('ack');
	});
});
