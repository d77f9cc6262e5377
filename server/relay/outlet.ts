// What goes out on one socket. All that is said within one step of the program leaves as one write: a commit's many small
// acks would else cost a system call each, and each its own way through the websocket library.

import type { Duplex } from 'node:stream';
import { WebSocket } from 'ws';

/** Shorter messages are copied together; a longer one leaves from where it lies. */
const MOST_COPIED = 4096;
/** A final, binary, unmasked frame (RFC 6455 §5.2). */
const FINAL_BINARY = 0x82;

export class Outlet {
	readonly #socket: WebSocket;
	/** What the websocket writes to. */
	readonly #wire: Duplex;
	readonly #onDrained: () => void;
	#messages: Uint8Array[] = [];
	#bytes = 0;

	/** @param onDrained called whenever the network has taken what was sent so far */
	constructor(socket: WebSocket, wire: Duplex, onDrained: () => void) {
		this.#socket = socket;
		this.#wire = wire;
		this.#onDrained = onDrained;
	}

	/** Bytes that the network has not taken yet. */
	get buffered(): number {
		return this.#bytes + this.#wire.writableLength;
	}

	/** Leaves when this step is over, or with `flush`. Must not be changed afterwards. */
	send(message: Uint8Array): void {
		if (this.#messages.length === 0) queueMicrotask(() => this.flush());
		this.#messages.push(message);
		this.#bytes += message.length;
	}

	flush(): void {
		const messages = this.#messages;
		this.#messages = [];
		this.#bytes = 0;
		// Nothing may follow a goodbye.
		if (messages.length === 0 || this.#socket.readyState !== WebSocket.OPEN) return;
		const writes = framed(messages);
		const last = writes.pop()!;
		if (writes.length === 0) return void this.#wire.write(last, this.#onDrained);
		this.#wire.cork();
		for (const write of writes) this.#wire.write(write);
		this.#wire.write(last, this.#onDrained);
		this.#wire.uncork();
	}
}

/** The messages as websocket frames, in as few pieces as copying is worth. */
function framed(messages: readonly Uint8Array[]): Uint8Array[] {
	const writes: Uint8Array[] = [];
	for (let start = 0; start < messages.length;) {
		// Up to a message that leaves from where it lies, or the end.
		let end = start;
		let length = 0;
		do {
			const message = messages[end]!;
			length += headLength(message.length) + (isCopied(message) ? message.length : 0);
		} while (isCopied(messages[end++]!) && end < messages.length);
		writes.push(joined(messages, start, end, length));
		const last = messages[end - 1]!;
		if (!isCopied(last)) writes.push(last);
		start = end;
	}
	return writes;
}

function joined(messages: readonly Uint8Array[], start: number, end: number, length: number): Uint8Array {
	const bytes = Buffer.allocUnsafe(length);
	let at = 0;
	for (let i = start; i < end; i++) {
		const message = messages[i]!;
		at = writeHead(bytes, at, message.length);
		if (!isCopied(message)) break;
		bytes.set(message, at);
		at += message.length;
	}
	return bytes;
}

const isCopied = ({ length }: Uint8Array): boolean => length <= MOST_COPIED;

const headLength = (length: number): number => (length < 126 ? 2 : length < 65536 ? 4 : 10);

/** @returns where the payload begins */
function writeHead(bytes: Buffer, at: number, length: number): number {
	bytes[at] = FINAL_BINARY;
	if (length < 126) {
		bytes[at + 1] = length;
		return at + 2;
	}
	if (length < 65536) {
		bytes[at + 1] = 126;
		return bytes.writeUInt16BE(length, at + 2);
	}
	bytes[at + 1] = 127;
	bytes.writeUInt32BE(0, at + 2);
	return bytes.writeUInt32BE(length, at + 6);
}
