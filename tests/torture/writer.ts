// A device that writes and reads through every crash. What the relay has told it (an acknowledgement, an entry of another)
// it holds the relay to: after a restart its position must still be known, hash included, or something acknowledged is lost.

import { equal } from '../../src/lib/core/bytes.ts';
import { decodeEntry, logNextBytes } from '../../src/lib/core/protocol/entry.ts';
import type { Chain } from '../../src/lib/core/protocol/membership.ts';
import type { LogPosition, RelayMessage } from '../../src/lib/core/protocol/messages.ts';
import { sha256 } from '../../server/crypto.ts';
import type { RelayPeer, TestDevice } from '../support/relay-peer.ts';
import { dialRelay } from '../support/relay-world.ts';
import type { Random } from '../support/sim/random.ts';

/** Appends without an answer. */
const IN_FLIGHT = 8;

export interface Acked {
	readonly seq: number;
	readonly hash: Uint8Array;
	readonly entry: Uint8Array;
}

export class TortureError extends Error {}

export class Writer {
	readonly device: TestDevice;
	readonly chain: Chain;
	/** By counter: everything that the relay has acknowledged. */
	readonly acked = new Map<number, Acked>();
	/** How many the relay has announced as taken. */
	snapshots = 0;
	readonly #random: Random;
	/** By counter: sealed, sent perhaps, not acknowledged. The same bytes are sent again. */
	readonly #open = new Map<number, Uint8Array>();
	#at: LogPosition | null = null;
	/** By sequence number: the log's running hash, as it follows from what was read. */
	readonly #hashes = new Map<number, Uint8Array>();
	/** A snapshot of its own that has no answer yet. */
	#offered: Uint8Array | null = null;
	#newest: Uint8Array | null = null;

	constructor(device: TestDevice, chain: Chain, random: Random) {
		this.device = device;
		this.chain = chain;
		this.#random = random;
	}

	get #position(): LogPosition {
		if (!this.#at) throw new Error('not prepared');
		return this.#at;
	}

	/** Reads how the room begins, before anybody writes. */
	async prepare(address: string): Promise<void> {
		const peer = await dialRelay(address);
		await this.device.hello(peer, this.chain, address);
		const { head } = await peer.take('welcome');
		if (head.seq !== 0) throw new TortureError('a new room is not empty');
		this.#at = head;
	}

	/** Connects and writes until the relay is gone. @throws TortureError when the relay has broken its word */
	async work(address: string): Promise<void> {
		const peer = await dialRelay(address);
		try {
			await this.device.hello(peer, this.chain, address, { position: this.#position });
			this.#welcomed(await peer.take('welcome'));
			for (const entry of this.#open.values()) peer.send({ type: 'append', entry });
			await this.#fill(peer);
			for (;;) {
				this.#heard(await peer.next());
				await this.#fill(peer);
			}
		} catch (error) {
			// What a killed relay looks like from here.
			if (error instanceof TortureError || !(await isOver(peer))) throw error;
		}
	}

	/** The relay is back: is everything there that it said was? */
	#welcomed({ head, from, snapshot }: Extract<RelayMessage, { type: 'welcome' }>): void {
		const at = this.#position;
		const known = from === at.seq;
		// Others have compacted the log past it before it had read that far.
		const overtaken = snapshot !== null && from === snapshot.seq && from > at.seq;
		if (head.logId !== at.logId || head.seq < at.seq || (!known && !overtaken))
			throw new TortureError(
				`told of entry ${at.seq}, welcomed from ${from} of ${head.seq}: something is lost`
			);
		if (!known && overtaken) this.#at = { logId: at.logId, seq: snapshot.seq, hash: snapshot.hash };
		if (this.#newest && !snapshot) throw new TortureError('a snapshot that was taken is gone');
		this.#newest = snapshot?.digest ?? null;
		this.#offered = null;
	}

	#heard(message: RelayMessage): void {
		switch (message.type) {
			case 'ack':
				return this.#acked(message);
			case 'entries':
				message.entries.forEach((entry, i) => this.#advance(message.first + i, entry));
				return;
			case 'snapshot':
				this.#newest = message.digest;
				if (this.#offered && equal(message.digest, this.#offered)) this.#offered = null;
				this.snapshots += 1;
				return;
			case 'snapshot-refused':
				this.#offered = null;
				return;
			case 'nack':
				throw new TortureError(`an append was refused: ${message.code}`);
			default:
				return;
		}
	}

	#acked({ counter, seq, hash }: Extract<RelayMessage, { type: 'ack' }>): void {
		const entry = this.#open.get(counter);
		if (!entry) throw new TortureError(`an ack for what was acknowledged before or never sent: ${counter}`);
		this.#open.delete(counter);
		this.acked.set(counter, { seq, hash, entry });
		// A retry of what was stored already has been read, or is gone behind a snapshot.
		if (seq > this.#position.seq) this.#advance(seq, entry);
		const read = this.#hashes.get(seq);
		if (read && !equal(read, hash)) throw new TortureError(`the ack of entry ${seq} has another hash`);
	}

	#advance(seq: number, entry: Uint8Array): void {
		const at = this.#position;
		if (seq !== at.seq + 1) throw new TortureError(`entry ${seq} after entry ${at.seq}`);
		const hash = sha256(logNextBytes(at.hash, entry));
		this.#hashes.set(seq, hash);
		this.#at = { logId: at.logId, seq, hash };
	}

	async #fill(peer: RelayPeer): Promise<void> {
		while (this.#open.size < IN_FLIGHT) {
			const entry = await this.device.seal(this.chain, this.#position.logId, {
				size: this.#random.int(20, 4000)
			});
			this.#open.set(decodeEntry(entry)!.header.counter, entry);
			peer.send({ type: 'append', entry });
		}
		if (this.#offered === null && this.#random.chance(0.005)) await this.#snapshot(peer);
	}

	async #snapshot(peer: RelayPeer): Promise<void> {
		const sizes = Array.from({ length: this.#random.int(1, 4) }, () => this.#random.int(100, 20_000));
		const { chunks, digest } = await this.device.snapshot(this.chain, {
			at: this.#position,
			sizes,
			...(this.#newest ? { previous: this.#newest } : {})
		});
		this.#offered = digest;
		for (const chunk of chunks) peer.send({ type: 'snapshot', chunk });
	}
}

async function isOver(peer: RelayPeer): Promise<boolean> {
	return Promise.race([
		peer.closed.then(() => true),
		new Promise<boolean>((resolve) => setImmediate(resolve, false))
	]);
}
