// An entry's header, read where it lies. Every append passes here, and what is behind the header is none of the relay's
// business: nothing of it is copied. Ids become text by the platform's own means, and only when they change.

import type { DeviceId, LogId, RoomId, SessionId } from '../../src/lib/core/ids.ts';
import { CRITICAL, ENTRY_OVERHEAD } from '../../src/lib/core/protocol/entry.ts';
import type { EntryHeader } from '../../src/lib/core/protocol/entry.ts';

/** 2^53 as the upper half of a 64-bit number. */
const TOO_LARGE = 0x200000;
const HALF = 2 ** 32;

/** What the relay judges an entry by. */
export type HeaderToJudge = Omit<EntryHeader, 'base'>;

/** From a room's id to a session's: the same in one entry after the other of a device that writes. */
const WRITER_START = 2;
const WRITER_END = 134;

type WriterFields = Pick<HeaderToJudge, 'room' | 'logId' | 'epoch' | 'membership' | 'device' | 'session'>;

/** Reads the headers of one connection's entries. */
export class HeaderReader {
	/** Of the entry before. */
	#written: Buffer | null = null;
	#fields: WriterFields | null = null;

	/** What `decodeEntry` finds in the header, or null when the bytes are no entry. */
	read(entry: Uint8Array): HeaderToJudge | null {
		const bytes = Buffer.from(entry.buffer, entry.byteOffset, entry.length);
		if (bytes.length < ENTRY_OVERHEAD) return null;
		const kind = bytes.readUInt8(1);
		const counter = readSafe(bytes, 134);
		const part = bytes.readUInt16BE(142);
		const parts = bytes.readUInt16BE(144);
		if (counter === null || readSafe(bytes, 146) === null || part >= parts || part > counter) return null;
		const { room, logId, epoch, membership, device, session } = this.#writerOf(bytes);
		return {
			format: bytes.readUInt8(0),
			kind: kind & ~CRITICAL,
			critical: (kind & CRITICAL) !== 0,
			room,
			logId,
			epoch,
			membership,
			device,
			session,
			counter,
			part,
			parts
		};
	}

	#writerOf(bytes: Buffer): WriterFields {
		if (this.#fields && this.#written?.compare(bytes, WRITER_START, WRITER_END) === 0) return this.#fields;
		this.#written = Buffer.from(bytes.subarray(WRITER_START, WRITER_END));
		this.#fields = {
			room: idAt<RoomId>(bytes, 2, 34),
			logId: idAt<LogId>(bytes, 34, 50),
			epoch: bytes.readUInt32BE(50),
			// Of the copy: what shares an entry's memory would hold on to it.
			membership: this.#written.subarray(54 - WRITER_START, 86 - WRITER_START),
			device: idAt<DeviceId>(bytes, 86, 118),
			session: idAt<SessionId>(bytes, 118, 134)
		};
		return this.#fields;
	}
}

const idAt = <Id extends string>(bytes: Buffer, start: number, end: number): Id =>
	bytes.toString('base64url', start, end) as Id;

function readSafe(bytes: Buffer, at: number): number | null {
	const upper = bytes.readUInt32BE(at);
	return upper >= TOO_LARGE ? null : upper * HALF + bytes.readUInt32BE(at + 4);
}
