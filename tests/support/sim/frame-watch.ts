// Looks at every frame as it leaves its sender: what must never leave a device (S9), and what a relay must never leave
// out (S4).

import { createHash } from 'node:crypto';
import { toBase64url, toHex } from '../../../src/lib/core/bytes.ts';
import { decodeEntry } from '../../../src/lib/core/protocol/entry.ts';
import { decodeClientMessage, decodeRelayMessage } from '../../../src/lib/core/protocol/messages.ts';
import type { Line } from './line.ts';
import { Violation } from './violation.ts';

/** Epoch 4, device 32, session 16, counter 8: the head of an ephemeral payload. */
const EPHEMERAL_HEAD = 60;

export class FrameWatch {
	/** What was sent under each key and nonce. */
	readonly #sealed = new Map<string, string>();
	/** Sequence number that each line must be told of next; null before its welcome. */
	readonly #next = new Map<Line, number>();
	/** Entries that left a device more than once, the same bytes each time. */
	retries = 0;

	see(line: Line, way: 'up' | 'down', frame: Uint8Array): void {
		if (way === 'up') this.#up(line, frame);
		else this.#down(line, frame);
	}

	#up(line: Line, frame: Uint8Array): void {
		const message = decodeClientMessage(frame);
		if (!message) throw new Violation('frames', `${line.name} sent what is no message`);
		if (message.type === 'append') {
			const header = decodeEntry(message.entry)?.header;
			if (!header) throw new Violation('frames', `${line.name} appended what is no entry`);
			const { epoch, device, session, counter } = header;
			this.#once(`entry ${epoch}.${device}.${session}.${counter}`, message.entry);
		}
		if (message.type === 'ephemeral') {
			this.#once(`ephemeral ${toBase64url(message.payload.subarray(0, EPHEMERAL_HEAD))}`, message.payload);
		}
	}

	#once(name: string, bytes: Uint8Array): void {
		const hash = createHash('sha256').update(bytes).digest('hex');
		const before = this.#sealed.get(name);
		if (before !== undefined && before !== hash) throw new Violation('S9', `other bytes under ${name}`);
		if (before !== undefined) this.retries += 1;
		this.#sealed.set(name, hash);
	}

	#down(line: Line, frame: Uint8Array): void {
		const message = decodeRelayMessage(frame);
		if (!message)
			throw new Violation('frames', `the relay sent what is no message: ${toHex(frame.subarray(0, 40))}`);
		const next = this.#next.get(line);
		switch (message.type) {
			case 'welcome':
				if (message.role !== 'invitee') this.#next.set(line, message.from + 1);
				return;
			case 'entries':
				if (message.first !== next)
					throw new Violation('S4', `${line.name} told of ${message.first}, not ${next}`);
				this.#next.set(line, next + message.entries.length);
				return;
			case 'ack':
				if (next === undefined || message.seq > next) {
					throw new Violation('S4', `${line.name} got an ack for ${message.seq} before ${next}`);
				}
				this.#next.set(line, Math.max(next, message.seq + 1));
				return;
			default:
				return;
		}
	}
}
