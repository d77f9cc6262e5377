// A room while somebody is connected to it: the end of its log, its membership chain, and who is there. Loaded from
// the store with the first connection, forgotten with the last.

import { toHex } from '../../src/lib/core/bytes.ts';
import type { DeviceId, InviteId, LogId, RoomId } from '../../src/lib/core/ids.ts';
import type { Denial } from '../../src/lib/core/protocol/close.ts';
import { compareChains, extendChain, extendChainBy } from '../../src/lib/core/protocol/membership.ts';
import type { Chain, ChainFault } from '../../src/lib/core/protocol/membership.ts';
import type { RelayMessage } from '../../src/lib/core/protocol/messages.ts';
import { decodeStatement, UNKNOWN_STATEMENT } from '../../src/lib/core/protocol/statement.ts';
import type { StatementBody } from '../../src/lib/core/protocol/statement.ts';
import { sha256 } from '../crypto.ts';
import type { NewSnapshot, Report, RoomState, SnapshotTaken } from '../store/store.ts';
import type { ChunkFrames } from './chunk-frames.ts';
import type { Delivery } from './delivery.ts';
import type { Ack } from './frames.ts';
import { Kept } from './kept.ts';
import { turnOf } from './ports.ts';
import type { RelayPorts } from './ports.ts';

/** A member's connection, once it is welcomed. */
export interface Present {
	/** 16 random bytes, base64url. */
	readonly connection: string;
	readonly device: DeviceId;
	readonly delivery: Delivery;
	send(message: RelayMessage): void;
	/** Drops what a slow reader would only get too late. */
	sendIfRoomy(message: RelayMessage): void;
	/** Sends it when the reader is ready for it; of two under one name that wait until then only the later. */
	sendLatest(name: string, message: RelayMessage): void;
}

/** New entries at the end of a room's log, on disk. */
export interface Added {
	/** Sequence number of the first; the others follow without a gap. */
	readonly first: number;
	readonly entries: readonly Uint8Array[];
	/** The running hash after the last. */
	readonly hash: Uint8Array;
	/** How many of them are the first of their session. */
	readonly opened: number;
	/** Which of them came from whom, in order. */
	readonly own: ReadonlyMap<Present, readonly Ack[]>;
}

const NONE: readonly Ack[] = [];

export class Room {
	readonly id: RoomId;
	readonly logId: LogId;
	readonly present = new Set<Present>();
	readonly kept: Kept;
	readonly #ports: RelayPorts;
	/** Of all rooms. */
	readonly #frames: ChunkFrames;
	#seq: number;
	#hash: Uint8Array;
	#chain: Chain;
	#statements: Promise<unknown> = Promise.resolve();
	/** Appends and reports that wait for their commit. */
	waiting = 0;
	/** Bytes of those appends. */
	reserved = 0;
	/** Bytes of snapshots that are not whole yet. */
	staged = 0;
	/** By device: the change in parts that there was no room for, so that none of its other parts gets in. */
	readonly turnedAway = new Map<DeviceId, string>();
	/** How often somebody has reported something: tells whether what was read before is still all. */
	reports = 0;

	constructor(ports: RelayPorts, frames: ChunkFrames, state: RoomState, chain: Chain) {
		this.id = chain.room;
		this.#frames = frames;
		this.logId = state.logId;
		this.#ports = ports;
		this.#seq = state.seq;
		this.#hash = state.hash;
		this.kept = new Kept(state);
		this.#chain = chain;
	}

	get chain(): Chain {
		return this.#chain;
	}

