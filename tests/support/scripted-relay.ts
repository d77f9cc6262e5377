// A device whose relay says what the test wants, on a clock that moves when told to: in the room of `roomScene`, with an
// empty log.

import * as Y from 'yjs';
import { decodeEntry, type EntryHeader, logStartBytes } from '../../src/lib/core/protocol/entry.ts';
import {
	type ClientMessage,
	decodeClientMessage,
	encodeRelayMessage,
	type RelayMessage
} from '../../src/lib/core/protocol/messages.ts';
import { socketClassFor } from '../../src/lib/core/sync/encrypted-socket.ts';
import { integrate } from '../../src/lib/core/sync/integrate.ts';
import type { OpenTransport, TransportEvents } from '../../src/lib/core/sync/ports.ts';
import type { RoomStatus } from '../../src/lib/core/sync/room-status.ts';
import { RoomSync } from '../../src/lib/core/sync/room-sync.ts';
import { MemoryRoomStore } from './memory-room-store.ts';
import { TestClock } from './relay-world.ts';
import type { Author, RoomScene } from './room-scene.ts';

const LOG = Symbol('log');
const CONNECTION = 'A'.repeat(22);
/** Nothing of what is awaited takes more turns of the event loop. */
const TURNS = 30;

export const turns = async (): Promise<void> => {
	for (let turn = 0; turn < TURNS; turn++) await new Promise((resolve) => setImmediate(resolve));
};

type Sent<Type extends ClientMessage['type']> = Extract<ClientMessage, { type: Type }>;

export class ScriptedRelay {
	readonly clock = new TestClock();
	readonly doc = new Y.Doc();
	readonly sync: RoomSync;
	/** How the device's connections ended, as its provider was told. */
	readonly closes: number[] = [];
	/** What the device said on its connection. */
	sent: ClientMessage[] = [];
	readonly #scene: RoomScene;
	#events!: TransportEvents;

	constructor(scene: RoomScene, author: Author, chain = scene.chain) {
		const store = new MemoryRoomStore();
		this.#scene = scene;
		this.sync = new RoomSync({
			room: chain.room,
			device: author.device,
			epochs: scene.epochs,
			chain,
			doc: this.doc,
			store,
			crypto: scene.crypto,
			clock: this.clock,
			open: this.#open,
			origin: 'https://relay.test',
			token: '',
			apply: (update) => integrate(this.doc, update, LOG),
			onStored: () => undefined,
			isOwnClient: () => true,
			renewPresence: () => undefined
		});
		this.doc.on('update', (update: Uint8Array, origin: unknown) => {
			if (origin === LOG) return;
			void store.addEdit(update);
			this.sync.edited();
		});
	}

	get status(): RoomStatus {
		return this.sync.status;
	}

	/** A connection, up to the welcome to an empty log. */
	async live(): Promise<void> {
		await this.greet();
		const { chain, crypto, logId } = this.#scene;
		const hash = await crypto.sha256(logStartBytes(chain.room, logId));
		await this.says({
			type: 'welcome',
			role: 'owner',
			head: { logId, seq: 0, hash },
			from: 0,
			chain: chain.statements,
			snapshot: null,
			former: [],
			tail: 0,
			keptSince: 0,
			delivered: [],
			receipts: [],
			connection: CONNECTION,
			peers: []
		});
	}

	/** A connection on which nobody has said anything yet. */
	dial(): void {
		const socket = new (socketClassFor(this.sync))();
		socket.onclose = ({ code }) => this.closes.push(code);
		this.clock.advance(1000);
	}

	/** A connection, up to the device's hello. */
	async greet(): Promise<void> {
		this.dial();
		const limits = { entry: 4096, ephemeral: 4096 };
		await this.says({ type: 'challenge', nonce: new Uint8Array(32), limits, now: this.clock.now() });
	}

	async says(message: RelayMessage): Promise<void> {
		await turns();
		this.#events.onFrame(encodeRelayMessage(message));
		await turns();
	}

	async hangsUp(code: number, reason: string): Promise<void> {
		this.#events.onClose(code, reason);
		await turns();
	}

	/** The person writes a word; what leaves with it. */
	async writes(): Promise<void> {
		this.doc.getText('t').insert(0, 'word ');
		await turns();
		this.clock.advance(1000);
		await turns();
	}

	of<Type extends ClientMessage['type']>(type: Type): Sent<Type>[] {
		return this.sent.filter((message): message is Sent<Type> => message.type === type);
	}

	/** Session and counter of the last entry that was sent. */
	get last(): EntryHeader {
		return decodeEntry(this.of('append').at(-1)!.entry)!.header;
	}

	readonly #open: OpenTransport = (events) => {
		this.#events = events;
		this.sent = [];
		return { send: (frame) => this.sent.push(decodeClientMessage(frame)!), close: () => undefined };
	};
}
