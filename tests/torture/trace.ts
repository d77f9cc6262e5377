// Reads a system-call trace of the relay: was every byte of the log that had been written synced to the disk before an
// acknowledgement was handed to the network?

import { decodeRelayMessage } from '../../src/lib/core/protocol/messages.ts';

export interface TraceVerdict {
	/** Acknowledgements that were handed to the network. */
	readonly acks: number;
	/** Writes to the network that had acknowledgements in them. */
	readonly batches: number;
	/** Times that the store's log was synced. */
	readonly syncs: number;
	/** Acknowledgements that went out while something written was not synced, or while nothing had been written at all. */
	readonly early: number;
}

interface Call {
	readonly name: string;
	/** Of its first file descriptor: a path, or what is known of a socket. */
	readonly target: string;
	readonly rest: string;
	readonly result: number;
}

const STORE_LOG = /soundings\.sqlite-wal$/;
const SYNCS = new Set(['fsync', 'fdatasync']);
const BINARY = 2;

/** @param lines of `strace -f -yy -xx`, in order */
export function judgeTrace(lines: Iterable<string>): TraceVerdict {
	const streams = new Map<string, FrameStream>();
	let [acks, batches, syncs, early] = [0, 0, 0, 0];
	let unsynced = false;
	let written = false;
	for (const call of callsOf(lines)) {
		if (STORE_LOG.test(call.target)) {
			if (SYNCS.has(call.name)) {
				if (call.result !== 0) continue;
				syncs += 1;
				unsynced = false;
			} else unsynced = written = true;
		} else if (call.target.startsWith('TCP') || call.target.startsWith('socket')) {
			const stream = streams.get(call.target) ?? new FrameStream();
			streams.set(call.target, stream);
			const sent = stream
				.take(dataOf(call))
				.filter((frame) => decodeRelayMessage(frame)?.type === 'ack').length;
			acks += sent;
			if (sent > 0) batches += 1;
			if (unsynced || !written) early += sent;
		}
	}
	return { acks, batches, syncs, early };
}

/** Whole calls, each where it has ended; a write counts from where it has begun. */
function* callsOf(lines: Iterable<string>): Iterable<Call> {
	const begun = new Map<string, string>();
	for (const line of lines) {
		const [, pid = '', text = ''] = /^(?:(\d+) +)?(.*)$/.exec(line) ?? [];
		const unfinished = /^(.*) <unfinished \.\.\.>$/.exec(text)?.[1];
		if (unfinished !== undefined) {
			begun.set(pid, unfinished);
			continue;
		}
		const resumed = /^<\.\.\. \w+ resumed>(.*)$/.exec(text)?.[1];
		const call = parseCall(resumed === undefined ? text : (begun.get(pid) ?? '') + resumed);
		if (call) yield call;
	}
}

function parseCall(text: string): Call | null {
	const [, name, inBrackets, rest, result] = /^(\w+)\(\d+<(.*?)>(?=[,)])(.*)\) = (-?\d+)/.exec(text) ?? [];
	if (name === undefined || inBrackets === undefined || rest === undefined) return null;
	return { name, target: unescape(inBrackets), rest, result: Number(result) };
}

const unescape = (text: string): string =>
	text.replace(/\\x([0-9a-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));

/** What a call has handed over, as far as it was taken. */
function dataOf({ rest, result }: Call): Buffer {
	if (result <= 0) return Buffer.alloc(0);
	if (/"\.\.\./.test(rest)) throw new Error('the trace is cut short: raise -s');
	const hex = [...rest.matchAll(/"((?:\\x[0-9a-f]{2})*)"/g)].map((match) => match[1]!.replaceAll('\\x', ''));
	return Buffer.from(hex.join(''), 'hex').subarray(0, result);
}

/** The binary frames in one direction of one websocket, as the server sends them: never masked, never in fragments. */
class FrameStream {
	#rest = Buffer.alloc(0);
	#upgraded = false;

	take(bytes: Buffer): Buffer[] {
		this.#rest = Buffer.concat([this.#rest, bytes]);
		if (!this.#upgraded) {
			const end = this.#rest.indexOf('\r\n\r\n');
			if (end < 0) return [];
			this.#rest = this.#rest.subarray(end + 4);
			this.#upgraded = true;
		}
		const frames: Buffer[] = [];
		for (let frame = this.#next(); frame !== null; frame = this.#next())
			if (frame.opcode === BINARY) frames.push(frame.payload);
		return frames;
	}

	#next(): { readonly opcode: number; readonly payload: Buffer } | null {
		const buffer = this.#rest;
		if (buffer.length < 2) return null;
		const short = buffer[1]! & 0x7f;
		const start = short === 126 ? 4 : short === 127 ? 10 : 2;
		if (buffer.length < start) return null;
		const length =
			start === 4 ? buffer.readUInt16BE(2) : start === 10 ? Number(buffer.readBigUInt64BE(2)) : short;
		if (buffer.length < start + length) return null;
		this.#rest = buffer.subarray(start + length);
		return { opcode: buffer[0]! & 0x0f, payload: buffer.subarray(start, start + length) };
	}
}
