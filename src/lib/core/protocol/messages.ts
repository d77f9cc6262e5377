// Everything that travels between a device and the relay, one tagged union per direction, one binary codec for both
// sides. A frame is one message: a type byte, then fields. A frame that is not exactly a message decodes to null.

import type { DeviceId, InviteId, LogId, RoomId, SessionId } from '../ids.ts';
import { type Denial, DENIALS, type Nack, NACKS, type SnapshotRefusal, SNAPSHOT_REFUSALS } from './close.ts';
import type { Role } from './membership.ts';
import { labelled, Malformed, parse, type Reader, Writer } from './wire.ts';
import { utf8 } from '../bytes.ts';

type Bytes = Uint8Array<ArrayBuffer>;

export interface Limits {
	/** Largest entry that the relay takes, bytes. */
	readonly entry: number;
	/** Largest ephemeral payload, bytes. */
	readonly ephemeral: number;
}

/** How far a device has the log; the relay starts behind it when it knows that very log, hash included. */
export interface LogPosition {
	readonly logId: LogId;
	readonly seq: number;
	readonly hash: Uint8Array;
}

/** A snapshot that the relay has, and what of the log it stands for. */
export interface SnapshotOffer extends LogPosition {
	/** What it is known by, 32 bytes. */
	readonly digest: Uint8Array;
	readonly chunks: number;
}

/** The relay's store was restored from a backup: up to this entry, entries carry this log id. */
export interface FormerLog {
	readonly logId: LogId;
	readonly until: number;
}

/** What a device shows besides its key. */
export type Proof =
	| { readonly kind: 'none' }
	/** The whole membership chain: creates the room, or brings back what this relay lost. */
	| { readonly kind: 'chain'; readonly chain: readonly Uint8Array[] }
	/** It holds an invite and has not joined yet; signed by the invite's key. */
	| { readonly kind: 'invite'; readonly invite: InviteId; readonly signature: Uint8Array };

export type ClientMessage =
	| {
			readonly type: 'hello';
			readonly room: RoomId;
			readonly device: DeviceId;
			readonly signature: Uint8Array;
			readonly position: LogPosition | null;
			readonly proof: Proof;
			/** Admission token of a closed relay; empty when none. */
			readonly token: string;
			/** Digest of a snapshot that this device could not believe: another way to the log's end is asked for. */
			readonly distrust: Uint8Array | null;
	  }
	| { readonly type: 'append'; readonly entry: Uint8Array }
	| { readonly type: 'statement'; readonly statement: Uint8Array; readonly box: Uint8Array | null }
	| { readonly type: 'ephemeral'; readonly payload: Uint8Array }
	/** One chunk of a snapshot, in order; the last one makes the relay decide. */
	| { readonly type: 'snapshot'; readonly chunk: Uint8Array }
	/** This device's signed word on how far it has the log on its disk. */
	| { readonly type: 'delivered'; readonly statement: Uint8Array }
	/** An entry of kind receipt, in place of the one before it. */
	| { readonly type: 'receipt'; readonly entry: Uint8Array }
	| { readonly type: 'ping' };

/** A live connection to the room, as the relay names it. */
export interface Peer {
	/** 16 random bytes, base64url. */
	readonly connection: string;
	readonly device: DeviceId;
}

