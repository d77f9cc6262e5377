// A device against a relay that says what the test wants: one frame at a time, on a clock that moves when told to.

import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import * as Y from 'yjs';
import { MemoryRoomStore } from '../../../../tests/support/memory-room-store.ts';
import { type Author, type RoomScene, roomScene } from '../../../../tests/support/room-scene.ts';
import { TestClock } from '../../../../tests/support/relay-world.ts';
import { type LogId, newLogId } from '../ids.ts';
import { CLOSE } from '../protocol/close.ts';
import { decodeEntry, logNextBytes, logStartBytes } from '../protocol/entry.ts';
import type { Chain } from '../protocol/membership.ts';
import {
	type ClientMessage,
	decodeClientMessage,
	encodeRelayMessage,
	type Peer,
	type RelayMessage
} from '../protocol/messages.ts';
import { type EncryptedSocket, socketClassFor } from './encrypted-socket.ts';
import { integrate } from './integrate.ts';
import { awarenessFrame } from './provider-frames.ts';
import type { TransportEvents } from './ports.ts';
import { RoomSync } from './room-sync.ts';

type Sent<Type extends ClientMessage['type']> = Extract<ClientMessage, { type: Type }>;

const LOG = Symbol('log');
/** A room without snapshots, in which nobody has said anything yet. */
const PLAIN = { snapshot: null, former: [], tail: 0, keptSince: 0, delivered: [], receipts: [] } as const;
let scene: RoomScene;
beforeEach(async () => {
	scene = await roomScene();
});

/** Everything that can happen without time passing has happened. */
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

class Bench {
	readonly doc = new Y.Doc();
	readonly store: MemoryRoomStore;
	readonly clock = new TestClock();
	readonly sync: RoomSync;
	readonly closes: number[] = [];
	/** Store operations that wait, while `slow`. */
	readonly held: (() => void)[] = [];
	slow = false;
	skew = 0;
	/** Thrown once, in the middle of catching up. */
	bug: Error | null = null;
	sent: ClientMessage[] = [];
	socket!: EncryptedSocket;
	#events!: TransportEvents;

	constructor(author: Author, chain: Chain = scene.chain) {
		this.store = new MemoryRoomStore(undefined, (run) =>
			this.slow ? this.held.push(run) : queueMicrotask(run)
		);
		this.sync = new RoomSync({
			room: chain.room,
			device: author.device,
			epochs: scene.epochs,
			chain,
			doc: this.doc,
			store: this.store,
			crypto: scene.crypto,
			clock: { now: () => this.clock.now() + this.skew, after: this.clock.after },
			open: (events) => {
				this.#events = events;
				this.sent = [];
				return { send: (frame) => this.sent.push(decodeClientMessage(frame)!), close: () => undefined };
			},
			origin: 'https://relay.test',
			token: '',
			apply: (update) => integrate(this.doc, update, LOG),
			onStored: () => undefined,
			isOwnClient: () => true,
			renewPresence: () => {
				const { bug } = this;
				this.bug = null;
				if (bug) throw bug;
			}
		});
		this.doc.on('update', (update: Uint8Array, origin: unknown) => {
			if (origin === LOG) return;
			void this.store.addEdit(update);
			this.sync.edited();
		});
	}

	/** The provider opens a socket. */
	async connect(limits = { entry: 4096, ephemeral: 4096 }): Promise<void> {
		this.socket = new (socketClassFor(this.sync))();
		this.socket.onclose = ({ code }) => this.closes.push(code);
		this.clock.advance(1000);
		await this.says({ type: 'challenge', nonce: new Uint8Array(32), limits, now: this.clock.now() });
	}

	async says(message: RelayMessage): Promise<void> {
		await this.frame(encodeRelayMessage(message));
	}

	async frame(bytes: Uint8Array): Promise<void> {
		this.#events.onFrame(bytes);
		await settled();
	}

	/** Of an empty log. */
	async welcome(
		chain = scene.chain.statements,
		peers: readonly Peer[] = [],
		logId: LogId = scene.logId
	): Promise<void> {
		const hash = await scene.crypto.sha256(logStartBytes(scene.chain.room, logId));
		const head = { logId, seq: 0, hash };
		const connection = 'A'.repeat(22);
		await this.says({ ...PLAIN, type: 'welcome', role: 'owner', head, from: 0, chain, connection, peers });
	}

