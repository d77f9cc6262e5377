// A snapshot that another device made while this one is connected. It is compared once, like one that a welcome names (S5):
// a little later, because everybody else comes back for it too. Until then no word on what it stands for is believed: who
// began with it has what it holds, and not what it may lack.

import { currentRole } from '../protocol/membership.ts';
import type { ConnectionHost } from './connection-host.ts';

/** The least that a comparison waits: what was just written is sent first. */
const LEAST_MS = 2000;
/** And up to as long again for each device that will compare it: that many read it from the relay. */
const SPREAD_MS = 5000;

interface Announced {
	/** The last entry that it stands for. */
	readonly seq: number;
	readonly digest: Uint8Array;
}

export interface SnapshotDoubtPorts {
	readonly sync: ConnectionHost;
	/** Digest of the snapshot that was made or compared here before this connection. */
	readonly compared: Uint8Array | null;
	/** A viewer could give nothing back. */
	readonly mayWrite: () => boolean;
	/** Ends the connection, to come back. */
	readonly comeBack: () => void;
}

export class SnapshotDoubt {
	readonly #ports: SnapshotDoubtPorts;
	#from = Infinity;
	#live = false;
	#cancel: (() => void) | null = null;

	constructor(ports: SnapshotDoubtPorts) {
		this.#ports = ports;
	}

	/** Nothing that is said of this entry, or of one behind it, is proof yet; infinite when all is. */
	get from(): number {
		return this.#from;
	}

	/** The log has been read to its end: reading it once more may begin. */
	start(): void {
		this.#live = true;
		if (this.#from < Infinity) this.#compareSoon();
	}

	stop(): void {
		this.#live = false;
		this.#cancel?.();
	}

	/** Another device's snapshot is the newest now. */
	announced({ seq, digest }: Announced): void {
		const { sync, compared, mayWrite } = this.#ports;
		if (!mayWrite() || !sync.trust.shouldCompare({ digest }, compared)) return;
		this.#from = Math.min(this.#from, seq);
		if (this.#live) this.#compareSoon();
	}

	#compareSoon(): void {
		// Whatever is the newest by then is what is read.
		if (this.#cancel) return;
		const { sync, comeBack } = this.#ports;
		const { clock, crypto } = sync.options;
		const wait = LEAST_MS + (crypto.random(1)[0]! / 256) * SPREAD_MS * this.#readers();
		this.#cancel = clock.after(wait, () => {
			sync.trust.anew = 'compare';
			comeBack();
		});
	}

	/** Devices that will compare it, this one included. */
	#readers(): number {
		const { status, deviceId } = this.#ports.sync;
		const devices = new Set([deviceId, ...status.peers.map(({ device }) => device)]);
		return [...devices].filter((device) => {
			const role = currentRole(status.chain, device);
			return role === 'owner' || role === 'editor';
		}).length;
	}
}