export type RelayMessage =
	| {
			readonly type: 'challenge';
			readonly nonce: Uint8Array;
			readonly limits: Limits;
			/** The relay's clock, milliseconds since the epoch: how a device learns that its own is off. */
			readonly now: number;
	  }
	| {
			readonly type: 'welcome';
			/** `invitee`: may redeem its invite and nothing else. */
			readonly role: Role | 'invitee';
			readonly head: LogPosition;
			/** Entries follow from the one after this. */
			readonly from: number;
			readonly chain: readonly Uint8Array[];
			/** Where this reader starts when the log does not know its position; null: at the log's beginning. */
			readonly snapshot: SnapshotOffer | null;
			/** Oldest first. */
			readonly former: readonly FormerLog[];
			/** Bytes of the entries behind the newest snapshot. */
			readonly tail: number;
			/** By the relay's clock, ms: what it keeps of this room was written, or written anew, since. */
			readonly keptSince: number;
			/** The latest of every device. */
			readonly delivered: readonly Uint8Array[];
			/** The latest of every device. */
			readonly receipts: readonly Uint8Array[];
			/** This connection, 16 bytes as base64url. */
			readonly connection: string;
			/** The others that are there. */
			readonly peers: readonly Peer[];
	  }
	| {
			readonly type: 'entries';
			readonly first: number;
			readonly entries: readonly Uint8Array[];
			/** More of the replay follows. */
			readonly more: boolean;
	  }
	| {
			readonly type: 'ack';
			readonly session: SessionId;
			readonly counter: number;
			readonly seq: number;
			readonly hash: Uint8Array;
	  }
	| {
			readonly type: 'nack';
			readonly session: SessionId;
			readonly counter: number;
			readonly code: Nack;
			readonly retryable: boolean;
	  }
	/** The chain grew by this one; its author sees it too. */
	| { readonly type: 'statement'; readonly statement: Uint8Array }
	/** The sender's statement was not taken. */
	| { readonly type: 'denied'; readonly code: Denial }
	/** What lay on the relay for the invite that this device redeemed; empty when it is gone. */
	| { readonly type: 'box'; readonly invite: InviteId; readonly box: Uint8Array }
	/** A snapshot was taken: its author learns that it counts, the others that the log is shorter now. */
	| { readonly type: 'snapshot'; readonly seq: number; readonly digest: Uint8Array; readonly chunks: number }
	/** The sender's snapshot was not taken. */
	| { readonly type: 'snapshot-refused'; readonly code: SnapshotRefusal }
	/** A chunk of the snapshot that the welcome named, in order; entries follow after the last. */
	| { readonly type: 'chunk'; readonly index: number; readonly chunk: Uint8Array }
	| { readonly type: 'delivered'; readonly statement: Uint8Array }
	| { readonly type: 'receipt'; readonly entry: Uint8Array }
	| { readonly type: 'ephemeral'; readonly connection: string; readonly payload: Uint8Array }
	| { readonly type: 'peer-left'; readonly connection: string }
	| { readonly type: 'ping' };

const CLIENT = {
	hello: 1,
	append: 2,
	statement: 3,
	ephemeral: 4,
	ping: 5,
	snapshot: 6,
	delivered: 7,
	receipt: 8
} as const;
const RELAY = {
	challenge: 64,
	welcome: 65,
	entries: 66,
	ack: 67,
	nack: 68,
	statement: 69,
	denied: 70,
	snapshot: 71,
	delivered: 72,
	box: 73,
	ephemeral: 74,
	peerLeft: 75,
	ping: 76,
	snapshotRefused: 77,
	chunk: 78,
	receipt: 79
} as const;

const ROLES = ['invitee', 'owner', 'editor', 'viewer'] as const satisfies readonly (Role | 'invitee')[];
const PROOFS = ['none', 'chain', 'invite'] as const satisfies readonly Proof['kind'][];

/** What a hello is signed over; `as` keeps the device's signature and the invite's apart. */
export function helloSignedBytes(
	as: 'device' | 'invite',
	fields: { nonce: Uint8Array; origin: string; room: RoomId; device: DeviceId }
): Bytes {
	return labelled(
		'soundings/hello/1',
		utf8(as),
		fields.nonce,
		utf8(fields.origin),
		new Writer().id(fields.room, 32).done(),
		new Writer().id(fields.device, 32).done()
	);
}

function oneOf<const Values extends readonly unknown[]>(values: Values, index: number): Values[number] {
	if (index >= values.length) throw new Malformed('unknown choice');
	return values[index];
}

function flag(reader: Reader): boolean {
	return oneOf([false, true], reader.u8());
}

function writePosition(writer: Writer, position: LogPosition): void {
	writer.id(position.logId, 16).u64(position.seq).fixed(position.hash);
}

function readPosition(reader: Reader): LogPosition {
	return { logId: reader.id<LogId>(16), seq: reader.u64(), hash: reader.fixed(32) };
}

function writeOffer(writer: Writer, offer: SnapshotOffer | null): void {
	writer.u8(offer ? 1 : 0);
	if (!offer) return;
	writePosition(writer, offer);
	writer.fixed(offer.digest).u16(offer.chunks);
}

function readOffer(reader: Reader): SnapshotOffer | null {
	if (!flag(reader)) return null;
	return { ...readPosition(reader), digest: reader.fixed(32), chunks: reader.u16() };
}

function writeList(writer: Writer, items: readonly Uint8Array[]): void {
	writer.u16(items.length);
	for (const item of items) writer.bytes(item);
}

function readList(reader: Reader): Bytes[] {
	return reader.list(reader.u16(), 4, () => reader.bytes());
}

