// Devices of this project's relay: two members of each room, with real signatures and really sealed entries. Sealing
// belongs to a scenario's preparation, so that no clock runs for it.

import { setImmediate as turn } from 'node:timers/promises';
import {
	decodeRelayMessage,
	encodeClientMessage,
	helloSignedBytes,
	type LogPosition
} from '../../../../src/lib/core/protocol/messages.ts';
import type { Chain } from '../../../../src/lib/core/protocol/membership.ts';
import { RELAY_PATH, SUBPROTOCOL } from '../../../../src/lib/core/protocol/version.ts';
import { admit, author, type Author } from '../../../support/room-scene.ts';
import { createSyncCrypto } from '../../../support/sync-crypto.ts';
import { foundRoom } from '../../../../src/lib/core/protocol/membership.ts';
import { newMemberId } from '../../../../src/lib/core/ids.ts';
import type { Content } from '../../sync-content.ts';
import type { Device, Entering, Network, Room } from './device.ts';
import { Lines } from './line.ts';
import { Sealer } from './sealer.ts';

const crypto = createSyncCrypto();

/** A device that never says anything is sent away. */
const PONG = encodeClientMessage({ type: 'ping' });

/** How a journal lies on the relay: as its log, or as a snapshot with nothing behind it. */
export type Kept = 'log' | 'snapshot';

interface Entered extends Device {
	readonly head: LogPosition;
}

/** Rooms of a relay that listens on this port of the loopback address. */
export function soundingsNetwork(port: number, kept: Kept): Network {
	const url = `ws://127.0.0.1:${port}${RELAY_PATH}`;
	const origin = `http://127.0.0.1:${port}`;
	const lines = new Lines();
	return {
		keeps: true,
		room: async () => {
			const seats = [await author(crypto), await author(crypto)] as const;
			const founded = await foundRoom(
				crypto,
				seats[0].device,
				newMemberId((length) => crypto.random(length))
			);
			const chain = await admit(crypto, founded, seats[0], seats[1], 'editor');
			return new SoundingsRoom({ lines, url, origin, kept }, chain, seats);
		},
		close: () => lines.cutAll()
	};
}

interface RelayAt {
	readonly lines: Lines;
	readonly url: string;
	readonly origin: string;
	readonly kept: Kept;
}

class SoundingsRoom implements Room {
	readonly #relay: RelayAt;
	readonly #chain: Chain;
	readonly #seats: readonly [Author, Author];
	#sealer: Sealer | null = null;
	/** Where the log ended when somebody last looked. */
	#end: LogPosition | null = null;

	constructor(relay: RelayAt, chain: Chain, seats: readonly [Author, Author]) {
		this.#relay = relay;
		this.#chain = chain;
		this.#seats = seats;
	}

	async fill({ update }: Content): Promise<void> {
		const device = await this.enter({ seat: 0, has: null });
		const entries = await this.#sealing().change(update);
		await new Promise<void>((acknowledged) => {
			let waiting = entries.length;
			device.onAcks = (count) => (waiting -= count) || acknowledged();
			for (const entry of entries) device.send(encodeClientMessage({ type: 'append', entry }));
		});
		await device.leave();
		// The position to come back with, and the one that a snapshot covers.
		const back = await this.enter({ seat: 0, has: null });
		if (this.#relay.kept === 'snapshot') {
			const chunks = await this.#sealing().snapshot(update, back.head);
			await new Promise<void>((taken) => {
				back.onChanges = () => taken();
				for (const chunk of chunks) back.send(encodeClientMessage({ type: 'snapshot', chunk }));
			});
		}
		await back.leave();
	}

	async frames(changes: readonly Uint8Array[]): Promise<Uint8Array[]> {
		const frames: Uint8Array[] = [];
		for (const change of changes)
			for (const entry of await this.#sealing().change(change))
				frames.push(encodeClientMessage({ type: 'append', entry }));
		// Sealing waits for nothing: other connections must be able to answer the relay's pings in between.
		await turn();
		return frames;
	}

	enter({ seat, has }: Entering): Promise<Entered> {
		const position = has === null ? null : this.#end;
		return new Promise((entered, failed) => {
			const hello = new Greeting(this.#seats[seat], this.#chain, this.#relay.origin, position);
			let device: Entered | null = null;
			let awaited = Infinity;
			/** Chunks that are to come before entries do, and what they stand for. */
			let chunks = 0;
			let covered = 0;
			this.#relay.lines.open(this.#relay.url, SUBPROTOCOL, {
				onLost: (why) => {
					if (device) throw why;
					failed(why);
				},
				onOpen: () => undefined,
				onFrame: (line, frame) => {
					const message = decodeRelayMessage(frame);
					if (!message) throw new Error('the relay sent what is no message');
					const reach = (seq: number): void => {
						if (device || !this.#end || seq < awaited) return;
						device = {
							head: this.#end,
							onChanges: () => undefined,
							onAcks: () => undefined,
							send: (bytes) => line.send(bytes),
							leave: () => line.leave(),
							cut: () => line.cut()
						};
						entered(device);
					};
					switch (message.type) {
						case 'challenge':
							hello.answer(message.nonce).then((answer) => line.send(answer), failed);
							return;
						case 'welcome':
							this.#end = message.head;
							awaited = message.head.seq;
							covered = message.from;
							chunks = message.from > (position?.seq ?? 0) ? (message.snapshot?.chunks ?? 0) : 0;
							return chunks === 0 ? reach(covered) : undefined;
						case 'chunk':
							return message.index === chunks - 1 ? reach(covered) : undefined;
						case 'entries':
							if (device) return device.onChanges(message.entries.length);
							return reach(message.first + message.entries.length - 1);
						case 'ack':
							return device?.onAcks(1);
						case 'snapshot':
							return device?.onChanges(1);
						case 'nack':
						case 'denied':
						case 'snapshot-refused':
							throw new Error(`the relay refused: ${message.code}`);
						case 'statement':
						case 'delivered':
						case 'receipt':
						case 'box':
						case 'ephemeral':
						case 'peer-left':
							return;
						case 'ping':
							return line.send(PONG);
					}
					message satisfies never;
				}
			});
		});
	}

	#sealing(): Sealer {
		if (!this.#end) throw new Error('nothing is sealed before the relay has named the log');
		this.#sealer ??= new Sealer(crypto, this.#chain, this.#seats[0], this.#end.logId);
		return this.#sealer;
	}
}

/** A hello that is signed as soon as the challenge is there. */
class Greeting {
	readonly #by: Author;
	readonly #chain: Chain;
	readonly #origin: string;
	readonly #position: LogPosition | null;

	constructor(by: Author, chain: Chain, origin: string, position: LogPosition | null) {
		this.#by = by;
		this.#chain = chain;
		this.#origin = origin;
		this.#position = position;
	}

	async answer(nonce: Uint8Array): Promise<Uint8Array> {
		const { room, statements } = this.#chain;
		const device = this.#by.id;
		const signed = helloSignedBytes('device', { nonce, origin: this.#origin, room, device });
		return encodeClientMessage({
			type: 'hello',
			room,
			device,
			signature: await this.#by.device.signer.sign(signed),
			position: this.#position,
			// As the app does it: who knows the log need not show the chain.
			proof: this.#position ? { kind: 'none' } : { kind: 'chain', chain: statements },
			token: '',
			distrust: null
		});
	}
}
