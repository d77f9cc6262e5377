// A device of the world: its disk, its clock, what its person has seen, and the page that is open on it, if any.

import { toHex } from '../../../src/lib/core/bytes.ts';
import type { Clock, Cursor, StorageFault } from '../../../src/lib/core/sync/ports.ts';
import type { SeenMap } from '../../../src/lib/core/sync/receipts.ts';
import type { RoomStatus } from '../../../src/lib/core/sync/room-status.ts';
import { MemoryRoomStore } from '../memory-room-store.ts';
import type { Membership } from './person.ts';
import { Page } from './page.ts';
import type { RunJournal } from './journal.ts';
import type { Network } from './network.ts';
import type { Random } from './random.ts';
import type { VirtualTime } from './time.ts';

/** What a device sees of the world. */
export interface Surroundings {
	readonly time: VirtualTime;
	readonly random: Random;
	readonly journal: RunJournal;
	readonly network: Network;
	/** Every edit that its device had stored. */
	readonly edits: (readonly [SimDevice, Uint8Array])[];
	/** Told of everything that a page says of itself. */
	readonly said: (device: SimDevice, status: RoomStatus) => void;
	/** Told whenever a device has stored how far it has the log. */
	readonly hasStored: (device: SimDevice) => void;
}

/** The longest that a disk takes to tell that it has done something, ms. */
const ANSWER_MS = 5;
/** More operations than were ever told to fail and have not yet. */
const MOST_FAULTS = 30;

export class SimDevice {
	readonly name: string;
	readonly membership: Membership;
	readonly role: 'owner' | 'editor' | 'viewer';
	page: Page | null = null;
	/** What the page before still has to write. */
	#closing: { readonly page: Page; readonly done: Promise<void> } | null = null;
	/** This device's clock minus the world's, ms. */
	skew = 0;
	/** The longest that its disk takes for one operation, ms. */
	latency = 20;
	/** What its person has opened; null: it is to be told to nobody; undefined: nothing was ever said about it. */
	seen: SeenMap | null | undefined = undefined;
	/** Some edit could not be stored at once: to whoever compares a log with the document it looks as if the log had lost it. */
	hasFailed = false;
	/** The logs in which it counted what others have; in the last one now. */
	readonly countedIn: string[] = [];
	/** Every position that was ever on its disk. */
	readonly #read = new Set<string>();
	/** The highest of them, by log. */
	readonly #furthest = new Map<string, number>();
	readonly #world: Surroundings;
	#store: MemoryRoomStore;
	#answered = 0;

	constructor(
		world: Surroundings,
		name: string,
		role: 'owner' | 'editor' | 'viewer',
		membership: Membership
	) {
		this.#world = world;
		this.name = name;
		this.role = role;
		this.membership = membership;
		let last = 0;
		this.#store = new MemoryRoomStore(undefined, (run) => {
			last = Math.max(last, world.time.now + world.random.int(0, this.latency));
			world.time.at(last, run);
		});
	}

	get store(): MemoryRoomStore {
		return this.#store;
	}

	get clock(): Clock {
		const { time } = this.#world;
		return { now: () => time.now + this.skew, after: (ms, run) => time.after(ms, run) };
	}

	/** Whether this position was ever on its disk. */
	hasRead({ logId, seq, hash }: Cursor): boolean {
		return this.#read.has(`${logId}.${seq}.${toHex(hash)}`);
	}

	/** How far it ever had a log on its disk; -1: not at all. */
	furthestIn(logId: string): number {
		return this.#furthest.get(logId) ?? -1;
	}

	async open(): Promise<void> {
		const { random, journal, network, edits, said } = this.#world;
		await this.#closing?.done;
		if (this.page) return;
		journal.note(this.name, 'opens');
		const page = await Page.open({
			membership: this.membership,
			store: this.#store,
			witness: {
				changed: (what, data) => journal.note(this.name, what, data),
				durable: (update) => edits.push([this, update]),
				read: (cursor) => this.#noteRead(cursor),
				counts: (logId) => this.countedIn.at(-1) === logId || this.countedIn.push(logId)
			},
			answer: () => this.#answer(),
			client: random.int(1, 2 ** 32 - 1),
			clock: this.clock,
			open: (alive) => network.from(this.name, alive),
			failed: () => (this.hasFailed = true),
			said: (status) => said(this, status)
		});
		this.page = page;
		if (this.seen !== undefined) page.sync.setSeen(this.seen);
	}

	/** Its person has opened something, or keeps it to themselves. */
	see(seen: SeenMap | null): void {
		this.#world.journal.note(this.name, 'has seen', seen);
		this.seen = seen;
		this.page?.sync.setSeen(seen);
	}

	/** Power off: what was not stored is lost. */
	crash(): void {
		this.#world.journal.note(this.name, 'crashes');
		this.#store = this.#store.crash();
		this.page?.die();
		this.#closing?.page.die();
		this.page = null;
		this.#closing = null;
		this.#world.network.drop(this.name);
	}

	/** The tab is closed, whatever still happens in it then. */
	async close(): Promise<void> {
		const { page } = this;
		if (!page) return;
		this.#world.journal.note(this.name, 'closes');
		this.page = null;
		const done = page.close();
		this.#closing = { page, done };
		await done;
		page.die();
	}

	failStore(fault: StorageFault): void {
		this.#world.journal.note(this.name, `storage will fail: ${fault}`);
		this.#store.failNext(fault);
	}

	/** Its clock is right and its disk has room again. */
	mend(): void {
		this.skew = 0;
		this.latency = 20;
		// What was to fail next does, for somebody whom it does not matter to.
		for (let i = 0; i < MOST_FAULTS; i++) this.#store.edits().catch(() => undefined);
	}

	/** Settles a little later, unless the device has crashed by then. */
	#answer(): Promise<void> {
		const { time, random } = this.#world;
		const store = this.#store;
		this.#answered = Math.max(this.#answered, time.now + random.int(0, ANSWER_MS));
		return new Promise((resolve) => time.at(this.#answered, () => store === this.#store && resolve()));
	}

	#noteRead(cursor: Cursor): void {
		const { logId, seq, hash } = cursor;
		this.#read.add(`${logId}.${seq}.${toHex(hash)}`);
		this.#furthest.set(logId, Math.max(seq, this.furthestIn(logId)));
		this.#world.hasStored(this);
	}
}
