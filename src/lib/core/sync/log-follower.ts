// One device's reading position in a room's log: judges entries in order and stores what they carry together with the
// cursor in one transaction (S6). Whether an update is believed depends on its bytes alone; one that is believed is stored
// whatever Yjs makes of it. Lives as long as a connection: after a failed write it no longer matches the store and is made
// anew from there.

import type * as Y from 'yjs';
import { equal } from '../bytes.ts';
import type { LogId } from '../ids.ts';
import type { EntryHeader } from '../protocol/entry.ts';
import type { Chain } from '../protocol/membership.ts';
import type { LogPosition } from '../protocol/messages.ts';
import { DocumentFeed, type FeedOptions, type RowsLag } from './document-feed.ts';
import { EntryIntake, type IntakeContext, type OwnEntries, Run } from './entry-intake.ts';
import { LogLine, samePosition } from './log-line.ts';
import { type Loss, NewReading, type Welcomed } from './new-reading.ts';
import type { OthersLedger } from './others.ts';
import type { Cursor, RoomChange, RoomStore, StoredRoom } from './ports.ts';
import { type Refused, seenKey } from './reader.ts';
import type { SnapshotFault } from './snapshot-reader.ts';

export type { OwnEntries } from './entry-intake.ts';

export interface FollowerOptions extends IntakeContext, FeedOptions {
	readonly doc: Y.Doc;
	readonly store: RoomStore;
	readonly stored: StoredRoom;
	readonly ledger: OthersLedger;
	/** Nobody else is connected. */
	readonly isAlone: () => boolean;
	readonly lag: RowsLag;
	/** Told of updates that are applied and stored. */
	readonly onStored: (updates: readonly Uint8Array[]) => void;
	/** A viewer has nothing to give. */
	readonly mayGive: () => boolean;
	/** Told of edits that were added to the outbox because the log lacks them. */
	readonly onGiven: (edits: number) => void;
	/** Told of every entry read, and how long it is. */
	readonly onEntry?: (seq: number, bytes: number) => void;
}

export type Taken = 'ok' | 'gap' | 'fork';

/** `known`: reading goes on where it stopped. `anew`: this log is read from a snapshot or from its start. */
export type Begun = 'known' | 'anew' | 'gap';

export interface Finish {
	/** A viewer has nothing to give: what it put into its outbox would wait there for ever. */
	readonly mayWrite: boolean;
	/** Digest of the snapshot that counts as compared from now on. */
	readonly compared?: Uint8Array | null;
	/** False: the snapshot that the log begins with was passed over, so that this device may lack what it stands for. */
	readonly isReadable?: boolean;
}

/** Running hashes remembered, to compare with what others say of the same entry. */
const REMEMBERED = 4096;

export class LogFollower {
	readonly #options: FollowerOptions;
	readonly #feed: DocumentFeed;
	#intake: EntryIntake;
	#line: LogLine | null = null;
	#cursor: Cursor | null;
	/** Set while a log is read anew: nothing of it is stored but document rows, until it has been read to its end. */
	#anew: NewReading | null = null;
	/** Where the relay says the log stood at the welcome. */
	#head: LogPosition | null = null;
	/** The log's beginning could not be read: with the next connection all of it is read anew, so no cursor is stored. */
	#isBeginningUnread = false;
	readonly #hashes = new Map<number, Uint8Array>();
	readonly refused = new Map<Refused, number>();

	constructor(options: FollowerOptions) {
		this.#options = options;
		this.#cursor = options.stored.cursor;
		this.#intake = new EntryIntake(options, options.stored, this.refused);
		this.#feed = new DocumentFeed(options);
	}

	/** How far the log has been read; stored unless it is read anew, or its beginning could not be read. */
	get position(): LogPosition | null {
		return this.#cursor;
	}

	/** While a log is read anew: what became of the one read before. */
	get loss(): Loss | null {
		return this.#anew?.loss ?? null;
	}

	/** Entries that are kept and not shown: not readable yet, or not taken by Yjs. */
	get heldCount(): number {
		return this.#intake.held.size + this.#feed.unapplied;
	}

	/** The document holds all that the log says up to `position`. */
	get isComplete(): boolean {
		const isInDocument = this.#feed.unapplied === 0 && !this.#feed.isPending;
		return isInDocument && !this.#intake.isIncomplete && !this.#anew && this.#cursor !== null;
	}

