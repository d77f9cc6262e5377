// Looks at every frame as it leaves its sender: what must never leave a device (S9), and what a relay must never say (S1)
// or leave out (S4).

import { createHash } from 'node:crypto';
import { toBase64url, toHex } from '../../../src/lib/core/bytes.ts';
import { decodeEntry } from '../../../src/lib/core/protocol/entry.ts';
import {
	type ClientMessage,
	decodeClientMessage,
	decodeRelayMessage,
	type RelayMessage
} from '../../../src/lib/core/protocol/messages.ts';
import { decodeChunk } from '../../../src/lib/core/protocol/snapshot.ts';
import type { Line } from './line.ts';
import { demand, Violation } from './violation.ts';

/** Epoch 4, device 32, session 16, counter 8: the head of an ephemeral payload. */
const EPHEMERAL_HEAD = 60;

/** How far a line has been told of the log. */
interface Told {
	/** The entry that it must be told of next. */
	next: number;
	/** Chunks of a snapshot that it has been sent. */
	chunks: number;
	/** How many there are. */
	readonly offered: number;
}

export type Sent =
	| { readonly way: 'up'; readonly message: ClientMessage }
	| { readonly way: 'down'; readonly message: RelayMessage };

export interface FrameWatchPorts {
	/** Whether an entry of this name is on the relay's disk, or in a snapshot there. */
	readonly isStored: (session: string, counter: number) => boolean;
	/** Shown every message. */
	readonly sent: (line: Line, sent: Sent) => void;
}

export class FrameWatch {
	readonly #ports: FrameWatchPorts;
	/** What was sent under each key and nonce. */
	readonly #sealed = new Map<string, string>();
	/** Lines that have been welcomed. */
	readonly #told = new Map<Line, Told>();
	/** Entries that left a device more than once, the same bytes each time. */
	retries = 0;

	constructor(ports: FrameWatchPorts) {
		this.#ports = ports;
	}

	see(line: Line, way: 'up' | 'down', frame: Uint8Array): void {
		if (way === 'up') {
			const message = decodeClientMessage(frame);
			if (!message) throw new Violation('frames', `${line.name} sent what is no message`);
			this.#up(line, message);
			this.#ports.sent(line, { way, message });
		} else {
			const message = decodeRelayMessage(frame);
			if (!message)
				throw new Violation('frames', `the relay sent what is no message: ${toHex(frame.subarray(0, 40))}`);
			this.#down(line, message);
			this.#ports.sent(line, { way, message });
		}
	}

	#up(line: Line, message: ClientMessage): void {
		switch (message.type) {
			case 'append':
			case 'receipt': {
				const header = decodeEntry(message.entry)?.header;
				if (!header) throw new Violation('frames', `${line.name} sent what is no entry`);
				this.#once(message.type, header, message.entry);
				return;
			}
			case 'snapshot': {
				const header = decodeChunk(message.chunk)?.header;
				if (!header) throw new Violation('frames', `${line.name} sent what is no chunk`);
				this.#once('snapshot', header, message.chunk);
				return;
			}
			case 'ephemeral': {
				const name = toBase64url(message.payload.subarray(0, EPHEMERAL_HEAD));
				return this.#onceUnder(`ephemeral ${name}`, message.payload);
			}
			case 'hello':
			case 'statement':
			case 'delivered':
			case 'ping':
				return;
		}
		message satisfies never;
	}

	#once(
		purpose: string,
		{ epoch, device, session, counter }: { epoch: number; device: string; session: string; counter: number },
		bytes: Uint8Array
	): void {
		this.#onceUnder(`${purpose} ${epoch}.${device}.${session}.${counter}`, bytes);
	}

	#onceUnder(name: string, bytes: Uint8Array): void {
		const hash = createHash('sha256').update(bytes).digest('hex');
		const before = this.#sealed.get(name);
		if (before !== undefined && before !== hash) throw new Violation('S9', `other bytes under ${name}`);
		if (before !== undefined) this.retries += 1;
		this.#sealed.set(name, hash);
	}

	#down(line: Line, message: RelayMessage): void {
		const told = this.#told.get(line);
		switch (message.type) {
			case 'welcome': {
				if (message.role === 'invitee') return;
				const offered = message.snapshot?.seq === message.from ? message.snapshot.chunks : 0;
				this.#told.set(line, { next: message.from + 1, chunks: 0, offered });
				return;
			}
			case 'chunk':
				demand(
					told !== undefined && message.index === told.chunks && told.chunks < told.offered,
					'S4',
					() => `${line.name} was sent chunk ${message.index} as number ${told?.chunks} of ${told?.offered}`
				);
				told!.chunks += 1;
				return;
			case 'entries':
				demand(
					told !== undefined && message.first === told.next,
					'S4',
					() => `${line.name} told of ${message.first}, not ${told?.next}`
				);
				// A position that the log knows may be the very one that the snapshot covers: then no chunk comes at all.
				demand(
					told!.chunks === 0 || told!.chunks === told!.offered,
					'S4',
					() => `${line.name} told of ${message.first} in the middle of a snapshot`
				);
				told!.next += message.entries.length;
				return;
			case 'ack': {
				const { session, counter, seq } = message;
				demand(
					told !== undefined && seq <= told.next,
					'S4',
					() => `${line.name} got an ack for ${seq} before ${told?.next}`
				);
				demand(
					this.#ports.isStored(session, counter),
					'S1',
					() => `${line.name} got an ack for ${session}.${counter}, which is on no disk`
				);
				told!.next = Math.max(told!.next, seq + 1);
				return;
			}
			default:
				return;
		}
	}
}
