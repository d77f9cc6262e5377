// A member's connection: the log, statements, presence.

import type { DeviceId } from '../../src/lib/core/ids.ts';
import { CLOSE } from '../../src/lib/core/protocol/close.ts';
import type { Denial, Nack } from '../../src/lib/core/protocol/close.ts';
import { decodeEntry } from '../../src/lib/core/protocol/entry.ts';
import type { EntryHeader } from '../../src/lib/core/protocol/entry.ts';
import { currentRole } from '../../src/lib/core/protocol/membership.ts';
import type { ClientMessage, RelayMessage } from '../../src/lib/core/protocol/messages.ts';
import type { StatementBody } from '../../src/lib/core/protocol/statement.ts';
import type { Appended } from '../store/store.ts';
import { judgeAppend, RETRYABLE } from './appends.ts';
import { Delivery } from './delivery.ts';
import type { Appender, Guest, GuestPorts } from './guest.ts';
import { expiry } from './invites.ts';
import { roomTag } from './room.ts';
import type { Room } from './room.ts';

/** A peer that sends on and on without reading its acks is cut off. */
const MOST_WAITING_ACKS = 10_000;

type Name = Pick<EntryHeader, 'session' | 'counter'>;

export class Member implements Guest, Appender {
	readonly connection: string;
	readonly device: DeviceId;
	readonly room: Room;
	readonly delivery: Delivery;
	readonly #from: number;
	readonly #ports: GuestPorts;

	/** @param from the last sequence number that the device has */
	constructor(connection: string, device: DeviceId, room: Room, from: number, ports: GuestPorts) {
		this.connection = connection;
		this.device = device;
		this.room = room;
		this.#from = from;
		this.#ports = ports;
		const { store, limits, log } = ports.relay;
		this.delivery = new Delivery(from, {
			send: ports.write,
			isFull: ports.isFull,
			head: () => room.head.seq,
			entriesAfter: (seq) => store.entriesAfter(room.id, seq, limits.page),
			onFailed: (error) => {
				log({ event: 'store-failed', doing: 'replay', error: String(error) });
				this.closeBusy();
			}
		});
	}

	// Nothing waits in here: what happens in the room afterwards comes after the welcome, and nothing is missed.
	welcome(): void {
		const { room, connection } = this;
		const role = currentRole(room.chain, this.device);
		if (!role) throw new Error('admitted a device that is no member');
		this.send({
			type: 'welcome',
			role,
			head: room.head,
			from: this.#from,
			chain: room.chain.statements,
			snapshot: 0,
			connection,
			peers: [...room.present].map((other) => ({ connection: other.connection, device: other.device }))
		});
		room.present.add(this);
		const connections = room.present.size;
		this.#ports.relay.log({ event: 'connected', room: roomTag(room.id), role, connections });
		this.delivery.pump();
	}

	async take(message: ClientMessage): Promise<void> {
		switch (message.type) {
			case 'append':
				return this.#append(message.entry);
			case 'statement':
				return this.#state(message.statement, message.box);
			case 'ephemeral':
				return this.#forward(message.payload);
			case 'ping':
				return;
			case 'hello':
				return this.#ports.close(CLOSE.malformed, 'second hello');
		}
		message satisfies never;
	}

	send(message: RelayMessage): void {
		this.#ports.send(message);
	}

	sendIfRoomy(message: RelayMessage): void {
		if (!this.#ports.isFull()) this.send(message);
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
		this.delivery.pump();
	}

	left(code: number): void {
		const { room, connection } = this;
		this.delivery.stop();
		room.present.delete(this);
		room.broadcast({ type: 'peer-left', connection });
		const connections = room.present.size;
		this.#ports.relay.log({ event: 'disconnected', room: roomTag(room.id), code, connections });
	}

	#append(bytes: Uint8Array): void {
		const { relay, append, close } = this.#ports;
		const header = decodeEntry(bytes)?.header;
		if (!header) return close(CLOSE.malformed, 'entry');
		const fault = judgeAppend(this.room, this.device, header, bytes.length, relay.limits);
		if (fault === 'forged') return close(CLOSE.malformed, 'entry of another room or device');
		if (fault) return this.#nack(header, fault, RETRYABLE[fault]);
		if (this.delivery.waiting >= MOST_WAITING_ACKS) return close(CLOSE.slowReader, 'acks not read');
		const { session, counter } = header;
		append({ entry: { room: this.room.id, device: this.device, session, counter, bytes }, author: this });
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
