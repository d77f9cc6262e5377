// Writes one frame of every message that devices and relays of this version exchange, and what it says. An app that a browser
// has kept meets a relay of a later build under the same version: both must read these.

import { toBase64url } from '../../src/lib/core/bytes.ts';
import type { InviteId, LogId, SessionId } from '../../src/lib/core/ids.ts';
import { DENIALS, NACKS, SNAPSHOT_REFUSALS } from '../../src/lib/core/protocol/close.ts';
import type { Crypto } from '../../src/lib/core/protocol/crypto.ts';
import {
	type ClientMessage,
	encodeClientMessage,
	encodeRelayMessage,
	type RelayMessage
} from '../../src/lib/core/protocol/messages.ts';
import { SUBPROTOCOL } from '../../src/lib/core/protocol/version.ts';
import { asJson, type Keep } from './freeze-documents.ts';
import { packed } from './freeze-files.ts';
import type { FrozenRoom } from './freeze-room.ts';
import { written } from './freeze-rows.ts';

export function keepFrames(keep: Keep, crypto: Crypto, room: FrozenRoom): void {
	const client = clientMessages(crypto, room);
	const relay = relayMessages(crypto, room);
	keep('frames.client.bin', packed(client.map(encodeClientMessage)));
	keep('frames.relay.bin', packed(relay.map(encodeRelayMessage)));
	keep(
		'frames.expected.json',
		asJson({ version: SUBPROTOCOL, client: client.map(written), relay: relay.map(written) })
	);
}

function clientMessages(crypto: Crypto, { chain, sam, open }: FrozenRoom): ClientMessage[] {
	const random = (length: number) => crypto.random(length);
	const hello = {
		type: 'hello',
		room: chain.room,
		device: sam.id,
		signature: random(64),
		position: null,
		token: '',
		distrust: null
	} as const;
	const position = { logId: toBase64url(random(16)) as LogId, seq: 70_000_000_001, hash: random(32) };
	return [
		{ ...hello, proof: { kind: 'none' }, position },
		{
			...hello,
			proof: { kind: 'chain', chain: chain.statements.slice(0, 2) },
			token: 'let me in',
			distrust: random(32)
		},
		{ ...hello, proof: { kind: 'invite', invite: open.id as InviteId, signature: random(64) } },
		{ type: 'append', entry: random(300) },
		{ type: 'statement', statement: random(150), box: null },
		{ type: 'statement', statement: random(150), box: random(52) },
		{ type: 'ephemeral', payload: random(90) },
		{ type: 'snapshot', chunk: random(400) },
		{ type: 'delivered', statement: random(184) },
		{ type: 'receipt', entry: random(320) },
		{ type: 'ping' }
	];
}

function relayMessages(crypto: Crypto, { chain, sam, ana, open }: FrozenRoom): RelayMessage[] {
	const random = (length: number) => crypto.random(length);
	const id = () => toBase64url(random(16));
	const logId = id() as LogId;
	const [session, head] = [id() as SessionId, { logId, seq: 41, hash: random(32) }];
	const welcome = {
		type: 'welcome',
		role: 'editor',
		head,
		from: 30,
		chain: chain.statements.slice(0, 1),
		snapshot: null,
		former: [],
		tail: 0,
		keptSince: 1_790_000_000_000,
		delivered: [],
		receipts: [],
		connection: id(),
		peers: []
	} as const;
	const offer = { logId: id() as LogId, seq: 30, hash: random(32), digest: random(32), chunks: 3 };
	return [
		{
			type: 'challenge',
			nonce: random(32),
			limits: { entry: 262_144, ephemeral: 16_384 },
			now: 1_795_250_000_123
		},
		welcome,
		{
			...welcome,
			role: 'owner',
			snapshot: offer,
			former: [{ logId: offer.logId, until: 33 }],
			tail: 123_456,
			delivered: [random(184), random(184)],
			receipts: [random(320)],
			peers: [
				{ connection: id(), device: sam.id },
				{ connection: id(), device: ana.id }
			]
		},
		...(['viewer', 'invitee'] as const).map((role) => ({ ...welcome, role })),
		{ type: 'entries', first: 31, entries: [random(300), random(310)], more: true },
		{ type: 'entries', first: 42, entries: [], more: false },
		{ type: 'ack', session, counter: 6, seq: 42, hash: random(32) },
		...NACKS.map((code, i) => ({ type: 'nack', session, counter: i, code, retryable: i % 2 === 0 }) as const),
		{ type: 'statement', statement: random(150) },
		...DENIALS.map((code) => ({ type: 'denied', code }) as const),
		{ type: 'box', invite: open.id as InviteId, box: random(52) },
		{ type: 'snapshot', seq: 30, digest: random(32), chunks: 3 },
		...SNAPSHOT_REFUSALS.map((code) => ({ type: 'snapshot-refused', code }) as const),
		{ type: 'chunk', index: 2, chunk: random(400) },
		{ type: 'delivered', statement: random(184) },
		{ type: 'receipt', entry: random(320) },
		{ type: 'ephemeral', connection: id(), payload: random(90) },
		{ type: 'peer-left', connection: id() },
		{ type: 'ping' }
	];
}
