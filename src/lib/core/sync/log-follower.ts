// One device's reading position in a room's log: judges entries in order and stores what they carry together with the
// cursor in one transaction (S6). Whether an update is believed depends on its bytes alone; one that is believed is stored
// whatever Yjs makes of it. Lives as long as a connection: after a failed write it no longer matches the store and is made
// anew from there.

import * as Y from 'yjs';
import { equal } from '../bytes.ts';
import type { LogId, RoomId } from '../ids.ts';
import type { Verifier } from '../protocol/crypto.ts';
import { type EntryHeader, logNextBytes, logStartBytes } from '../protocol/entry.ts';
import type { Chain } from '../protocol/membership.ts';
import type { LogPosition } from '../protocol/messages.ts';
import { Scratch } from './healing.ts';
import type { Keyring } from './keyring.ts';
import type { Cursor, Held, Part, RoomChange, RoomStore, StoredRoom } from './ports.ts';
import { readEntry, type Reading, type Refused, seenKey } from './reader.ts';
import { SeenCounters } from './seen.ts';
import { isSoundUpdate } from './yjs-update.ts';

export interface FollowerOptions {
	readonly room: RoomId;
	readonly verifier: Verifier;
	readonly keyring: Keyring;
	readonly store: RoomStore;
	readonly stored: StoredRoom;
	/** The document that the log feeds. */
	readonly doc: Y.Doc;
	/** Applies an update to the document, marked as one that the log has; false when Yjs cannot apply it. */
	readonly apply: (update: Uint8Array) => boolean;
	/** Told of updates that are applied and stored. */
	readonly onStored: (updates: readonly Uint8Array[]) => void;
}

/** An entry of this device's that is still in its outbox. */
export interface OwnEntries {
	/** If the outbox waits for this entry: forget it, and return the rows that are now settled. */
	settle(header: EntryHeader): { readonly own: boolean; readonly settled: readonly number[] };
}

export type Taken = 'ok' | 'gap' | 'fork';

export class LogFollower {
	readonly #options: FollowerOptions;
	readonly #seen: SeenCounters;
	readonly #parts = new Map<string, Part[]>();
	readonly #held = new Map<number, Held>();
	#cursor: Cursor | null;
	/** Set while a log is read for the first time: the cursor is stored only when it has been read to its end. */
	#scratch: Scratch | null = null;
	/** Where the relay says the log stood at the welcome. */
	#head: LogPosition | null = null;
	#unapplied = 0;
	readonly refused = new Map<Refused, number>();

	constructor(options: FollowerOptions) {
		this.#options = options;
		this.#cursor = options.stored.cursor;
		this.#seen = new SeenCounters(options.stored.seen);
		for (const held of options.stored.held) this.#held.set(held.seq, held);
		for (const part of options.stored.parts) this.#keep(part);
	}

	get position(): LogPosition | null {
		return this.#cursor;
	}

	/** Entries that are kept and not shown: not readable yet, or not taken by Yjs. */
	get heldCount(): number {
		return this.#held.size + this.#unapplied;
	}

	/** Whether this very log has shown an entry, named by its log, its `seenKey` and its counter. */
	hasShown(logId: LogId, key: string, counter: number): boolean {
		return this.#cursor?.logId === logId && this.#seen.has(key, counter);
	}