	/** Whether this very log has shown an entry, named by its log, its `seenKey` and its counter. */
	hasShown(logId: LogId, key: string, counter: number): boolean {
		return this.#cursor?.logId === logId && this.#intake.seen.has(key, counter);
	}

	/** The log's running hash after an entry; null when it is not remembered. */
	hashAt(seq: number): Uint8Array | null {
		return this.#hashes.get(seq) ?? null;
	}

	/** Settles where reading goes on after a welcome. */
	async begin(welcome: Welcomed): Promise<Begun> {
		const { room, verifier, stored } = this.#options;
		const { head, from, asked, snapshot } = welcome;
		this.#head = head;
		this.#line = new LogLine(room, welcome.former, head.logId, verifier);
		const start = snapshot ? await this.#line.at(snapshot) : await this.#line.start();
		if (!start || snapshot?.chunks === 0) return 'gap';
		const isKnown = asked?.logId === head.logId && asked.seq === from;
		if (isKnown && (from !== start.seq || samePosition(start, asked))) {
			this.#remember(asked);
			return 'known';
		}
		if (from !== start.seq) return 'gap';
		this.#anew = new NewReading(this.#options, welcome, this.#line, start, stored.cursor);
		this.#intake = this.#anew.intake(stored, this.refused);
		this.#cursor = start;
		this.#remember(start);
		return 'anew';
	}

