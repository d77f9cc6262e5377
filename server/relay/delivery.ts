// What one member's connection is told of the log, strictly in order: entries of others, acks of its own. It follows
// the commits while its reader keeps up. When the reader does not (or still replays), nothing piles up here: reading
// goes on from the store, page by page, whenever the network has taken what was sent (S15).

import type { SessionId } from '../../src/lib/core/ids.ts';
import { encodeRelayMessage } from '../../src/lib/core/protocol/messages.ts';
import type { RelayMessage } from '../../src/lib/core/protocol/messages.ts';
import type { Page } from '../store/store.ts';

export interface Committed {
	readonly seq: number;
	readonly bytes: Uint8Array;
}

export interface Ack {
	readonly session: SessionId;
	readonly counter: number;
	readonly seq: number;
	readonly hash: Uint8Array;
}

export interface DeliveryPorts {
	readonly send: (frame: Uint8Array) => void;
	/** The reader has enough waiting for now. */
	readonly isFull: () => boolean;
	/** Where the room's log ends now. */
	readonly head: () => number;
	readonly entriesAfter: (seq: number) => Promise<Page>;
	/** Entries could not be read from the store. */
	readonly onFailed: (error: unknown) => void;
}

export class Delivery {
	readonly #ports: DeliveryPorts;
	/** The last sequence number that the reader was told of. */
	#at: number;
	#pumping = false;
	#stopped = false;
	/** Own entries that are on disk, while the reader is not that far. */
	#acks: Ack[] = [];

	constructor(from: number, ports: DeliveryPorts) {
		this.#at = from;
		this.#ports = ports;
	}

	/** Acks that wait for their turn. */
	get waiting(): number {
		return this.#acks.length;
	}

	stop(): void {
		this.#stopped = true;
	}

	/** New entries at the log's end; `own` holds the acks of those among them that came from here. */
	committed(entries: readonly Committed[], own: readonly Ack[]): void {
		if (this.#stopped) return;
		if (this.#pumping || this.#at !== entries[0]!.seq - 1 || this.#ports.isFull()) {
			for (const ack of own) this.ack(ack);
			this.pump();
			return;
		}
		const acks = new Map(own.map((ack) => [ack.seq, ack]));
		let run: Committed[] = [];
		const sendRun = () => {
			const [first] = run;
			if (first)
				this.#send({
					type: 'entries',
					first: first.seq,
					entries: run.map(({ bytes }) => bytes),
					more: false
				});
			run = [];
		};
		for (const entry of entries) {
			const ack = acks.get(entry.seq);
			if (ack) {
				sendRun();
				this.#send({ type: 'ack', ...ack });
			} else run.push(entry);
		}
		sendRun();
		this.#at = entries.at(-1)!.seq;
	}

	/** Confirms an own entry as soon as the reader has been told of all before it. */
	ack(ack: Ack): void {
		if (this.#stopped) return;
		if (ack.seq <= this.#at) this.#send({ type: 'ack', ...ack });
		else this.#acks.push(ack);
	}

	/** Sends what the reader lacks, as far as the network takes it. To be called again when that has moved on. */
	pump(): void {
		if (this.#pumping || this.#stopped || this.#at >= this.#ports.head() || this.#ports.isFull()) return;
		void this.#pages();
	}

	async #pages(): Promise<void> {
		// Falls within the same step that finds nothing more to do, so that no commit slips in between.
		this.#pumping = true;
		try {
			while (!this.#stopped && this.#at < this.#ports.head() && !this.#ports.isFull()) {
				const { entries } = await this.#ports.entriesAfter(this.#at);
				if (this.#stopped) return;
				if (entries.length === 0) throw new Error(`the store has no entry behind ${this.#at}`);
				const first = this.#at + 1;
				this.#at += entries.length;
				this.#send({ type: 'entries', first, entries, more: this.#at < this.#ports.head() });
				this.#flushAcks();
			}
		} catch (error) {
			if (!this.#stopped) this.#ports.onFailed(error);
		} finally {
			this.#pumping = false;
		}
	}

	#flushAcks(): void {
		const due = this.#acks.filter((ack) => ack.seq <= this.#at);
		this.#acks = this.#acks.filter((ack) => ack.seq > this.#at);
		for (const ack of due) this.#send({ type: 'ack', ...ack });
	}

	#send(message: RelayMessage): void {
		this.#ports.send(encodeRelayMessage(message));
	}
}
