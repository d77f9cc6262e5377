// What is written down of a run: a digest over every frame and every stored change, which tells two runs apart by a
// single byte, and, when somebody wants to read it, a trace.

import { createHash } from 'node:crypto';
import { toHex } from '../../../src/lib/core/bytes.ts';
import { decodeEntry } from '../../../src/lib/core/protocol/entry.ts';
import { decodeClientMessage, decodeRelayMessage } from '../../../src/lib/core/protocol/messages.ts';
import type { VirtualTime } from './time.ts';

export class RunJournal {
	readonly #time: VirtualTime;
	readonly #hash = createHash('sha256');
	readonly #trace: ((line: string) => void) | null;
	readonly #began: number;

	constructor(time: VirtualTime, trace: ((line: string) => void) | null) {
		this.#time = time;
		this.#trace = trace;
		this.#began = time.now;
	}

	/** Something happened to `who`. */
	note(who: string, what: string, data: unknown = null): void {
		this.#hash.update(`${this.#time.now} ${who} ${what} `);
		this.#add(data);
		this.#trace?.(`${String(this.#time.now - this.#began).padStart(7)} ${who.padEnd(6)} ${what}`);
	}

	frame(who: string, way: 'up' | 'down', frame: Uint8Array): void {
		this.#hash.update(`${this.#time.now} ${who} ${way} `).update(frame);
		if (!this.#trace) return;
		const message = way === 'up' ? decodeClientMessage(frame) : decodeRelayMessage(frame);
		const arrow = way === 'up' ? '->' : '<-';
		this.#trace(
			`${String(this.#time.now - this.#began).padStart(7)} ${who.padEnd(6)} ${arrow} ${summary(message)}`
		);
	}

	/** Of everything so far. */
	digest(): string {
		return this.#hash.copy().digest('hex');
	}

	#add(data: unknown): void {
		if (data instanceof Uint8Array) this.#hash.update(`${data.length}:`).update(data);
		else if (Array.isArray(data)) {
			this.#hash.update(`[${data.length}`);
			for (const item of data as unknown[]) this.#add(item);
		} else if (typeof data === 'object' && data !== null) {
			for (const [key, value] of Object.entries(data)) {
				this.#hash.update(`${key}=`);
				this.#add(value);
			}
		} else this.#hash.update(`${String(data)};`);
	}
}

function summary(
	message: ReturnType<typeof decodeClientMessage> | ReturnType<typeof decodeRelayMessage>
): string {
	if (!message) return 'malformed';
	switch (message.type) {
		case 'append': {
			const header = decodeEntry(message.entry)?.header;
			return `append ${header?.session.slice(0, 4)}.${header?.counter} ${header?.part}/${header?.parts} (${message.entry.length})`;
		}
		case 'ack':
			return `ack ${message.session.slice(0, 4)}.${message.counter} = ${message.seq}`;
		case 'nack':
			return `nack ${message.session.slice(0, 4)}.${message.counter} ${message.code}`;
		case 'entries':
			return `entries ${message.first}+${message.entries.length}${message.more ? ' more' : ''}`;
		case 'welcome':
			return `welcome ${message.head.logId.slice(0, 4)} head ${message.head.seq} from ${message.from} chain ${message.chain.length}`;
		case 'hello': {
			const at = message.position;
			return `hello ${message.proof.kind} at ${at ? `${at.logId.slice(0, 4)}/${at.seq} ${toHex(at.hash.subarray(0, 3))}` : 'nothing'}`;
		}
		case 'denied':
			return `denied ${message.code}`;
		case 'challenge':
		case 'statement':
		case 'box':
		case 'ephemeral':
		case 'peer-left':
		case 'ping':
			return message.type;
	}
	return message satisfies never;
}