	async dies(code = 1006, reason = ''): Promise<void> {
		this.#events.onClose(code, reason);
		await settled();
	}

	type(text: string): void {
		this.doc.getText('t').insert(0, text);
	}

	of<Type extends ClientMessage['type']>(type: Type): Sent<Type>[] {
		return this.sent.filter((message): message is Sent<Type> => message.type === type);
	}

	get names(): string[] {
		return this.of('append').map(({ entry }) => `${decodeEntry(entry)!.header.counter}`);
	}

	/** Lets the store do one thing after the other until nothing waits. */
	async release(): Promise<void> {
		for (let next = this.held.shift(); next; next = this.held.shift()) {
			next();
			await settled();
		}
	}
}

describe('what the screen is told', () => {
	test('S12: nothing is settled while stored edits wait, though nobody has counted them', async () => {
		const bench = new Bench(scene.sam);
		bench.type('typed before');
		await settled();
		bench.sync.unsealed = 0;
		bench.sync.update({ waiting: 0 });
		const claims: number[] = [];
		bench.sync.subscribe(() => bench.sync.status.link === 'live' && claims.push(bench.sync.status.waiting));
		await bench.connect();
		await bench.welcome();
		expect(claims.length).toBeGreaterThan(0);
		expect(Math.min(...claims)).toBe(1);
		expect(bench.sync.status.settledAt).toBeNull();
	});

	test('a connection that is over does not say that it is catching up', async () => {
		const bench = new Bench(scene.sam);
		bench.slow = true;
		await bench.connect();
		await bench.dies();
		await bench.release();
		expect(bench.sync.status.link).toBe('off');
		expect(bench.sent).toEqual([]);
	});

	test('a viewer’s edits are not sent, and that is said', async () => {
		const bench = new Bench(scene.vik);
		bench.type('not allowed');
		await bench.connect();
		await bench.welcome();
		expect(bench.of('append')).toEqual([]);
		expect(bench.sync.status).toMatchObject({ link: 'live', waiting: 1, problem: { kind: 'read-only' } });
	});
});

describe('S3: edits reach the log', () => {
	test('those that one connection was sealing when it broke, and the next one found', async () => {
		const bench = new Bench(scene.sam);
		await bench.connect();
		await bench.welcome();
		bench.slow = true;
		bench.type('b');
		await settled();
		bench.held.splice(0).forEach((run) => run());
		await settled();
		await bench.dies();
		await bench.connect();
		bench.type('a');
		await bench.release();
		await bench.welcome();
		await bench.release();
		bench.clock.advance(2000);
		await bench.release();
		const { edits, sealed } = bench.store.snapshot();
		const kept = new Y.Doc();
		for (const update of [...sealed.map((row) => row.payload), ...edits.map((row) => row.update)]) {
			Y.applyUpdate(kept, update);
		}
		expect(kept.getText('t').toJSON()).toBe('ab');
	});

	test('alone in the room within a second, also when the clock is set back by an hour', async () => {
		const bench = new Bench(scene.sam);
		await bench.connect();
		await bench.welcome();
		bench.type('b');
		await settled();
		expect(bench.names).toEqual(['0']);
		const [{ entry }] = bench.of('append') as [Sent<'append'>];
		const { session, counter } = decodeEntry(entry)!.header;
		const start = await scene.crypto.sha256(logStartBytes(scene.chain.room, scene.logId));
		const hash = await scene.crypto.sha256(logNextBytes(start, entry));
		await bench.says({ type: 'ack', session, counter, seq: 1, hash });
		bench.skew = -3_600_000;
		bench.type('a');
		await settled();
		expect(bench.names).toEqual(['0']);
		bench.clock.advance(1000);
		await settled();
		expect(bench.names).toEqual(['0', '1']);
	});
});