export function encodeClientMessage(message: ClientMessage): Bytes {
	const writer = new Writer();
	switch (message.type) {
		case 'hello':
			writer.u8(CLIENT.hello).id(message.room, 32).id(message.device, 32).fixed(message.signature);
			writer.u8(message.position ? 1 : 0);
			if (message.position) writePosition(writer, message.position);
			writer.u8(PROOFS.indexOf(message.proof.kind));
			if (message.proof.kind === 'chain') writeList(writer, message.proof.chain);
			if (message.proof.kind === 'invite') writer.id(message.proof.invite, 32).fixed(message.proof.signature);
			writer.text(message.token).u8(message.distrust ? 1 : 0);
			if (message.distrust) writer.fixed(message.distrust);
			return writer.done();
		case 'append':
			return writer.u8(CLIENT.append).fixed(message.entry).done();
		case 'statement':
			writer
				.u8(CLIENT.statement)
				.bytes(message.statement)
				.u8(message.box ? 1 : 0);
			if (message.box) writer.bytes(message.box);
			return writer.done();
		case 'ephemeral':
			return writer.u8(CLIENT.ephemeral).fixed(message.payload).done();
		case 'snapshot':
			return writer.u8(CLIENT.snapshot).fixed(message.chunk).done();
		case 'delivered':
			return writer.u8(CLIENT.delivered).fixed(message.statement).done();
		case 'receipt':
			return writer.u8(CLIENT.receipt).fixed(message.entry).done();
		case 'ping':
			return writer.u8(CLIENT.ping).done();
	}
	message satisfies never;
	return writer.done();
}

export function decodeClientMessage(frame: Uint8Array): ClientMessage | null {
	return parse(frame, (reader): ClientMessage => {
		const type = reader.u8();
		switch (type) {
			case CLIENT.hello:
				return {
					type: 'hello',
					room: reader.id<RoomId>(32),
					device: reader.id<DeviceId>(32),
					signature: reader.fixed(64),
					position: flag(reader) ? readPosition(reader) : null,
					proof: readProof(reader),
					token: reader.text(),
					distrust: flag(reader) ? reader.fixed(32) : null
				};
			case CLIENT.append:
				return { type: 'append', entry: reader.rest() };
			case CLIENT.statement:
				return { type: 'statement', statement: reader.bytes(), box: flag(reader) ? reader.bytes() : null };
			case CLIENT.ephemeral:
				return { type: 'ephemeral', payload: reader.rest() };
			case CLIENT.snapshot:
				return { type: 'snapshot', chunk: reader.rest() };
			case CLIENT.delivered:
				return { type: 'delivered', statement: reader.rest() };
			case CLIENT.receipt:
				return { type: 'receipt', entry: reader.rest() };
			case CLIENT.ping:
				return { type: 'ping' };
			default:
				throw new Malformed('unknown message');
		}
	});
}

function readProof(reader: Reader): Proof {
	const kind = oneOf(PROOFS, reader.u8());
	switch (kind) {
		case 'none':
			return { kind };
		case 'chain':
			return { kind, chain: readList(reader) };
		case 'invite':
			return { kind, invite: reader.id<InviteId>(32), signature: reader.fixed(64) };
	}
	return kind satisfies never;
}

