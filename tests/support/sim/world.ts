// A small world in which everything that can go wrong does, decided by one number: the devices, what is between them
// and the relay, and the relay. What happens in it is in play.ts, what must hold in checks.ts.

import { createHash } from 'node:crypto';
import type { RoomStatus } from '../../../src/lib/core/sync/room-status.ts';
import type { Page } from './page.ts';
import type { SimDevice } from './device.ts';
import { FrameWatch } from './frame-watch.ts';
import { addTo, RunJournal } from './journal.ts';
import { LogArchive } from './log-archive.ts';
import { Network } from './network.ts';
import type { Membership } from './person.ts';
import { Random } from './random.ts';
import { RelayHost } from './relay-host.ts';
import { Tally } from './tally.ts';
import { VirtualTime } from './time.ts';
import { Traps } from './traps.ts';
import type { MemoryRoom } from '../relay-memory-room.ts';
import type { Line } from './line.ts';

/**
 * What may be wrong besides devices, lines and crashes. `orderly`: nothing. `lossy`: the relay loses what it acknowledged.
 * `hostile editor`: somebody who may makes snapshots that leave things out. `hostile relay`: it says things twice, keeps
 * things back for a while, and puts into the log what nobody wrote.
 */
export type Kind = 'orderly' | 'lossy' | 'hostile editor' | 'hostile relay';

/** Any ten seeds in a row have one of each at least. */
const KINDS: readonly Kind[] = [
	'lossy',
	'orderly',
	'lossy',
	'orderly',
	'hostile editor',
	'orderly',
	'hostile relay',
	'lossy',
	'orderly',
	'hostile editor'
];

/** How many of all stored cursors are looked at. */
const S6_LOOKS = 0.04;

/** What is asked of it while it runs, and what a hostile relay makes of a frame. */
export interface WorldChecks {
	readonly cursor: (world: World, device: SimDevice) => Promise<void>;
	readonly said: (world: World, device: SimDevice, status: RoomStatus) => void;
	readonly taken: (room: MemoryRoom) => void;
	readonly twisted: (world: World) => (line: Line, frame: Uint8Array) => readonly Uint8Array[];
}

export class World {
	readonly seed: number;
	readonly kind: Kind;
	readonly time = new VirtualTime();
	readonly random: Random;
	readonly tally = new Tally();
	readonly journal: RunJournal;
	readonly relay: RelayHost;
	readonly network: Network;
	readonly frames: FrameWatch;
	readonly traps: Traps;
	/** The owner's device first. */
	readonly devices: SimDevice[] = [];
	/** Every edit that its device had stored. */
	readonly edits: (readonly [SimDevice, Uint8Array])[] = [];
	/** The relay's disk as it was at some moments. */
	readonly backups: RelayHost['disk'][] = [];
	readonly archive: LogArchive;
	/** The relay has begun to refuse entries that it took before: parts of what is sealed anew stay in the log. */
	entriesShrank = false;
	/** Things go wrong. */
	isTroubled = true;
	/** Some device's clock was off at some time. */
	clocksWereWrong = false;
	readonly #failures: unknown[] = [];

	readonly #checks: WorldChecks;

	/** @param owner founds the room */
	constructor(
		seed: number,
		owner: Membership,
		{ trace, checks }: { trace: ((line: string) => void) | null; checks: WorldChecks }
	) {
		const { time } = this;
		this.#checks = checks;
		this.seed = seed;
		this.random = new Random(seed);
		this.kind = KINDS[seed % KINDS.length]!;
		this.journal = new RunJournal(time, trace);
		this.archive = new LogArchive(owner);
		this.relay = new RelayHost(seed, time, this.random, this.journal);
		let cut = 0;
		this.relay.onWritten = (disk) => {
			this.archive.learn(disk);
			const { room } = this.relay;
			if (room && room.cut > cut) this.tally.count('log cut');
			if (room) this.noteFailureOf(() => checks.taken(room));
			cut = room?.cut ?? 0;
		};
		this.traps = new Traps(this.tally);
		this.frames = new FrameWatch({
			isStored: (session, counter) => this.relay.holds(session, counter),
			sent: (line, sent) => this.traps.sent(line.name, sent)
		});
		this.network = new Network(this.relay, {
			time,
			random: this.random,
			journal: this.journal,
			watch: (line, way, frame) => this.noteFailureOf(() => this.frames.see(line, way, frame)),
			twist: this.kind === 'hostile relay' ? checks.twisted(this) : (_, frame) => [frame]
		});
	}

	/** Nothing that the relay acknowledged is ever lost here, or hidden from anybody. */
	get isOrderly(): boolean {
		return this.kind === 'orderly' || this.kind === 'hostile relay';
	}

	get hasHostileSnapshots(): boolean {
		return this.kind === 'hostile editor';
	}

	/** Devices whose page is open. */
	get pages(): (readonly [SimDevice, Page])[] {
		return this.devices.flatMap((device) => (device.page ? [[device, device.page] as const] : []));
	}

	/** All that is on every disk, as one text. */
	get stored(): string {
		const hash = createHash('sha256');
		for (const { store } of this.devices) addTo(hash, store.snapshot());
		addTo(hash, this.relay.room);
		return hash.digest('hex');
	}

	/** A page says something of itself. */
	readonly said = (device: SimDevice, status: RoomStatus): void => {
		this.noteFailureOf(() => this.#checks.said(this, device, status));
	};

	/** A device has stored how far it has the log. If it went dark in this very moment, that would have to hold. */
	readonly hasStored = (device: SimDevice): void => {
		if (this.random.chance(S6_LOOKS)) this.watched(this.#checks.cursor(this, device));
	};

	/** Opens a device's page, as soon as it can. */
	start(device: SimDevice): void {
		this.watched(device.open());
	}

	/** What fails in it fails the run. */
	watched(work: Promise<unknown>): void {
		work.catch((error: unknown) => this.#failures.push(error));
	}

	/** What this throws fails the run. */
	noteFailureOf(check: () => void): void {
		try {
			check();
		} catch (error) {
			this.#failures.push(error);
		}
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
}
