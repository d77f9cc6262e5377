import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toBase64url } from '../bytes.ts';
import type { DeviceId, InviteId, LogId, RoomId, SessionId } from '../ids.ts';
import { DENIALS, NACKS, SNAPSHOT_REFUSALS } from './close.ts';
import {
	type ClientMessage,
	decodeClientMessage,
	decodeRelayMessage,
	encodeClientMessage,
	encodeRelayMessage,
	helloSignedBytes,
	type RelayMessage
} from './messages.ts';

const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });
const id = <Id extends string>(length: number) => bytes(length).map((value) => toBase64url(value) as Id);
const some = fc.uint8Array({ maxLength: 300 });
const seq = fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER });
const position = fc.record({ logId: id<LogId>(16), seq, hash: bytes(32) });
const u16 = fc.integer({ min: 0, max: 65535 });
const chain = fc.array(some, { maxLength: 4 });

const clientMessage: fc.Arbitrary<ClientMessage> = fc.oneof(
	fc.record({
		type: fc.constant('hello' as const),
		room: id<RoomId>(32),
		device: id<DeviceId>(32),
		signature: bytes(64),
		position: fc.option(position),
		proof: fc.oneof(
			fc.constant({ kind: 'none' as const }),
			fc.record({ kind: fc.constant('chain' as const), chain }),
			fc.record({ kind: fc.constant('invite' as const), invite: id<InviteId>(32), signature: bytes(64) })
		),
		token: fc.string({ maxLength: 20, unit: 'grapheme' }),
		distrust: fc.option(bytes(32))
	}),
	fc.record({ type: fc.constant('append' as const), entry: some }),
	fc.record({ type: fc.constant('statement' as const), statement: some, box: fc.option(some) }),
	fc.record({ type: fc.constant('ephemeral' as const), payload: some }),
	fc.record({ type: fc.constant('snapshot' as const), chunk: some }),
	fc.record({ type: fc.constant('delivered' as const), statement: some }),
	fc.record({ type: fc.constant('receipt' as const), entry: some }),
	fc.constant({ type: 'ping' as const })
);

const relayMessage: fc.Arbitrary<RelayMessage> = fc.oneof(
	fc.record({
		type: fc.constant('challenge' as const),
		nonce: bytes(32),
		limits: fc.record({ entry: fc.nat(), ephemeral: fc.nat() }),
		now: seq
	}),
	fc.record({
		type: fc.constant('welcome' as const),
		role: fc.constantFrom('owner' as const, 'editor' as const, 'viewer' as const, 'invitee' as const),
		head: position,
		from: seq,
		chain,
		snapshot: fc.option(
			fc.record({ logId: id<LogId>(16), seq, hash: bytes(32), digest: bytes(32), chunks: u16 })
		),
		former: fc.array(fc.record({ logId: id<LogId>(16), until: seq }), { maxLength: 3 }),
		tail: seq,
		keptSince: seq,
		delivered: chain,
		receipts: chain,
		connection: id<string>(16),
		peers: fc.array(fc.record({ connection: id<string>(16), device: id<DeviceId>(32) }), { maxLength: 3 })
	}),
	fc.record({ type: fc.constant('entries' as const), first: seq, entries: chain, more: fc.boolean() }),
	fc.record({
		type: fc.constant('ack' as const),
		session: id<SessionId>(16),
		counter: seq,
		seq,
		hash: bytes(32)
	}),
	fc.record({
		type: fc.constant('nack' as const),
		session: id<SessionId>(16),
		counter: seq,
		code: fc.constantFrom(...NACKS),
		retryable: fc.boolean()
	}),
	fc.record({ type: fc.constant('statement' as const), statement: some }),
	fc.record({ type: fc.constant('denied' as const), code: fc.constantFrom(...DENIALS) }),
	fc.record({ type: fc.constant('snapshot' as const), seq, digest: bytes(32), chunks: u16 }),
	fc.record({ type: fc.constant('snapshot-refused' as const), code: fc.constantFrom(...SNAPSHOT_REFUSALS) }),
	fc.record({ type: fc.constant('chunk' as const), index: u16, chunk: some }),
	fc.record({ type: fc.constant('delivered' as const), statement: some }),
	fc.record({ type: fc.constant('receipt' as const), entry: some }),
	fc.record({ type: fc.constant('box' as const), invite: id<InviteId>(32), box: some }),
	fc.record({ type: fc.constant('ephemeral' as const), connection: id<string>(16), payload: some }),
	fc.record({ type: fc.constant('peer-left' as const), connection: id<string>(16) }),
	fc.constant({ type: 'ping' as const })
);

