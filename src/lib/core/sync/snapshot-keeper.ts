// When this device makes a snapshot, so that the log stays short and what was taken back leaves the relay. In a quiet moment,
// one device at a time, and only by one that has everything: it stands for all that came before (S5, S11). When the room is
// full, nobody waits for a quiet moment, because only a snapshot makes room.

import * as Y from 'yjs';
import { equal } from '../bytes.ts';
import type { SnapshotRefusal } from '../protocol/close.ts';
import { currentRole } from '../protocol/membership.ts';
import { NO_SNAPSHOT, snapshotDigest } from '../protocol/snapshot.ts';
import type { ConnectionHost } from './connection-host.ts';
import { largestChunkPayload, partsOf, type SealContext, sealChunks } from './seal.ts';

/** Without an edit or an entry; and as long again for each device whose turn comes before. */
const QUIET_MS = 10_000;
/** After the relay had no room for an edit; and as long again for each device whose turn comes before. */
const FULL_MS = 5000;
/** A log that is not longer than this is not worth one. */
const LEAST_TAIL = 64 * 1024;
/** The log may be this many times as long as the document. */
const MOST_TAILS = 4;

export interface SnapshotKeeperPorts {
	readonly sync: ConnectionHost;
	/** This device may make one: everything in the log is in the document, and no other snapshot is in doubt. */
	readonly isComplete: () => boolean;
	/** Everything that was written here is in the log. */
	readonly isSettled: () => boolean;
	/** How far the log has been read. */
	readonly position: () => { readonly seq: number };
	/** For what is not of the log; its base is where the log has been read to. */
	readonly context: () => SealContext;
	/** Largest chunk that the relay takes, bytes. */
	readonly chunkLimit: number;
	readonly send: (chunk: Uint8Array) => void;
	/** Runs a step whose failure ends the connection. */
	readonly guard: (step: () => Promise<void>) => Promise<void>;
}

export interface SnapshotsAtWelcome {
	/** Digest of the newest that the relay has; null when it has none. */
	readonly newest: Uint8Array | null;
	/** Bytes of the entries between it and the log's head. */
	readonly tail: number;
	/** The log's head then. */
	readonly head: number;
	/** By the relay's clock, ms: what it keeps was written since. */
	readonly keptSince: number;
}

/** A snapshot of this device that the relay has not taken yet. */
interface Making {
	/** Bytes of the state that it holds. */
	readonly size: number;
	/** Digest of the one that it follows. */
	readonly previous: Uint8Array;
	/** When something was last taken back in what it holds; null while that may still come to the log behind it. */
	readonly forgets: number | null;
	/** Known with its last chunk. */
	digest: Uint8Array | null;
}

export class SnapshotKeeper {
	readonly #ports: SnapshotKeeperPorts;
	#open = false;
	#refused = false;
	#newest: Uint8Array = NO_SNAPSHOT;
	#keptSince = 0;
	/** What was last taken back, and how many snapshots since then stand for it: the second makes the relay forget. */
	#forgotten = { since: 0, times: 0 };
	#tail = 0;
	/** Entries read on this connection, and how long they are. */
	#entries: { readonly seq: number; readonly bytes: number }[] = [];
	/** A tail as long as this has been compared with the document. */
	#enough = LEAST_TAIL;
	/** What a snapshot of this device followed when another came first. */
	#late: Uint8Array | null = null;
	#making: Making | null = null;
	#cancel: () => void = () => undefined;
	/** The relay has no room for what waits here. */
	#isFull = false;
	#cancelFull: () => void = () => undefined;

	constructor(ports: SnapshotKeeperPorts) {
		this.#ports = ports;
	}

	/** The log has been read to its end. */
	start({ newest, tail, head, keptSince }: SnapshotsAtWelcome): void {
		this.#open = true;
		this.#newest = newest ?? NO_SNAPSHOT;
		this.#tail = tail + this.#bytesBehind(head);
		this.#keptSince = keptSince;
		this.touched();
	}

	stop(): void {
		this.#open = false;
		this.#cancel();
		this.#cancelFull();
	}

	/** The relay has no room for what was written here: only a snapshot makes some, however short the log is. */
	full(): void {
		if (!this.#open || this.#refused || this.#isFull) return;
		this.#isFull = true;
		this.#cancelFull = this.#ports.sync.options.clock.after(FULL_MS * (1 + this.#rank()), () => {
			const { guard } = this.#ports;
			// Not to be put off by those who go on writing. What hinders it now may be over when the relay refuses again.
			void guard(() => this.#look().finally(() => (this.#isFull = false)));
		});
	}

	/** An entry has been read. */
	entry(seq: number, bytes: number): void {
		this.#entries.push({ seq, bytes });
		this.#tail += bytes;
	}

