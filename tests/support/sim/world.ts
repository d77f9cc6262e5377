// A small world in which everything that can go wrong does, decided by one number: the devices, what is between them
// and the relay, and the relay. What happens in it is in play.ts, what must hold in checks.ts.

import { createHash } from 'node:crypto';
import type { Page } from './page.ts';
import type { SimDevice } from './device.ts';
import { FrameWatch } from './frame-watch.ts';
import { RunJournal } from './journal.ts';
import { LogArchive } from './log-archive.ts';
import { Network } from './network.ts';
import type { Membership } from './person.ts';
import { Random } from './random.ts';
import { RelayHost } from './relay-host.ts';
import { VirtualTime } from './time.ts';

export class World {
	readonly seed: number;
	readonly time = new VirtualTime();
	readonly random: Random;
	readonly journal: RunJournal;
	readonly relay: RelayHost;
	readonly network: Network;
	readonly frames = new FrameWatch();
	/** The owner's device first. */
	readonly devices: SimDevice[] = [];
	/** Every edit that its device had stored. */
	readonly edits: (readonly [SimDevice, Uint8Array])[] = [];
	/** The relay's disk as it was at some moments. */
	readonly backups: RelayHost['disk'][] = [];
	readonly archive: LogArchive;
	/** Nothing that the relay acknowledged is ever lost here. */
	readonly isOrderly: boolean;
	/** The relay has begun to refuse entries that it took before: parts of what is sealed anew stay in the log. */
	entriesShrank = false;
	readonly #failures: unknown[] = [];

	/** @param owner founds the room */
	constructor(seed: number, owner: Membership, trace: ((line: string) => void) | null) {
		const { time } = this;
		this.seed = seed;
		this.random = new Random(seed);
		this.isOrderly = this.random.chance(0.6);
		this.journal = new RunJournal(time, trace);
		this.archive = new LogArchive(owner);
		this.relay = new RelayHost(seed, time, this.random, this.journal);
		this.network = new Network(this.relay, {
			time,
			random: this.random,
			journal: this.journal,
			watch: (line, way, frame) => this.#noteFailureOf(() => this.frames.see(line, way, frame))
		});
	}

	/** Devices whose page is open. */
	get pages(): (readonly [SimDevice, Page])[] {
		return this.devices.flatMap((device) => (device.page ? [[device, device.page] as const] : []));
	}

	/** All that is on every disk, as one text. */
	get stored(): string {
		const hash = createHash('sha256');
		for (const { store } of this.devices) hash.update(JSON.stringify(store.snapshot()));
		for (const room of this.relay.disk.values()) {
			hash.update(`${room.logId} ${room.rows.length} ${room.chain.length}`);
		}
		return hash.digest('hex');
	}

	/** Opens a device's page, as soon as it can. */
	start(device: SimDevice): void {
		this.watched(device.open());
	}

	/** What fails in it fails the run. */
	watched(work: Promise<unknown>): void {
		work.catch((error: unknown) => this.#failures.push(error));
	}

	/**
	 * Lets time pass.
	 * @throws what failed meanwhile, also what nobody caught
	 */
	async pass(ms: number): Promise<void> {
		const unhandled = (error: unknown) => void this.#failures.push(error);
		process.on('unhandledRejection', unhandled);
		try {
			const end = this.time.now + ms;
			while (this.time.now < end && this.#failures.length === 0) {
				await this.time.runUntil(Math.min(end, this.time.now + 1000));
			}
		} finally {
			process.off('unhandledRejection', unhandled);
		}
		if (this.#failures.length > 0) throw this.#failures[0];
	}

	#noteFailureOf(check: () => void): void {
		try {
			check();
		} catch (error) {
			this.#failures.push(error);
		}
	}
}
