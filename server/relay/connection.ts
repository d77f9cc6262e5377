// One connection's life: challenge → hello → member or invitee → closed. Knows no sockets: a Link carries what it says,
// and whoever owns the link calls `receive`, `drained` and `ended`. Frames are taken one after the other, also when
// one has to wait for the store.

import { toBase64url } from '../../src/lib/core/bytes.ts';
import { CLOSE } from '../../src/lib/core/protocol/close.ts';
import type { CloseCode } from '../../src/lib/core/protocol/close.ts';
import { decodeClientMessage, encodeRelayMessage } from '../../src/lib/core/protocol/messages.ts';
import type { ClientMessage, RelayMessage } from '../../src/lib/core/protocol/messages.ts';
import type { Backlog } from './backlog.ts';
import type { Guest, GuestPorts } from './guest.ts';
import { admit } from './hello.ts';
import { Invitee } from './invitee.ts';
import { Liveness } from './liveness.ts';
import { Member } from './member.ts';
import type { Link, RelayPorts } from './ports.ts';
import type { Hello } from './refused.ts';
import type { Rooms } from './rooms.ts';

export interface ConnectionPorts {
	readonly relay: RelayPorts;
	readonly rooms: Rooms;
	readonly link: Link;
	/** Of all connections. */
	readonly backlog: Backlog;
	readonly append: GuestPorts['append'];
	/** What the device must have meant to talk to; part of what it signs. */
	readonly origin: string;
	/** Called once, when the connection is over, whoever ended it. */
	readonly onEnded: (connection: Connection) => void;
}

/** Pings in a row during which nothing was taken. */
const MOST_STUCK_PINGS = 3;

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
	#turn: Promise<void> = Promise.resolve();
	/** Pings since the network last took something. */
	#stuck = 0;

	constructor(ports: ConnectionPorts) {
		const { crypto, clock, limits } = ports.relay;
		this.#ports = ports;
		this.#nonce = crypto.random(32);
		this.#id = toBase64url(crypto.random(16));
		this.#liveness = new Liveness(clock, () => this.close(CLOSE.notAuthenticated, 'no hello in time'));
		const { entry, ephemeral } = limits;
		this.#send({ type: 'challenge', nonce: this.#nonce, limits: { entry, ephemeral }, now: clock.now() });
	}

	/** A frame has come. */
	receive(frame: Uint8Array): void {
		this.#liveness.heard();
		this.#turn = this.#turn.then(() => this.#handle(frame));
	}

	/** The network has taken what was sent, or some of it. */
	drained(): void {
		if (this.#isClosed()) return;
		this.#stuck = 0;
		this.#ports.backlog.count(this.#ports.link);
		if (this.#state.kind === 'greeted') this.#state.guest.drained();
	}

	/** The link is gone by itself. */
	ended(code: number): void {
		const state = this.#state;
		if (state.kind === 'closed') return;
		this.#state = { kind: 'closed' };
		this.#liveness.stop();
		this.#ports.backlog.forget(this.#ports.link);
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

	async #handle(frame: Uint8Array): Promise<void> {
		if (this.#isClosed()) return;
		const message = decodeClientMessage(frame);
		if (!message) return this.close(CLOSE.malformed, 'not a message');
		try {
			await this.#take(message);
		} catch (error) {
			this.#ports.relay.log({ event: 'failed', doing: message.type, error: String(error) });
			this.close(CLOSE.tryLater, 'try later');
		}
	}

	async #take(message: ClientMessage): Promise<void> {
		const state = this.#state;
		switch (state.kind) {
			case 'challenged':
				if (message.type === 'ping') return;
				if (message.type !== 'hello') return this.close(CLOSE.malformed, 'hello expected');
				return this.#greet(message);
			case 'greeted':
				return state.guest.take(message);
			case 'greeting':
				throw new Error('a frame was taken before the one before it was done');
			case 'closed':
				return;
		}
		state satisfies never;
	}

	async #greet(hello: Hello): Promise<void> {
		const { relay, rooms, origin } = this.#ports;
		this.#state = { kind: 'greeting' };
		const admission = await admit(relay, rooms, { nonce: this.#nonce, origin }, hello);
		if (admission.kind === 'refused') return this.close(admission.code, admission.why);
		const { room } = admission;
		if (this.#isClosed()) return rooms.release(room.id);
		this.#liveness.greeted(
			() => this.#ping(),
			() => this.close(CLOSE.slowReader, 'silent')
		);
		if (admission.kind === 'member') {
			const member = new Member(this.#id, hello.device, room, admission.from, this.#guestPorts());
			this.#state = { kind: 'greeted', guest: member };
			return member.welcome();
		}
		const invitee = new Invitee(hello.device, room, admission.invite, this.#guestPorts());
		this.#state = { kind: 'greeted', guest: invitee };
		return invitee.welcome(this.#id, admission.redeemed);
	}

	// While too much waits for all together, a reader that takes nothing at all has to go.
	#ping(): void {
		const { link, backlog } = this.#ports;
		this.#stuck = link.buffered() > 0 ? this.#stuck + 1 : 0;
		if (this.#stuck > MOST_STUCK_PINGS && backlog.isFull)
			return this.close(CLOSE.slowReader, 'reads nothing');
		this.#send({ type: 'ping' });
	}

	#guestPorts(): GuestPorts {
		const { relay, append, link, backlog } = this.#ports;
		return {
			relay,
			append,
			send: (message) => this.#send(message),
			write: (frame) => this.#write(frame),
			isFull: () => link.buffered() > (backlog.isFull ? 0 : relay.limits.highWater),
			close: (code, why) => this.close(code, why)
		};
	}

	#isClosed(): boolean {
		return this.#state.kind === 'closed';
	}

	#send(message: RelayMessage): void {
		this.#write(encodeRelayMessage(message));
	}

	#write(frame: Uint8Array): void {
		if (this.#isClosed()) return;
		const { link, relay, backlog } = this.#ports;
		if (link.buffered() + frame.length > relay.limits.buffer)
			return this.close(CLOSE.slowReader, 'slow reader');
		link.send(frame);
		if (!this.#isClosed()) backlog.count(link);
	}
}
