// A member's connection: the log, snapshots, statements, reports, presence.

import type { DeviceId } from '../../src/lib/core/ids.ts';
import { CLOSE } from '../../src/lib/core/protocol/close.ts';
import type { Denial, Nack } from '../../src/lib/core/protocol/close.ts';
import type { EntryHeader } from '../../src/lib/core/protocol/entry.ts';
import { currentRole } from '../../src/lib/core/protocol/membership.ts';
import type { ClientMessage, RelayMessage } from '../../src/lib/core/protocol/messages.ts';
import type { StatementBody } from '../../src/lib/core/protocol/statement.ts';
import type { Appended, Reports } from '../store/store.ts';
import { judgeAppend, RETRYABLE } from './appends.ts';
import { Delivery } from './delivery.ts';
import type { Appender, Guest, GuestPorts } from './guest.ts';
import { HeaderReader } from './header.ts';
import { expiry } from './invites.ts';
import type { Start } from './kept.ts';
import { Latest } from './latest.ts';
import { Reporting } from './reporting.ts';
import { roomTag } from './room.ts';
import type { Room } from './room.ts';
import { Uploads } from './snapshots.ts';

/** A peer that sends on and on without reading its acks is cut off. */
const MOST_WAITING_ACKS = 10_000;

type Name = Pick<EntryHeader, 'session' | 'counter'>;

/** What a member finds when it comes in. */
export interface Arrival {
	readonly start: Start;
	/** All there are at the moment of the welcome. */
	readonly reports: Reports;
}

export class Member implements Guest, Appender {
	readonly connection: string;
	readonly device: DeviceId;
	readonly room: Room;
	readonly delivery: Delivery;
	readonly #ports: GuestPorts;
	readonly #latest: Latest;
	readonly #reporting: Reporting;
	/** Null before this device appends. */
	#headers: HeaderReader | null = null;
	/** Null while this device uploads nothing, as nearly always. */
	#uploads: Uploads | null = null;

