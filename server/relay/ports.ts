// What the relay asks of the place it runs in: Node with websockets in the product, a scripted world with a seeded
// clock in the simulation. Nothing in this folder but attach.ts knows of sockets.

import type { Verifier } from '../../src/lib/core/protocol/crypto.ts';
import type { Log } from '../log.ts';
import type { RelayStore } from '../store/store.ts';

/** One connection's pipe to its device. Nothing may be sent after `close`. */
export interface Link {
	send(frame: Uint8Array): void;
	close(code: number, reason: string): void;
	/** Bytes handed over that the network has not taken yet. */
	buffered(): number;
}

export interface Clock {
	/** Milliseconds since the epoch. */
	now(): number;
	/** Returns a cancel function. */
	after(ms: number, run: () => void): () => void;
}

export interface RelayPorts {
	readonly store: RelayStore;
	readonly crypto: Verifier;
	readonly clock: Clock;
	/** Runs later in this turn of the event loop: what is asked for until then becomes one commit. */
	readonly defer: (run: () => void) => void;
	readonly log: Log;
	readonly limits: RelayLimits;
}

/** Lets everything else have its turn before what follows. */
export const turnOf =
	(defer: RelayPorts['defer']): (() => Promise<void>) =>
	() =>
		new Promise((resolve) => defer(resolve));

/** All in bytes but `invites` and `connections`. */
export interface RelayLimits {
	/** Largest entry. */
	readonly entry: number;
	/** Largest ephemeral payload. */
	readonly ephemeral: number;
	/** All entries of a room together. */
	readonly room: number;
	/** Largest box of an invite. */
	readonly box: number;
	/** Most invites of a room, whatever became of them. */
	readonly invites: number;
	/** Most connections at once. */
	readonly connections: number;
	/** What a reader may have waiting before the relay stops sending it more of the log. */
	readonly highWater: number;
	/** What all readers together may have waiting: beyond it, each is sent the next page when it has taken the last. */
	readonly backlog: number;
	/** What a reader may have waiting at all. */
	readonly buffer: number;
	/** One page of a replay. */
	readonly page: number;
}

/**
 * Most statements of a room: the genesis, and its invites, each of which is redeemed or revoked at most once. Since
 * invites alone are refused, there is always room for the other two.
 */
export const mostStatements = ({ invites }: RelayLimits): number => 1 + 2 * invites;

export const DEFAULT_LIMITS: RelayLimits = {
	entry: 256 * 1024,
	ephemeral: 16 * 1024,
	room: 256 * 1024 * 1024,
	box: 4 * 1024,
	invites: 500,
	connections: 10_000,
	highWater: 128 * 1024,
	backlog: 64 * 1024 * 1024,
	buffer: 8 * 1024 * 1024,
	page: 256 * 1024
};