export function encodeRelayMessage(message: RelayMessage): Bytes {
	const writer = new Writer();
	switch (message.type) {
		case 'challenge':
			writer.u8(RELAY.challenge).fixed(message.nonce);
			return writer.u32(message.limits.entry).u32(message.limits.ephemeral).u64(message.now).done();
		case 'welcome':
			writer.u8(RELAY.welcome).u8(ROLES.indexOf(message.role));
			writePosition(writer, message.head);
			writer.u64(message.from);
			writeList(writer, message.chain);
			writeOffer(writer, message.snapshot);
			writer.u16(message.former.length);
			for (const { logId, until } of message.former) writer.id(logId, 16).u64(until);
			writer.u64(message.tail).u64(message.keptSince);
			writeList(writer, message.delivered);
			writeList(writer, message.receipts);
			writer.id(message.connection, 16).u16(message.peers.length);
			for (const peer of message.peers) writer.id(peer.connection, 16).id(peer.device, 32);
			return writer.done();
		case 'entries':
			writer
				.u8(RELAY.entries)
				.u64(message.first)
				.u8(message.more ? 1 : 0)
				.u32(message.entries.length);
			for (const entry of message.entries) writer.bytes(entry);
			return writer.done();
		case 'ack':
			writer.u8(RELAY.ack).id(message.session, 16).u64(message.counter);
			return writer.u64(message.seq).fixed(message.hash).done();
		case 'nack':
			writer.u8(RELAY.nack).id(message.session, 16).u64(message.counter);
			return writer
				.u8(NACKS.indexOf(message.code))
				.u8(message.retryable ? 1 : 0)
				.done();
		case 'statement':
			return writer.u8(RELAY.statement).bytes(message.statement).done();
		case 'denied':
			return writer.u8(RELAY.denied).u8(DENIALS.indexOf(message.code)).done();
		case 'snapshot':
			return writer.u8(RELAY.snapshot).u64(message.seq).fixed(message.digest).u16(message.chunks).done();
		case 'snapshot-refused':
			return writer.u8(RELAY.snapshotRefused).u8(SNAPSHOT_REFUSALS.indexOf(message.code)).done();
		case 'chunk':
			return writer.u8(RELAY.chunk).u16(message.index).fixed(message.chunk).done();
		case 'delivered':
			return writer.u8(RELAY.delivered).fixed(message.statement).done();
		case 'receipt':
			return writer.u8(RELAY.receipt).fixed(message.entry).done();
		case 'box':
			return writer.u8(RELAY.box).id(message.invite, 32).bytes(message.box).done();
		case 'ephemeral':
			return writer.u8(RELAY.ephemeral).id(message.connection, 16).fixed(message.payload).done();
		case 'peer-left':
			return writer.u8(RELAY.peerLeft).id(message.connection, 16).done();
		case 'ping':
			return writer.u8(RELAY.ping).done();
	}
	message satisfies never;
	return writer.done();
}

export function decodeRelayMessage(frame: Uint8Array): RelayMessage | null {
	return parse(frame, (reader): RelayMessage => {
		const type = reader.u8();
		switch (type) {
			case RELAY.challenge:
				return {
					type: 'challenge',
					nonce: reader.fixed(32),
					limits: { entry: reader.u32(), ephemeral: reader.u32() },
					now: reader.u64()
				};
			case RELAY.welcome:
				return {
					type: 'welcome',
					role: oneOf(ROLES, reader.u8()),
					head: readPosition(reader),
					from: reader.u64(),
					chain: readList(reader),
					snapshot: readOffer(reader),
					former: reader.list(reader.u16(), 24, () => ({ logId: reader.id<LogId>(16), until: reader.u64() })),
					tail: reader.u64(),
					keptSince: reader.u64(),
					delivered: readList(reader),
					receipts: readList(reader),
					connection: reader.id(16),
					peers: reader.list(reader.u16(), 48, () => ({
						connection: reader.id(16),
						device: reader.id<DeviceId>(32)
					}))
				};
			case RELAY.entries: {
				const first = reader.u64();
				const more = flag(reader);
				return { type: 'entries', first, more, entries: reader.list(reader.u32(), 4, () => reader.bytes()) };
			}
			case RELAY.ack:
				return {
					type: 'ack',
					session: reader.id<SessionId>(16),
					counter: reader.u64(),
					seq: reader.u64(),
					hash: reader.fixed(32)
				};
			case RELAY.nack:
				return {
					type: 'nack',
					session: reader.id<SessionId>(16),
					counter: reader.u64(),
					code: oneOf(NACKS, reader.u8()),
					retryable: flag(reader)
				};
			case RELAY.statement:
				return { type: 'statement', statement: reader.bytes() };
			case RELAY.denied:
				return { type: 'denied', code: oneOf(DENIALS, reader.u8()) };
			case RELAY.snapshot:
				return { type: 'snapshot', seq: reader.u64(), digest: reader.fixed(32), chunks: reader.u16() };
			case RELAY.snapshotRefused:
				return { type: 'snapshot-refused', code: oneOf(SNAPSHOT_REFUSALS, reader.u8()) };
			case RELAY.chunk:
				return { type: 'chunk', index: reader.u16(), chunk: reader.rest() };
			case RELAY.delivered:
				return { type: 'delivered', statement: reader.rest() };
			case RELAY.receipt:
				return { type: 'receipt', entry: reader.rest() };
			case RELAY.box:
				return { type: 'box', invite: reader.id<InviteId>(32), box: reader.bytes() };
			case RELAY.ephemeral:
				return { type: 'ephemeral', connection: reader.id(16), payload: reader.rest() };
			case RELAY.peerLeft:
				return { type: 'peer-left', connection: reader.id(16) };
			case RELAY.ping:
				return { type: 'ping' };
			default:
				throw new Malformed('unknown message');
		}
	});
}
