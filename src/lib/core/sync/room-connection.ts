// One connection to the relay: proves the device, reads the log to its end, then keeps reading and sends what waits.
// Frames are handled one after the other, each to its end (WebCrypto finishes out of order); what ends after the
// connection is gone changes nothing.

import { CLOSE } from '../protocol/close.ts';
import { currentRole } from '../protocol/membership.ts';
import {
	type ClientMessage,
	decodeRelayMessage,
	encodeClientMessage,
	helloSignedBytes,
	type Limits,
	type RelayMessage
} from '../protocol/messages.ts';
import type { EncryptedSocket } from './encrypted-socket.ts';
import { makeParts, type Parts } from './connection-parts.ts';
import { StorageError, type Transport } from './ports.ts';
import type { PresenceState } from './provider-frames.ts';
import { PresenceLine } from './presence-line.ts';
import type { RoomStatus, SyncProblem } from './room-status.ts';
import type { ConnectionHost, Submitted } from './connection-host.ts';
import { Reading } from './reading.ts';
import { StatementLine } from './statement-line.ts';

type Message<Type extends RelayMessage['type']> = Extract<RelayMessage, { type: Type }>;

/** No frame for this long, though the relay pings every 10 s: the line is dead. */
const SILENCE_MS = 25_000;
/** A relay that takes next to nothing would make a change thousands of parts. */
const LEAST_ENTRY_LIMIT = 512;

export class RoomConnection {
	readonly #sync: ConnectionHost;
	readonly #socket: EncryptedSocket;
	readonly #transport: Transport;
	#inbound: Promise<void>;
	#over = false;
	#live = false;
	#greeted = false;
	#limits: Limits | null = null;
	#made: Parts | null = null;
	#reading: Reading | null = null;
	#cancelSilence: () => void = () => undefined;
	readonly #statements: StatementLine;
	readonly #presence: PresenceLine;