	constructor(connection: string, device: DeviceId, room: Room, arrival: Arrival, ports: GuestPorts) {
		this.connection = connection;
		this.device = device;
		this.room = room;
		this.#ports = ports;
		this.#latest = new Latest(ports);
		this.#reporting = new Reporting(room, device, arrival.reports.delivered, {
			relay: ports.relay,
			close: ports.close,
			keep: (report) => ports.report({ report, author: this }),
			nack: (name, code) => this.#nack(name, code, RETRYABLE[code])
		});
		this.delivery = this.#deliver(arrival.start);
	}

	// Nothing waits in here: what happens in the room afterwards comes after the welcome, and nothing is missed.
	welcome({ start, reports }: Arrival): void {
		const { room, connection } = this;
		const role = currentRole(room.chain, this.device);
		if (!role) throw new Error('admitted a device that is no member');
		this.send({
			type: 'welcome',
			role,
			head: room.head,
			from: start.from,
			chain: room.chain.statements,
			snapshot: start.snapshot,
			former: room.kept.former,
			tail: room.kept.tail,
			keptSince: room.kept.since,
			delivered: reports.delivered,
			receipts: reports.receipts,
			connection,
			peers: [...room.present].map((other) => ({ connection: other.connection, device: other.device }))
		});
		room.present.add(this);
		const connections = room.present.size;
		this.#ports.relay.log({ event: 'connected', room: roomTag(room.id), role, connections });
		this.delivery.pump();
	}

	take(message: ClientMessage): Promise<void> | null {
		switch (message.type) {
			case 'append':
				this.#append(message.entry);
				return null;
			case 'statement':
				return this.#state(message.statement, message.box);
			case 'ephemeral':
				this.#forward(message.payload);
				return null;
			case 'snapshot':
				return this.#takeChunk(message.chunk);
			case 'delivered':
				return this.#reporting.deliver(message.statement);
			case 'receipt':
				this.#reporting.receipt(message.entry);
				return null;
			case 'ping':
				return null;
			case 'hello':
				this.#ports.close(CLOSE.malformed, 'second hello');
				return null;
		}
		return message satisfies never;
	}

	send(message: RelayMessage): void {
		this.#ports.send(message);
	}

	sendIfRoomy(message: RelayMessage): void {
		if (!this.#ports.isFull()) this.send(message);
	}

	sendLatest(name: string, message: RelayMessage): void {
		this.#latest.send(name, message);
	}

	closeBusy(): void {
		this.#ports.close(CLOSE.tryLater, 'try later');
	}

	settleKnown(name: Name, result: Appended): void {
		const { session, counter } = name;
		if (result.kind !== 'conflict')
			this.delivery.ack({ session, counter, seq: result.seq, hash: result.hash });
		// Its name is taken by other bytes. Acknowledging it would claim that these are stored (S9).
		else this.#nack(name, 'log', false);
	}

	drained(): void {
		this.#latest.pump();
		this.delivery.pump();
	}

	left(code: number): void {
		const { room, connection } = this;
		this.delivery.stop();
		this.#uploads?.left();
		room.present.delete(this);
		room.broadcast({ type: 'peer-left', connection });
		const connections = room.present.size;
		this.#ports.relay.log({ event: 'disconnected', room: roomTag(room.id), code, connections });
	}

	#deliver({ from, snapshot, sendsChunks }: Start): Delivery {
		const { room } = this;
		const { relay, write, isFull } = this.#ports;
		const { store, limits, log } = relay;
		const chunks = sendsChunks && snapshot ? snapshot.chunks : 0;
		return new Delivery(
			{ from, chunks },
			{
				send: write,
				isFull,
				head: () => room.head.seq,
				chunkFrame: async (index) => snapshot && room.chunkFrame(snapshot.digest, index),
				entriesAfter: (seq) => store.entriesAfter(room.id, seq, limits.page),
				onGone: () => this.closeBusy(),
				onFailed: (error) => {
					log({ event: 'store-failed', doing: 'replay', error: String(error) });
					this.closeBusy();
				}
			}
		);
	}

	#append(bytes: Uint8Array): void {
		const { relay, append, close } = this.#ports;
		this.#headers ??= new HeaderReader();
		const header = this.#headers.read(bytes);
		if (!header) return close(CLOSE.malformed, 'entry');
		const fault = judgeAppend(this.room, this.device, header, bytes.length, relay.limits);
		if (fault === 'forged') return close(CLOSE.malformed, 'entry of another room or device');
		if (fault) return this.#nack(header, fault, RETRYABLE[fault]);
		if (this.delivery.waiting >= MOST_WAITING_ACKS) return close(CLOSE.slowReader, 'acks not read');
		const { session, counter } = header;
		append({ entry: { room: this.room.id, device: this.device, session, counter, bytes }, author: this });
	}

	async #takeChunk(bytes: Uint8Array): Promise<void> {
		this.#uploads ??= new Uploads(this.room, this.device, this.#ports);
		const fault = await this.#uploads.take(bytes);
		if (fault) this.#ports.close(CLOSE.malformed, fault);
	}

	async #state(statement: Uint8Array, box: Uint8Array | null): Promise<void> {
		const { clock, limits } = this.#ports.relay;
		const check = (body: StatementBody): Denial | null => {
			if ((body.kind === 'invite') !== (box !== null)) return 'malformed';
			if (box && box.length > limits.box) return 'malformed';
			if (body.kind === 'invite' && this.room.chain.invites.size >= limits.invites) return 'not-allowed';
			return expiry(this.room.chain, body, clock.now());
		};
		const outcome = await this.room.state(statement, box, check);
		if (typeof outcome === 'string') this.send({ type: 'denied', code: outcome });
	}

	#forward(payload: Uint8Array): void {
		if (payload.length > this.#ports.relay.limits.ephemeral) return;
		const message: RelayMessage = { type: 'ephemeral', connection: this.connection, payload };
		for (const other of this.room.present) if (other !== this) other.sendIfRoomy(message);
	}

	#nack({ session, counter }: Name, code: Nack, retryable: boolean): void {
		this.send({ type: 'nack', session, counter, code, retryable });
	}
}
