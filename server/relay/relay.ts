// The relay without its sockets: the rooms in use, the commits they share, and the connections.

import { CLOSE } from '../../src/lib/core/protocol/close.ts';
import { Backlog } from './backlog.ts';
import { Commits } from './commits.ts';
import { addedByRoom } from './committed.ts';
import type { Pending, Reported } from './commits.ts';
import { Connection } from './connection.ts';
import type { Appender } from './guest.ts';
import { ANYBODY } from './ports.ts';
import type { Link, RelayPorts, Visitor } from './ports.ts';
import type { Room } from './room.ts';
import { Rooms } from './rooms.ts';
import type { Appended } from '../store/store.ts';

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
			onCommitted: (pending, results, reports) => this.#committed(pending, results, reports),
			onFailed: (pending, reports) => this.#failed(pending, reports)
		});
	}

	/** Rooms in memory and open connections. */
	get load(): { readonly rooms: number; readonly connections: number } {
		return { rooms: this.#rooms.size, connections: this.#connections.size };
	}

	/**
	 * Takes a new link.
	 * @param origin what the device calls this relay
	 * @param visitor who it is, as far as limits go
	 * @returns null when the relay is stopping or full: the link is closed already
	 */
	connect(link: Link, origin: string, visitor: Visitor = ANYBODY): Connection | null {
		if (this.#closing || this.#connections.size >= this.#ports.limits.connections) {
			link.close(CLOSE.tryLater, 'try later');
			return null;
		}
		const connection = new Connection({
			relay: this.#ports,
			rooms: this.#rooms,
			backlog: this.#backlog,
			append: (pending) => this.#append(pending),
			report: (reported) => this.#report(reported),
			link,
			origin,
			visitor,
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

	#committed(
		pending: readonly Pending<Appender>[],
		results: readonly Appended[],
		reports: readonly Reported<Appender>[]
	): void {
		for (const [room, added] of addedByRoom(pending, results)) room.advance(added);
		for (const [i, { entry, author }] of pending.entries()) {
			const result = results[i]!;
			if (result.kind !== 'stored') author.settleKnown(entry, result);
		}
		for (const { report, author } of reports) author.room.reported(report, author);
		this.#settle(pending, reports);
	}

	#failed(pending: readonly Pending<Appender>[], reports: readonly Reported<Appender>[]): void {
		this.#settle(pending, reports);
		for (const author of new Set([...pending, ...reports].map(({ author }) => author))) author.closeBusy();
	}

	#append(pending: Pending<Appender>): void {
		const { room } = pending.author;
		room.reserved += pending.entry.bytes.length;
		this.#hold(room);
		this.#commits.add(pending);
	}

	#report(reported: Reported<Appender>): void {
		this.#hold(reported.author.room);
		this.#commits.report(reported);
	}

	#settle(pending: readonly Pending<Appender>[], reports: readonly Reported<Appender>[]): void {
		for (const { author, entry } of pending) {
			author.room.reserved -= entry.bytes.length;
			this.#letGo(author.room);
		}
		for (const { author } of reports) this.#letGo(author.room);
	}

	// A room stays in memory until its commits are through, also when everybody has left: somebody who comes back
	// must not load it from a store that is about to change.
	#hold(room: Room): void {
		if (room.waiting === 0) this.#rooms.retain(room.id);
		room.waiting += 1;
	}

	#letGo(room: Room): void {
		room.waiting -= 1;
		if (room.waiting === 0) this.#rooms.release(room.id);
	}
}