	/**
	 * @param before settles when the connection before this one touches the store no more. Two that seal and store at
	 * the same time would overwrite each other's rows: edits would never be sent.
	 */
	constructor(sync: ConnectionHost, socket: EncryptedSocket, before: Promise<void>) {
		this.#sync = sync;
		this.#socket = socket;
		this.#inbound = before;
		this.#statements = new StatementLine({ sync, send: (message) => this.#send(message) });
		this.#presence = new PresenceLine({
			sync,
			socket,
			send: (payload) => this.#send({ type: 'ephemeral', payload }),
			isOver: () => this.#over,
			largest: () => (this.#live ? (this.#limits?.ephemeral ?? 0) : 0)
		});
		this.#watchSilence();
		this.#transport = sync.options.open({
			onOpen: () => undefined,
			onFrame: (frame) => {
				this.#watchSilence();
				this.#inbound = this.#inbound.then(() => this.#handle(frame));
			},
			// A device that was too slow or asleep to say hello has proved nothing, and is no stranger.
			onClose: (code, reason) =>
				this.#end(code === CLOSE.notAuthenticated && !this.#greeted ? 1006 : code, reason)
		});
	}

	/** The provider gives this connection up. */
	close(): void {
		if (this.#stop()) this.#transport.close();
	}

	/** Sends presence of this device's tabs; of nobody else's. */
	sendPresence(states: readonly PresenceState[]): void {
		this.#presence.say(states);
	}

	/** Offers a statement to the relay. One at a time. */
	submit(statement: Uint8Array, box: Uint8Array | null): Promise<Submitted> {
		return this.#live ? this.#statements.submit(statement, box) : Promise.resolve('offline');
	}

	/** Sends what waits, if anything may be sent now. */
	pump(): void {
		this.#made?.upload.pump();
		this.#made?.aside.touched();
	}

	/** Something else has been seen on this device. */
	seenChanged(): void {
		this.#made?.aside.seenChanged();
	}

	/** Settles when nothing that this connection began is under way any more; to be asked when it is over. */
	async settled(): Promise<void> {
		await Promise.allSettled([this.#inbound, this.#made?.upload.settled]);
	}

	// -- incoming

	async #handle(frame: Uint8Array): Promise<void> {
		if (this.#over) return;
		await this.#guard(() => {
			const message = decodeRelayMessage(frame);
			return message ? this.#dispatch(message) : this.#fail(CLOSE.malformed, 'frame');
		});
	}

	async #dispatch(message: RelayMessage): Promise<void> {
		switch (message.type) {
			case 'challenge':
				return this.#answer(message);
			case 'welcome':
				return this.#welcomed(message);
			case 'entries':
				return this.#read(message);
			case 'ack':
				return this.#acked(message);
			case 'nack':
				return this.#refused(message);
			case 'statement':
				return this.#chainGrew(message.statement);
			case 'denied':
				return this.#statements.denied(message.code);
			case 'ephemeral':
				return this.#presence.heard(message);
			case 'peer-left':
				return this.#presence.left(message.connection);
			case 'chunk':
				return this.#log().chunk(message);
			case 'snapshot':
				return this.#snapshotTaken(message);
			case 'snapshot-refused':
				return this.#parts().aside.snapshotRefused(message);
			case 'delivered':
			case 'receipt':
				await this.#parts().aside.heard(message);
				return;
			case 'box':
				return;
			case 'ping':
				this.#send({ type: 'ping' });
				this.#socket.alive();
				return;
		}
		message satisfies never;
	}

	async #answer({ nonce, limits, now }: Message<'challenge'>): Promise<void> {
		const { options, deviceId: device } = this.#sync;
		const { room, origin, store, token } = options;
		// A second outbox beside the one that is sealing would seal the same edits again and overwrite its rows.
		if (this.#limits) throw new ProtocolFault('a second challenge');
		if (limits.entry < LEAST_ENTRY_LIMIT) return this.#fail(CLOSE.malformed, 'limits');
		this.#limits = limits;
		const stored = await store.load();
		// Nothing is settled before it is known what waits: counting it when the room was opened may have failed.
		this.#sync.unsealed = Math.max(this.#sync.unsealed, (await store.edits()).length);
		if (this.#over) return;
		const parts = makeParts(
			{
				sync: this.#sync,
				send: (message) => this.#send(message),
				guard: (step) => this.#guard(step),
				comeBack: () => this.#fail(1006, 'snapshot'),
				counted: () => this.#count()
			},
			stored,
			limits
		);
		this.#made = parts;
		this.#sync.update({ link: 'catching-up', clockSkew: options.clock.now() - now });
		const signature = await options.device.signer.sign(
			helloSignedBytes('device', { nonce, origin, room, device })
		);
		const read = parts.follower.position;
		const isToCompare = this.#sync.trust.anew !== null || (read !== null && parts.ledger.isBehind(read));
		const position = isToCompare ? null : read;
		this.#reading = new Reading(
			{
				sync: this.#sync,
				parts,
				fail: (code, reason) => this.#fail(code, reason),
				failWith: (problem, code) => this.#problem(problem, code),
				live: (loss) => this.#caughtUp(loss),
				isOver: () => this.#over
			},
			position
		);
		const chain = this.#sync.presentChain || !position ? this.#sync.status.chain.statements : null;
		this.#greeted = true;
		this.#send({
			type: 'hello',
			room,
			device,
			signature,
			position,
			proof: chain ? { kind: 'chain', chain } : { kind: 'none' },
			token,
			distrust: this.#sync.trust.distrust
		});
	}

	async #welcomed(welcome: Message<'welcome'>): Promise<void> {
		const { chain: theirs, connection, peers, role } = welcome;
		// A second one would have the log begin anew under what is being sealed for it.
		const reading = this.#log();
		if (reading.isWelcome || role === 'invitee') return this.#fail(CLOSE.malformed, 'welcome');
		const chain = await this.#statements.welcomed(theirs);
		if (chain === 'newer-chain' || chain === 'fork') return this.#problem({ kind: chain }, CLOSE.fork);
		if (this.#over) return;
		if (chain === 'behind') {
			this.#sync.presentChain = true;
			return this.#fail(1006, 'chain');
		}
		this.#presence.met([connection, ...peers.map((peer) => peer.connection)]);
		this.#sync.update({
			chain,
			role: currentRole(chain, this.#sync.deviceId),
			peers
		});
		await reading.begin(welcome);
	}

	async #read(message: Message<'entries'>): Promise<void> {
		if (await this.#log().entries(message)) await this.#grown();
	}

	async #acked(message: Message<'ack'>): Promise<void> {
		if (await this.#log().acked(message)) await this.#grown();
	}

	/** More of the log is here, or of what was written here is in the log. */
	async #grown(): Promise<void> {
		if (this.#over) return;
		this.#count();
		await this.#parts().aside.grown();
		this.pump();
	}

	#caughtUp(loss: RoomStatus['loss']): void {
		this.#live = true;
		this.#sync.live();
		this.#count({ link: 'live', loss });
		this.#socket.opened();
		this.#parts().upload.start();
	}

	async #refused(nack: Message<'nack'>): Promise<void> {
		const { aside, upload } = this.#parts();
		if (aside.nacked(nack)) return;
		if (nack.code === 'quota') aside.full();
		if ((await upload.refused(nack)) === 'begin-again') this.#fail(1006, nack.code);
	}

	async #snapshotTaken(message: Message<'snapshot'>): Promise<void> {
		const { aside, upload } = this.#parts();
		await upload.roomAgain(await aside.announced(message));
	}

	async #chainGrew(statement: Uint8Array): Promise<void> {
		const why = await this.#statements.announced(statement, async (chain) => {
			await this.#made?.follower.retryHeld(chain);
			await this.#made?.aside.grown();
		});
		if (why === 'other') return this.#fail(1006, 'chain');
		if (why) this.#problem({ kind: why }, CLOSE.fork);
	}

	/** Brings the counts on the screen up to date, together with what else has become true. */
	#count(also: Partial<RoomStatus> = {}): void {
		const { follower, outbox, ledger } = this.#parts();
		const { options, trust, status, unsealed, member } = this.#sync;
		const waiting = unsealed + outbox.sealedEdits;
		const refused = [...follower.refused.values()].reduce((sum, count) => sum + count, 0);
		const settled = waiting === 0 && this.#live;
		const settledNow = settled && (status.waiting > 0 || status.settledAt === null);
		const problem: SyncProblem | null = trust.unreadable ? { kind: 'snapshot-unreadable' } : null;
		this.#sync.update({
			...also,
			waiting,
			refused,
			held: follower.heldCount,
			others: ledger.facts(status.chain, member, waiting),
			...(settledNow ? { settledAt: options.clock.now() } : {}),
			...(settled || also.link === 'live' ? { problem } : {})
		});
	}

	// -- ending

	#parts(): Parts {
		if (!this.#made) throw new ProtocolFault('message before the challenge');
		return this.#made;
	}

	#log(): Reading {
		if (!this.#reading) throw new ProtocolFault('message before the challenge');
		return this.#reading;
	}

	#problem(problem: SyncProblem, code: number): void {
		this.#sync.update({ problem });
		this.#fail(code, problem.kind);
	}

	/** Runs a step; a storage failure or a message out of place ends the connection, and is shown. */
	async #guard(step: () => Promise<void> | void): Promise<void> {
		try {
			await step();
		} catch (error) {
			if (error instanceof StorageError) {
				this.#sync.update({ problem: { kind: 'storage', fault: error.fault } });
				this.#fail(1006, 'storage');
			} else if (error instanceof ProtocolFault) this.#fail(CLOSE.malformed, error.message);
			else {
				// A bug. It must surface, and not leave a connection that looks alive and takes nothing in any more.
				this.#fail(1006, 'error');
				throw error;
			}
		}
	}

	#watchSilence(): void {
		this.#cancelSilence();
		this.#cancelSilence = this.#sync.options.clock.after(SILENCE_MS, () => this.#fail(1006, 'silence'));
	}

	#send(message: ClientMessage): void {
		if (!this.#over) this.#transport.send(encodeClientMessage(message));
	}

	#fail(code: number, reason: string): void {
		if (this.#over) return;
		this.#transport.close();
		// What this side finds wrong may be gone with the next connection; only a fork is for good.
		this.#end(code === CLOSE.fork ? code : 1006, reason);
	}

	#end(code: number, reason: string): void {
		if (this.#stop()) this.#sync.ended(this, this.#socket, code, reason);
	}

	#stop(): boolean {
		if (this.#over) return false;
		this.#over = true;
		this.#live = false;
		this.#cancelSilence();
		this.#made?.upload.stop();
		this.#made?.aside.stop();
		this.#statements.stop();
		return true;
	}
}

/** The relay spoke out of turn. */
class ProtocolFault extends Error {}
