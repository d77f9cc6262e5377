// Presence on one connection: what this device's tabs say goes out, what the others say is shown.

import type { Peer, RelayMessage } from '../protocol/messages.ts';
import type { ConnectionHost } from './connection-host.ts';
import type { EncryptedSocket } from './encrypted-socket.ts';
import type { PresenceState } from './provider-frames.ts';
import { surface } from './surface.ts';

export interface PresenceLinePorts {
	readonly sync: ConnectionHost;
	readonly socket: EncryptedSocket;
	readonly send: (payload: Uint8Array) => void;
	readonly isOver: () => boolean;
	/** Largest payload that may be sent now, bytes; 0 while nothing may. */
	readonly largest: () => number;
}

export class PresenceLine {
	readonly #ports: PresenceLinePorts;
	#outbound: Promise<void> = Promise.resolve();
	/** Connections heard or listed: somebody who is not among them is new. */
	readonly #known = new Set<string>();

	constructor(ports: PresenceLinePorts) {
		this.#ports = ports;
	}

	/** Sends presence of this device's tabs; of nobody else's. */
	say(states: readonly PresenceState[]): void {
		const own = states.filter(({ client }) => this.#ports.sync.options.isOwnClient(client));
		if (own.length === 0) return;
		// A failure is a bug, but none that what people wrote should wait for: the next presence is tried again.
		this.#outbound = this.#outbound.then(() => this.#seal(own)).catch(surface);
	}

	/** These were there before. */
	met(connections: readonly string[]): void {
		for (const connection of connections) this.#known.add(connection);
	}

	async heard({ connection, payload }: Extract<RelayMessage, { type: 'ephemeral' }>): Promise<void> {
		const { sync, socket, isOver } = this.#ports;
		const states = await sync.presence.open(sync.status.chain, connection, payload);
		if (isOver()) return;
		if (!this.#known.has(connection)) {
			this.#known.add(connection);
			sync.options.renewPresence();
		}
		const device = sync.presence.deviceOf(connection);
		const peers: readonly Peer[] = sync.status.peers;
		if (device && !peers.some((peer) => peer.connection === connection)) {
			sync.update({ peers: [...peers, { connection, device }] });
		}
		sync.showPresence(socket, states);
	}

	left(connection: string): void {
		const { sync, socket } = this.#ports;
		sync.update({ peers: sync.status.peers.filter((peer) => peer.connection !== connection) });
		sync.showPresence(socket, sync.presence.leave(connection));
	}

	async #seal(own: readonly PresenceState[]): Promise<void> {
		const { sync, send, largest } = this.#ports;
		if (largest() === 0) return;
		const payload = await sync.presence.seal(sync.status.chain, own);
		if (payload && payload.length <= largest()) send(payload);
	}
}
