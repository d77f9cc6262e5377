// What one connection hears of the others: signed words on what their devices have stored, and receipts. The relay passes
// both on and cannot make them. A word on an entry that this device has not read yet waits until it can be compared.

import { equal } from '../bytes.ts';
import type { MemberId } from '../ids.ts';
import { type Delivered, readDelivered } from '../protocol/delivered.ts';
import type { LogPosition } from '../protocol/messages.ts';
import type { ConnectionHost } from './connection-host.ts';
import type { OthersLedger } from './others.ts';
import { openReceipt, type Receipt } from './receipts.ts';

export interface OthersReaderPorts {
	readonly sync: ConnectionHost;
	readonly ledger: OthersLedger;
	readonly position: () => LogPosition;
	/** The log's running hash after an entry; null when it is not remembered. */
	readonly hashAt: (seq: number) => Uint8Array | null;
	/** From this entry on nothing is proof yet: who says it may have begun with a snapshot that is still to be compared. */
	readonly doubtedFrom: () => number;
	/** Told when there is something new to show. */
	readonly changed: () => void;
}

export class OthersReader {
	readonly #ports: OthersReaderPorts;
	/** By device: what is said of entries that have not been read yet, or are in doubt. */
	readonly #ahead = new Map<string, Delivered>();

	constructor(ports: OthersReaderPorts) {
		this.#ports = ports;
	}

	/**
	 * What lay on the relay at the welcome.
	 * @returns what it has of this device itself
	 */
	async start(
		delivered: readonly Uint8Array[],
		receipts: readonly Uint8Array[]
	): Promise<{ readonly delivered: Delivered | null; readonly receipt: Receipt | null }> {
		const own: { delivered: Delivered | null; receipt: Receipt | null } = { delivered: null, receipt: null };
		// One of each device is all there can be.
		const most = this.#ports.sync.status.chain.devices.size;
		for (const statement of delivered.slice(0, most))
			own.delivered = (await this.delivered(statement)) ?? own.delivered;
		for (const entry of receipts.slice(0, most)) own.receipt = (await this.receipt(entry)) ?? own.receipt;
		return own;
	}

	/** @returns the word, when it is this device's own */
	async delivered(statement: Uint8Array): Promise<Delivered | null> {
		const { sync, position } = this.#ports;
		const said = await readDelivered(statement, sync.options.crypto);
		if (said?.room !== sync.options.room) return null;
		if (said.device === sync.deviceId) return said;
		if (said.logId !== position().logId || !this.#otherOf(said.device)) return null;
		if (this.#mustWait(said)) this.#ahead.set(said.device, said);
		else await this.#believe(said);
		return null;
	}

	/** @returns what it says, when it is this device's own */
	async receipt(entry: Uint8Array): Promise<Receipt | null> {
		const { options, keyring, status, deviceId } = this.#ports.sync;
		const { room, crypto: verifier } = options;
		const receipt = await openReceipt({ room, verifier, keyring, chain: status.chain }, entry);
		if (!receipt) return null;
		if (receipt.device === deviceId) return receipt;
		const member = this.#otherOf(receipt.device);
		if (member) await this.#store(this.#ports.ledger.saw(member, receipt, options.clock.now()));
		return null;
	}

	/** More of the log has been read. */
	async caughtUp(): Promise<void> {
		for (const [device, said] of this.#ahead) {
			if (this.#mustWait(said)) continue;
			this.#ahead.delete(device);
			await this.#believe(said);
		}
	}

	#mustWait({ seq }: Delivered): boolean {
		const { position, doubtedFrom } = this.#ports;
		return seq > position().seq || seq >= doubtedFrom();
	}

	async #believe({ device, seq, hash }: Delivered): Promise<void> {
		const { sync, ledger, hashAt } = this.#ports;
		const ours = hashAt(seq);
		const member = this.#otherOf(device);
		// Another hash is another history under the same name: it says nothing of this one. One that cannot be compared may be.
		if (!member || !ours || !equal(ours, hash)) return;
		await this.#store(
			ledger.delivered(member, seq, sync.options.clock.now(), sync.status.chain, sync.member)
		);
	}

	/** The member of a device; null when it is this device's own member, or nobody's. */
	#otherOf(device: Delivered['device']): MemberId | null {
		const { status, member } = this.#ports.sync;
		const other = status.chain.devices.get(device)?.member ?? null;
		return other === member ? null : other;
	}

	async #store(change: ReturnType<OthersLedger['saw']>): Promise<void> {
		if (!change) return;
		await this.#ports.sync.options.store.write(change);
		this.#ports.changed();
	}
}
