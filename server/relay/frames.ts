// The messages that a busy relay takes and sends all the time, or that are large: read without copying, written at once into memory of
// the right size. The codec of both sides would read and write the same, as a test makes sure.

import type { SessionId } from '../../src/lib/core/ids.ts';
import type { ClientMessage } from '../../src/lib/core/protocol/messages.ts';

/** An own entry is on disk. */
export interface Ack {
	readonly session: SessionId;
	readonly counter: number;
	readonly seq: number;
	readonly hash: Uint8Array;
}

const APPEND = 2;
const ACK = 67;
const ACK_BYTES = 65;
const ENTRIES = 66;
const ENTRIES_HEAD_BYTES = 14;
const CHUNK = 78;
const CHUNK_HEAD_BYTES = 3;
const HALF = 2 ** 32;

/** The append in a frame, sharing its memory; null when it is another message. */
export const readAppend = (frame: Uint8Array): Extract<ClientMessage, { type: 'append' }> | null =>
	frame[0] === APPEND ? { type: 'append', entry: frame.subarray(1) } : null;

export function ackFrame({ session, counter, seq, hash }: Ack): Uint8Array {
	const frame = Buffer.allocUnsafe(ACK_BYTES);
	frame.writeUInt8(ACK, 0);
	frame.write(session, 1, 'base64url');
	writeU64(frame, counter, 17);
	writeU64(frame, seq, 25);
	frame.set(hash, 33);
	return frame;
}

/** @param more whether further entries of a replay follow */
export function entriesFrame(first: number, entries: readonly Uint8Array[], more: boolean): Uint8Array {
	let length = ENTRIES_HEAD_BYTES;
	for (const entry of entries) length += 4 + entry.length;
	const frame = Buffer.allocUnsafe(length);
	frame.writeUInt8(ENTRIES, 0);
	writeU64(frame, first, 1);
	frame.writeUInt8(more ? 1 : 0, 9);
	frame.writeUInt32BE(entries.length, 10);
	let at = ENTRIES_HEAD_BYTES;
	for (const entry of entries) {
		at = frame.writeUInt32BE(entry.length, at);
		frame.set(entry, at);
		at += entry.length;
	}
	return frame;
}

export function chunkFrame(index: number, chunk: Uint8Array): Uint8Array {
	const frame = Buffer.allocUnsafe(CHUNK_HEAD_BYTES + chunk.length);
	frame.writeUInt8(CHUNK, 0);
	frame.writeUInt16BE(index, 1);
	frame.set(chunk, CHUNK_HEAD_BYTES);
	return frame;
}

function writeU64(frame: Buffer, value: number, at: number): void {
	frame.writeUInt32BE(Math.floor(value / HALF), at);
	frame.writeUInt32BE(value % HALF, at + 4);
}
