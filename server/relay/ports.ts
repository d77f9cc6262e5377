// What the relay asks of the place it runs in: Node with websockets in the product, a scripted world with a seeded
// clock in the simulation. In this folder attach.ts, entrance.ts, outlet.ts and goodbye.ts know of sockets, and nothing else.

import type { DeviceId } from '../../src/lib/core/ids.ts';
import type { Verifier } from '../../src/lib/core/protocol/crypto.ts';
import { RECEIPT_LIMIT } from '../../src/lib/core/protocol/entry.ts';
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

/** Whoever is at the other end of a connection, as far as limits go. */
export interface Visitor {
	/**
	 * Whether it may make a room now; counts against its address when it may.
	 * @param token what its hello carried
	 * @returns null, or why not: a wrong token, or too many from its address
	 */
	mayCreate(token: string): 'admission' | 'too-many' | null;
	/** Its hello was good: its rates are this device's from here on, together with that device's other connections. */
	is(device: DeviceId): void;
}

/** Where nobody is limited: a scripted world, a test. */
export const ANYBODY: Visitor = { mayCreate: () => null, is: () => undefined };

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

/** What may come, be kept and wait. In bytes unless it says otherwise; operators set most of it (server/config.ts). */
export interface RelayLimits {
	/** Largest frame: a larger one ends its connection. */
	readonly frame: number;
	/** Largest entry. */
	readonly entry: number;
	/** Largest ephemeral payload. */
	readonly ephemeral: number;
	/** Largest receipt. */
	readonly receipt: number;
	/** All chunks of one snapshot together. */
	readonly snapshot: number;
	/** What counts of a room: its newest snapshot, the entries behind it, and names of sessions. On disk up to three times that. */
	readonly room: number;
	/** The last part of that, which is kept for the owner: when no more is left, only an owner may append. */
	readonly ownerShare: number;
	/** Largest box of an invite. */
	readonly box: number;
	/** Most invites of a room, whatever became of them. */
	readonly invites: number;
	/** Most rooms on this relay. */
	readonly rooms: number;
	/** Most new rooms from one address in an hour. */
	readonly addressRooms: number;
	/** Most connections at once. */
	readonly connections: number;
	/** Most connections from one address at once. */
	readonly addressConnections: number;
	/** Most hellos from one address in a minute. */
	readonly addressHellos: number;
	/** Most frames in a second from one device, in the long run. */
	readonly deviceFrames: number;
	/** Most bytes in a second from one device, in the long run. */
	readonly deviceBytes: number;
	/** What a reader may have waiting before the relay stops sending it more of the log. */
	readonly highWater: number;
	/** What all readers together may have waiting: beyond it, each is sent the next page when it has taken the last. */
	readonly backlog: number;
	/** What a reader may have waiting at all. */
	readonly buffer: number;
	/** One page of a replay. */
	readonly page: number;
	/** Chunks of snapshots that are kept in memory for whoever comes next, of all rooms together. */
	readonly chunks: number;
}

/**
 * Most statements of a room: the genesis, and its invites, each of which is redeemed or revoked at most once. Since
 * invites alone are refused, there is always room for the other two.
 */
export const mostStatements = ({ invites }: RelayLimits): number => 1 + 2 * invites;

const KIB = 1024;
const MIB = 1024 * KIB;

export const DEFAULT_LIMITS: RelayLimits = {
	// A chain that brings back a room must fit (300 KiB); an entry too large must come through to be refused by a nack.
	frame: MIB,
	entry: 256 * KIB,
	ephemeral: 16 * KIB,
	receipt: RECEIPT_LIMIT,
	snapshot: 64 * MIB,
	room: 256 * MIB,
	ownerShare: 16 * MIB,
	box: 4 * KIB,
	invites: 500,
	rooms: 20_000,
	// Generous, because many people may share an address: a school, an office, a proxy that is not trusted.
	addressRooms: 500,
	connections: 10_000,
	addressConnections: 1000,
	addressHellos: 1200,
	deviceFrames: 2000,
	deviceBytes: 4 * MIB,
	highWater: 128 * KIB,
	backlog: 64 * MIB,
	buffer: 8 * MIB,
	page: 256 * KIB,
	chunks: 16 * MIB
};
