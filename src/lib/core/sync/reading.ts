// One connection's way through the log, from the welcome to its end and on: where it begins, snapshots that are looked at
// or doubted, and what the device does when the log is not the one that it had read.

import { equal } from '../bytes.ts';
import { CLOSE } from '../protocol/close.ts';
import { decodeEntry, type EntryHeader } from '../protocol/entry.ts';
import type { LogPosition, RelayMessage } from '../protocol/messages.ts';
import type { ConnectionHost } from './connection-host.ts';
import type { Parts } from './connection-parts.ts';
import type { Taken } from './log-follower.ts';
import type { Loss } from './new-reading.ts';
import { seenKey } from './reader.ts';
import type { SyncProblem } from './room-status.ts';

type Message<Type extends RelayMessage['type']> = Extract<RelayMessage, { type: Type }>;

export interface ReadingPorts {
	readonly sync: ConnectionHost;
	readonly parts: Parts;
	/** Ends the connection; it comes back unless the code is a fork's. */
	readonly fail: (code: number, reason: string) => void;
	/** The same, with something that the person should know. */
	readonly failWith: (problem: SyncProblem, code: number) => void;
	/** The log has been read to its end; `loss`: it is another than the one read before. */
	readonly live: (loss: Loss | null) => void;
	readonly isOver: () => boolean;
}

export class Reading {
	readonly #ports: ReadingPorts;
	readonly #asked: LogPosition | null;
	#welcome: Message<'welcome'> | null = null;
	#live = false;

	/** @param asked the position in the hello */
	constructor(ports: ReadingPorts, asked: LogPosition | null) {
		this.#ports = ports;
		this.#asked = asked;
	}

	get isWelcome(): boolean {
		return this.#welcome !== null;
	}

	/** The chain that the welcome brought is this device's by now. */
	async begin(welcome: Message<'welcome'>): Promise<void> {
		const { sync, parts, fail } = this.#ports;
		const { follower, outbox, upload, compared } = parts;
		const { trust } = sync;
		const { head, from, snapshot, former } = welcome;
		this.#welcome = welcome;
		const contradicted = trust.anew === 'log';
		const believe = trust.mayBelieve(snapshot);
		const asked = this.#asked;
		const begun = await follower.begin({ head, from, snapshot, former, asked, contradicted, believe });
		if (begun === 'gap') return fail(CLOSE.malformed, 'beginning');
		const isAnew = begun === 'anew';
		if (!isAnew && upload.mayWrite && snapshot && trust.shouldCompare(snapshot, compared)) {
			trust.looksAt(snapshot.digest);
			trust.anew = 'compare';
			return fail(1006, 'snapshot');
		}
		if (isAnew) {
			outbox.reopen();
			if (snapshot) trust.looksAt(snapshot.digest);
			if (follower.loss) trust.forget();
			trust.unreadable = !believe;
			sync.update({ loss: follower.loss ?? sync.status.loss });
		}
		await follower.retryHeld(sync.status.chain);
		if (head.seq === from && !(isAnew && snapshot)) await this.#caughtUp(welcome);
	}

	/** The next chunk of the snapshot from which this log is read. */
	async chunk({ index, chunk }: Message<'chunk'>): Promise<void> {
		const { sync, parts, fail } = this.#ports;
		const welcome = this.#welcome;
		const taken = await parts.follower.takeChunk(sync.status.chain, index, chunk);
		if (taken === 'more') return;
		if (taken === 'gap' || !welcome?.snapshot) return fail(CLOSE.malformed, 'chunk');
		if (taken !== 'whole') {
			if (sync.trust.foundWrong(welcome.snapshot)) return fail(1006, `snapshot: ${taken}`);
			// There is no other: what follows it is read all the same, and what is here is given back.
			sync.trust.unreadable = true;
			if (parts.follower.passOverSnapshot()) return;
		}
		if (welcome.head.seq === welcome.snapshot.seq) await this.#caughtUp(welcome);
	}

