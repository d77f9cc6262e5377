// One room's sync in the tab that leads: keeps what outlives a connection (session counter, chain, presence, facts for the
// screen) and starts a RoomConnection whenever the provider opens a socket.

import { toBase64url } from '../bytes.ts';
import { type DeviceId, type MemberId, newSessionId } from '../ids.ts';
import { CLOSE, type CloseCode } from '../protocol/close.ts';
import { currentRole } from '../protocol/membership.ts';
import type { ConnectionHost, RoomSyncOptions, Submitted } from './connection-host.ts';
import type { RowsLag } from './document-feed.ts';
import type { EncryptedSocket, SocketHost, SocketLink } from './encrypted-socket.ts';
import { Keyring } from './keyring.ts';
import { afterEdit, OthersLedger } from './others.ts';
import type { SessionCounter } from './outbox.ts';
import { Presence } from './presence.ts';
import { awarenessFrame, type PresenceState } from './provider-frames.ts';
import type { SeenMap } from './receipts.ts';
import { RoomConnection } from './room-connection.ts';
import { type RoomStatus, startStatus } from './room-status.ts';
import { SnapshotPauses } from './snapshot-pauses.ts';
import { SnapshotTrust } from './snapshot-trust.ts';

/** Jitter between attempts, so that a thousand devices do not come back in one instant. */
const JITTER_MS = 1000;

export class RoomSync implements SocketHost, ConnectionHost {
	readonly options: RoomSyncOptions;
	readonly deviceId: DeviceId;
	readonly counter: SessionCounter;
	readonly aside: SessionCounter;
	readonly trust = new SnapshotTrust();
	readonly pauses: SnapshotPauses;
	readonly lag: RowsLag = { behind: false };
	readonly keyring: Keyring;
	readonly presence: Presence;
	unsealed = 0;
	edits = 0;
	presentChain = false;
	seen: SeenMap | null | undefined = undefined;
	#status: RoomStatus;
	#connection: RoomConnection | null = null;
	/** The latest connection, over or not. */
	#latest: RoomConnection | null = null;
	#attempts = 0;
	readonly #listeners = new Set<() => void>();

	constructor(options: RoomSyncOptions) {
		this.options = options;
		const { crypto, device, room, chain, epochs, clock } = options;
		this.pauses = new SnapshotPauses(clock);
		this.deviceId = toBase64url(device.signer.publicKey) as DeviceId;
		this.counter = { session: newSessionId((n) => crypto.random(n)), next: 0 };
		this.aside = { session: newSessionId((n) => crypto.random(n)), next: 0 };
		this.keyring = new Keyring(crypto, room, epochs);
		this.presence = new Presence(
			this.keyring,
			room,
			this.deviceId,
			this.counter.session,
			options.isOwnClient
		);
		this.#status = startStatus(chain, currentRole(chain, this.deviceId));
	}

	get status(): RoomStatus {
		return this.#status;
	}

	get member(): MemberId | null {
		return this.#status.chain.devices.get(this.deviceId)?.member ?? null;
	}

	/** @returns a function that ends the subscription */
	subscribe(listener: () => void): () => void {
		this.#listeners.add(listener);
		return () => this.#listeners.delete(listener);
	}

	update(change: Partial<RoomStatus>): void {
		const next = { ...this.#status, ...change };
		const waitingSince = next.waiting > 0 ? (this.#status.waitingSince ?? this.options.clock.now()) : null;
		this.#status = { ...next, waitingSince };
		for (const listener of this.#listeners) listener();
	}

	/** A local edit, of any tab of this device, has been handed to the store. */
	edited(): void {
		this.edits += 1;
		this.unsealed += 1;
		const { waiting, others } = this.#status;
		this.update({ waiting: waiting + 1, others: afterEdit(others) });
		this.#connection?.pump();
	}

	/** Finds out what the store knows, before a connection has looked: what waits, and what others have. */
	async countWaiting(): Promise<void> {
		const stored = await this.options.store.load();
		const edits = await this.options.store.edits();
		this.unsealed = edits.length;
		const waiting = edits.length + stored.sealed.reduce((sum, row) => sum + row.edits, 0);
		const others = new OthersLedger(stored).facts(this.#status.chain, this.member, waiting);
		this.update({ waiting, others });
	}

	/**
	 * What this person has opened, all of it, each item in the version that was seen; the others are told soon. Null: they
	 * are not to know, which is told once. Without this being called nothing is told.
	 */
	setSeen(seen: SeenMap | null): void {
		this.seen = seen;
		this.#connection?.seenChanged();
	}

	/** Adds a statement to the chain through the relay; settles when the relay has stored it or refused it. */
	submit(statement: Uint8Array, box: Uint8Array | null): Promise<Submitted> {
		return this.#connection?.submit(statement, box) ?? Promise.resolve('offline');
	}

	/**
	 * Settles when this room's store is not touched any more. To be awaited after the provider has been disconnected
	 * and before another tab, or another RoomSync, may lead.
	 */
	settled(): Promise<void> {
		return this.#latest?.settled() ?? Promise.resolve();
	}

	// -- SocketHost: called by the provider's socket

	attach(socket: EncryptedSocket): SocketLink {
		const { clock, crypto } = this.options;
		this.update({ link: 'connecting', ended: null });
		const delay = this.#attempts === 0 ? 0 : (crypto.random(1)[0]! / 256) * JITTER_MS;
		this.#attempts += 1;
		let connection: RoomConnection | null = null;
		const cancel = clock.after(delay, () => {
			connection = new RoomConnection(this, socket, this.settled());
			this.#connection = connection;
			this.#latest = connection;
		});
		return {
			sendPresence: (states) => connection?.sendPresence(states),
			close: () => {
				cancel();
				connection?.close();
				this.#left(connection);
			}
		};
	}

	// -- called by the connection

	live(): void {
		this.#attempts = 0;
		this.presentChain = false;
		this.update({ turnedAway: null });
		this.options.renewPresence();
	}

	/** Decides what the provider is told, which decides whether it tries again. */
	ended(connection: object, socket: EncryptedSocket, code: number, reason: string): void {
		this.#left(connection);
		const healable =
			code === CLOSE.noSuchRoom ||
			(code === CLOSE.notAllowed && reason === 'not-a-member' && !this.presentChain);
		if (healable) {
			this.presentChain = true;
			socket.closed(1006, '');
			return;
		}
		const turnedAway = code === CLOSE.tryLater && reason !== 'stopping' ? { reason } : null;
		if (code >= 4400 && code < 4500) this.update({ turnedAway, ended: { code: code as CloseCode, reason } });
		else this.update({ turnedAway });
		socket.closed(code, reason);
	}

	showPresence(socket: EncryptedSocket, states: readonly PresenceState[]): void {
		if (states.length > 0) socket.deliver(awarenessFrame(states));
	}

	#left(connection: object | null): void {
		if (connection !== this.#connection) return;
		this.#connection = null;
		this.presence.leaveAll();
		this.update({ link: 'off', peers: [] });
	}
}
