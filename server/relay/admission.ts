// Who may come in, how often, and how fast they may talk: per address before a device has shown its key, per device
// afterwards. Whether a device is a member is not asked here.

import { timingSafeEqual } from 'node:crypto';
import type { DeviceId } from '../../src/lib/core/ids.ts';
import { CLOSE } from '../../src/lib/core/protocol/close.ts';
import { sha256 } from '../crypto.ts';
import type { RelayLimits, Visitor } from './ports.ts';
import { Bucket, Remembered } from './rates.ts';
import type { Forgettable } from './rates.ts';
import { refused } from './refused.ts';
import type { Refused } from './refused.ts';

export interface AdmissionOptions {
	readonly limits: RelayLimits;
	/** What a hello must carry to make a room; null: anybody may. */
	readonly token: string | null;
	/** Milliseconds. */
	readonly now: () => number;
}

/** A connection that was let in. */
export interface Admitted extends Visitor {
	readonly kind: 'admitted';
	/** Milliseconds to wait before its first frame is read. */
	readonly wait: number;
	/**
	 * A frame has come.
	 * @returns milliseconds to wait before the next one is read; null: this is more than slowing down can help
	 */
	charge(bytes: number): number | null;
	/** Its socket is gone. To be called once. */
	left(): void;
}

/** Below the ten seconds within which a hello must come. */
const MOST_HELLO_WAIT_MS = 5000;
/** A device that behaves is never slowed down for longer; below the time after which silence ends a connection. */
const MOST_WAIT_MS = 10_000;
/** What may come at once, in seconds of the long-run rate. */
const BURST_SECONDS = 8;
const MINUTE = 60;
const HOUR = 3600;
/** Unused addresses, and unused devices, whose debts are remembered. */
const MOST_REMEMBERED = 20_000;

interface Address extends Forgettable {
	readonly hellos: Bucket;
	readonly rooms: Bucket;
}

interface Pace extends Forgettable {
	readonly frames: Bucket;
	readonly bytes: Bucket;
}

export class Admission {
	readonly #options: AdmissionOptions;
	readonly #tokenHash: Uint8Array | null;
	readonly #addresses: Remembered<string, Address>;
	readonly #devices: Remembered<DeviceId, Pace>;

	constructor(options: AdmissionOptions) {
		const { addressHellos, addressRooms } = options.limits;
		this.#options = options;
		this.#tokenHash = options.token === null ? null : sha256(Buffer.from(options.token));
		this.#addresses = new Remembered(MOST_REMEMBERED, (now) => {
			const hellos = new Bucket({ perSecond: addressHellos / MINUTE, burst: addressHellos }, now);
			const rooms = new Bucket({ perSecond: addressRooms / HOUR, burst: addressRooms }, now);
			return { hellos, rooms, isAsNew: (at) => hellos.isFull(at) && rooms.isFull(at) };
		});
		this.#devices = new Remembered(MOST_REMEMBERED, (now) => this.#newPace(now));
	}

	/** How many addresses and devices are remembered. */
	get remembered(): number {
		return this.#addresses.size + this.#devices.size;
	}

	/** A connection has come from this address. */
	arrive(address: string): Admitted | Refused {
		const { limits, now } = this.#options;
		if (this.#addresses.users(address) >= limits.addressConnections)
			return refused(CLOSE.tryLater, 'too many connections from this address');
		const from = this.#addresses.acquire(address, now());
		const wait = from.hellos.take(1, now(), MOST_HELLO_WAIT_MS);
		if (wait === null) {
			this.#addresses.release(address, now());
			return refused(CLOSE.tryLater, 'too many hellos from this address');
		}
		return this.#admitted(address, from, wait);
	}

	#admitted(address: string, from: Address, wait: number): Admitted {
		const { now } = this.#options;
		let pace = this.#newPace(now());
		let device: DeviceId | null = null;
		return {
			kind: 'admitted',
			wait,
			mayCreate: (token) => {
				if (!this.#opens(token)) return 'admission';
				return from.rooms.take(1, now(), 0) === null ? 'too-many' : null;
			},
			is: (known) => {
				device = known;
				pace = this.#devices.acquire(known, now());
			},
			charge: (bytes) => {
				const at = now();
				const frames = pace.frames.take(1, at, MOST_WAIT_MS);
				const volume = pace.bytes.take(bytes, at, MOST_WAIT_MS);
				return frames === null || volume === null ? null : Math.max(frames, volume);
			},
			left: () => {
				this.#addresses.release(address, now());
				if (device !== null) this.#devices.release(device, now());
			}
		};
	}

	// Hashes are compared, so that the time it takes says nothing about the token, nor about its length.
	#opens(token: string): boolean {
		return this.#tokenHash === null || timingSafeEqual(this.#tokenHash, sha256(Buffer.from(token)));
	}

	#newPace(now: number): Pace {
		const { deviceFrames, deviceBytes } = this.#options.limits;
		const frames = new Bucket({ perSecond: deviceFrames, burst: deviceFrames * BURST_SECONDS }, now);
		const bytes = new Bucket({ perSecond: deviceBytes, burst: deviceBytes * BURST_SECONDS }, now);
		return { frames, bytes, isAsNew: (at) => frames.isFull(at) && bytes.isFull(at) };
	}
}