/** Messages whose last field runs to the end of the frame: cutting it gives another message, not a malformed one. */
const openEnded = new Set(['append', 'ephemeral', 'chunk', 'delivered', 'receipt']);

describe('messages', () => {
	test('what a device writes, the relay reads', () => {
		fc.assert(
			fc.property(clientMessage, (message) => {
				expect(decodeClientMessage(encodeClientMessage(message))).toEqual(message);
			})
		);
	});

	test('what the relay writes, a device reads', () => {
		fc.assert(
			fc.property(relayMessage, (message) => {
				expect(decodeRelayMessage(encodeRelayMessage(message))).toEqual(message);
			})
		);
	});

	test('S10: a frame cut anywhere is malformed, and so is one with a byte too many', () => {
		fc.assert(
			fc.property(clientMessage, fc.nat(), (message, at) => {
				fc.pre(!openEnded.has(message.type) && message.type !== 'snapshot');
				const frame = encodeClientMessage(message);
				expect(decodeClientMessage(frame.slice(0, at % frame.length))).toBeNull();
				expect(decodeClientMessage(Uint8Array.of(...frame, 0))).toBeNull();
			})
		);
		fc.assert(
			fc.property(relayMessage, fc.nat(), (message, at) => {
				fc.pre(!openEnded.has(message.type));
				const frame = encodeRelayMessage(message);
				expect(decodeRelayMessage(frame.slice(0, at % frame.length))).toBeNull();
				expect(decodeRelayMessage(Uint8Array.of(...frame, 0))).toBeNull();
			})
		);
	});

	test('rubbish decodes to null and never throws', () => {
		fc.assert(
			fc.property(
				fc.uint8Array({ maxLength: 400 }),
				fc.constantFrom(1, 3, 65, 66, 69, 71, 73, 78),
				(rubbish, type) => {
					const frame = Uint8Array.of(type, ...rubbish);
					for (const decode of [decodeClientMessage, decodeRelayMessage]) {
						const message = decode(frame);
						if (message) expect(typeof message.type).toBe('string');
					}
				}
			),
			{ numRuns: 500 }
		);
	});

	test('a count that the frame cannot hold allocates nothing', () => {
		const welcomeOfManyEntries = Uint8Array.of(66, ...new Uint8Array(8), 0, 255, 255, 255, 255);
		expect(decodeRelayMessage(welcomeOfManyEntries)).toBeNull();
	});

	test('a decoded message shares no memory with the frame', () => {
		const frame = encodeClientMessage({ type: 'append', entry: Uint8Array.of(1, 2, 3) });
		const message = decodeClientMessage(frame);
		frame.fill(9);
		expect(message).toEqual({ type: 'append', entry: Uint8Array.of(1, 2, 3) });
	});

	test('a hello signed for one purpose, origin, room or device does not serve another', () => {
		const room = toBase64url(new Uint8Array(32).fill(1)) as RoomId;
		const device = toBase64url(new Uint8Array(32).fill(2)) as DeviceId;
		const base = { nonce: new Uint8Array(32), origin: 'https://a.example', room, device };
		const variants = [
			helloSignedBytes('device', base),
			helloSignedBytes('invite', base),
			helloSignedBytes('device', { ...base, origin: 'https://b.example' }),
			helloSignedBytes('device', { ...base, room: toBase64url(new Uint8Array(32)) as RoomId }),
			helloSignedBytes('device', { ...base, nonce: new Uint8Array(32).fill(1) })
		];
		expect(new Set(variants.map(toBase64url)).size).toBe(variants.length);
	});
});
