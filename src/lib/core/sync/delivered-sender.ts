// One connection's way of telling the others that this device has the log on its disk: a signed word for the newest entry,
// a little while after it was stored, and never the same twice (S14).

import { type Delivered, signDelivered } from '../protocol/delivered.ts';
import type { LogPosition } from '../protocol/messages.ts';
import type { ConnectionHost } from './connection-host.ts';

/** The longest that a stored entry waits to be told of. */
const GATHER_MS = 1000;

export interface DeliveredSenderPorts {
	readonly sync: ConnectionHost;
	/** How far the log is stored. */
	readonly position: () => LogPosition;
	readonly send: (statement: Uint8Array) => void;
	/** Runs a step whose failure ends the connection. */
	readonly guard: (step: () => Promise<void>) => Promise<void>;
}

export class DeliveredSender {
	readonly #ports: DeliveredSenderPorts;
	#told: Pick<LogPosition, 'logId' | 'seq'> | null = null;
	#open = false;
	#waiting = false;
	#cancel: () => void = () => undefined;

	constructor(ports: DeliveredSenderPorts) {
		this.#ports = ports;
	}

	/** The log has been read to its end. @param kept what the relay has of this device */
	async start(kept: Delivered | null): Promise<void> {
		this.#open = true;
		this.#told = kept;
		await this.#say();
	}

	stop(): void {
		this.#open = false;
		this.#cancel();
	}

	/** More may be stored now. */
	stored(): void {
		if (!this.#open || this.#waiting || !this.#isNews()) return;
		this.#waiting = true;
		this.#cancel = this.#ports.sync.options.clock.after(GATHER_MS, () => {
			this.#waiting = false;
			void this.#ports.guard(() => this.#say());
		});
	}

	#isNews(): boolean {
		const { sync, position } = this.#ports;
		// There is nobody to tell.
		if (sync.status.chain.devices.size === 1) return false;
		// What the log's beginning says is not here.
		if (sync.trust.unreadable) return false;
		const { logId, seq } = position();
		return this.#told?.logId !== logId || this.#told.seq < seq;
	}

	async #say(): Promise<void> {
		if (!this.#open || !this.#isNews()) return;
		const { sync, position, send } = this.#ports;
		const { logId, seq, hash } = position();
		this.#told = { logId, seq };
		const { room, device } = sync.options;
		send(await signDelivered({ room, logId, seq, hash, device: sync.deviceId }, device.signer));
	}
}
