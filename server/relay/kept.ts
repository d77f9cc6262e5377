// What the store keeps of a room besides its membership chain, in numbers: how long the log is, where it begins, and
// which snapshots stand for what is gone.

import { equal } from '../../src/lib/core/bytes.ts';
import type { FormerLog } from '../../src/lib/core/protocol/messages.ts';
import type { KeptSnapshot, RoomState } from '../store/store.ts';

/** Where a reader begins. */
export interface Start {
	/** Entries follow from the one after this. */
	readonly from: number;
	/** What this reader is told of. */
	readonly snapshot: KeptSnapshot | null;
	/** Whether it is sent that snapshot first. */
	readonly sendsChunks: boolean;
}

/** A session's names with their indexes; measured: 170. */
const SESSION_BYTES = 200;

export class Kept {
	readonly #created: number;
	/** Newest first. */
	#snapshots: readonly KeptSnapshot[];
	#former: readonly FormerLog[];
	#cut: number;
	#tail: number;
	#sessions: number;

	constructor({ created, snapshots, former, cut, tail, sessions }: RoomState) {
		this.#created = created;
		this.#snapshots = snapshots;
		this.#former = former;
		this.#cut = cut;
		this.#tail = tail;
		this.#sessions = sessions;
	}

	get newest(): KeptSnapshot | null {
		return this.#snapshots[0] ?? null;
	}

	/** Oldest first. */
	get former(): readonly FormerLog[] {
		return this.#former;
	}

	/** Of the entries behind the newest snapshot. */
	get tail(): number {
		return this.#tail;
	}

	/**
	 * What counts against the room's quota, bytes: the newest snapshot, the entries behind it, and the names of sessions,
	 * which stay when their entries are gone. What the newest stands for goes with the next one and does not count: else who
	 * fills the log and makes one snapshot would lock everybody out, because the second one, which frees the room, is made
	 * of a log that grows. It takes no more than the quota either: it counted until the newest was taken.
	 */
	get counted(): number {
		return (this.newest?.bytes ?? 0) + this.#tail + this.#sessions * SESSION_BYTES;
	}

	/** By the relay's clock: all that is kept came since, or came again. */
	get since(): number {
		return this.#snapshots[1]?.made ?? this.#created;
	}

	/** A moment since which the newest snapshot, and all behind it, has come. */
	get newestSince(): number {
		return this.newest?.made ?? this.#created;
	}

	/**
	 * @param bytes of the entries that were added
	 * @param sessions that had not appended before
	 */
	grown(bytes: number, sessions: number): void {
		this.#sessions += sessions;
		this.#tail += bytes;
	}

	/** A snapshot is the newest now; `covered` as the store counted it. */
	taken(snapshot: KeptSnapshot, { covered }: { covered: number }): void {
		const older = this.newest;
		this.#tail -= covered;
		this.#snapshots = older ? [snapshot, older] : [snapshot];
		if (!older) return;
		this.#cut = older.seq;
		this.#former = this.#former.filter(({ until }) => until >= older.seq);
	}

	/**
	 * @param known how far the reader has this very log, or null
	 * @param distrust digest of a snapshot that it could not believe: it gets the one before
	 */
	startOf(known: number | null, distrust: Uint8Array | null): Start {
		const [newest, older] = this.#snapshots;
		const isDistrusted = newest && distrust && equal(newest.digest, distrust);
		const snapshot = (isDistrusted ? older : newest) ?? null;
		if (known !== null && known >= this.#cut) return { from: known, snapshot, sendsChunks: false };
		return { from: snapshot?.seq ?? 0, snapshot, sendsChunks: snapshot !== null };
	}
}
