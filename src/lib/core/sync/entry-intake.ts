// Entries of the log, judged one by one, and what came of a run of them: what goes into the document, what is kept for
// later, and what of the outbox the log has.

import type { LogId, RoomId } from '../ids.ts';
import type { Verifier } from '../protocol/crypto.ts';
import { decodeEntry, type EntryHeader } from '../protocol/entry.ts';
import type { Chain } from '../protocol/membership.ts';
import type { Keyring } from './keyring.ts';
import { Parts } from './parts.ts';
import type { Held, RoomChange, StoredRoom } from './ports.ts';
import { readEntry, type Refused, seenKey } from './reader.ts';
import { SeenCounters } from './seen.ts';
import { isSoundUpdate } from './yjs-update.ts';

export interface IntakeContext {
	readonly room: RoomId;
	readonly verifier: Verifier;
	readonly keyring: Keyring;
}

/** An entry of this device's that is still in its outbox. */
export interface OwnEntries {
	/** If the outbox waits for this entry: forget it, and return the rows that are now settled and the edits in them. */
	settle(header: EntryHeader): {
		readonly own: boolean;
		readonly settled: readonly number[];
		readonly edits: number;
	};
}

/** What came of a run of entries. */
export class Run {
	/** For the document, in order. */
	readonly updates: Uint8Array[] = [];
	/** The same and this device's own. */
	readonly found: Uint8Array[] = [];
	/** For the document and for the log, which lacks them: they were held of a log that is gone. */
	readonly orphans: Uint8Array[] = [];
	readonly held: Held[] = [];
	readonly settled: number[] = [];
	/** Own edits that the log was found to have, and where the last of them is. */
	edits = 0;
	lastOwn = 0;
}

export class EntryIntake {
	readonly seen: SeenCounters;
	readonly parts: Parts;
	readonly held = new Map<number, Held>();
	readonly #context: IntakeContext;
	readonly #refused: Map<Refused, number>;

	/** @param refused counts what is refused, by why */
	constructor(
		context: IntakeContext,
		{ seen, parts, held }: Pick<StoredRoom, 'seen' | 'parts' | 'held'>,
		refused: Map<Refused, number>
	) {
		this.#context = context;
		this.seen = new SeenCounters(seen);
		this.parts = new Parts(parts);
		this.#refused = refused;
		for (const row of held) this.held.set(row.seq, row);
	}

	/** Something that the log says is not in the document: kept for later, or not whole. */
	get isIncomplete(): boolean {
		return this.held.size > 0 || this.parts.mayComplete((key, counter) => this.seen.hasBehind(key, counter));
	}

	/** What has changed since the last call: counters, and parts. */
	takeChange(): RoomChange {
		return { ...this.parts.takeChange(), putSeen: this.seen.takeTouched() };
	}

	/** All of it, in place of what was stored before. */
	takeAll({ held, parts }: Pick<StoredRoom, 'held' | 'parts'>): RoomChange {
		return {
			...this.takeChange(),
			clearSeen: true,
			deleteHeld: held.map(({ seq }) => seq),
			putHeld: [...this.held.values()],
			deleteParts: [...new Set(parts.map(({ group }) => group))],
			putParts: this.parts.all
		};
	}

	/**
	 * Judges one entry.
	 * @param keepOwn its content is wanted even when it is this device's own
	 */
	async take(
		run: Run,
		chain: Chain,
		at: { readonly logId: LogId; readonly seq: number },
		bytes: Uint8Array,
		own: OwnEntries,
		keepOwn: boolean
	): Promise<void> {
		const reading = await readEntry({ ...this.#context, logId: at.logId, chain, seen: this.seen }, bytes);
		if (reading.kind === 'hold') run.held.push({ seq: at.seq, bytes, why: reading.why });
		else if (reading.kind === 'refused') this.#refuse(reading.why);
		else {
			this.seen.add(seenKey(reading.header), reading.header.counter);
			this.parts.passes(reading.header);
			const mine = own.settle(reading.header);
			run.settled.push(...mine.settled);
			run.edits += mine.edits;
			if (mine.edits > 0) run.lastOwn = at.seq;
			if (reading.kind === 'skip') return;
			if (mine.own && !keepOwn) return this.parts.forget(reading.header);
			const update = this.#whole(this.parts, reading.header, reading.payload);
			if (!update) return;
			run.found.push(update);
			if (!mine.own) run.updates.push(update);
		}
	}

	/**
	 * Tries again what could not be read before: the chain has grown, a key has come, or the build is newer (S11).
	 * @returns sequence numbers that need not be kept any longer
	 */
	async retry(run: Run, chain: Chain): Promise<readonly number[]> {
		const done: number[] = [];
		const orphaned = { seen: new SeenCounters([]), parts: new Parts() };
		for (const { seq, bytes } of [...this.held.values()].sort((a, b) => a.seq - b.seq)) {
			const isOrphan = seq <= 0;
			// The log that it is of is gone: its counters and parts are none of this one's.
			const { seen, parts } = isOrphan ? orphaned : this;
			// It was of the right log when it was kept; that one may go under another id by now.
			const logId = decodeEntry(bytes)?.header.logId;
			const reading = logId && (await readEntry({ ...this.#context, logId, chain, seen }, bytes));
			if (reading?.kind === 'hold') continue;
			done.push(seq);
			if (!reading || reading.kind === 'refused') this.#refuse(reading ? reading.why : 'malformed');
			else {
				seen.add(seenKey(reading.header), reading.header.counter);
				const update = reading.kind === 'skip' ? null : this.#whole(parts, reading.header, reading.payload);
				if (update) (isOrphan ? run.orphans : run.updates).push(update);
			}
		}
		return done;
	}

	#whole(parts: Parts, header: EntryHeader, payload: Uint8Array): Uint8Array | null {
		const update = parts.take(header, payload);
		if (!update || isSoundUpdate(update)) return update;
		this.#refuse('content');
		return null;
	}

	#refuse(why: Refused): void {
		this.#refused.set(why, (this.#refused.get(why) ?? 0) + 1);
	}
}