	/** Somebody has written something: it is not quiet. */
	touched(): void {
		this.#cancel();
		if (!this.#open || this.#refused) return;
		const quiet = QUIET_MS * (1 + this.#rank());
		this.#cancel = this.#ports.sync.options.clock.after(
			quiet,
			() => void this.#ports.guard(() => this.#look())
		);
	}

	/**
	 * The relay has taken a snapshot, of this device or another.
	 * @returns whether it is this device's
	 */
	announced({ seq, digest }: { readonly seq: number; readonly digest: Uint8Array }): boolean {
		const own = this.#making?.digest && equal(this.#making.digest, digest) ? this.#making : null;
		this.#noteForgotten(own ? own.forgets : this.#coveredBy(seq));
		this.#newest = digest;
		this.#tail = this.#bytesBehind(seq);
		this.#entries = this.#entries.filter((entry) => entry.seq > seq);
		this.#enough = LEAST_TAIL;
		this.#ports.sync.pauses.taken();
		if (own) this.#making = null;
		this.touched();
		return own !== null;
	}

	refused(code: SnapshotRefusal): void {
		if (code === 'quota' && this.#making) this.#ports.sync.pauses.refused(this.#making.size);
		if (code === 'stale') this.#noteLate();
		// Nothing that this device could do better on this connection.
		else this.#refused = true;
		this.#ports.sync.presentChain ||= code === 'membership';
		this.#making = null;
		this.touched();
	}

	/** Another came first. Or of two that cover the same, the one that is not believed here is the newest. */
	#noteLate(): void {
		this.#late = this.#making?.previous ?? null;
		const { distrust } = this.#ports.sync.trust;
		if (distrust && this.#late && equal(this.#late, this.#newest)) this.#newest = distrust;
	}

	#bytesBehind(seq: number): number {
		return this.#entries.reduce((sum, entry) => (entry.seq > seq ? sum + entry.bytes : sum), 0);
	}

	/** How many of those who are there come first. */
	#rank(): number {
		const { status, deviceId } = this.#ports.sync;
		const before = status.peers.filter(({ device }) => {
			const role = currentRole(status.chain, device);
			return device < deviceId && (role === 'owner' || role === 'editor');
		});
		return new Set(before.map(({ device }) => device)).size;
	}

	async #look(): Promise<void> {
		const { sync, isComplete, isSettled } = this.#ports;
		if (!this.#open || this.#refused || this.#making || !isComplete()) return;
		if (this.#late && equal(this.#late, this.#newest)) return;
		const mayMakeRoom = this.#isFull && this.#tail > 0;
		if (!mayMakeRoom && !isSettled()) return;
		const mustForget = this.#mustForget();
		if (!mayMakeRoom && !mustForget && this.#tail <= this.#enough) return;
		const state = compact(sync.options.doc);
		this.#enough = Math.max(MOST_TAILS * state.length, LEAST_TAIL);
		// One that is smaller than what it frees is worth it each time, any other now and then.
		const makesRoom = mayMakeRoom && (this.#tail > state.length || sync.pauses.mayHurry);
		const isDue = isSettled() && (mustForget || this.#tail > this.#enough);
		if (!(makesRoom || isDue) || !sync.pauses.mayFit(state.length)) return;
		if (makesRoom) sync.pauses.hurried();
		await this.#make(state);
	}

	/**
	 * Of a full room, also while edits wait here. They are in the document and so in the snapshot: it then holds more than the
	 * log up to its place, never less (S5). They stay in the outbox, are shown as waiting, and come to the log later under
	 * their own counters (S3, S9), where they change nothing for whoever has them from the snapshot. Left out they could be
	 * lost: of a change in parts the log may have some, which this snapshot stands for.
	 * @param state of the document, taken in the same step in which this is called
	 */
	async #make(state: Uint8Array): Promise<void> {
		const { sync, context, chunkLimit, send, isSettled } = this.#ports;
		const { options, aside } = sync;
		const forgets = isSettled() ? this.#takenBack() : null;
		const making: Making = { size: state.length, previous: this.#newest, forgets, digest: null };
		this.#making = making;
		const partSize = largestChunkPayload(chunkLimit);
		const parts = partsOf(state, partSize);
		const counter = aside.next;
		aside.next += parts;
		const hashes: Uint8Array[] = [];
		for await (const chunk of sealChunks(context(), making.previous, state, counter, partSize)) {
			hashes.push(await options.crypto.sha256(chunk));
			if (hashes.length === parts) making.digest = await snapshotDigest(hashes, options.crypto);
			// Over, or refused meanwhile.
			if (!this.#open || this.#making !== making) return;
			send(chunk);
			// What people write goes in between.
			await new Promise<void>((resolve) => options.clock.after(0, resolve));
		}
	}

	/** Something was taken back that the relay may still have. */
	#mustForget(): boolean {
		const { status, options } = this.#ports.sync;
		const since = this.#takenBack();
		// A time to come is somebody's clock: until then no snapshot would be later.
		if (since === null || since > options.clock.now()) return false;
		const { since: noted, times } = this.#forgotten;
		return since - (status.clockSkew ?? 0) >= this.#keptSince && !(noted === since && times >= 2);
	}

	#takenBack(): number | null {
		return this.#ports.sync.options.mustForgetSince?.() ?? null;
	}

	/** What another's snapshot of everything up to `seq` holds as taken back, as far as this device can say. */
	#coveredBy(seq: number): number | null {
		const { isComplete, isSettled, position } = this.#ports;
		return isComplete() && isSettled() && seq >= position().seq ? this.#takenBack() : null;
	}

	#noteForgotten(since: number | null): void {
		if (since === null) return;
		const times = this.#forgotten.since === since ? this.#forgotten.times : 0;
		this.#forgotten = { since, times: times + 1 };
	}
}

/** The document's state without what was deleted in it, which a document in use may still hold for an undo. */
function compact(doc: Y.Doc): Uint8Array {
	const fresh = new Y.Doc();
	Y.applyUpdate(fresh, Y.encodeStateAsUpdate(doc));
	const state = Y.encodeStateAsUpdate(fresh);
	fresh.destroy();
	return state;
}
