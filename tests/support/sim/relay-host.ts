// Where the relay of the world runs: real relay code over the memory store, whose operations take time and are lost
// when the process dies before they are done. It can crash, start again, lose its disk, and be set back to an old copy.

import { nodeVerifier } from '../../../server/crypto.ts';
import { DEFAULT_LIMITS, type Link, type RelayLimits } from '../../../server/relay/ports.ts';
import { Relay } from '../../../server/relay/relay.ts';
import type { RelayStore } from '../../../server/store/store.ts';
import { type MemoryRelayStore, memoryRelayStore } from '../relay-memory-store.ts';
import { seededRandom } from '../sync-crypto.ts';
import type { RunJournal } from './journal.ts';
import type { Far } from './line.ts';
import type { Random } from './random.ts';
import type { VirtualTime } from './time.ts';

export const ORIGIN = 'https://relay.test';

type Disk = ReturnType<MemoryRelayStore['snapshot']>;

export class RelayHost {
	/** Change these and restart; `room` counts at once. */
	limits: { -readonly [Name in keyof RelayLimits]: RelayLimits[Name] };
	/** Called when a process of it is gone, whose connections are too. */
	onDown: () => void = () => undefined;
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

	/** Bytes in all logs. */
	get used(): number {
		const rows = [...this.disk.values()].flatMap((room) => room.rows);
		return rows.reduce((sum, { bytes }) => sum + bytes.length, 0);
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
			store: this.#slow(store, life),
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
		this.start();
	}

	/** Every operation takes effect a little later, in order. */
	#slow(store: MemoryRelayStore, life: { alive: boolean }): RelayStore {
		let last = 0;
		const later = <T>(operation: () => Promise<T>): Promise<T> =>
			new Promise((resolve, reject) => {
				last = Math.max(last, this.#time.now + this.#random.int(0, 15));
				this.#time.at(last, () => {
					if (life.alive) operation().then(resolve, reject);
				});
			});
		return {
			createRoom: (room) => later(() => store.createRoom(room)),
			room: (id) => later(() => store.room(id)),
			chain: (id) => later(() => store.chain(id)),
			addStatements: (id, length, added, box) => later(() => store.addStatements(id, length, added, box)),
			append: (batch) => later(() => store.append(batch)),
			entriesAfter: (id, seq, most) => later(() => store.entriesAfter(id, seq, most)),
			hashAt: (id, seq) => later(() => store.hashAt(id, seq)),
			takeBox: (id, invite, device) => later(() => store.takeBox(id, invite, device)),
			dropBox: (id, invite) => later(() => store.dropBox(id, invite)),
			check: () => later(() => store.check()),
			close: () => later(() => store.close())
		};
	}
}
