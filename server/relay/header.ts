// An entry's header, read where it lies. Every append passes here, and what is behind the header is none of the relay's
// business: nothing of it is copied, and ids become text by the platform's own means.

import type { DeviceId, LogId, RoomId, SessionId } from '../../src/lib/core/ids.ts';
import { CRITICAL, ENTRY_OVERHEAD } from '../../src/lib/core/protocol/entry.ts';
import type { EntryHeader } from '../../src/lib/core/protocol/entry.ts';

/** 2^53 as the upper half of a 64-bit number. */
const TOO_LARGE = 0x200000;
const HALF = 2 ** 32;

/** What the relay judges an entry by. */
export type HeaderToJudge = Omit<EntryHeader, 'base'>;

/** What `decodeEntry` finds in the header, or null when the bytes are no entry. Shares their memory. */
export function readHeader(entry: Uint8Array): HeaderToJudge | null {
	const bytes = Buffer.from(entry.buffer, entry.byteOffset, entry.length);
	if (bytes.length < ENTRY_OVERHEAD) return null;
	const kind = bytes.readUInt8(1);
	const counter = readSafe(bytes, 134);
	const part = bytes.readUInt16BE(142);
	const parts = bytes.readUInt16BE(144);
	if (counter === null || readSafe(bytes, 146) === null || part >= parts || part > counter) return null;
	return {
		format: bytes.readUInt8(0),
		kind: kind & ~CRITICAL,
		critical: (kind & CRITICAL) !== 0,
		room: idAt<RoomId>(bytes, 2, 34),
		logId: idAt<LogId>(bytes, 34, 50),
		epoch: bytes.readUInt32BE(50),
		membership: bytes.subarray(54, 86),
		device: idAt<DeviceId>(bytes, 86, 118),
		session: idAt<SessionId>(bytes, 118, 134),
		counter,
		part,
		parts
	};
}

const idAt = <Id extends string>(bytes: Buffer, start: number, end: number): Id =>
	bytes.toString('base64url', start, end) as Id;

function readSafe(bytes: Buffer, at: number): number | null {
	const upper = bytes.readUInt32BE(at);
	return upper >= TOO_LARGE ? null : upper * HALF + bytes.readUInt32BE(at + 4);
}
