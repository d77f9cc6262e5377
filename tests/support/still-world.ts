// Devices and the relay's own code in one process, on one clock that stands still until it is told to move: ten quiet seconds
// take no time, and nothing happens that the test did not let happen. What goes over a line can be looked at, changed and
// left out; the relay's store can be wiped, set back, or restored under another log id.

import * as Y from 'yjs';
import { nodeVerifier } from '../../server/crypto.ts';
import type { Connection } from '../../server/relay/connection.ts';
import { DEFAULT_LIMITS, type RelayLimits } from '../../server/relay/ports.ts';
import { Relay } from '../../server/relay/relay.ts';
import {
	type ClientMessage,
	decodeClientMessage,
	decodeRelayMessage,
	encodeRelayMessage,
	type RelayMessage
} from '../../src/lib/core/protocol/messages.ts';
import { awarenessFrame } from '../../src/lib/core/sync/provider-frames.ts';
import { type EncryptedSocket, socketClassFor } from '../../src/lib/core/sync/encrypted-socket.ts';
import { integrate } from '../../src/lib/core/sync/integrate.ts';
import type { OpenTransport } from '../../src/lib/core/sync/ports.ts';
import type { RoomStatus } from '../../src/lib/core/sync/room-status.ts';
import { RoomSync } from '../../src/lib/core/sync/room-sync.ts';
import { MemoryRoomStore } from './memory-room-store.ts';
import { type MemoryRelayStore, memoryRelayStore } from './relay-memory-store.ts';
import { TestClock } from './relay-world.ts';
import { type Author, type RoomScene, roomScene } from './room-scene.ts';

export const ORIGIN = 'https://relay.test';
const LOG = Symbol('log');
/** Turns of the event loop without a frame, after which nothing more is under way. */
const IDLE_TURNS = 25;

/** What the relay sends, as a device is to get it: changed, or null for not at all. */
export type Meddle = (message: RelayMessage, to: StillDevice) => RelayMessage | null;

export class StillWorld {
	readonly clock = new TestClock();
	readonly scene: RoomScene;
	readonly devices: StillDevice[] = [];
	readonly limits: { -readonly [Name in keyof RelayLimits]: RelayLimits[Name] };
	meddle: Meddle = (message) => message;
	store: MemoryRelayStore = memoryRelayStore();
	/** Anything sent or stored. */
	activity = 0;
	#relay: Relay;

	private constructor(scene: RoomScene, limits: Partial<RelayLimits>) {
		this.scene = scene;
		this.limits = { ...DEFAULT_LIMITS, ...limits };
		this.#relay = this.#start();
	}

	static async open(limits: Partial<RelayLimits> = {}): Promise<StillWorld> {
		return new StillWorld(await roomScene(), limits);
	}

	/** A device of a member, connected. `store`: what an earlier page load left. */
	async device(author: Author, store?: MemoryRoomStore): Promise<StillDevice> {
		const device = new StillDevice(this, author, store);
		this.devices.push(device);
		await device.start();
		await this.pass(250);
		return device;
	}

	/** Everything that can happen without time passing has happened. */
	async settle(): Promise<void> {
		for (let idle = 0; idle < IDLE_TURNS;) {
			const before = this.activity;
			await new Promise((resolve) => setImmediate(resolve));
			idle = before === this.activity ? idle + 1 : 0;
		}
	}

	/** Time passes, a quarter of a second at a time. */
	async pass(ms: number): Promise<void> {
		for (let left = ms; left > 0; left -= 250) {
			this.clock.advance(Math.min(left, 250));
			await this.settle();
		}
	}

	/** Long enough for whoever's turn it is to make a snapshot, and for what follows. */
	quiet(): Promise<void> {
		return this.pass(25_000);
	}

	connect(link: ConstructorParameters<typeof Connection>[0]['link']): Connection | null {
		return this.#relay.connect(link, ORIGIN);
	}

	/** The relay is started again, with another disk when one is given; every line breaks. */
	async restartRelay(store: MemoryRelayStore = this.store): Promise<void> {
		await this.#relay.close();
		await this.settle();
		this.store = store;
		this.#relay = this.#start();
		await this.pass(4000);
	}

	/** What the relay's disk holds now. */
	backup(): ReturnType<MemoryRelayStore['snapshot']> {
		return this.store.snapshot();
	}

	async close(): Promise<void> {
		for (const device of this.devices) device.stop();
		await this.settle();
		await this.#relay.close();
	}

	#start(): Relay {
		return new Relay({
			store: this.store,
			crypto: nodeVerifier,
			clock: this.clock,
			defer: setImmediate,
			log: () => undefined,
			limits: this.limits
		});
	}
}