	/** @returns whether they were taken */
	async entries({ first, entries, more }: Message<'entries'>): Promise<boolean> {
		const { sync, parts } = this.#ports;
		const taken = await parts.follower.take(sync.status.chain, first, entries, parts.outbox);
		if (!this.#check(taken)) return false;
		if (!this.#live && !more && this.#welcome) await this.#caughtUp(this.#welcome);
		return true;
	}

	/** @returns whether it fits */
	async acked({ session, counter, seq, hash }: Message<'ack'>): Promise<boolean> {
		const { follower, outbox } = this.#ports.parts;
		const bytes = outbox.bytesOf(session, counter);
		if (!bytes) return true;
		const { header } = decodeEntry(bytes)!;
		const position = follower.position!;
		// Nothing that was not sent on this connection can be acknowledged on it.
		if (!this.#live || !outbox.wasSent(session, counter)) return this.#malformed('ack out of turn');
		if (seq === position.seq + 1) return this.#check(await follower.takeAcked(header, bytes, hash, outbox));
		if (seq > position.seq) return this.#malformed('ack ahead of the log');
		const known = follower.hashAt(seq);
		if (known && !equal(known, hash)) return this.#check('fork');
		const isShown = follower.hasShown(header.logId, seenKey(header), header.counter);
		return isShown ? this.#settle(header, position) : this.#settleUnseen(header, position);
	}

	#malformed(reason: string): false {
		this.#ports.fail(CLOSE.malformed, reason);
		return false;
	}

	/** The log has shown an own entry. Where is the relay's word alone, so it counts as the last of what was read. */
	async #settle(header: EntryHeader, { seq }: LogPosition): Promise<true> {
		const { sync, parts } = this.#ports;
		const { settled, edits } = parts.outbox.settle(header);
		const own = edits > 0 ? parts.ledger.wrote({ seq, edits }, true) : {};
		await sync.options.store.write({ deleteSealed: settled, ...own });
		return true;
	}

	/**
	 * The relay says that it has had an own entry for some time, and has not shown it: it may be among what a snapshot stands
	 * for, and it may be a lie. It is not sent again, which would be answered like this for ever, and counts as written behind
	 * all that was read until the whole log, read anew, has shown whether it has it.
	 */
	async #settleUnseen(header: EntryHeader, { seq }: LogPosition): Promise<boolean> {
		const { sync, parts, fail } = this.#ports;
		const { outbox, ledger, upload } = parts;
		// Who may not write any more could not give it back.
		if (!upload.mayWrite) return true;
		const { settled, edits } = outbox.settleWhole(header);
		const own = ledger.wrote({ seq: seq + 1, edits }, true);
		await sync.options.store.write({ deleteSealed: settled, ...own, snapshot: null });
		sync.trust.anew = 'compare';
		fail(1006, 'ack of what was not seen');
		return false;
	}

	async #caughtUp(welcome: Message<'welcome'>): Promise<void> {
		const { sync, parts, live, isOver } = this.#ports;
		const { follower, outbox, upload, aside } = parts;
		const { trust } = sync;
		const compared = trust.unreadable ? null : trust.newest(welcome.snapshot);
		const loss = follower.loss ?? sync.status.loss;
		const result = await follower.finish(() => outbox.payloads(), {
			mayWrite: upload.mayWrite,
			compared,
			isReadable: !trust.unreadable
		});
		if (result === 'fork') return this.#contradicted();
		if (result !== 'ok') {
			const { healed, waiting } = sync.status;
			sync.unsealed += 1;
			sync.update({ healed: healed || result === 'healed', waiting: waiting + 1 });
		}
		trust.anew = null;
		await follower.retryHeld(sync.status.chain);
		await aside.start(welcome);
		if (isOver()) return;
		this.#live = true;
		live(loss);
	}

	#check(taken: Taken): boolean {
		if (taken === 'fork') this.#contradicted();
		if (taken === 'gap') this.#ports.fail(CLOSE.malformed, 'gap in the log');
		return taken === 'ok';
	}

	/** The log is not the one that was read. Read anew it may be: a relay that was set back. Else it contradicts itself. */
	#contradicted(): void {
		const { sync, fail, failWith } = this.#ports;
		if (sync.trust.anew === 'log') return failWith({ kind: 'fork' }, CLOSE.fork);
		sync.trust.anew = 'log';
		fail(1006, 'log');
	}
}
