// What a room's sync knows about itself: facts only. The words that a person reads are made elsewhere.

import type { RoomId } from '../ids.ts';
import type { CloseCode } from '../protocol/close.ts';
import type { Chain, Role } from '../protocol/membership.ts';
import type { Peer } from '../protocol/messages.ts';
import type { Loss } from './new-reading.ts';
import type { Others } from './others.ts';
import type { StorageFault } from './ports.ts';

export type SyncProblem =
	/** This device's storage refused a write or a read. */
	| { readonly kind: 'storage'; readonly fault: StorageFault }
	/** The relay's storage for this room is full. */
	| { readonly kind: 'quota' }
	/** The relay's log or chain contradicts what this device has verified. */
	| { readonly kind: 'fork' }
	/** What the relay has in place of the log's beginning cannot be read here; what this device holds is given to it. */
	| { readonly kind: 'snapshot-unreadable' }
	/** The chain holds a statement that this build cannot read. */
	| { readonly kind: 'newer-chain' }
	/** What was written here cannot be sent, because this member may only read. */
	| { readonly kind: 'read-only' }
	/** Nothing is synced here: what is stored on this device could not be read. */
	| { readonly kind: 'not-read' }
	/** Nothing is synced here: the part of the app that does it could not be fetched. */
	| { readonly kind: 'not-fetched' };

export interface RoomStatus {
	/** `live`: everything in the log up to now is here, and what is written leaves at once. */
	readonly link: 'off' | 'connecting' | 'catching-up' | 'live';
	/** The relay ended the connection and trying again by itself would not help. */
	readonly ended: { readonly code: CloseCode; readonly reason: string } | null;
	/** The relay does not serve this device for now, and is not just being restarted. Tried again by itself; null once served. */
	readonly turnedAway: { readonly reason: string } | null;
	readonly role: Role | null;
	/** Local edits that the relay has not acknowledged. */
	readonly waiting: number;
	/** Since when something waits, this device's clock in ms; null when nothing does. */
	readonly waitingSince: number | null;
	/** When the last waiting edit was acknowledged in this page load, or the log was found to have all; this device's clock. */
	readonly settledAt: number | null;
	readonly peers: readonly Peer[];
	readonly problem: SyncProblem | null;
	/** Entries refused for ever in this page load. */
	readonly refused: number;
	/** Entries kept that this build or device cannot read yet. */
	readonly held: number;
	/** This log was given something that it lacked: the relay had lost it. */
	readonly healed: boolean;
	/** In this page load the relay's log was found to be another than the one read before: gone, or set back or forked. */
	readonly loss: Loss | null;
	/** The other members' devices, as far as it is proven. */
	readonly others: Others;
	/** This device's clock minus the relay's, ms, as of the last challenge. */
	readonly clockSkew: number | null;
	readonly chain: Chain;
}

/** Stands for a chain until the stored one has been checked: nobody is known to be a member. */
export const unreadChain = (room: RoomId): Chain => ({
	room,
	statements: [],
	head: new Uint8Array(32),
	epoch: 0,
	members: new Map(),
	devices: new Map(),
	invites: new Map(),
	numbers: new Map()
});

/** Before anything is known but the chain. */
export const startStatus = (chain: Chain, role: Role | null): RoomStatus => ({
	link: 'off',
	ended: null,
	turnedAway: null,
	role,
	waiting: 0,
	waitingSince: null,
	settledAt: null,
	peers: [],
	problem: null,
	refused: 0,
	held: 0,
	healed: false,
	loss: null,
	others: new Map(),
	clockSkew: null,
	chain
});