test('S3: after a break only those parts are sent again that the log has not shown', async () => {
	const bench = new Bench(scene.sam);
	await bench.connect();
	await bench.welcome();
	bench.type('much '.repeat(4000));
	await settled();
	const parts = bench.of('append').map(({ entry }) => entry);
	expect(parts.length).toBeGreaterThan(3);
	const { session, counter } = decodeEntry(parts[0]!)!.header;
	const start = await scene.crypto.sha256(logStartBytes(scene.chain.room, scene.logId));
	const hash = await scene.crypto.sha256(logNextBytes(start, parts[0]!));
	await bench.says({ type: 'ack', session, counter, seq: 1, hash });
	await bench.dies();
	await bench.connect();
	expect(bench.of('hello')[0]?.position).toMatchObject({ seq: 1 });
	const head = { logId: scene.logId, seq: 1, hash };
	const rest = { ...PLAIN, connection: 'A'.repeat(22), chain: scene.chain.statements, peers: [] };
	await bench.says({ type: 'welcome', role: 'owner', head, from: 1, ...rest });
	expect(bench.of('append').map(({ entry }) => entry)).toEqual(parts.slice(1));

	// Set back to before the first: now that one counts as missing too.
	await bench.dies();
	await bench.connect();
	await bench.welcome();
	expect(bench.of('append').map(({ entry }) => entry)).toEqual(parts);
});

describe('S11: what was refused is sent again', () => {
	test('parts that became too large are sealed anew once, as large as the relay now takes', async () => {
		const bench = new Bench(scene.sam);
		await bench.connect({ entry: 4096, ephemeral: 100 });
		await bench.welcome();
		bench.type('much '.repeat(4000));
		await settled();
		const large = bench.names.length;
		await bench.dies();
		await bench.connect({ entry: 2048, ephemeral: 100 });
		await bench.welcome();
		expect(bench.names).toHaveLength(large);
		const { session } = decodeEntry(bench.of('append')[0]!.entry)!.header;
		const refusals = bench.names.map(Number);
		bench.sent = [];
		for (const counter of refusals) {
			await bench.says({ type: 'nack', session, counter, code: 'size', retryable: false });
		}
		const sizes = bench.of('append').map(({ entry }) => entry.length);
		expect(Math.max(...sizes)).toBeLessThanOrEqual(2048);
		expect(Math.max(...sizes)).toBeGreaterThan(1500);
		expect(new Set(bench.names).size).toBe(bench.names.length);
	});

	test('a full relay is asked again after half a minute, with the same bytes', async () => {
		const bench = new Bench(scene.sam);
		await bench.connect();
		await bench.welcome();
		bench.type('a');
		await settled();
		const [first] = bench.of('append');
		const { session, counter } = decodeEntry(first!.entry)!.header;
		await bench.says({ type: 'nack', session, counter, code: 'quota', retryable: true });
		expect(bench.sync.status.problem).toEqual({ kind: 'quota' });
		bench.sent = [];
		bench.clock.advance(20_000);
		await bench.says({ type: 'ping' });
		expect(bench.of('append')).toEqual([]);
		bench.clock.advance(10_000);
		await settled();
		expect(bench.of('append')).toEqual([first]);
	});
});

describe('S7: a relay that knows less than this device', () => {
	test('of the chain: is shown the whole of it, at the next hello', async () => {
		const bench = new Bench(scene.sam);
		await bench.connect();
		await bench.welcome(scene.founded.statements);
		expect(bench.closes).toEqual([1006]);
		expect(bench.of('statement')).toEqual([]);
		await bench.connect();
		expect(bench.of('hello')[0]?.proof).toEqual({ kind: 'chain', chain: scene.chain.statements });
		await bench.welcome();
		expect(bench.sync.status.link).toBe('live');
	});

	test('of the room: the provider is to try again, and the chain is shown', async () => {
		const bench = new Bench(scene.sam);
		await bench.connect();
		await bench.dies(CLOSE.noSuchRoom);
		expect(bench.closes).toEqual([1006]);
		expect(bench.sync.status.ended).toBeNull();
	});

	test('two branches of one chain end it for good', async () => {
		const bench = new Bench(scene.sam);
		await bench.connect();
		const other = await roomScene();
		await bench.welcome([other.founded.statements[0]!.map((byte) => byte ^ 1)]);
		expect(bench.closes).toEqual([CLOSE.fork]);
		expect(bench.sync.status.problem).toEqual({ kind: 'fork' });
	});
});

