// One connection's way of telling what has been seen here: once for each change of it, and not at all when the relay has
// the same already (S14).

import type { RelayMessage } from '../protocol/messages.ts';
import type { ConnectionHost } from './connection-host.ts';
import type { OthersLedger } from './others.ts';
import { type Receipt, seenText, sealReceipt } from './receipts.ts';
import type { SealContext } from './seal.ts';

/** Opening one thing after the other is one receipt. */
const GATHER_MS = 2000;
const NOTHING_SEEN = seenText(new Map());
/** Instead of a text: there is no receipt. */
const NONE = '';

export interface ReceiptSenderPorts {
	readonly sync: ConnectionHost;
	readonly ledger: OthersLedger;
	/** For what is not of the log. */
	readonly context: () => SealContext;
	readonly send: (entry: Uint8Array) => void;
	/** Runs a step whose failure ends the connection. */
	readonly guard: (step: () => Promise<void>) => Promise<void>;
}

export class ReceiptSender {
	readonly #ports: ReceiptSenderPorts;
	/** What the relay has of this device; null before the log has been read. */
	#told: string | null = null;
	/** Its number. */
	#kept = 0;
	#cancel: () => void = () => undefined;
	#waiting = false;

	constructor(ports: ReceiptSenderPorts) {
		this.#ports = ports;
	}

	/** The log has been read to its end. @param kept what the relay has of this device */
	start(kept: Receipt | null): void {
		this.#kept = kept?.number ?? 0;
		// A relay that lost what it had of this device: that all is to be kept from the others may never have reached them.
		this.#told = kept ? seenText(kept.seen) : this.#ports.sync.status.loss ? NONE : NOTHING_SEEN;
		this.look();
	}

	stop(): void {
		this.#told = null;
		this.#cancel();
	}

	/** Sends what has been seen, soon, if the relay does not have it. */
	look(): void {
		const { sync } = this.#ports;
		if (this.#waiting || this.#told === null || sync.seen === undefined || this.#wanted() === this.#told)
			return;
		this.#waiting = true;
		this.#cancel = sync.options.clock.after(GATHER_MS, () => {
			this.#waiting = false;
			void this.#ports.guard(() => this.#say());
		});
	}

	/**
	 * An entry was not taken: if it is a receipt, it is tried again with the next connection (S11).
	 * @returns whether it is one
	 */
	refused({ session, code }: Extract<RelayMessage, { type: 'nack' }>): boolean {
		const { sync } = this.#ports;
		if (session !== sync.aside.session) return false;
		sync.presentChain ||= code === 'membership';
		this.stop();
		return true;
	}

	#wanted(): string {
		const { seen } = this.#ports.sync;
		if (!seen) return NOTHING_SEEN;
		return seen.size === 0 && this.#told === NONE ? NONE : seenText(seen);
	}

	async #say(): Promise<void> {
		const text = this.#wanted();
		if (this.#told === null || text === this.#told) return;
		this.#told = text;
		const { sync, ledger, context, send } = this.#ports;
		const { deviceId, options, seen } = sync;
		// By the clock, so that it grows though everything here were lost; and above the last, though the clock was set back.
		const number = Math.max(Math.floor(options.clock.now()), this.#kept + 1, ledger.receiptOf(deviceId) + 1);
		await options.store.write(ledger.numbered(deviceId, number));
		send(await sealReceipt(context(), seenText(seen ?? new Map(), number), sync.aside.next++));
		this.look();
	}
}
