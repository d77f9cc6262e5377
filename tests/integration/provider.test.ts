// The real WebsocketProvider of y-websocket on our socket, against the relay's own code in this process.

import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Awareness } from 'y-protocols/awareness';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import { nodeVerifier } from '../../server/crypto.ts';
import type { Connection } from '../../server/relay/connection.ts';
import { DEFAULT_LIMITS } from '../../server/relay/ports.ts';
import { Relay } from '../../server/relay/relay.ts';
import { CLOSE } from '../../src/lib/core/protocol/close.ts';
import { socketClassFor } from '../../src/lib/core/sync/encrypted-socket.ts';
import { integrate } from '../../src/lib/core/sync/integrate.ts';
import type { OpenTransport } from '../../src/lib/core/sync/ports.ts';
import { RoomSync } from '../../src/lib/core/sync/room-sync.ts';
import { MemoryRoomStore } from '../support/memory-room-store.ts';
import { memoryRelayStore } from '../support/relay-memory-store.ts';
import { type Author, type RoomScene, roomScene } from '../support/room-scene.ts';
import { systemClock } from '../support/sync-device.ts';

const ORIGIN = 'https://relay.test';
let scene: RoomScene;
let relay: Relay;
let people: Person[];

beforeEach(async () => {
	scene = await roomScene();
	people = [];
	relay = new Relay({
		store: memoryRelayStore(),
		crypto: nodeVerifier,
		clock: systemClock,
		defer: setImmediate,
		log: () => undefined,
		limits: DEFAULT_LIMITS
	});
});
afterEach(async () => {
	for (const person of people) person.leave();
	await relay.close();
});

/** A line without delays that the test can break. */
function line(): { open: OpenTransport; breakOff(code: number, reason?: string): void } {
	let breakOff: (code: number, reason?: string) => void = () => undefined;
	return {
		breakOff: (code, reason) => breakOff(code, reason),
		open: (events) => {
			let over = false;
			const later = (run: () => void) => void setImmediate(() => over || run());
			const end = (run: () => void) => {
				if (over) return;
				over = true;
				run();
			};
			let far: Connection | null = null;
			later(() => {
				const link = {
					send: (frame: Uint8Array) => later(() => events.onFrame(frame.slice())),
					close: (code: number, reason: string) => end(() => events.onClose(code, reason)),
					buffered: () => 0
				};
				far = relay.connect(link, ORIGIN);
				events.onOpen();
			});
			breakOff = (code, reason = '') =>
				end(() => {
					far?.ended(1006);
					events.onClose(code, reason);
				});
			return {
				send: (frame) => later(() => void far?.receive(frame.slice())),
				close: () => end(() => far?.ended(1005))
			};
		}
	};
}

class Person {
	readonly doc = new Y.Doc();
	readonly awareness = new Awareness(this.doc);
	readonly line = line();
	readonly sync: RoomSync;
	readonly provider: WebsocketProvider;

	constructor(author: Author) {
		const store = new MemoryRoomStore();
		this.sync = new RoomSync({
			room: scene.chain.room,
			device: author.device,
			epochs: scene.epochs,
			chain: scene.chain,
			doc: this.doc,
			store,
			crypto: scene.crypto,
			clock: systemClock,
			open: this.line.open,
			origin: ORIGIN,
			token: '',
			apply: (update) => integrate(this.doc, update, this.provider),
			onStored: () => undefined,
			isOwnClient: (client) => client === this.doc.clientID,
			renewPresence: () => this.awareness.setLocalState(this.awareness.getLocalState())
		});
		this.awareness.setLocalState({ member: scene.chain.devices.get(author.id)!.member, at: 0 });
		this.provider = new WebsocketProvider('wss://unused.test', 'unused', this.doc, {
			connect: false,
			disableBc: true,
			awareness: this.awareness,
			WebSocketPolyfill: socketClassFor(this.sync) as unknown as typeof WebSocket
		});
		this.doc.on('update', (update: Uint8Array, origin: unknown) => {
			if (origin === this.provider) return;
			void store.addEdit(update);
			this.sync.edited();
		});
		people.push(this);
		this.provider.connect();
	}

	get text(): string {
		return this.doc.getText('t').toJSON();
	}

	/** What this one knows of where another is. */
	at(other: Person): unknown {
		return this.awareness.getStates().get(other.doc.clientID)?.['at'];
	}

	leave(): void {
		this.provider.destroy();
		this.awareness.destroy();
	}
}

test('what one writes the other has, and both are synced', async () => {
	const [sam, ana] = [new Person(scene.sam), new Person(scene.ana)];
	sam.doc.getText('t').insert(0, 'asked, ');
	await expect.poll(() => ana.text).toBe('asked, ');
	ana.doc.getText('t').insert(7, 'answered');
	await expect.poll(() => sam.text).toBe('asked, answered');
	expect([sam.provider.synced, ana.provider.synced]).toEqual([true, true]);
	await expect.poll(() => [sam.sync.status.waiting, ana.sync.status.waiting]).toEqual([0, 0]);
	expect(sam.sync.status.healed).toBe(false);
});

test('S3: edits made while the line is broken leave with the next connection, a deletion too', async () => {
	const [sam, ana] = [new Person(scene.sam), new Person(scene.ana)];
	sam.doc.getText('t').insert(0, 'to be deleted');
	await expect.poll(() => ana.text).toBe('to be deleted');
	sam.line.breakOff(1006);
	expect(sam.provider.wsconnected).toBe(false);
	sam.doc.getText('t').delete(2, 11);
	await expect.poll(() => ana.text, { timeout: 5000 }).toBe('to');
});

describe('presence', () => {
	test('each sees where the other is, whoever came first', async () => {
		const sam = new Person(scene.sam);
		await expect.poll(() => sam.sync.status.link).toBe('live');
		const ana = new Person(scene.ana);
		await expect.poll(() => [sam.at(ana), ana.at(sam)]).toEqual([0, 0]);
		ana.awareness.setLocalStateField('at', 12);
		await expect.poll(() => sam.at(ana)).toBe(12);
	});

	test('who leaves is gone, and is there again when back', async () => {
		const [sam, ana] = [new Person(scene.sam), new Person(scene.ana)];
		await expect.poll(() => sam.at(ana)).toBe(0);
		ana.line.breakOff(1006);
		await expect.poll(() => sam.at(ana)).toBeUndefined();
		await expect.poll(() => sam.at(ana), { timeout: 5000 }).toBe(0);
	});
});

test('a refusal for good ends the provider, and is shown', async () => {
	const sam = new Person(scene.sam);
	await expect.poll(() => sam.sync.status.link).toBe('live');
	const closed = new Promise((resolve) => sam.provider.once('closed', resolve));
	sam.line.breakOff(CLOSE.notAllowed, 'removed');
	expect(await closed).toEqual({ code: CLOSE.notAllowed, reason: 'removed' });
	expect(sam.provider.shouldConnect).toBe(false);
	expect(sam.sync.status.ended).toEqual({ code: CLOSE.notAllowed, reason: 'removed' });
});
