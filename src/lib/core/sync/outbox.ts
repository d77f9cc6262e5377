// What this device wrote and the log does not have yet. Edits wait in the store; a few at a time are sealed into entries,
// whose bytes are stored before they are sent, and leave when the log has them (S3). Lives as long as a connection.

import * as Y from 'yjs';
import type { SessionId } from '../ids.ts';
import { type EntryHeader, KIND } from '../protocol/entry.ts';
import type { Edit, RoomStore, Sealed } from './ports.ts';
import { CONTENT } from './plaintext.ts';
import { type SealContext, sealParts } from './seal.ts';

/** Edits that waited together travel as one entry up to about this many bytes. */
export const COALESCED_BYTES = 64 * 1024;

/** The counters of one page load; outlives connections. */
export interface SessionCounter {
	readonly session: SessionId;
	next: number;
}

/** What the log's having an entry means for the outbox. */
export interface Settled {
	readonly own: boolean;
	/** Rows that need not be kept any longer. */
	readonly settled: readonly number[];
	/** Edits in them. */
	readonly edits: number;
}

interface Waiting extends Sealed {
	/** Counters the log does not have yet. */
	readonly open: Set<number>;
	/** Counters sent on this connection. */
	readonly sent: Set<number>;
}

export class Outbox {
	readonly #store: RoomStore;
	readonly #counter: SessionCounter;
	readonly #rows = new Map<number, Waiting>();
	/** Sealed anew because only some of their parts were there. */
	readonly #resealed = new Set<number>();
	#nextKey = 1;

	/** @param isInLog whether the log has shown that entry of a row: it is not sent again */
	constructor(
		store: RoomStore,
		counter: SessionCounter,
		sealed: readonly Sealed[],
		isInLog: (row: Sealed, counter: number) => boolean = () => false
	) {
		this.#store = store;
		this.#counter = counter;
		for (const row of sealed) {
			const { open } = this.#add(row);
			// A row that is still stored lacks at least one.
			const missing = row.entries.filter((entry) => !isInLog(row, entry.counter));
			if (missing.length === 0) continue;
			open.clear();
			for (const entry of missing) open.add(entry.counter);
		}
	}

