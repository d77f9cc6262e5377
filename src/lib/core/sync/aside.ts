// Everything on a connection that is about the log and not in it: what the members' devices say they have, what was seen,
// and the snapshots that this device makes.

import type { RelayMessage } from '../protocol/messages.ts';
import type { ConnectionHost } from './connection-host.ts';
import { DeliveredSender } from './delivered-sender.ts';
import type { LogFollower } from './log-follower.ts';
import type { OthersLedger } from './others.ts';
import { OthersReader } from './others-reader.ts';
import { ReceiptSender } from './receipt-sender.ts';
import type { SealContext } from './seal.ts';
import { SnapshotDoubt } from './snapshot-doubt.ts';
import { SnapshotKeeper } from './snapshot-keeper.ts';

type Message<Type extends RelayMessage['type']> = Extract<RelayMessage, { type: Type }>;

export interface AsidePorts {
	readonly sync: ConnectionHost;
	readonly follower: LogFollower;
	readonly ledger: OthersLedger;
	/** Everything that was written here is in the log. */
	readonly isSettled: () => boolean;
	readonly mayWrite: () => boolean;
	/** Digest of the snapshot that was made or compared here before this connection. */
	readonly compared: Uint8Array | null;
	/** Ends the connection, to come back. */
	readonly comeBack: () => void;
	readonly context: () => SealContext;
	/** Largest entry that the relay takes, bytes. */
	readonly entryLimit: number;
	readonly send: (
		message:
			| { type: 'delivered'; statement: Uint8Array }
			| { type: 'receipt'; entry: Uint8Array }
			| { type: 'snapshot'; chunk: Uint8Array }
	) => void;
	/** Runs a step whose failure ends the connection. */
	readonly guard: (step: () => Promise<void>) => Promise<void>;
	/** Told when something of the others is new. */
	readonly changed: () => void;
}

export class Aside {
	readonly #ports: AsidePorts;
	readonly #others: OthersReader;
	readonly #delivered: DeliveredSender;
	readonly #receipts: ReceiptSender;
	readonly #snapshots: SnapshotKeeper;
	readonly #doubt: SnapshotDoubt;
	/** What came before the log had been read to its end. */
	#early: (Message<'delivered'> | Message<'receipt'>)[] = [];
	#live = false;

	constructor(ports: AsidePorts) {
		this.#ports = ports;
		const { sync, follower, ledger, guard, send, changed, entryLimit, mayWrite, compared, comeBack } = ports;
		const position = () => follower.position!;
		/** Of the aside's own session. */
		const context = (): SealContext => ({ ...ports.context(), session: sync.aside.session });
		this.#doubt = new SnapshotDoubt({ sync, compared, mayWrite, comeBack });
		this.#others = new OthersReader({
			sync,
			ledger,
			position,
			hashAt: (seq) => follower.hashAt(seq),
			doubtedFrom: () => this.#doubt.from,
			changed
		});
		this.#delivered = new DeliveredSender({
			sync,
			position,
			guard,
			send: (statement) => send({ type: 'delivered', statement })
		});
		this.#receipts = new ReceiptSender({
			sync,
			ledger,
			context,
			guard,
			send: (entry) => send({ type: 'receipt', entry })
		});
		this.#snapshots = new SnapshotKeeper({
			sync,
			context,
			guard,
			position,
			chunkLimit: entryLimit,
			isComplete: () => mayWrite() && follower.isComplete && this.#mayStandFor,
			isSettled: ports.isSettled,
			send: (chunk) => send({ type: 'snapshot', chunk })
		});
	}

	/** What the relay has for the log's beginning is known here: nobody else's is to be buried unseen. */
	get #mayStandFor(): boolean {
		return !this.#ports.sync.trust.unreadable && this.#doubt.from === Infinity;
	}

	/** The log has been read to its end. */
	async start({ snapshot, tail, head, keptSince, delivered, receipts }: Message<'welcome'>): Promise<void> {
		const own = await this.#others.start(delivered, receipts);
		this.#live = true;
		for (const message of this.#early.splice(0)) await this.heard(message);
		await this.#delivered.start(own.delivered);
		this.#receipts.start(own.receipt);
		const newest = this.#ports.sync.trust.newest(snapshot);
		this.#snapshots.start({ newest, tail, head: head.seq, keptSince });
		this.#doubt.start();
	}

	stop(): void {
		this.#live = false;
		this.#delivered.stop();
		this.#receipts.stop();
		this.#snapshots.stop();
		this.#doubt.stop();
	}

	/** The relay passes on what another device says. */
	async heard(message: Message<'delivered'> | Message<'receipt'>): Promise<void> {
		if (!this.#live) this.#early.push(message);
		else if (message.type === 'delivered') await this.#others.delivered(message.statement);
		else await this.#others.receipt(message.entry);
	}

	/**
	 * A snapshot was taken.
	 * @returns whether it is this device's
	 */
	async announced(message: Message<'snapshot'>): Promise<boolean> {
		const isOwn = this.#snapshots.announced(message);
		if (!isOwn) {
			this.#doubt.announced(message);
			return false;
		}
		const { options, trust } = this.#ports.sync;
		await options.store.write({ snapshot: message.digest });
		trust.looksAt(message.digest);
		return true;
	}

	/** The relay has no room for what was written here. */
	full(): void {
		this.#snapshots.full();
	}

	/** This device's was not. */
	snapshotRefused({ code }: Message<'snapshot-refused'>): void {
		this.#snapshots.refused(code);
	}

	/** @returns whether it was about a receipt */
	nacked(nack: Message<'nack'>): boolean {
		return this.#receipts.refused(nack);
	}

	/** An entry has been read. */
	entry(seq: number, bytes: number): void {
		this.#snapshots.entry(seq, bytes);
	}

	/** The log, or what is known of who may read it, has grown. */
	async grown(): Promise<void> {
		if (!this.#live) return;
		await this.#others.caughtUp();
		this.#delivered.stored();
		this.#snapshots.touched();
	}

	/** Something was written here. */
	touched(): void {
		this.#snapshots.touched();
	}

	/** Something else was seen here. */
	seenChanged(): void {
		this.#receipts.look();
	}
}