describe('a refusal to let the device in', () => {
	test('for good, once it has said who it is', async () => {
		const bench = new Bench(scene.sam);
		await bench.connect();
		await bench.dies(CLOSE.notAuthenticated);
		expect(bench.closes).toEqual([CLOSE.notAuthenticated]);
		expect(bench.sync.status.ended?.code).toBe(CLOSE.notAuthenticated);
	});

	test('not for good when it was too slow to say who it is', async () => {
		const bench = new Bench(scene.sam);
		bench.slow = true;
		await bench.connect();
		await bench.dies(CLOSE.notAuthenticated);
		expect(bench.closes).toEqual([1006]);
		expect(bench.sync.status.ended).toBeNull();
	});
});

/** The next error that nobody catches. */
function nextSurfaced(): Promise<unknown> {
	return new Promise((resolve) => {
		const others = process.listeners('unhandledRejection');
		process.removeAllListeners('unhandledRejection');
		process.once('unhandledRejection', resolve);
		onTestFinished(() => {
			for (const other of others) process.on('unhandledRejection', other);
		});
	});
}

test('a bug surfaces and ends the connection, and the next one works', async () => {
	const surfaced = nextSurfaced();
	const bench = new Bench(scene.sam);
	bench.bug = new TypeError('a bug');
	await bench.connect();
	await bench.welcome();
	expect(await surfaced).toMatchObject({ message: 'a bug' });
	expect(bench.closes).toEqual([1006]);
	await bench.connect();
	await bench.welcome();
	expect(bench.sync.status.link).toBe('live');
});

test('what cannot even be looked at surfaces and ends the connection', async () => {
	const surfaced = nextSurfaced();
	const bench = new Bench(scene.sam);
	await bench.connect();
	await bench.frame(null as unknown as Uint8Array);
	expect(await surfaced).toBeInstanceOf(TypeError);
	expect(bench.closes).toEqual([1006]);
});

test('S3: a second challenge ends the connection, and what waits is sealed once', async () => {
	const bench = new Bench(scene.sam);
	await bench.connect();
	await bench.welcome();
	bench.slow = true;
	bench.type('a');
	await settled();
	const challenge = { nonce: new Uint8Array(32), limits: { entry: 4096, ephemeral: 4096 } };
	await bench.says({ type: 'challenge', ...challenge, now: bench.clock.now() });
	await bench.release();
	expect(bench.of('hello')).toHaveLength(1);
	expect(bench.closes).toEqual([1006]);
	await bench.connect();
	await bench.release();
	await bench.welcome();
	await bench.release();
	expect(bench.names).toEqual(['0']);
	expect(bench.store.snapshot()).toMatchObject({ edits: [], sealed: [{ edits: 1 }] });
});

test('S3: a second welcome ends the connection, and the log is as it was', async () => {
	const bench = new Bench(scene.sam);
	await bench.connect();
	await bench.welcome();
	const { cursor } = bench.store.snapshot();
	await bench.welcome(scene.chain.statements, [], newLogId(scene.random));
	expect(bench.closes).toEqual([1006]);
	expect(bench.store.snapshot().cursor).toEqual(cursor);
});

test('presence that could not be sealed surfaces; the next is sent, on the same connection', async () => {
	const surfaced = nextSurfaced();
	const bench = new Bench(scene.sam);
	await bench.connect();
	await bench.welcome();
	const show = async (state: string) => {
		bench.socket.send(awarenessFrame([{ client: 5, clock: 1, state }]));
		await settled();
	};
	// No number of states is too many for a frame, but more than 255 are for a payload.
	bench.socket.send(
		awarenessFrame(Array.from({ length: 300 }, () => ({ client: 5, clock: 1, state: '{}' })))
	);
	expect(await surfaced).toBeInstanceOf(Error);
	await show('{}');
	expect(bench.of('ephemeral')).toHaveLength(1);
	expect(bench.closes).toEqual([]);
});

test('silence for 25 s is a dead line', async () => {
	const bench = new Bench(scene.sam);
	await bench.connect();
	await bench.welcome();
	bench.clock.advance(20_000);
	await bench.says({ type: 'ping' });
	bench.clock.advance(20_000);
	expect(bench.closes).toEqual([]);
	bench.clock.advance(5000);
	expect(bench.closes).toEqual([1006]);
});
