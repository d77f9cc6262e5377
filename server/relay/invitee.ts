// A connection that holds an invite and is no member: it may redeem that invite for its own device, and nothing else.

import type { DeviceId, InviteId } from '../../src/lib/core/ids.ts';
import { CLOSE } from '../../src/lib/core/protocol/close.ts';
import type { Denial } from '../../src/lib/core/protocol/close.ts';
import type { ClientMessage } from '../../src/lib/core/protocol/messages.ts';
import type { StatementBody } from '../../src/lib/core/protocol/statement.ts';
import type { Guest, GuestPorts } from './guest.ts';
import { expiry } from './invites.ts';
import type { Room } from './room.ts';

export class Invitee implements Guest {
	readonly room: Room;
	readonly #device: DeviceId;
	readonly #invite: InviteId;
	readonly #ports: GuestPorts;

	constructor(device: DeviceId, room: Room, invite: InviteId, ports: GuestPorts) {
		this.room = room;
		this.#device = device;
		this.#invite = invite;
		this.#ports = ports;
	}

	/** @param redeemed by this very device, earlier: the answer may have been lost, so it comes again (S16) */
	async welcome(connection: string, redeemed: boolean): Promise<void> {
		const { head, chain } = this.room;
		this.#ports.send({
			type: 'welcome',
			role: 'invitee',
			head,
			from: head.seq,
			chain: chain.statements,
			snapshot: null,
			former: [],
			tail: 0,
			keptSince: 0,
			delivered: [],
			receipts: [],
			connection,
			peers: []
		});
		if (redeemed) await this.#sendBox();
	}

	take(message: ClientMessage): Promise<void> | null {
		if (message.type === 'ping') return null;
		if (message.type === 'statement' && !message.box) return this.#redeem(message.statement);
		this.#ports.close(CLOSE.malformed, 'redemption expected');
		return null;
	}

	async #redeem(statement: Uint8Array): Promise<void> {
		const check = (body: StatementBody): Denial | null => {
			const own = body.kind === 'redeem' && body.invite === this.#invite && body.keys.device === this.#device;
			return own ? expiry(this.room.chain, body, this.#ports.relay.clock.now()) : 'not-allowed';
		};
		const outcome = await this.room.state(statement, null, check);
		if (typeof outcome === 'string') return this.#ports.send({ type: 'denied', code: outcome });
		this.#ports.send({ type: 'statement', statement });
		await this.#sendBox();
	}

	drained(): void {
		// Nothing waits for it: an invitee is not sent the log.
	}

	left(): void {
		// Nobody was told that it is here.
	}

	async #sendBox(): Promise<void> {
		const box = await this.room.takeBox(this.#invite, this.#device);
		this.#ports.send({ type: 'box', invite: this.#invite, box });
	}
}
