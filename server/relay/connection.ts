// One connection's life: challenge → hello → member or invitee → closed. Knows no sockets: a Link carries what it says,
// and whoever owns the link calls `receive`, `drained` and `ended`. Frames are taken one after the other, also when
// one has to wait for the store.

import type { RoomId } from '../../src/lib/core/ids.ts';
import { CLOSE } from '../../src/lib/core/protocol/close.ts';
import type { CloseCode } from '../../src/lib/core/protocol/close.ts';
import { decodeClientMessage } from '../../src/lib/core/protocol/messages.ts';
import type { ClientMessage } from '../../src/lib/core/protocol/messages.ts';
import type { Backlog } from './backlog.ts';
import { readAppend } from './frames.ts';
import type { Guest, GuestPorts } from './guest.ts';
import { admit } from './hello.ts';
import { Invitee } from './invitee.ts';
import { Liveness } from './liveness.ts';
import { Member } from './member.ts';
import { Output } from './output.ts';
import type { Link, RelayPorts, Visitor } from './ports.ts';
import type { Hello } from './refused.ts';
import type { Rooms } from './rooms.ts';
import { Turns } from './turns.ts';
import type { Reports } from '../store/store.ts';

export interface ConnectionPorts {
	readonly relay: RelayPorts;
	readonly rooms: Rooms;
	readonly link: Link;
	/** Of all connections. */
	readonly backlog: Backlog;
	readonly append: GuestPorts['append'];
	readonly report: GuestPorts['report'];
	/** What the device must have meant to talk to; part of what it signs. */
	readonly origin: string;
	readonly visitor: Visitor;
	/** Called once, when the connection is over, whoever ended it. */
	readonly onEnded: (connection: Connection) => void;
}

type State =
	| { readonly kind: 'challenged' | 'greeting' | 'closed' }
	| { readonly kind: 'greeted'; readonly guest: Guest };

export class Connection {
	readonly #ports: ConnectionPorts;
	readonly #nonce: Uint8Array;
	/** 16 random bytes, base64url: what the others know it by. */
	readonly #id: string;
	readonly #liveness: Liveness;
	#state: State = { kind: 'challenged' };
	readonly #turns = new Turns<Uint8Array>((frame) => this.#handle(frame));
	readonly #output: Output;

	constructor(ports: ConnectionPorts) {
		const { crypto, clock, limits } = ports.relay;
		this.#ports = ports;
		this.#nonce = crypto.random(32);
		this.#id = Buffer.from(crypto.random(16)).toString('base64url');
		this.#liveness = new Liveness(clock, () => this.close(CLOSE.notAuthenticated, 'no hello in time'));
		const { link, backlog } = ports;
		const onTooSlow = (why: string) => this.close(CLOSE.slowReader, why);
		this.#output = new Output({ link, backlog, limits, onTooSlow });
		const { entry, ephemeral } = limits;
		const now = clock.now();
		this.#output.send({ type: 'challenge', nonce: this.#nonce, limits: { entry, ephemeral }, now });
	}

	/** A frame has come; its memory is this connection's now. Resolves when it is handled; null: it is already. */
	receive(frame: Uint8Array): Promise<void> | null {
		this.#liveness.heard();
		return this.#turns.next(frame);
	}

	/** The network has taken what was sent, or some of it. */
	drained(): void {
		if (this.#isClosed()) return;
		this.#output.drained();
		if (this.#state.kind === 'greeted') this.#state.guest.drained();
	}

	/** The link is gone by itself. */
	ended(code: number): void {
		const state = this.#state;
		if (state.kind === 'closed') return;
		this.#state = { kind: 'closed' };
		this.#liveness.stop();
		this.#output.end();
		if (state.kind === 'greeted') {
			state.guest.left(code);
			this.#ports.rooms.release(state.guest.room.id);
		}
		this.#ports.onEnded(this);
	}

	/** Ends the connection. What comes afterwards is ignored. */
	close(code: CloseCode, why: string): void {
		if (this.#isClosed()) return;
		if (code !== CLOSE.tryLater) this.#ports.relay.log({ event: 'refused', code, why });
		this.ended(code);
		this.#ports.link.close(code, why);
	}

	#handle(frame: Uint8Array): Promise<void> | null {
		if (this.#isClosed()) return null;
		const message = readAppend(frame) ?? decodeClientMessage(frame);
		if (!message) {
			this.close(CLOSE.malformed, 'not a message');
			return null;
		}
		try {
			return this.#take(message)?.catch((error: unknown) => this.#failed(message, error)) ?? null;
		} catch (error) {
			this.#failed(message, error);
			return null;
		}
	}

	#take(message: ClientMessage): Promise<void> | null {
		const state = this.#state;
		switch (state.kind) {
			case 'challenged':
				if (message.type === 'hello') return this.#greet(message);
				if (message.type !== 'ping') this.close(CLOSE.malformed, 'hello expected');
				return null;
			case 'greeted':
				return state.guest.take(message);
			case 'greeting':
				throw new Error('a frame was taken before the one before it was done');
			case 'closed':
				return null;
		}
		return state satisfies never;
	}

	#failed({ type }: ClientMessage, error: unknown): void {
		this.#ports.relay.log({ event: 'failed', doing: type, error: String(error) });
		this.close(CLOSE.tryLater, 'try later');
	}

	async #greet(hello: Hello): Promise<void> {
		const { relay, rooms, origin, visitor } = this.#ports;
		this.#state = { kind: 'greeting' };
		const challenge = { nonce: this.#nonce, origin };
		const admission = await admit(relay, rooms, challenge, hello, visitor);
		if (admission.kind === 'refused') return this.close(admission.code, admission.why);
		const { room } = admission;
		let reports: Reports = { delivered: [], receipts: [] };
		if (admission.kind === 'member') {
			// Once more when somebody reported something meanwhile. What comes after the last time is told to all who are
			// present, as this one will be within the same step.
			let seen: number;
			do {
				seen = room.reports;
				reports = await this.#readReports(room.id);
			} while (seen !== room.reports);
		}
		if (this.#isClosed()) return rooms.release(room.id);
		visitor.is(hello.device);
		this.#liveness.greeted(
			() => this.#output.ping(),
			() => this.close(CLOSE.slowReader, 'silent')
		);
		if (admission.kind === 'member') {
			const arrival = { start: room.kept.startOf(admission.known, hello.distrust), reports };
			const member = new Member(this.#id, hello.device, room, arrival, this.#guestPorts(room.id));
			this.#state = { kind: 'greeted', guest: member };
			return member.welcome(arrival);
		}
		const invitee = new Invitee(hello.device, room, admission.invite, this.#guestPorts(room.id));
		this.#state = { kind: 'greeted', guest: invitee };
		return invitee.welcome(this.#id, admission.redeemed);
	}

	async #readReports(room: RoomId): Promise<Reports> {
		const { relay, rooms } = this.#ports;
		try {
			return await relay.store.reports(room);
		} catch (error) {
			rooms.release(room);
			throw error;
		}
	}

	#guestPorts(room: RoomId): GuestPorts {
		const { relay, rooms, append, report } = this.#ports;
		const output = this.#output;
		return {
			relay,
			append,
			report,
			hold: async (work) => {
				rooms.retain(room);
				return work().finally(() => rooms.release(room));
			},
			send: (message) => output.send(message),
			write: (frame) => output.write(frame),
			isFull: () => output.isFull,
			close: (code, why) => this.close(code, why)
		};
	}

	#isClosed(): boolean {
		return this.#state.kind === 'closed';
	}
}