	/** The snapshot's next chunk. `whole`: it was the last one, and all that it says is in the document. */
	async takeChunk(
		chain: Chain,
		index: number,
		bytes: Uint8Array
	): Promise<'more' | 'whole' | 'gap' | SnapshotFault> {
		const taken = (await this.#anew?.takeChunk(chain, index, bytes)) ?? { kind: 'gap' };
		switch (taken.kind) {
			case 'gap':
			case 'more':
				return taken.kind;
			case 'wrong':
				return taken.why;
			case 'passed-over':
				return 'whole';
			case 'state':
				await this.#bring([taken.state], {});
				return 'whole';
		}
		return taken satisfies never;
	}

	/**
	 * The snapshot is not believed: the rest of it is passed over, and the log is read from where it ends.
	 * @returns whether more of it is to come
	 */
	passOverSnapshot(): boolean {
		this.#anew?.passOver();
		return this.#anew?.awaitsChunks === true;
	}

	/** Reads entries that follow each other; those already read are passed over. */
	async take(chain: Chain, first: number, entries: readonly Uint8Array[], own: OwnEntries): Promise<Taken> {
		let at = this.#cursor;
		const line = this.#line;
		if (!at || !line || first > at.seq + 1 || this.#anew?.awaitsChunks) return 'gap';
		const run = new Run();
		for (const bytes of entries.slice(Math.max(0, at.seq + 1 - first))) {
			const next: Cursor = await line.next(at, bytes);
			if (next.seq === this.#head?.seq && !equal(next.hash, this.#head.hash)) return 'fork';
			await this.#intake.take(
				run,
				chain,
				{ logId: at.logId, seq: next.seq },
				bytes,
				own,
				this.#anew !== null
			);
			at = next;
			this.#anew?.passes(at, bytes);
			this.#remember(at);
			this.#options.onEntry?.(at.seq, bytes.length);
		}
		const { settled: deleteSealed, held: putHeld } = run;
		const rest = this.#readingIs({ cursor: at, putHeld });
		await this.#bring(run.updates, { deleteSealed, ...this.#wrote(run), ...rest });
		for (const update of run.found) this.#anew?.scratch.add(update);
		for (const held of putHeld) this.#intake.held.set(held.seq, held);
		this.#cursor = at;
		return 'ok';
	}

	/** Takes an entry of this device's that the relay acknowledged right behind the cursor; its content is already here. */
	async takeAcked(header: EntryHeader, bytes: Uint8Array, hash: Uint8Array, own: OwnEntries): Promise<Taken> {
		if (!this.#cursor || !this.#line || this.#anew) return 'gap';
		const cursor = await this.#line.next(this.#cursor, bytes);
		if (!equal(cursor.hash, hash)) return 'fork';
		this.#intake.seen.add(seenKey(header), header.counter);
		this.#intake.parts.forget(header);
		this.#intake.parts.passes(header);
		const { settled, edits } = own.settle(header);
		await this.#options.store.write({
			...this.#readingIs({ cursor }),
			deleteSealed: settled,
			...this.#wrote({ edits, lastOwn: cursor.seq })
		});
		this.#cursor = cursor;
		this.#remember(cursor);
		this.#options.onEntry?.(cursor.seq, bytes.length);
		return 'ok';
	}

	/**
	 * At the end of a replay: gives a log that was read anew what it lacks. `healed`: the relay had lost it, or a snapshot
	 * lacks it; `given`: this device never read the log before, so nothing is known of a loss.
	 */
	async finish(
		outbox: () => Promise<readonly Uint8Array[]>,
		{ mayWrite, compared = null, isReadable = true }: Finish
	): Promise<'ok' | 'healed' | 'given' | 'fork'> {
		const [cursor, head, anew] = [this.#cursor, this.#head, this.#anew];
		if (!cursor || !head || cursor.seq < head.seq || anew?.awaitsChunks) return 'fork';
		if (cursor.seq === head.seq && !samePosition(cursor, head)) return 'fork';
		const { ledger, store, doc, stored, lag } = this.#options;
		if (!anew) {
			if (ledger.logId !== cursor.logId) await store.write(ledger.beginAt(cursor));
			return 'ok';
		}
		const missing = mayWrite ? await anew.scratch.missingBesides(outbox, doc) : null;
		// As a row too: the document may hold what its rows do not, an edit whose write failed. Once the log has this, it
		// counts as read, and nothing would bring it back after a crash.
		const given = missing ? [missing] : [];
		const isOther = anew.loss !== null || ledger.logId !== cursor.logId;
		for (const orphan of anew.orphans) this.#intake.held.set(orphan.seq, orphan);
		const reading = this.#intake.takeAll(stored);
		await store.write({
			...(isReadable ? { cursor, ...reading } : {}),
			addEdits: given,
			updates: given,
			snapshot: compared,
			...(isOther ? ledger.beginAt(cursor) : mayWrite ? ledger.compared(cursor) : {})
		});
		this.#isBeginningUnread = !isReadable;
		this.#anew = null;
		lag.behind = false;
		if (!missing) return 'ok';
		return stored.cursor ? 'healed' : 'given';
	}

	/** Tries again what could not be read before: the chain has grown, a key has come, or the build is newer (S11). */
	async retryHeld(chain: Chain): Promise<void> {
		if (this.#anew || !this.#cursor || this.#intake.held.size === 0) return;
		const run = new Run();
		const deleteHeld = await this.#intake.retry(run, chain);
		if (deleteHeld.length === 0) return;
		await this.#bring(run.updates, this.#readingIs({ deleteHeld }), run.orphans);
		for (const seq of deleteHeld) this.#intake.held.delete(seq);
	}

	/**
	 * Into the document, and what of it is new into its rows, together with the rest of the change.
	 * @param orphans for the log too, where they are new
	 */
	async #bring(
		updates: readonly Uint8Array[],
		change: RoomChange,
		orphans: readonly Uint8Array[] = []
	): Promise<void> {
		const { store, lag, onStored, mayGive, onGiven } = this.#options;
		const wasBehind = lag.behind;
		lag.behind = true;
		const mayBeStored = this.#anew !== null && !wasBehind;
		const known = mayBeStored ? this.#feed.takeNew(updates) : this.#feed.take(updates);
		const found = orphans.length > 0 ? this.#feed.takeNew(orphans) : [];
		const addEdits = mayGive() ? found : [];
		const rows = [...known, ...found];
		await store.write({ ...change, updates: rows, ...(addEdits.length > 0 ? { addEdits } : {}) });
		lag.behind = wasBehind;
		onStored(rows);
		if (addEdits.length > 0) onGiven(addEdits.length);
	}

	/** With all that has changed besides; nothing of it is stored of a log that is not read from its beginning on. */
	#readingIs(change: Pick<RoomChange, 'cursor' | 'putHeld' | 'deleteHeld'>): RoomChange {
		return this.#anew || this.#isBeginningUnread ? {} : { ...change, ...this.#intake.takeChange() };
	}

	#wrote({ edits, lastOwn }: { readonly edits: number; readonly lastOwn: number }): RoomChange {
		if (edits === 0) return {};
		return this.#options.ledger.wrote({ seq: lastOwn, edits }, this.#options.isAlone());
	}

	#remember({ seq, hash }: LogPosition): void {
		this.#hashes.set(seq, hash);
		if (this.#hashes.size > REMEMBERED) this.#hashes.delete(this.#hashes.keys().next().value!);
	}
}