export class StillDevice {
	readonly author: Author;
	readonly doc = new Y.Doc();
	readonly store: MemoryRoomStore;
	readonly sync: RoomSync;
	/** What left this device since it was last cleared. */
	sent: ClientMessage[] = [];
	/** The codes its connections ended with. */
	readonly closes: number[] = [];
	/** Set when it wrote nothing but everything must go. */
	forgetSince: number | null = null;
	readonly #world: StillWorld;
	#socket: EncryptedSocket | null = null;
	#on = false;
	#shown = 0;
	#break: (code: number) => void = () => undefined;

	constructor(world: StillWorld, author: Author, store = new MemoryRoomStore()) {
		this.#world = world;
		this.author = author;
		this.store = store;
		const { chain, crypto, epochs } = world.scene;
		for (const row of store.documentUpdates()) Y.applyUpdate(this.doc, row, LOG);
		this.sync = new RoomSync({
			room: chain.room,
			device: author.device,
			epochs,
			chain,
			doc: this.doc,
			store,
			crypto,
			clock: world.clock,
			open: this.#line(),
			origin: ORIGIN,
			token: '',
			apply: (update) => integrate(this.doc, update, LOG),
			onStored: () => undefined,
			isOwnClient: (client) => client === this.doc.clientID,
			renewPresence: () => this.#show(),
			mustForgetSince: () => this.forgetSince
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

	get text(): string {
		return this.doc.getText('t').toJSON();
	}

	/** The member's id in the chain. */
	get member() {
		return this.#world.scene.chain.devices.get(this.author.id)!.member;
	}

	/** What is known here of another's devices. */
	about(other: StillDevice) {
		return this.status.others.get(other.member)!;
	}

	/** What another start would show. */
	get stored(): string {
		const doc = new Y.Doc();
		for (const row of this.store.documentUpdates()) Y.applyUpdate(doc, row);
		return doc.getText('t').toJSON();
	}

	/** Writes at the end of the text. */
	async type(words: string): Promise<void> {
		this.doc.getText('t').insert(this.doc.getText('t').length, words);
		await this.#world.settle();
	}

	async start(): Promise<void> {
		await this.sync.countWaiting();
		this.#on = true;
		this.#connect();
	}

	/** The page is closed; nothing of it happens any more. */
	stop(): void {
		this.#on = false;
		this.#socket?.close();
		this.#socket = null;
	}

	/** The line breaks. */
	cut(): void {
		this.#break(1006);
	}

	/** The page is opened again, on what was stored. */
	async reload(): Promise<StillDevice> {
		this.stop();
		await this.#world.settle();
		await this.sync.settled();
		const { devices } = this.#world;
		devices.splice(devices.indexOf(this), 1);
		return this.#world.device(this.author, this.store);
	}

	of<Type extends ClientMessage['type']>(type: Type): Extract<ClientMessage, { type: Type }>[] {
		return this.sent.filter(
			(message): message is Extract<ClientMessage, { type: Type }> => message.type === type
		);
	}

	#connect(): void {
		if (!this.#on) return;
		this.#socket = new (socketClassFor(this.sync))();
		this.#socket.onopen = () => this.#show();
		this.#socket.onclose = ({ code }) => {
			this.closes.push(code);
			if (code < 4400 || code >= 4500) this.#world.clock.after(500, () => this.#connect());
		};
	}

	/** Tells the others who is there, as a provider would. */
	#show(): void {
		const state = JSON.stringify({ member: this.member });
		this.#socket?.send(awarenessFrame([{ client: this.doc.clientID, clock: ++this.#shown, state }]));
	}

	/** A line without delays. */
	#line(): OpenTransport {
		const world = this.#world;
		return (events) => {
			let over = false;
			let far: Connection | null = null;
			const later = (run: () => void): void => {
				world.activity += 1;
				setImmediate(() => {
					world.activity += 1;
					if (!over) run();
				});
			};
			const end = (run: () => void): void => {
				if (over) return;
				over = true;
				run();
			};
			const toDevice = (frame: Uint8Array): void => {
				const message = world.meddle(decodeRelayMessage(frame)!, this);
				if (message) events.onFrame(encodeRelayMessage(message));
			};
			later(() => {
				far = world.connect({
					send: (frame) => {
						const copy = frame.slice();
						later(() => toDevice(copy));
					},
					close: (code, reason) => later(() => end(() => events.onClose(code, reason))),
					buffered: () => 0
				});
				events.onOpen();
			});
			this.#break = (code) =>
				end(() => {
					far?.ended(1006);
					events.onClose(code, '');
				});
			return {
				send: (frame) => {
					const copy = frame.slice();
					this.sent.push(decodeClientMessage(copy)!);
					later(() => void far?.receive(copy));
				},
				close: () => end(() => far?.ended(1005))
			};
		};
	}
}