	/** The log is read from its start: that it had some entries counts no longer. */
	reopen(): void {
		for (const row of [...this.#rows.values()]) this.#add(row);
	}

	/** How many edits are sealed and not yet in the log. */
	get sealedEdits(): number {
		let sum = 0;
		for (const row of this.#rows.values()) sum += row.edits;
		return sum;
	}

	get isEmpty(): boolean {
		return this.#rows.size === 0;
	}

	/** The payloads of all that waits here, sealed or not. */
	async payloads(): Promise<readonly Uint8Array[]> {
		const edits = await this.#store.edits();
		return [...[...this.#rows.values()].map((row) => row.payload), ...edits.map((edit) => edit.update)];
	}

	/** Entries to send now, oldest first; each is given out once per connection unless `resend` asks again. */
	unsent(): Uint8Array[] {
		const out: Uint8Array[] = [];
		for (const row of this.#rows.values()) {
			for (const { counter, bytes } of row.entries) {
				if (!row.open.has(counter) || row.sent.has(counter)) continue;
				row.sent.add(counter);
				out.push(bytes);
			}
		}
		return out;
	}

	/** The entry is to be given out again: the relay did not take it and may later. */
	resend(session: SessionId, counter: number): void {
		this.#find(session, counter)?.sent.delete(counter);
	}

	/** The stored bytes of an entry that waits. */
	bytesOf(session: SessionId, counter: number): Uint8Array | null {
		const row = this.#find(session, counter);
		return row?.entries.find((entry) => entry.counter === counter)?.bytes ?? null;
	}

	/** Whether the entry waits and was given out on this connection. */
	wasSent(session: SessionId, counter: number): boolean {
		return this.#find(session, counter)?.sent.has(counter) === true;
	}

	/** The change that this entry is of is not sent again, whatever the log has of its other parts. */
	settleWhole({ session, counter }: EntryHeader): Settled {
		const row = this.#find(session, counter);
		if (!row) return { own: false, settled: [], edits: 0 };
		this.#rows.delete(row.key);
		return { own: true, settled: [row.key], edits: row.edits };
	}

	/** The log has this entry. */
	settle(header: EntryHeader): Settled {
		return this.settleCounter(header.session, header.counter);
	}

	settleCounter(session: SessionId, counter: number): Settled {
		const row = this.#find(session, counter);
		if (!row) return { own: false, settled: [], edits: 0 };
		row.open.delete(counter);
		if (row.open.size > 0) return { own: true, settled: [], edits: 0 };
		this.#rows.delete(row.key);
		return { own: true, settled: [row.key], edits: row.edits };
	}

	/** Seals what waits in the store, oldest first; false when nothing does. */
	async sealNext(context: SealContext, partSize: number): Promise<boolean> {
		const batch = upTo(COALESCED_BYTES, await this.#store.edits());
		if (batch.length === 0) return false;
		const payload = batch.length === 1 ? batch[0]!.update : Y.mergeUpdates(batch.map((edit) => edit.update));
		const row = await this.#seal(context, payload, batch.length, partSize);
		await this.#store.write({ deleteEdits: batch.map((edit) => edit.key), putSealed: [row] });
		this.#add(row);
		return true;
	}

	/** Seals anew, under new counters, what was sealed for another log or epoch, or in parts too large. */
	async resealStale(context: SealContext, partSize: number): Promise<void> {
		for (const row of [...this.#rows.values()]) {
			if (row.logId === context.logId && row.epoch === context.epoch) continue;
			await this.#replace(row, context, partSize);
		}
	}

	/**
	 * Seals anew, under new counters, every change of which the log has some parts, and of which none is on its way. Once: a
	 * change that is larger than the room that was made goes on in pieces.
	 */
	async resealPartlyThere(context: SealContext, partSize: number): Promise<void> {
		for (const row of [...this.#rows.values()]) {
			const isUnderWay = [...row.open].some((counter) => row.sent.has(counter));
			if (row.open.size === row.entries.length || isUnderWay || this.#resealed.has(row.key)) continue;
			this.#resealed.add(row.key);
			await this.#replace(row, context, partSize);
		}
	}

	/** Seals one change anew in smaller parts. */
	async resealSmaller(
		session: SessionId,
		counter: number,
		context: SealContext,
		partSize: number
	): Promise<void> {
		const row = this.#find(session, counter);
		if (row) await this.#replace(row, context, partSize);
	}

	async #replace(row: Waiting, context: SealContext, partSize: number): Promise<void> {
		const sealed = { ...(await this.#seal(context, row.payload, row.edits, partSize)), key: row.key };
		await this.#store.write({ deleteSealed: [row.key], putSealed: [sealed] });
		this.#add(sealed);
	}

	async #seal(context: SealContext, payload: Uint8Array, edits: number, partSize: number): Promise<Sealed> {
		const counter = this.#counter.next;
		this.#counter.next += Math.max(1, Math.ceil(payload.length / partSize));
		const entries = await sealParts(context, KIND.update, CONTENT.yjsUpdate, payload, counter, partSize);
		const { logId, epoch, session } = context;
		return { key: this.#nextKey++, payload, edits, logId, epoch, session, entries };
	}

	#add(row: Sealed): Waiting {
		const open = new Set(row.entries.map((entry) => entry.counter));
		const waiting: Waiting = { ...row, open, sent: new Set() };
		this.#rows.set(row.key, waiting);
		this.#nextKey = Math.max(this.#nextKey, row.key + 1);
		return waiting;
	}

	#find(session: SessionId, counter: number): Waiting | null {
		for (const row of this.#rows.values()) {
			if (row.session === session && row.open.has(counter)) return row;
		}
		return null;
	}
}

/** The first edits that fit together; at least one. */
function upTo(bytes: number, edits: readonly Edit[]): readonly Edit[] {
	let sum = 0;
	const end = edits.findIndex((edit, i) => (sum += edit.update.length) > bytes && i > 0);
	return end < 0 ? edits : edits.slice(0, end);
}
