// Where the relay of the world runs: real relay code over the memory store, whose operations take time and are lost
// when the process dies before they are done. It can crash, start again, lose its disk, be set back to an old copy, be
// restored from one by the book, and have things put on its disk that no member wrote.

import { nodeVerifier, sha256 } from '../../../server/crypto.ts';
import { DEFAULT_LIMITS, type Link, type RelayLimits } from '../../../server/relay/ports.ts';
import { Relay } from '../../../server/relay/relay.ts';
import { newLogId } from '../../../src/lib/core/ids.ts';
import { logNextBytes } from '../../../src/lib/core/protocol/entry.ts';
import { hashAt, type MemoryRoom } from '../relay-memory-room.ts';
import { type MemoryRelayStore, memoryRelayStore, restored } from '../relay-memory-store.ts';
import { seededRandom } from '../sync-crypto.ts';
import type { RunJournal } from './journal.ts';
import type { Far } from './line.ts';
import type { Random } from './random.ts';
import { slowed } from './slow-relay-store.ts';
import type { VirtualTime } from './time.ts';

export const ORIGIN = 'https://relay.test';
/** How the names of entries begin that no member appended. */
export const PLANTED = 'planted ';

type Disk = ReturnType<MemoryRelayStore['snapshot']>;

export class RelayHost {
	/** Change these and restart; `room` counts at once. */
	limits: { -readonly [Name in keyof RelayLimits]: RelayLimits[Name] };
	/** Called when a process of it is gone, whose connections are too. */
	onDown: () => void = () => undefined;
	/** Called whenever something else is on its disk. */
	onWritten: (disk: Disk) => void = () => undefined;
	readonly #time: VirtualTime;
	readonly #random: Random;
	readonly #journal: RunJournal;
	readonly #bytes: (length: number) => Uint8Array<ArrayBuffer>;
	#disk: Disk = new Map();
	#running: { readonly relay: Relay; readonly store: MemoryRelayStore; alive: boolean } | null = null;

	constructor(seed: number, time: VirtualTime, random: Random, journal: RunJournal) {
		this.#time = time;
		this.#random = random;
		this.#journal = journal;
		this.#bytes = seededRandom(`${seed}/relay`);
		this.limits = {
			...DEFAULT_LIMITS,
			entry: 4096,
			ownerShare: 1000,
			page: random.pick([1500, 8192, 64 * 1024]),
			highWater: random.pick([2000, 20_000, 1024 * 1024])
		};
	}

	get isUp(): boolean {
		return this.#running !== null;
	}

	/** What is on its disk now. */
	get disk(): Disk {
		return this.#running?.store.snapshot() ?? this.#disk;
	}

	/** The world's only room. */
	get room(): MemoryRoom | null {
		return [...this.disk.values()][0] ?? null;
	}

	/** Whether its disk has an entry, or a snapshot in its place. */
	holds(session: string, counter: number): boolean {
		const end = `.${session}.${counter}`;
		const { rows = [], gone = [] } = this.room ?? {};
		return rows.some(({ name }) => name.endsWith(end)) || [...gone].some((name) => name.endsWith(end));
	}

	/** Bytes of the newest snapshot and of the log behind it. */
	get used(): number {
		const { cut = 0, rows = [], snapshots: [newest] = [] } = this.room ?? {};
		const tail = rows.slice((newest?.seq ?? cut) - cut);
		return tail.reduce((sum, { bytes }) => sum + bytes.length, newest?.bytes ?? 0);
	}

	accept(link: Link): Far | null {
		return this.#running?.relay.connect(link, ORIGIN) ?? null;
	}

	start(): void {
		if (this.#running) return;
		const store = memoryRelayStore(this.#disk);
		const life = { alive: true };
		const limits = this.limits;
		const relay = new Relay({
			store: slowed(store, {
				time: this.#time,
				random: this.#random,
				isAlive: () => life.alive,
				written: () => this.onWritten(store.snapshot())
			}),
			crypto: { ...nodeVerifier, random: this.#bytes },
			clock: {
				now: () => this.#time.now,
				after: (ms, run) => this.#time.after(ms, () => life.alive && run())
			},
			defer: (run) => void this.#time.after(0, () => life.alive && run()),
			log: (event) => this.#journal.note('relay', event.event, event),
			limits
		});
		this.#running = Object.assign(life, { relay, store });
		this.#journal.note('relay', 'starts', limits);
	}

	/** The process dies; what its store had not done is lost. */
	crash(): void {
		if (!this.#running) return;
		this.#disk = this.#running.store.snapshot();
		this.#running.alive = false;
		this.#running = null;
		this.#journal.note('relay', 'crashes');
		this.onDown();
	}

	/** Goes on with another disk: an empty one, or what it was once. */
	replaceDisk(disk: Disk): void {
		this.crash();
		this.#disk = disk;
		this.#journal.note('relay', disk.size === 0 ? 'is wiped' : 'is set back');
		this.#resume();
	}

	/** Goes on with a copy, as its command line restores one: under a new log id. */
	restore(copy: Disk): void {
		this.crash();
		this.#disk = restored(copy, () => newLogId(this.#bytes));
		this.#journal.note('relay', 'is restored');
		this.#resume();
	}

	/** Puts bytes into its log as if somebody had appended them. */
	plant(bytes: Uint8Array): void {
		this.crash();
		const [found] = this.#disk;
		if (found) {
			const [id, room] = found;
			const seq = room.cut + room.rows.length;
			const hash = sha256(logNextBytes(hashAt(room, seq)!, bytes));
			const rows = [...room.rows, { name: `${PLANTED}${seq + 1}`, bytes, hash }];
			this.#disk = new Map(this.#disk).set(id, { ...room, rows });
		}
		this.#journal.note('relay', 'has something in its log that nobody wrote', bytes);
		this.#resume();
	}

	#resume(): void {
		this.onWritten(this.#disk);
		this.start();
	}
}
