// What one member's connection is told of the log, strictly in order: the snapshot that it starts from, entries of others,
// acks of its own. It follows the commits while its reader keeps up. When the reader does not (or still replays), nothing
// piles up here: reading goes on from the store, piece by piece, whenever the network has taken what was sent (S15).

import type { Page } from '../store/store.ts';
import { ackFrame, entriesFrame } from './frames.ts';
import type { Ack } from './frames.ts';

/** Where reading begins: behind `from`, after that many chunks of a snapshot. */
export interface Beginning {
	readonly from: number;
	readonly chunks: number;
}

export interface DeliveryPorts {
	readonly send: (frame: Uint8Array) => void;
	/** The reader has enough waiting for now. */
	readonly isFull: () => boolean;
	/** Where the room's log ends now. */
	readonly head: () => number;
	/** The message that carries a chunk. Null: it is gone; so below. */
	readonly chunkFrame: (index: number) => Promise<Uint8Array | null>;
	readonly entriesAfter: (seq: number) => Promise<Page | null>;
	/** Two snapshots were taken since this reader began: what it would be sent next is not kept any more. */
	readonly onGone: () => void;
	/** The store could not be read. */
	readonly onFailed: (error: unknown) => void;
}

export class Delivery {
	readonly #ports: DeliveryPorts;
	readonly #chunks: number;
	/** Chunks that were sent. */
	#sent = 0;
	/** The last sequence number that the reader was told of, once it has all chunks. */
	#at: number;
	#pumping = false;
	#stopped = false;
	/** Own entries that are on disk, while the reader is not that far. */
	#acks: Ack[] = [];

	constructor({ from, chunks }: Beginning, ports: DeliveryPorts) {
		this.#at = from;
		this.#chunks = chunks;
		this.#ports = ports;
	}

	/** Acks that wait for their turn. */
	get waiting(): number {
		return this.#acks.length;
	}

	stop(): void {
		this.#stopped = true;
	}

	/**
	 * New entries at the log's end.
	 * @param first sequence number of the first
	 * @param own the acks of those among them that came from here, in the same order
	 */
	committed(first: number, entries: readonly Uint8Array[], own: readonly Ack[]): void {
		if (this.#stopped) return;
		const follows = !this.#pumping && this.#hasChunks && this.#at === first - 1;
		if (!follows || this.#ports.isFull()) {
			for (const ack of own) this.ack(ack);
			this.pump();
			return;
		}
		for (const ack of own) {
			this.#sendUpTo(ack.seq - 1, first, entries);
			this.#ports.send(ackFrame(ack));
			this.#at = ack.seq;
		}
		this.#sendUpTo(first + entries.length - 1, first, entries);
	}

	/** @param entries the first of which is `first` */
	#sendUpTo(seq: number, first: number, entries: readonly Uint8Array[]): void {
		if (seq <= this.#at) return;
		const run = entries.slice(this.#at + 1 - first, seq + 1 - first);
		this.#ports.send(entriesFrame(this.#at + 1, run, false));
		this.#at = seq;
	}

	/** Confirms an own entry as soon as the reader has been told of all before it. */
	ack(ack: Ack): void {
		if (this.#stopped) return;
		if (this.#hasChunks && ack.seq <= this.#at) this.#ports.send(ackFrame(ack));
		else this.#acks.push(ack);
	}

	/** Sends what the reader lacks, as far as the network takes it. To be called again when that has moved on. */
	pump(): void {
		if (!this.#pumping && this.#mayGoOn()) void this.#goOn();
	}

	get #hasChunks(): boolean {
		return this.#sent === this.#chunks;
	}

	#mayGoOn(): boolean {
		const lacks = !this.#hasChunks || this.#at < this.#ports.head();
		return lacks && !this.#stopped && !this.#ports.isFull();
	}

	async #goOn(): Promise<void> {
		// Falls within the same step that finds nothing more to do, so that no commit slips in between.
		this.#pumping = true;
		try {
			while (this.#mayGoOn()) {
				const isThere = await (this.#hasChunks ? this.#sendPage() : this.#sendChunk());
				if (!isThere && !this.#stopped) return this.#ports.onGone();
			}
		} catch (error) {
			if (!this.#stopped) this.#ports.onFailed(error);
		} finally {
			this.#pumping = false;
		}
	}

	async #sendChunk(): Promise<boolean> {
		const frame = await this.#ports.chunkFrame(this.#sent);
		if (this.#stopped || !frame) return false;
		this.#sent += 1;
		this.#ports.send(frame);
		if (this.#hasChunks) this.#flushAcks();
		return true;
	}

	async #sendPage(): Promise<boolean> {
		const page = await this.#ports.entriesAfter(this.#at);
		if (this.#stopped || !page) return false;
		const { entries } = page;
		if (entries.length === 0) throw new Error(`the store has no entry behind ${this.#at}`);
		const first = this.#at + 1;
		this.#at += entries.length;
		this.#ports.send(entriesFrame(first, entries, this.#at < this.#ports.head()));
		this.#flushAcks();
		return true;
	}

	#flushAcks(): void {
		if (this.#acks.length === 0) return;
		const due = this.#acks.filter((ack) => ack.seq <= this.#at);
		this.#acks = this.#acks.filter((ack) => ack.seq > this.#at);
		for (const ack of due) this.#ports.send(ackFrame(ack));
	}
}
