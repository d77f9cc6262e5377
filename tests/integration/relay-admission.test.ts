// Who may make a room here: the admission token of a closed relay.

import { afterEach, beforeEach, expect, test } from 'vitest';
import { CLOSE } from '../../src/lib/core/protocol/close.ts';
import { knock, samAndAna } from '../support/relay-scenes.ts';
import { limitedRelay } from '../support/limited-relay.ts';
import type { LimitedRelay } from '../support/limited-relay.ts';
import { TestDevice } from '../support/relay-peer.ts';
import type { RelayPeer } from '../support/relay-peer.ts';

const TOKEN = 'correct horse battery staple';

let relay: LimitedRelay;
beforeEach(async () => {
	relay = await limitedRelay({ admissionToken: TOKEN });
});
afterEach(() => relay.stop());

test.each(['', 'correct horse battery stapl', `${TOKEN} `])(
	'a room is not made for the token "%s": 4403 admission',
	async (token) => {
		const sam = await TestDevice.create();
		const peer = await relay.dial();
		await sam.hello(peer, await sam.found(), relay.origin, { token });
		expect(await peer.closed).toEqual({ code: CLOSE.notAllowed, reason: 'admission' });
		expect(relay.logged.map(({ event }) => event)).not.toContain('room-created');
	}
);

test('with the token it is made, and nobody who comes into it needs one', async () => {
	const { sam, ana, chain } = await samAndAna();
	const first = await relay.dial();
	await sam.hello(first, chain, relay.origin, { token: TOKEN });
	await first.take('welcome');
	for (const device of [sam, ana]) {
		const peer = await relay.dial();
		await device.hello(peer, chain, relay.origin);
		await peer.take('welcome');
	}
});

test('whoever holds an invite needs no token', async () => {
	const { sam, ana, invite, chain } = await samAndAna();
	const first = await relay.dial();
	await sam.hello(first, chain, relay.origin, { token: TOKEN });
	await first.take('welcome');
	const peer = await knock(
		{ ...relay, open: () => relay.dial(), leave: (peer: RelayPeer) => relay.hangUp(peer) },
		ana,
		chain,
		invite
	);
	expect(await peer.take('welcome')).toMatchObject({ role: 'invitee' });
});

test('S13: neither the token nor what was tried in its place is in the log', async () => {
	const sam = await TestDevice.create();
	const chain = await sam.found();
	for (const token of ['a wrong guess of it', TOKEN]) {
		const peer = await relay.dial();
		await sam.hello(peer, chain, relay.origin, { token });
		await (token === TOKEN ? peer.take('welcome') : peer.closed);
	}
	const log = JSON.stringify(relay.logged);
	expect(log).toContain('admission');
	for (const secret of [TOKEN, 'a wrong guess of it']) expect(log).not.toContain(secret);
});

test('without a configured token anybody may', async () => {
	const open = await limitedRelay();
	const sam = await TestDevice.create();
	const peer = await open.dial();
	await sam.hello(peer, await sam.found(), open.origin);
	await peer.take('welcome');
	await open.stop();
});
