// What a connection is made of once the relay has spoken: where the log is read to, what waits to be sent, and what is said
// beside the log.

import type { ClientMessage, Limits } from '../protocol/messages.ts';
import { Aside } from './aside.ts';
import type { ConnectionHost } from './connection-host.ts';
import { LogFollower } from './log-follower.ts';
import { OthersLedger } from './others.ts';
import { Outbox } from './outbox.ts';
import type { StoredRoom } from './ports.ts';
import { seenKey } from './reader.ts';
import { Upload } from './upload.ts';

export interface Parts {
	readonly follower: LogFollower;
	readonly ledger: OthersLedger;
	readonly outbox: Outbox;
	readonly upload: Upload;
	readonly aside: Aside;
	/** Digest of the snapshot that was made or compared here last. */
	readonly compared: Uint8Array | null;
}

export interface PartsPorts {
	readonly sync: ConnectionHost;
	readonly send: (message: ClientMessage) => void;
	/** Runs a step whose failure ends the connection. */
	readonly guard: (step: () => Promise<void>) => Promise<void>;
	/** Ends the connection, to come back. */
	readonly comeBack: () => void;
	/** Told when what is counted for the screen may have changed. */
	readonly counted: () => void;
}

export function makeParts(
	{ sync, send, guard, comeBack, counted }: PartsPorts,
	stored: StoredRoom,
	limits: Limits
): Parts {
	const { room, store, crypto: verifier, doc, apply, onStored } = sync.options;
	const ledger = new OthersLedger(stored);
	const follower = new LogFollower({
		room,
		verifier,
		keyring: sync.keyring,
		store,
		stored,
		ledger,
		doc,
		apply,
		onStored,
		lag: sync.lag,
		isAlone: () => sync.status.peers.length === 0,
		mayGive: (): boolean => upload.mayWrite,
		onGiven: (edits) => {
			sync.unsealed += edits;
			sync.update({ waiting: sync.status.waiting + edits });
			upload.pump();
		},
		onEntry: (seq, bytes) => aside.entry(seq, bytes)
	});
	const outbox = new Outbox(store, sync.counter, stored.sealed, ({ logId, session }, counter) =>
		follower.hasShown(logId, seenKey({ device: sync.deviceId, session }), counter)
	);
	const upload = new Upload({
		sync,
		outbox,
		position: () => follower.position!,
		entryLimit: limits.entry,
		send: (entry) => send({ type: 'append', entry }),
		guard,
		counted
	});
	const aside = new Aside({
		sync,
		follower,
		ledger,
		isSettled: () => sync.status.waiting === 0 && outbox.isEmpty && upload.mayWrite,
		mayWrite: () => upload.mayWrite,
		compared: stored.snapshot,
		comeBack,
		context: () => upload.context(),
		entryLimit: limits.entry,
		send,
		guard,
		changed: counted
	});
	return { follower, ledger, outbox, upload, aside, compared: stored.snapshot };
}
