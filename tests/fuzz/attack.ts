// One hostile connection after another: says a good hello, a bad one or none, then what it likes.

import { once } from 'node:events';
import { WebSocket } from 'ws';
import type { LogId } from '../../src/lib/core/ids.ts';
import type { Chain } from '../../src/lib/core/protocol/membership.ts';
import type { LogPosition } from '../../src/lib/core/protocol/messages.ts';
import { RELAY_PATH, SUBPROTOCOL } from '../../src/lib/core/protocol/version.ts';
import { RelayPeer } from '../support/relay-peer.ts';
import type { TestDevice } from '../support/relay-peer.ts';
import type { Random } from '../support/sim/random.ts';
import { hostile, noise, validFrames } from './frames.ts';

/** Somebody who may come into a room, and will not behave. */
export interface Attacker {
	readonly device: TestDevice;
	readonly chain: Chain;
}

export interface Attack {
	/** Frames that were sent. */
	readonly frames: number;
	/** How it ended: a close code, 1006 for a cut. */
	readonly code: number;
}

/** Frames on one connection, at most. */
const MOST_FRAMES = 40;
const VERDICT_MS = 50;

export async function attack(address: string, { device, chain }: Attacker, random: Random): Promise<Attack> {
	const socket = new WebSocket(address.replace('http', 'ws') + RELAY_PATH, SUBPROTOCOL, { origin: address });
	let frames = 0;
	const send = (bytes: Uint8Array, text = false): void => {
		if (socket.readyState !== socket.OPEN) return;
		socket.send(bytes, { binary: !text });
		frames += 1;
	};
	const spoilt = random.chance(0.2);
	const peer = new RelayPeer((frame) => send(spoilt ? hostile(random, [frame]).bytes : frame));
	socket.on('message', (data: Buffer) => peer.arrived(new Uint8Array(data)));
	socket.on('close', (code) => peer.ended(code, ''));
	socket.on('error', () => socket.terminate());
	await Promise.race([once(socket, 'open'), peer.closed]);

	const silent = random.chance(0.15);
	const at = silent ? null : await greet(peer, { device, chain }, address, spoilt);
	const invented = { logId: inventedLog(random), seq: random.int(0, 9), hash: noise(random, 32) };
	const valid = await validFrames(device, chain, at ?? invented);
	for (let left = random.int(1, MOST_FRAMES); left > 0 && socket.readyState === socket.OPEN; left--) {
		const { bytes, text } = hostile(random, valid);
		send(bytes, text);
		// Now and then the relay gets to answer before the next one comes.
		if (random.chance(0.2)) await new Promise(setImmediate);
	}
	// Mostly the relay gets to say what it thinks of it.
	if (random.chance(0.8))
		await Promise.race([peer.closed, new Promise((resolve) => setTimeout(resolve, VERDICT_MS))]);
	if (random.chance(0.3)) socket.terminate();
	else socket.close();
	const { code } = await peer.closed;
	return { frames, code };
}

/** What the relay says of the log; null when the hello led to nothing. */
async function greet(
	peer: RelayPeer,
	{ device, chain }: Attacker,
	address: string,
	spoilt: boolean
): Promise<LogPosition | null> {
	try {
		await device.hello(peer, chain, address);
		// A spoilt hello may be no message at all, or one that the relay waits for the rest of.
		if (spoilt) return null;
		return (await peer.take('welcome')).head;
	} catch (error) {
		if (await Promise.race([peer.closed, Promise.resolve(null)])) return null;
		throw error;
	}
}

const inventedLog = (random: Random): LogId => Buffer.from(noise(random, 16)).toString('base64url') as LogId;
