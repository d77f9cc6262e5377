// The relay without its sockets: the rooms in use, the commits they share, and the connections.

import type { RoomId } from '../../src/lib/core/ids.ts';
import { CLOSE } from '../../src/lib/core/protocol/close.ts';
import { Backlog } from './backlog.ts';
import { Commits } from './commits.ts';
import type { Outcome, Pending } from './commits.ts';
import { Connection } from './connection.ts';
import type { Ack } from './delivery.ts';
import type { Appender } from './guest.ts';
import type { Link, RelayPorts } from './ports.ts';
import { Rooms } from './rooms.ts';

export class Relay {
	readonly #ports: RelayPorts;
	readonly #rooms: Rooms;
	readonly #commits: Commits<Appender>;
	readonly #connections = new Set<Connection>();
	readonly #backlog: Backlog;
	#closing = false;

	constructor(ports: RelayPorts) {
		this.#ports = ports;
		this.#rooms = new Rooms(ports);
		this.#backlog = new Backlog(ports.limits.backlog);
		this.#commits = new Commits<Appender>({
			store: ports.store,
			defer: ports.defer,
			log: ports.log,
			onCommitted: (outcomes) => this.#committed(outcomes),
			onFailed: (pending) => this.#failed(pending)
		});
	}

	/** Rooms in memory and open connections. */
	get load(): { readonly rooms: number; readonly connections: number } {
		return { rooms: this.#rooms.size, connections: this.#connections.size };
	}

	/**
	 * Takes a new link.
	 * @param origin what the device calls this relay
	 * @returns null when the relay is stopping or full: the link is closed already
	 */
	connect(link: Link, origin: string): Connection | null {
		if (this.#closing || this.#connections.size >= this.#ports.limits.connections) {
			link.close(CLOSE.tryLater, 'try later');
			return null;
		}
		const connection = new Connection({
			relay: this.#ports,
			rooms: this.#rooms,
			backlog: this.#backlog,
			append: (pending) => this.#append(pending),
			link,
			origin,
			onEnded: (ended) => this.#connections.delete(ended)
		});
		this.#connections.add(connection);
		return connection;
	}

	/** Commits and acknowledges what waits, then ends every connection. */
	async close(): Promise<void> {
		this.#closing = true;
		await this.#commits.settled();
		for (const connection of [...this.#connections]) connection.close(CLOSE.tryLater, 'stopping');
	}

	#committed(outcomes: readonly Outcome<Appender>[]): void {
		for (const group of byRoom(outcomes)) {
			const { room } = group[0]!.author;
			const stored: { readonly seq: number; readonly bytes: Uint8Array; readonly hash: Uint8Array }[] = [];
			const own = new Map<Appender, Ack[]>();
			for (const { entry, author, result } of group) {
				if (result.kind !== 'stored') continue;
				const { session, counter, bytes } = entry;
				const { seq, hash } = result;
				stored.push({ seq, hash, bytes });
				const acks = own.get(author) ?? [];
				acks.push({ session, counter, seq, hash });
				own.set(author, acks);
			}
			if (stored.length > 0) room.advance(stored, own);
			for (const { entry, author, result } of group) {
				if (result.kind !== 'stored') author.settleKnown(entry, result);
			}
		}
		this.#settle(outcomes);
	}

	#failed(pending: readonly Pending<Appender>[]): void {
		this.#settle(pending);
		for (const author of new Set(pending.map(({ author }) => author))) author.closeBusy();
	}

	// A room stays in memory until its commits are through, also when everybody has left: somebody who comes back
	// must not load it from a store that is about to change.
	#append(pending: Pending<Appender>): void {
		const { room } = pending.author;
		room.reserved += pending.entry.bytes.length;
		this.#rooms.retain(room.id);
		this.#commits.add(pending);
	}

	#settle(pending: readonly Pending<Appender>[]): void {
		for (const { author, entry } of pending) {
			author.room.reserved -= entry.bytes.length;
			this.#rooms.release(author.room.id);
		}
	}
}

/** In the order of each room's log. */
function byRoom(outcomes: readonly Outcome<Appender>[]): Outcome<Appender>[][] {
	const groups = new Map<RoomId, Outcome<Appender>[]>();
	for (const outcome of outcomes) {
		const group = groups.get(outcome.entry.room);
		if (group) group.push(outcome);
		else groups.set(outcome.entry.room, [outcome]);
	}
	return [...groups.values()];
}
