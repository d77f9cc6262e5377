// A log entry: header ‖ ciphertext ‖ signature. The header is fixed-width and keeps this layout in every format, so
// that a relay can check, and a reader can hold, an entry of a format it does not know.
//
//	0 format · 1 kind (bit 7: critical) · 2 room 32 · 34 log id 16 · 50 epoch 4 · 54 membership head 32 · 86 device 32
//	118 session 16 · 134 counter 8 · 142 part 2 · 144 parts 2 · 146 base seq 8 · 154 base hash 32 · 186 ciphertext … signature 64

import { concat, fromBase64url } from '../bytes.ts';
import type { DeviceId, LogId, RoomId, SessionId } from '../ids.ts';
import type { Verifier } from './crypto.ts';
import { labelled, parse, Writer } from './wire.ts';

/** Largest receipt that devices write and relays take, bytes. */
export const RECEIPT_LIMIT = 16 * 1024;

export const ENTRY_FORMAT = 1;
export const HEADER_BYTES = 186;
export const SIGNATURE_BYTES = 64;
/** Header, the AEAD's tag, signature. */
export const ENTRY_OVERHEAD = HEADER_BYTES + 16 + SIGNATURE_BYTES;

const ENTRY_LABEL = 'soundings/entry/1';
const LOG_LABEL = 'soundings/log/1';
const LOG_CONTINUES_LABEL = 'soundings/log-continues/1';

export const KIND = { update: 1, snapshot: 2, receipt: 3 } as const;
/** Set in the kind byte of an entry that a reader who does not know the kind must hold, not skip. */
export const CRITICAL = 0x80;

export interface EntryHeader {
	readonly format: number;
	/** Without the critical bit. */
	readonly kind: number;
	readonly critical: boolean;
	readonly room: RoomId;
	readonly logId: LogId;
	readonly epoch: number;
	/** Hash of the last membership statement that the author knew, 32 bytes. */
	readonly membership: Uint8Array;
	readonly device: DeviceId;
	readonly session: SessionId;
	/** Of this device and session, each used once; also the AEAD's nonce. */
	readonly counter: number;
	/** Which part of a change that travels in `parts` entries with consecutive counters, from 0. */
	readonly part: number;
	readonly parts: number;
	/** How far the author had verified the log. */
	readonly base: { readonly seq: number; readonly hash: Uint8Array };
}

export interface Entry {
	readonly header: EntryHeader;
	/** The header as it travels: the AEAD's additional data. */
	readonly headerBytes: Uint8Array<ArrayBuffer>;
	readonly ciphertext: Uint8Array<ArrayBuffer>;
	readonly signature: Uint8Array<ArrayBuffer>;
}

export function encodeHeader(header: EntryHeader): Uint8Array<ArrayBuffer> {
	return new Writer()
		.u8(header.format)
		.u8(header.kind | (header.critical ? CRITICAL : 0))
		.id(header.room, 32)
		.id(header.logId, 16)
		.u32(header.epoch)
		.fixed(header.membership)
		.id(header.device, 32)
		.id(header.session, 16)
		.u64(header.counter)
		.u16(header.part)
		.u16(header.parts)
		.u64(header.base.seq)
		.fixed(header.base.hash)
		.done();
}

/** The parts of an entry, or null when the bytes are not one. Says nothing about the signature. */
export function decodeEntry(bytes: Uint8Array): Entry | null {
	if (bytes.length < ENTRY_OVERHEAD) return null;
	const headerBytes = bytes.slice(0, HEADER_BYTES);
	const header = parse(headerBytes, (reader): EntryHeader => {
		const format = reader.u8();
		const kind = reader.u8();
		return {
			format,
			kind: kind & ~CRITICAL,
			critical: (kind & CRITICAL) !== 0,
			room: reader.id<RoomId>(32),
			logId: reader.id<LogId>(16),
			epoch: reader.u32(),
			membership: reader.fixed(32),
			device: reader.id<DeviceId>(32),
			session: reader.id<SessionId>(16),
			counter: reader.u64(),
			part: reader.u16(),
			parts: reader.u16(),
			base: { seq: reader.u64(), hash: reader.fixed(32) }
		};
	});
	if (!header || header.parts === 0 || header.part >= header.parts || header.part > header.counter)
		return null;
	const end = bytes.length - SIGNATURE_BYTES;
	return {
		header,
		headerBytes,
		ciphertext: bytes.slice(HEADER_BYTES, end),
		signature: bytes.slice(end)
	};
}

/** What an entry's signature is over. */
export const entrySignedBytes = (headerBytes: Uint8Array, ciphertext: Uint8Array): Uint8Array<ArrayBuffer> =>
	labelled(ENTRY_LABEL, headerBytes, ciphertext);

/** Whether the device that the header names signed this entry. */
export function verifyEntry(entry: Entry, verifier: Verifier): Promise<boolean> {
	const key = fromBase64url(entry.header.device);
	if (!key) return Promise.resolve(false);
	return verifier.verify(key, entrySignedBytes(entry.headerBytes, entry.ciphertext), entry.signature);
}

/** What h_0 is the SHA-256 of: a log's running hash before its first entry. */
export function logStartBytes(room: RoomId, logId: LogId): Uint8Array<ArrayBuffer> {
	return labelled(LOG_LABEL, new Writer().id(room, 32).done(), new Writer().id(logId, 16).done());
}

/**
 * What the running hash becomes the SHA-256 of where a restored log goes on under a new id: `previous` is the hash at the
 * end of the log before it. The same sequence numbers go on.
 */
export function logContinueBytes(room: RoomId, logId: LogId, previous: Uint8Array): Uint8Array<ArrayBuffer> {
	return labelled(
		LOG_CONTINUES_LABEL,
		new Writer().id(room, 32).done(),
		new Writer().id(logId, 16).done(),
		previous
	);
}

/** What h_n is the SHA-256 of, given h_{n-1} and the n-th entry. */
export const logNextBytes = (previous: Uint8Array, entry: Uint8Array): Uint8Array<ArrayBuffer> =>
	concat(previous, entry);
