// What is written down of a run: a digest over every frame and every stored change, which tells two runs apart by a
// single byte, and, when somebody wants to read it, a trace.

import { createHash, type Hash } from 'node:crypto';
import { toHex } from '../../../src/lib/core/bytes.ts';
import { decodeEntry } from '../../../src/lib/core/protocol/entry.ts';
import {
	decodeClientMessage,
	decodeRelayMessage,
	type SnapshotOffer
} from '../../../src/lib/core/protocol/messages.ts';
import { decodeChunk } from '../../../src/lib/core/protocol/snapshot.ts';
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
		addTo(this.#hash, data);
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
}

/** Adds bytes, lists, maps and plain values to a hash, so that no two of them look alike. */
export function addTo(hash: Hash, data: unknown): void {
	if (data instanceof Uint8Array) hash.update(`${data.length}:`).update(data);
	else if (Array.isArray(data)) {
		hash.update(`[${data.length}`);
		for (const item of data as unknown[]) addTo(hash, item);
	} else if (data instanceof Map) addTo(hash, [...data]);
	else if (data instanceof Set) addTo(hash, [...data]);
	else if (typeof data === 'object' && data !== null) {
		for (const [key, value] of Object.entries(data)) {
			hash.update(`${key}=`);
			addTo(hash, value);
		}
	} else hash.update(`${String(data)};`);
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
			return `welcome ${message.head.logId.slice(0, 4)} head ${message.head.seq} from ${message.from} chain ${message.chain.length}${snapshotIn(message.snapshot)}`;
		case 'hello': {
			const at = message.position;
			return `hello ${message.proof.kind} at ${at ? `${at.logId.slice(0, 4)}/${at.seq} ${toHex(at.hash.subarray(0, 3))}` : 'nothing'}${message.distrust ? ` not ${short(message.distrust)}` : ''}`;
		}
		case 'snapshot': {
			if (!('chunk' in message)) return `snapshot ${short(message.digest)} of ${message.seq}`;
			const header = decodeChunk(message.chunk)?.header;
			return `snapshot of ${header?.base.seq} ${header?.part}/${header?.parts} (${message.chunk.length})`;
		}
		case 'snapshot-refused':
			return `snapshot refused ${message.code}`;
		case 'chunk':
			return `chunk ${message.index} (${message.chunk.length})`;
		case 'denied':
			return `denied ${message.code}`;
		case 'challenge':
		case 'delivered':
		case 'receipt':
		case 'statement':
		case 'box':
		case 'ephemeral':
		case 'peer-left':
		case 'ping':
			return message.type;
	}
	return message satisfies never;
}

const short = (bytes: Uint8Array): string => toHex(bytes.subarray(0, 3));

const snapshotIn = (offer: SnapshotOffer | null): string =>
	offer ? ` snapshot ${short(offer.digest)} of ${offer.seq} in ${offer.chunks}` : '';
