// Reading a log anew: from a snapshot that the relay named, or from its start. Why, what of it this device had read before,
// and what the log has shown so far, to be compared with the document at its end.

import { equal } from '../bytes.ts';
import { decodeEntry } from '../protocol/entry.ts';
import type { Chain } from '../protocol/membership.ts';
import type { FormerLog, LogPosition, SnapshotOffer } from '../protocol/messages.ts';
import { EntryIntake, type IntakeContext } from './entry-intake.ts';
import { Scratch } from './healing.ts';
import type { LogLine } from './log-line.ts';
import { groupOf } from './parts.ts';
import type { Cursor, Held, StoredRoom } from './ports.ts';
import type { Refused } from './reader.ts';
import { type SnapshotFault, SnapshotReader } from './snapshot-reader.ts';

/** What became of the log that was read before. `lost`: unknown to the relay; `restored`: set back, or forked. */
export type Loss = 'lost' | 'restored';

/** What a welcome says of the log, and what this device had asked for. */
export interface Welcomed {
	readonly head: LogPosition;
	readonly from: number;
	readonly snapshot: SnapshotOffer | null;
	readonly former: readonly FormerLog[];
	/** The position in the hello. */
	readonly asked: LogPosition | null;
	/** The connection before this one ended because the log was not the one that had been read. */
	readonly contradicted: boolean;
	/** False: what the snapshot holds is passed over, because it was found wrong before. */
	readonly believe: boolean;
}

export type ChunkTaken =
	| { readonly kind: 'gap' | 'more' | 'passed-over' }
	| { readonly kind: 'state'; readonly state: Uint8Array }
	| { readonly kind: 'wrong'; readonly why: SnapshotFault };

export class NewReading {
	/** All that the log has shown. */
	readonly scratch = new Scratch();
	/** Set when the log is not the one that was read before. */
	loss: Loss | null;
	readonly #context: IntakeContext;
	readonly #snapshot: SnapshotOffer | null;
	readonly #line: LogLine;
	/** How far the log had been read before. */
	readonly #before: Cursor | null;
	/** What was held before, as far as neither a snapshot stands for it nor this log has shown it. */
	#unseen: readonly Held[] = [];
	#believe: boolean;
	#chunks = 0;
	#reader: SnapshotReader | null = null;

	/** @param start where entries are read from */
	constructor(
		context: IntakeContext,
		welcome: Welcomed,
		line: LogLine,
		start: LogPosition,
		before: Cursor | null
	) {
		this.#context = context;
		this.#snapshot = welcome.snapshot;
		this.#line = line;
		this.#before = before;
		this.#believe = welcome.believe;
		this.loss = lossOf(welcome, line, start, before);
	}

	/** Chunks are to come before any entry. */
	get awaitsChunks(): boolean {
		return this.#chunks < (this.#snapshot?.chunks ?? 0);
	}

	/** The snapshot's next chunk. */
	async takeChunk(chain: Chain, index: number, bytes: Uint8Array): Promise<ChunkTaken> {
		const { room, verifier, keyring } = this.#context;
		const offer = this.#snapshot;
		if (!offer || !this.awaitsChunks || index !== this.#chunks) return { kind: 'gap' };
		this.#chunks += 1;
		if (!this.#believe) return { kind: this.awaitsChunks ? 'more' : 'passed-over' };
		this.#reader ??= new SnapshotReader({ room, verifier, keyring, chain, offer });
		const reading = await this.#reader.take(bytes);
		if (reading.kind !== 'state') return reading;
		this.#reader = null;
		// What Yjs cannot take in here must not come near the document.
		return this.scratch.add(reading.state) ? reading : { kind: 'wrong', why: 'content' };
	}

	/** Nothing of the snapshot is believed. */
	passOver(): void {
		this.#believe = false;
		this.#reader = null;
	}

	/** The log has shown an entry: was it this one that was read, or held, before? */
	passes(at: Cursor, bytes: Uint8Array): void {
		const before = this.#before;
		this.#unseen = this.#unseen.filter((held) => !equal(held.bytes, bytes));
		if (before?.logId === at.logId && before.seq === at.seq && !equal(before.hash, at.hash)) {
			this.loss = 'restored';
		}
	}

	/** For the entries to come. What a snapshot stands for is not shown again: what of it was held stays so. */
	intake({ held }: StoredRoom, refused: Map<Refused, number>): EntryIntake {
		const isCovered = ({ seq, bytes }: Held): boolean => {
			const logId = decodeEntry(bytes)?.header.logId;
			return (
				seq > 0 && logId !== undefined && seq <= (this.#snapshot?.seq ?? 0) && this.#line.has(logId, seq)
			);
		};
		const covered = held.filter(isCovered);
		this.#unseen = held.filter((row) => !covered.includes(row));
		return new EntryIntake(this.#context, { seen: [], parts: [], held: covered }, refused);
	}

	/**
	 * At the log's end: what was held of a log that is gone. Nobody may have it any more but this device, which cannot read
	 * it yet. A change of which some part is missing can never be read: its author sends all of it again.
	 */
	get orphans(): readonly Held[] {
		const entries = this.#unseen.map((held) => ({ held, header: decodeEntry(held.bytes)?.header }));
		const parts = new Map<string, number>();
		for (const { header } of entries)
			if (header) parts.set(groupOf(header), (parts.get(groupOf(header)) ?? 0) + 1);
		const whole = entries.filter(({ header }) => header && parts.get(groupOf(header)) === header.parts);
		return whole.map(({ held }, i) => ({ ...held, seq: 1 + i - whole.length }));
	}
}

function lossOf(
	{ head, asked, contradicted }: Welcomed,
	line: LogLine,
	start: LogPosition,
	before: Cursor | null
): Loss | null {
	if (!before) return null;
	if (before.logId !== head.logId) return line.wasNamed(before.logId) ? 'restored' : 'lost';
	if (contradicted) return 'restored';
	// What lies before a snapshot is not kept: nobody can say any more whether it was the same.
	return asked && asked.seq >= start.seq ? 'restored' : null;
}
