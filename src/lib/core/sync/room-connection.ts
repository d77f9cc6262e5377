// One connection to the relay: proves the device, reads the log to its end, then keeps reading and sends what waits.
// Frames are handled one after the other, each to its end (WebCrypto finishes out of order); what ends after the
// connection is gone changes nothing.

import { equal } from '../bytes.ts';
import { CLOSE } from '../protocol/close.ts';
import { decodeEntry } from '../protocol/entry.ts';
import { currentRole } from '../protocol/membership.ts';
import {
	type ClientMessage,
	decodeRelayMessage,
	encodeClientMessage,
	helloSignedBytes,
	type Limits,
	type RelayMessage
} from '../protocol/messages.ts';
import { adoptChain, adoptStatement } from './chain-keeper.ts';
import type { EncryptedSocket } from './encrypted-socket.ts';
import { LogFollower, type Taken } from './log-follower.ts';
import { Outbox } from './outbox.ts';
import { seenKey } from './reader.ts';
import { StorageError, type Transport } from './ports.ts';
import type { PresenceState } from './provider-frames.ts';
import type { RoomStatus, SyncProblem } from './room-status.ts';
import type { ConnectionHost, Submitted } from './connection-host.ts';
import { surface } from './surface.ts';
import { Upload } from './upload.ts';

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
	#outbound: Promise<void> = Promise.resolve();
	#over = false;
	#live = false;
	#greeted = false;
	#welcome = false;
	#limits: Limits | null = null;
	#follower: LogFollower | null = null;
	#outbox: Outbox | null = null;
	#upload: Upload | null = null;
	#cancelSilence: () => void = () => undefined;
	#submitted: { statement: Uint8Array; settle: (how: Submitted) => void } | null = null;
	/** Connections heard or listed: somebody who is not among them is new. */
	readonly #known = new Set<string>();

	/**
	 * @param before settles when the connection before this one touches the store no more. Two that seal and store at
	 * the same time would overwrite each other's rows: edits would never be sent.
	 */
	constructor(sync: ConnectionHost, socket: EncryptedSocket, before: Promise<void>) {
		this.#sync = sync;
		this.#socket = socket;
		this.#inbound = before;
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
		const own = states.filter(({ client }) => this.#sync.options.isOwnClient(client));
		if (own.length === 0) return;
		// A failure is a bug, but none that what people wrote should wait for: the next presence is tried again.
		this.#outbound = this.#outbound.then(() => this.#sealPresence(own)).catch(surface);
	}

	/** Offers a statement to the relay. One at a time. */
	submit(statement: Uint8Array, box: Uint8Array | null): Promise<Submitted> {
		if (!this.#live || this.#submitted) return Promise.resolve('offline');
		return new Promise((settle) => {
			this.#submitted = { statement, settle };
			this.#send({ type: 'statement', statement, box });
		});
	}

	/** Sends what waits, if anything may be sent now. */
	pump(): void {
		this.#upload?.pump();
	}

	/** Settles when nothing that this connection began is under way any more; to be asked when it is over. */
	async settled(): Promise<void> {
		await Promise.allSettled([this.#inbound, this.#upload?.settled]);
	}

	async #sealPresence(own: readonly PresenceState[]): Promise<void> {
		if (!this.#live) return;
		const payload = await this.#sync.presence.seal(this.#sync.status.chain, own);
		if (payload && payload.length <= (this.#limits?.ephemeral ?? 0))
			this.#send({ type: 'ephemeral', payload });
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
				this.#submitted?.settle(message.code);
				this.#submitted = null;
				return;
			case 'ephemeral':
				return this.#showPresence(message);
			case 'peer-left':
				return this.#peerLeft(message.connection);
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
		const follower = new LogFollower({
			room,
			verifier: options.crypto,
			keyring: this.#sync.keyring,
			store,
			stored,
			doc: options.doc,
			apply: options.apply,
			onStored: options.onStored
		});
		this.#follower = follower;
		this.#outbox = new Outbox(store, this.#sync.counter, stored.sealed, ({ logId, session }, counter) =>
			follower.hasShown(logId, seenKey({ device, session }), counter)
		);
		this.#upload = new Upload({
			sync: this.#sync,
			outbox: this.#outbox,
			position: () => follower.position!,
			entryLimit: limits.entry,
			send: (entry) => this.#send({ type: 'append', entry }),
			guard: (step) => this.#guard(step),
			counted: () => this.#count()
		});
		this.#sync.update({ link: 'catching-up', clockSkew: options.clock.now() - now });
		const signature = await options.device.signer.sign(
			helloSignedBytes('device', { nonce, origin, room, device })
		);
		const position = follower.position;
		const chain = this.#sync.presentChain || !position ? this.#sync.status.chain.statements : null;
		this.#greeted = true;
		this.#send({
			type: 'hello',
			room,
			device,
			signature,
			position,
			proof: chain ? { kind: 'chain', chain } : { kind: 'none' },
			token
		});
	}

	async #welcomed({ head, from, chain: theirs, connection, peers, role }: Message<'welcome'>): Promise<void> {
		const follower = this.#follower;
		// A second one would have the log begin anew under what is being sealed for it.
		if (!follower || this.#welcome || role === 'invitee') return this.#fail(CLOSE.malformed, 'welcome');
		this.#welcome = true;
		const { options, status } = this.#sync;
		const adopted = await adoptChain(status.chain, theirs, options.crypto);
		if (typeof adopted === 'string') {
			return this.#problem({ kind: adopted === 'unknown' ? 'newer-chain' : 'fork' }, CLOSE.fork);
		}
		if (adopted.chain !== status.chain) await options.store.write({ chain: adopted.chain.statements });
		if (this.#over) return;
		if (theirs.length < status.chain.statements.length && !this.#sync.presentChain) {
			// The relay was set back. It takes an invite without its box only as part of a whole chain.
			this.#sync.presentChain = true;
			return this.#fail(1006, 'chain');
		}
		this.#known.add(connection);
		for (const peer of peers) this.#known.add(peer.connection);
		this.#sync.update({
			chain: adopted.chain,
			role: currentRole(adopted.chain, this.#sync.deviceId),
			peers
		});
		if (await follower.begin(head, from)) this.#outbox?.reopen();
		await follower.retryHeld(adopted.chain);
		if (head.seq === from) await this.#caughtUp();
	}

	async #read({ first, entries, more }: Message<'entries'>): Promise<void> {
		const { follower, outbox } = this.#parts();
		const taken = await follower.take(this.#sync.status.chain, first, entries, outbox);
		if (!this.#check(taken)) return;
		this.#count();
		if (!this.#live && !more) await this.#caughtUp();
		else if (this.#live) this.pump();
	}

	async #caughtUp(): Promise<void> {
		const { follower, outbox, upload } = this.#parts();
		const result = await follower.finish(() => outbox.payloads(), upload.mayWrite);
		if (result === 'fork') return this.#problem({ kind: 'fork' }, CLOSE.fork);
		if (result === 'healed') {
			this.#sync.unsealed += 1;
			this.#sync.update({ healed: true, waiting: this.#sync.status.waiting + 1 });
		}
		if (this.#over) return;
		this.#live = true;
		this.#sync.live();
		this.#count({ link: 'live', problem: null });
		this.#socket.opened();
		upload.start();
	}

	async #acked({ session, counter, seq, hash }: Message<'ack'>): Promise<void> {
		const { follower, outbox } = this.#parts();
		const bytes = outbox.bytesOf(session, counter);
		if (bytes) {
			const header = decodeEntry(bytes)!.header;
			const position = follower.position!;
			if (seq === position.seq + 1) {
				if (!this.#check(await follower.takeAcked(header, bytes, hash, outbox))) return;
			} else if (seq <= position.seq || !this.#live) {
				const { settled } = outbox.settleCounter(session, counter);
				await this.#sync.options.store.write({ deleteSealed: settled });
			} else {
				return this.#fail(CLOSE.malformed, 'ack ahead of the log');
			}
		}
		this.#count();
		this.pump();
	}

	async #refused(nack: Message<'nack'>): Promise<void> {
		if ((await this.#parts().upload.refused(nack)) === 'begin-again') this.#fail(1006, nack.code);
	}

	async #chainGrew(statement: Uint8Array): Promise<void> {
		const { options, status } = this.#sync;
		const adopted = await adoptStatement(status.chain, statement, options.crypto);
		if (adopted === 'unknown') return this.#problem({ kind: 'newer-chain' }, CLOSE.fork);
		if (adopted === 'other') return this.#fail(1006, 'chain');
		if (adopted !== status.chain) {
			await options.store.write({ chain: adopted.statements });
			this.#sync.update({ chain: adopted, role: currentRole(adopted, this.#sync.deviceId) });
			await this.#follower?.retryHeld(adopted);
		}
		const submitted = this.#submitted;
		if (submitted && adopted.statements.some((known) => equal(known, submitted.statement))) {
			submitted.settle('done');
			this.#submitted = null;
		}
	}

	async #showPresence({ connection, payload }: Message<'ephemeral'>): Promise<void> {
		const { chain, peers } = this.#sync.status;
		const states = await this.#sync.presence.open(chain, connection, payload);
		if (this.#over) return;
		if (!this.#known.has(connection)) {
			this.#known.add(connection);
			this.#sync.options.renewPresence();
		}
		const device = this.#sync.presence.deviceOf(connection);
		if (device && !peers.some((peer) => peer.connection === connection)) {
			this.#sync.update({ peers: [...peers, { connection, device }] });
		}
		this.#sync.showPresence(this.#socket, states);
	}

	#peerLeft(connection: string): void {
		this.#sync.update({ peers: this.#sync.status.peers.filter((peer) => peer.connection !== connection) });
		this.#sync.showPresence(this.#socket, this.#sync.presence.leave(connection));
	}

	/** Brings the counts on the screen up to date, together with what else has become true. */
	#count(also: Partial<RoomStatus> = {}): void {
		const { follower, outbox } = this.#parts();
		const waiting = this.#sync.unsealed + outbox.sealedEdits;
		const refused = [...follower.refused.values()].reduce((sum, count) => sum + count, 0);
		const settled = waiting === 0 && this.#live;
		const settledNow = settled && (this.#sync.status.waiting > 0 || this.#sync.status.settledAt === null);
		this.#sync.update({
			...also,
			waiting,
			refused,
			held: follower.heldCount,
			...(settledNow ? { settledAt: this.#sync.options.clock.now() } : {}),
			...(settled ? { problem: null } : {})
		});
	}

	// -- ending

	#parts(): { follower: LogFollower; outbox: Outbox; upload: Upload } {
		if (!this.#follower || !this.#outbox || !this.#upload)
			throw new ProtocolFault('message before the challenge');
		return { follower: this.#follower, outbox: this.#outbox, upload: this.#upload };
	}

	#check(taken: Taken): boolean {
		if (taken === 'fork') this.#problem({ kind: 'fork' }, CLOSE.fork);
		if (taken === 'gap') this.#fail(CLOSE.malformed, 'gap in the log');
		return taken === 'ok';
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
		this.#upload?.stop();
		this.#submitted?.settle('offline');
		this.#submitted = null;
		return true;
	}
}

/** The relay spoke out of turn. */
class ProtocolFault extends Error {}
