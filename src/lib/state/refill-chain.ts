// The membership chain of a room as the relay has it, for a device that has nothing of the room but its keys. It proves
// itself: the room's id is the hash of its first statement.

import { toBase64url } from '../core/bytes.ts';
import type { DeviceId, RoomId } from '../core/ids.ts';
import { CLOSE } from '../core/protocol/close.ts';
import type { Device } from '../core/protocol/crypto.ts';
import { readChain, type Chain } from '../core/protocol/membership.ts';
import {
	decodeRelayMessage,
	encodeClientMessage,
	helloSignedBytes,
	type RelayMessage
} from '../core/protocol/messages.ts';
import { webCrypto } from '../platform/webcrypto.ts';
import type { Outcome } from './contract.ts';
import { browserClock } from './here.ts';
import type { Problem } from './problems.ts';
import { openRelay, relayOrigin } from './relay-ports.ts';

const ANSWER_MS = 15_000;

/** Settles within a quarter of a minute. */
export function askChain(room: RoomId, device: Device): Promise<Outcome<Chain>> {
	return new Promise((resolve, reject) => {
		let over = false;
		const end = (outcome: Outcome<Chain>) => {
			if (over) return;
			over = true;
			cancel();
			relay.close();
			resolve(outcome);
		};
		const fail = (problem: Problem) => end({ ok: false, problem });
		const cancel = browserClock.after(ANSWER_MS, () => fail('relay-unreachable'));
		const relay = openRelay({
			onOpen: () => undefined,
			onFrame(frame) {
				const message = decodeRelayMessage(frame);
				if (message === null) fail('relay-bad-message');
				else answer(message).catch(reject);
			},
			onClose: (code) => fail(problemOf(code))
		});

		async function answer(message: RelayMessage): Promise<void> {
			if (message.type === 'challenge') relay.send(await hello(room, device, message.nonce));
			if (message.type !== 'welcome') return;
			const read = await readChain(message.chain, webCrypto);
			if (read.ok && read.chain.room === room) end({ ok: true, value: read.chain });
			else fail('relay-bad-message');
		}
	});
}

async function hello(room: RoomId, { signer }: Device, nonce: Uint8Array): Promise<Uint8Array> {
	const device = toBase64url(signer.publicKey) as DeviceId;
	const signed = helloSignedBytes('device', { nonce, origin: relayOrigin(), room, device });
	return encodeClientMessage({
		type: 'hello',
		room,
		device,
		signature: await signer.sign(signed),
		position: null,
		proof: { kind: 'none' },
		token: '',
		distrust: null
	});
}

function problemOf(code: number): Problem {
	switch (code) {
		case CLOSE.noSuchRoom:
			return 'journal-nowhere';
		case CLOSE.notAllowed:
			return 'removed';
		case CLOSE.notAuthenticated:
			return 'not-authenticated';
		case CLOSE.tooOld:
			return 'client-too-old';
		case CLOSE.malformed:
		case CLOSE.fork:
			return 'relay-bad-message';
		default:
			return 'relay-unreachable';
	}
}