	/** Settles where reading goes on after a welcome. True when this log is read from its start. */
	async begin(head: LogPosition, from: number): Promise<boolean> {
		const cursor = this.#cursor;
		this.#head = head;
		if (cursor?.logId === head.logId && cursor.seq === from && !this.#scratch) return false;
		const { room, verifier, store } = this.#options;
		this.#scratch = new Scratch();
		this.#seen.clear();
		const change: RoomChange = {
			cursor: null,
			clearSeen: true,
			deleteHeld: [...this.#held.keys()],
			deleteParts: [...this.#parts.keys()]
		};
		this.#held.clear();
		this.#parts.clear();
		await store.write(change);
		this.#cursor = {
			logId: head.logId,
			seq: 0,
			hash: await verifier.sha256(logStartBytes(room, head.logId))
		};
		return true;
	}

	/** Reads entries that follow each other; those already read are passed over. */
	async take(chain: Chain, first: number, entries: readonly Uint8Array[], own: OwnEntries): Promise<Taken> {
		const start = this.#cursor;
		if (!start || first > start.seq + 1) return 'gap';
		let { seq, hash } = start;
		const updates: Uint8Array[] = [];
		const found: Uint8Array[] = [];
		const settled: number[] = [];
		const putHeld: Held[] = [];
		const putParts: Part[] = [];
		const deleteParts: string[] = [];
		for (const bytes of entries.slice(Math.max(0, seq + 1 - first))) {
			seq += 1;
			hash = await this.#options.verifier.sha256(logNextBytes(hash, bytes));
			if (seq === this.#head?.seq && !equal(hash, this.#head.hash)) return 'fork';
			const reading = await this.#read(chain, start.logId, bytes);
			if (reading.kind === 'hold') putHeld.push({ seq, bytes, why: reading.why });
			else if (reading.kind === 'refused') this.#refuse(reading.why);
			else {
				this.#seen.add(seenKey(reading.header), reading.header.counter);
				const mine = own.settle(reading.header);
				settled.push(...mine.settled);
				if (reading.kind === 'skip') continue;
				if (mine.own && !this.#scratch) {
					deleteParts.push(...this.#forgetParts(reading.header));
					continue;
				}
				const update = this.#assemble(reading.header, reading.payload, putParts, deleteParts);
				if (!update) continue;
				if (!isSoundUpdate(update)) this.#refuse('content');
				else {
					found.push(update);
					if (!mine.own) updates.push(update);
				}
			}
		}
		const cursor: Cursor = { logId: start.logId, seq, hash };
		const stored = this.#applyTogether(updates);
		await this.#options.store.write({
			updates: stored,
			cursor: this.#scratch ? null : cursor,
			deleteSealed: settled,
			putHeld,
			putParts,
			deleteParts,
			putSeen: this.#seen.takeTouched()
		});
		this.#cursor = cursor;
		for (const held of putHeld) this.#held.set(held.seq, held);
		for (const update of found) this.#scratch?.add(update);
		this.#options.onStored(stored);
		return 'ok';
	}

	/** Takes an entry of this device's that the relay acknowledged right behind the cursor; its content is already here. */
	async takeAcked(header: EntryHeader, bytes: Uint8Array, hash: Uint8Array, own: OwnEntries): Promise<Taken> {
		const start = this.#cursor;
		if (!start) return 'gap';
		if (!equal(await this.#options.verifier.sha256(logNextBytes(start.hash, bytes)), hash)) return 'fork';
		const cursor: Cursor = { logId: start.logId, seq: start.seq + 1, hash };
		this.#seen.add(seenKey(header), header.counter);
		const { settled } = own.settle(header);
		await this.#options.store.write({
			cursor: this.#scratch ? null : cursor,
			deleteSealed: settled,
			deleteParts: this.#forgetParts(header),
			putSeen: this.#seen.takeTouched()
		});
		this.#cursor = cursor;
		return 'ok';
	}

	/**
	 * At the end of a replay: gives a log that was read for the first time what it lacks.
	 * @param mayWrite a viewer has nothing to give: what it put into its outbox would wait there for ever
	 */
	async finish(
		outbox: () => Promise<readonly Uint8Array[]>,
		mayWrite: boolean
	): Promise<'ok' | 'healed' | 'fork'> {
		const cursor = this.#cursor;
		const head = this.#head;
		if (!cursor || !head || cursor.seq < head.seq) return 'fork';
		if (cursor.seq === head.seq && !equal(cursor.hash, head.hash)) return 'fork';
		if (!this.#scratch) return 'ok';
		for (const update of await outbox()) this.#scratch.add(update);
		const missing = mayWrite ? this.#scratch.missingFrom(this.#options.doc) : null;
		// As a row too: the document may hold what its rows do not, an edit whose write failed. Once the log has this, it
		// counts as read, and nothing would bring it back after a crash.
		const given = missing ? [missing] : [];
		await this.#options.store.write({ cursor, addEdits: given, updates: given });
		this.#scratch = null;
		return missing ? 'healed' : 'ok';
	}

	/** Tries again what could not be read before: the chain has grown, a key has come, or the build is newer (S11). */
	async retryHeld(chain: Chain): Promise<void> {
		const cursor = this.#cursor;
		if (!cursor || this.#held.size === 0) return;
		const updates: Uint8Array[] = [];
		const putParts: Part[] = [];
		const deleteParts: string[] = [];
		const deleteHeld: number[] = [];
		for (const held of [...this.#held.values()].sort((a, b) => a.seq - b.seq)) {
			const reading = await this.#read(chain, cursor.logId, held.bytes);
			if (reading.kind === 'hold') continue;
			deleteHeld.push(held.seq);
			if (reading.kind === 'refused') this.#refuse(reading.why);
			else {
				this.#seen.add(seenKey(reading.header), reading.header.counter);
				if (reading.kind === 'skip') continue;
				const update = this.#assemble(reading.header, reading.payload, putParts, deleteParts);
				if (update && isSoundUpdate(update)) updates.push(update);
				else if (update) this.#refuse('content');
			}
		}
		if (deleteHeld.length === 0) return;
		this.#apply(updates);
		await this.#options.store.write({
			updates,
			deleteHeld,
			putParts,
			deleteParts,
			putSeen: this.#seen.takeTouched()
		});
		for (const seq of deleteHeld) this.#held.delete(seq);
		for (const update of updates) this.#scratch?.add(update);
		this.#options.onStored(updates);
	}

	/**
	 * As one update instead of many, so that a long replay is one row and one step for the screen. One by one where Yjs
	 * refuses that: a bad one must not take the others with it.
	 */
	#applyTogether(updates: readonly Uint8Array[]): readonly Uint8Array[] {
		const merged = updates.length > 1 ? merge(updates) : null;
		return merged && this.#options.apply(merged) ? [merged] : this.#apply(updates);
	}

	/** One by one. What Yjs cannot take now is kept as a row all the same: it is tried again at the next start. */
	#apply(updates: readonly Uint8Array[]): readonly Uint8Array[] {
		for (const update of updates) if (!this.#options.apply(update)) this.#unapplied += 1;
		return updates;
	}

	#read(chain: Chain, logId: LogId, bytes: Uint8Array): Promise<Reading> {
		const { verifier, keyring, room } = this.#options;
		return readEntry({ verifier, keyring, room, logId, chain, seen: this.#seen }, bytes);
	}

	#refuse(why: Refused): void {
		this.refused.set(why, (this.refused.get(why) ?? 0) + 1);
	}

	#keep(part: Part): readonly Part[] {
		const parts = [...(this.#parts.get(part.group) ?? []), part];
		this.#parts.set(part.group, parts);
		return parts;
	}

	/** Parts of an own change, kept while the log was read from its start. @returns the groups to delete */
	#forgetParts(header: EntryHeader): readonly string[] {
		const group = groupOf(header);
		return this.#parts.delete(group) ? [group] : [];
	}

	/** The whole payload once its last part has come; notes what to store until then. */
	#assemble(
		header: EntryHeader,
		payload: Uint8Array,
		putParts: Part[],
		deleteParts: string[]
	): Uint8Array | null {
		if (header.parts === 1) return payload;
		const group = groupOf(header);
		const part: Part = { group, index: header.part, count: header.parts, payload };
		const parts = this.#keep(part);
		if (parts.length < header.parts) {
			putParts.push(part);
			return null;
		}
		this.#parts.delete(group);
		deleteParts.push(group);
		for (let i = putParts.length - 1; i >= 0; i--) if (putParts[i]!.group === group) putParts.splice(i, 1);
		const whole = new Uint8Array(parts.reduce((sum, { payload: bytes }) => sum + bytes.length, 0));
		let at = 0;
		for (const { payload: bytes } of [...parts].sort((a, b) => a.index - b.index)) {
			whole.set(bytes, at);
			at += bytes.length;
		}
		return whole;
	}
}

/** Names the change that an entry is a part of. */
const groupOf = (header: EntryHeader): string => `${seenKey(header)}.${header.counter - header.part}`;

/** Null when updates that each decode contradict each other. */
function merge(updates: readonly Uint8Array[]): Uint8Array | null {
	try {
		return Y.mergeUpdates([...updates]);
	} catch {
		return null;
	}
}
