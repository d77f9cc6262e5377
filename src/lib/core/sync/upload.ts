// One connection's way out: what waits in the outbox is sealed and sent, as fast as the relay takes it and no faster than
// it serves anybody, and what the relay refused is sent again in the way that its reason asks for.

import type { LogPosition, RelayMessage } from '../protocol/messages.ts';
import type { SessionId } from '../ids.ts';
import type { ConnectionHost } from './connection-host.ts';
import { COALESCED_BYTES, type Outbox } from './outbox.ts';
import { largestPayload, type SealContext } from './seal.ts';

/** Alone in the room, edits are gathered this long. */
const ALONE_MS = 1000;
/** When the relay's storage for the room is full. */
const QUOTA_RETRY_MS = 30_000;

export interface UploadPorts {
	readonly sync: ConnectionHost;
	readonly outbox: Outbox;
	/** How far this device has the log. */
	readonly position: () => LogPosition;
	/** Largest entry that the relay takes, bytes. */
	readonly entryLimit: number;
	readonly send: (entry: Uint8Array) => void;
	/** Runs a step whose failure ends the connection. */
	readonly guard: (step: () => Promise<void>) => Promise<void>;
	/** Told when what waits may have changed. */
	readonly counted: () => void;
}

export class Upload {
	readonly #ports: UploadPorts;
	#partSize: number;
	#open = false;
	#pumping = false;
	#pumped: Promise<void> = Promise.resolve();
	#pumpAgain = false;
	#gathering = false;
	/** Refused because the relay's storage is full; to be sent again when the timer runs out. */
	readonly #noRoom: { readonly session: SessionId; readonly counter: number }[] = [];
	#cancelRetry: () => void = () => undefined;
	#cancelGathering: () => void = () => undefined;

	constructor(ports: UploadPorts) {
		this.#ports = ports;
		this.#partSize = largestPayload(ports.entryLimit);
	}

	/** The log has been read to its end: from now on things may leave. */
	start(): void {
		this.#open = true;
		this.pump();
	}

	stop(): void {
		this.#open = false;
		this.#cancelRetry();
		this.#cancelGathering();
	}

	/** Settles when nothing is under way any more; to be asked after `stop`. */
	get settled(): Promise<void> {
		return this.#pumped;
	}

	/** This member may change the journal. */
	get mayWrite(): boolean {
		const { role } = this.#ports.sync.status;
		return role === 'owner' || role === 'editor';
	}

	/** Sends what waits, if anything may be sent now. */
	pump(): void {
		this.#pumpAgain = true;
		if (this.#pumping || !this.#open) return;
		this.#pumping = true;
		this.#pumped = this.#ports.guard(async () => {
			try {
				while (this.#pumpAgain && this.#open) {
					this.#pumpAgain = false;
					await this.#sendWaiting();
				}
			} finally {
				// In the same step that finds nothing more to do: a wake-up a moment later must not be lost.
				this.#pumping = false;
			}
		});
	}

	/**
	 * An entry was not taken.
	 * @returns `'begin-again'` when what the relay knows and what this device knows differ: only a fresh welcome helps
	 */
	async refused(nack: Extract<RelayMessage, { type: 'nack' }>): Promise<'handled' | 'begin-again'> {
		const { sync, outbox, entryLimit } = this.#ports;
		const { session, counter, code, retryable } = nack;
		switch (code) {
			case 'quota':
				sync.update({ problem: { kind: 'quota' } });
				this.#resendLater(session, counter);
				return 'handled';
			case 'size': {
				const bytes = outbox.bytesOf(session, counter);
				// Of a change that travels in parts, all are refused; the first refusal has sealed it anew already.
				if (!bytes) return 'handled';
				if (bytes.length <= entryLimit) this.#partSize = Math.max(1, Math.floor(this.#partSize / 2));
				return this.#sealAnew(session, counter);
			}
			case 'role':
				sync.update({ problem: { kind: 'read-only' } });
				return 'handled';
			case 'log':
				// Other bytes stand under this counter already: only under another can it ever be taken.
				return retryable ? 'begin-again' : this.#sealAnew(session, counter);
			case 'epoch':
				return 'begin-again';
			case 'membership':
				sync.presentChain = true;
				return 'begin-again';
		}
		return code satisfies never;
	}

	/**
	 * A snapshot was taken: in a full room there may be room again.
	 * @param isOwn it is this device's. What it stands for is not read again: if some parts of a change are there, the others
	 * alone would be nothing to a reader who begins with it, so all of them are sent anew
	 */
	async roomAgain(isOwn: boolean): Promise<void> {
		if (!this.#open) return;
		const isWaiting = this.#noRoom.length > 0;
		this.#releaseRefused();
		if (isOwn) await this.#ports.outbox.resealPartlyThere(this.context(), this.#partSize);
		if (isWaiting) this.pump();
	}

	async #sealAnew(session: SessionId, counter: number): Promise<'handled'> {
		await this.#ports.outbox.resealSmaller(session, counter, this.context(), this.#partSize);
		this.pump();
		return 'handled';
	}

	async #sendWaiting(): Promise<void> {
		const { sync, outbox, send } = this.#ports;
		if (!this.mayWrite) {
			if (sync.status.waiting > 0) sync.update({ problem: { kind: 'read-only' } });
			return;
		}
		if (outbox.isEmpty) await this.#sealNext();
		else await outbox.resealStale(this.context(), this.#partSize);
		for (const entry of outbox.unsent()) send(entry);
	}

	async #sealNext(): Promise<void> {
		const { sync, outbox, counted } = this.#ports;
		const before = sync.edits;
		const edits = await sync.options.store.edits();
		if (before === sync.edits) sync.unsealed = edits.length;
		const bytes = edits.reduce((sum, edit) => sum + edit.update.length, 0);
		const alone = sync.status.peers.length === 0;
		if (alone && this.#gathering && bytes > 0 && bytes < COALESCED_BYTES) return;
		const waiting = outbox.sealedEdits;
		if (await outbox.sealNext(this.context(), this.#partSize)) {
			this.#gather();
			sync.unsealed = Math.max(0, sync.unsealed - (outbox.sealedEdits - waiting));
		}
		counted();
	}

	/** A timer and not a comparison of times: a clock that is set back would hold edits back as long. */
	#gather(): void {
		if (!this.#open) return;
		this.#gathering = true;
		this.#cancelGathering();
		this.#cancelGathering = this.#ports.sync.options.clock.after(ALONE_MS, () => {
			this.#gathering = false;
			this.pump();
		});
	}

	/** Not with the next pump: in a busy room each entry that comes would have all of them refused again. */
	#resendLater(session: SessionId, counter: number): void {
		this.#noRoom.push({ session, counter });
		this.#cancelRetry();
		const { clock } = this.#ports.sync.options;
		this.#cancelRetry = clock.after(QUOTA_RETRY_MS, () => {
			this.#releaseRefused();
			this.pump();
		});
	}

	#releaseRefused(): void {
		this.#cancelRetry();
		for (const { session, counter } of this.#noRoom.splice(0)) this.#ports.outbox.resend(session, counter);
	}

	/** For what is sealed now. */
	context(): SealContext {
		const { keyring, counter, deviceId: device, options, status } = this.#ports.sync;
		const { logId, seq, hash } = this.#ports.position();
		return {
			keyring,
			signer: options.device.signer,
			room: options.room,
			device,
			session: counter.session,
			logId,
			epoch: status.chain.epoch,
			membership: status.chain.head,
			base: { seq, hash }
		};
	}
}