	get head(): { readonly logId: LogId; readonly seq: number; readonly hash: Uint8Array } {
		return { logId: this.logId, seq: this.#seq, hash: this.#hash };
	}

	/** What counts against its quota, bytes, commits that wait included. */
	get size(): number {
		return this.kept.counted + this.reserved;
	}

	/** Sends to every member's connection but one. */
	broadcast(message: RelayMessage, except: Present | null = null): void {
		for (const present of this.present) if (present !== except) present.send(message);
	}

	/** The log has grown on disk. */
	advance({ first, entries, hash, opened, own }: Added): void {
		this.#seq = first + entries.length - 1;
		this.#hash = hash;
		const bytes = entries.reduce((sum, { length }) => sum + length, 0);
		this.kept.grown(bytes, opened);
		for (const present of this.present) present.delivery.committed(first, entries, own.get(present) ?? NONE);
	}

	/** A snapshot is whole: makes it the newest, and tells every member here, its author included. */
	async takeSnapshot(snapshot: NewSnapshot): Promise<SnapshotTaken['kind']> {
		const outcome = await this.#ports.store.takeSnapshot(this.id, snapshot);
		if (outcome.kind !== 'taken') return outcome.kind;
		this.#frames.forget(this.id);
		const { upload: _upload, previous: _previous, ...kept } = snapshot;
		this.kept.taken(kept, outcome);
		const { seq, digest, chunks } = snapshot;
		this.broadcast({ type: 'snapshot', seq, digest, chunks });
		return outcome.kind;
	}

	/** The message that carries a chunk of a kept snapshot; null: it is gone. */
	chunkFrame(digest: Uint8Array, index: number): Promise<Uint8Array | null> {
		return this.#frames.of(this.id, digest, index);
	}

	/** What a device says of itself is on disk: passes it on. */
	reported({ kind, device, bytes }: Report, author: Present): void {
		this.reports += 1;
		const message: RelayMessage =
			kind === 'delivered' ? { type: kind, statement: bytes } : { type: kind, entry: bytes };
		for (const present of this.present)
			if (present !== author) present.sendLatest(`${kind}.${device}`, message);
	}

	/**
	 * Adds a statement to the chain: checked, stored, then told to every member here. One at a time, so that of two
	 * redemptions of one invite the second meets the chain with the first in it (S16).
	 * @param check may deny what the chain itself would allow
	 * @returns what was added, or why not
	 */
	state(
		statement: Uint8Array,
		box: Uint8Array | null,
		check: (body: StatementBody) => Denial | null
	): Promise<StatementBody | Denial> {
		const turn = this.#statements.then(() => this.#state(statement, box, check));
		this.#statements = turn.catch(() => undefined);
		return turn;
	}

	async #state(
		bytes: Uint8Array,
		box: Uint8Array | null,
		check: (body: StatementBody) => Denial | null
	): Promise<StatementBody | Denial> {
		const extended = await extendChain(this.#chain, bytes, this.#ports.crypto);
		if (!extended.ok) return extended.fault === 'unknown' ? 'malformed' : extended.fault;
		const body = bodyOf(bytes);
		const denial = check(body);
		if (denial) return denial;
		const length = this.#chain.statements.length;
		const newBox = box && body.kind === 'invite' ? { invite: body.invite, box } : null;
		if ((await this.#ports.store.addStatements(this.id, length, [bytes], newBox)) === 'stale') return 'stale';
		this.#chain = extended.chain;
		this.broadcast({ type: 'statement', statement: bytes });
		if (body.kind === 'revoke-invite') await this.#ports.store.dropBox(this.id, body.invite);
		return body;
	}

	/**
	 * Takes over what a longer chain has beyond this one: all of it or nothing. Checked, stored, then told to every member
	 * here.
	 * @returns null when there is nothing in it that is not here now
	 */
	adopt(theirs: readonly Uint8Array[]): Promise<ChainFault | 'fork' | null> {
		const turn = this.#statements.then(() => this.#adopt(theirs));
		this.#statements = turn.catch(() => undefined);
		return turn;
	}

	async #adopt(theirs: readonly Uint8Array[]): Promise<ChainFault | 'fork' | null> {
		const { store, crypto, defer } = this.#ports;
		const order = compareChains(this.#chain.statements, theirs);
		if (order === 'fork') return 'fork';
		if (order !== 'behind') return null;
		const { length } = this.#chain.statements;
		const added = theirs.slice(length);
		const extended = await extendChainBy(this.#chain, added, crypto, turnOf(defer));
		if (!extended.ok) return extended.fault;
		if ((await store.addStatements(this.id, length, added, null)) === 'stale') return 'stale';
		this.#chain = extended.chain;
		for (const statement of added) this.broadcast({ type: 'statement', statement });
		for (const body of added.map(bodyOf))
			if (body.kind === 'revoke-invite') await store.dropBox(this.id, body.invite);
		return null;
	}

	/** What lies here for an invite, for this device alone; empty when it is gone. */
	async takeBox(invite: InviteId, device: DeviceId): Promise<Uint8Array> {
		const box = await this.#ports.store.takeBox(this.id, invite, device);
		return box === null || box === 'other' ? new Uint8Array(0) : box;
	}
}

/** Of a statement that a chain has taken. */
function bodyOf(bytes: Uint8Array): StatementBody {
	const statement = decodeStatement(bytes);
	if (statement === null || statement === UNKNOWN_STATEMENT)
		throw new Error('the chain took what is no statement');
	return statement.body;
}

/** What a log line may say of a room: enough to tell two apart, useless for finding one. */
export const roomTag = (room: RoomId): string => toHex(sha256(Buffer.from(room))).slice(0, 8);
