// A device of the world: its disk, its clock, and the page that is open on it, if any.

import { MemoryRoomStore } from '../memory-room-store.ts';
import type { Clock, StorageFault } from '../../../src/lib/core/sync/ports.ts';
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
}

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
	readonly #world: Surroundings;
	#store: MemoryRoomStore;

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

	async open(): Promise<void> {
		const { random, journal, network, edits } = this.#world;
		await this.#closing?.done;
		if (this.page) return;
		journal.note(this.name, 'opens');
		this.page = await Page.open({
			membership: this.membership,
			store: this.#store,
			witness: {
				changed: (what, data) => journal.note(this.name, what, data),
				durable: (update) => edits.push([this, update])
			},
			client: random.int(1, 2 ** 32 - 1),
			clock: this.clock,
			open: (alive) => network.from(this.name, alive)
		});
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
}
