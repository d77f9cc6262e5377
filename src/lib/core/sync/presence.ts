// Who is there and where they are typing: awareness states, encrypted, never stored. A peer's frame is opened, read
// and rebuilt; nothing of it reaches the provider as it came. A connection speaks only for the client ids it was first
// to use, so nobody can move another's caret.

import { equal, fromBase64url, utf8 } from '../bytes.ts';
import type { DeviceId, RoomId, SessionId } from '../ids.ts';
import type { Chain } from '../protocol/membership.ts';
import { labelled, parse, Writer } from '../protocol/wire.ts';
import { type Keyring, nonceOf } from './keyring.ts';
import type { PresenceState } from './provider-frames.ts';
import { paddedLength } from './plaintext.ts';

/** A device has a few tabs at most; more client ids than this from one connection are ignored. */
const CLIENTS_PER_CONNECTION = 16;
const LARGEST_STATE = 4096;
/** Awareness clocks grow by one for each caret move. */
const LATEST_CLOCK = 2 ** 31;

interface Envelope {
	readonly epoch: number;
	readonly device: DeviceId;
	readonly session: SessionId;
	readonly counter: number;
	readonly ciphertext: Uint8Array<ArrayBuffer>;
}

export class Presence {
	readonly #keyring: Keyring;
	readonly #room: RoomId;
	readonly #device: DeviceId;
	readonly #session: SessionId;
	#counter = 0;
	/** Newest counter opened, per device and session: an old frame cannot be shown again. */
	readonly #newest = new Map<string, number>();
	/** Which device a connection has shown itself to be. */
	readonly #devices = new Map<string, DeviceId>();
	/** Client ids by the connection that first used them, with the clock last seen. */
	readonly #clients = new Map<number, { connection: string; clock: number }>();

	readonly #isOwn: (client: number) => boolean;

	/** @param isOwn whether a client id is one of this device's tabs */
	constructor(
		keyring: Keyring,
		room: RoomId,
		device: DeviceId,
		session: SessionId,
		isOwn: (client: number) => boolean
	) {
		this.#isOwn = isOwn;
		this.#keyring = keyring;
		this.#room = room;
		this.#device = device;
		this.#session = session;
	}

	/** The payload of an ephemeral message; null when this device lacks the epoch's key. */
	async seal(chain: Chain, states: readonly PresenceState[]): Promise<Uint8Array | null> {
		const counter = this.#counter++;
		const aead = await this.#keyring.aead('ephemeral', chain.epoch, this.#device, this.#session);
		if (!aead) return null;
		const body = new Writer().u8(states.length);
		for (const { client, clock, state } of states) body.u64(client).u64(clock).text(state);
		const bytes = body.done();
		const plain = new Uint8Array(paddedLength(bytes.length));
		plain.set(bytes);
		const head = new Writer().u32(chain.epoch).id(this.#device, 32).id(this.#session, 16).u64(counter).done();
		const ciphertext = await aead.seal(nonceOf(counter), this.#additional(head), plain);
		return new Writer().fixed(head).fixed(ciphertext).done();
	}

	/** The states in a peer's payload that it may speak for; empty when the payload is not to be believed. */
	async open(chain: Chain, connection: string, payload: Uint8Array): Promise<PresenceState[]> {
		const envelope = parse(payload, (reader): Envelope => ({
			epoch: reader.u32(),
			device: reader.id<DeviceId>(32),
			session: reader.id<SessionId>(16),
			counter: reader.u64(),
			ciphertext: reader.rest()
		}));
		if (!envelope || !chain.devices.has(envelope.device)) return [];
		const source = `${envelope.device}.${envelope.session}`;
		if (envelope.counter <= (this.#newest.get(source) ?? -1)) return [];
		const aead = await this.#keyring.aead('ephemeral', envelope.epoch, envelope.device, envelope.session);
		const head = payload.subarray(0, payload.length - envelope.ciphertext.length);
		const plain = await aead?.open(nonceOf(envelope.counter), this.#additional(head), envelope.ciphertext);
		if (!plain) return [];
		this.#newest.set(source, envelope.counter);
		this.#devices.set(connection, envelope.device);
		const member = chain.devices.get(envelope.device)!.member;
		return readStates(plain).filter((state) => claimsMember(state, member) && this.#claim(connection, state));
	}

	/** The device whose key opened the last frame of a connection. */
	deviceOf(connection: string): DeviceId | null {
		return this.#devices.get(connection) ?? null;
	}

	/** The states that say a connection's clients have gone. */
	leave(connection: string): PresenceState[] {
		this.#devices.delete(connection);
		const gone: PresenceState[] = [];
		for (const [client, known] of this.#clients) {
			if (known.connection !== connection) continue;
			// The clock last seen, not a later one: a later one would hide the client when it comes back.
			gone.push({ client, clock: known.clock, state: 'null' });
			this.#clients.delete(client);
		}
		return gone;
	}

	/** Forgets every peer; a new connection starts with none. */
	leaveAll(): PresenceState[] {
		this.#devices.clear();
		return [...new Set([...this.#clients.values()].map((known) => known.connection))].flatMap((connection) =>
			this.leave(connection)
		);
	}

	#additional(head: Uint8Array): Uint8Array<ArrayBuffer> {
		return labelled('soundings/ephemeral/1', fromBase64url(this.#room)!, head);
	}

	#claim(connection: string, { client, clock, state }: PresenceState): boolean {
		// A clock at its limit would silence the client for good; an own id would be this person's own caret.
		if (clock > LATEST_CLOCK || this.#isOwn(client)) return false;
		const known = this.#clients.get(client);
		if (known && known.connection !== connection) return false;
		if (!known) {
			const own = [...this.#clients.values()].filter((entry) => entry.connection === connection);
			if (own.length >= CLIENTS_PER_CONNECTION) return false;
		}
		// A tab that has gone makes room: each reload is another client id.
		if (state === 'null') this.#clients.delete(client);
		else this.#clients.set(client, { connection, clock: Math.max(clock, known?.clock ?? 0) });
		return true;
	}
}

function readStates(plain: Uint8Array): PresenceState[] {
	const states = parse(plain, (reader) => {
		const list = reader.list(reader.u8(), 20, () => ({
			client: reader.u64(),
			clock: reader.u64(),
			state: reader.text()
		}));
		const padding = reader.rest();
		return equal(padding, new Uint8Array(padding.length)) ? list : [];
	});
	return (states ?? []).filter(({ state }) => utf8(state).length <= LARGEST_STATE);
}

/** A state is JSON, and whoever it says is there must be the member whose device sent it. */
function claimsMember({ state }: PresenceState, member: string): boolean {
	try {
		const value: unknown = JSON.parse(state);
		if (value === null) return true;
		return typeof value === 'object' && 'member' in value && value.member === member;
	} catch (error) {
		if (error instanceof SyntaxError) return false;
		throw error;
	}
}
