// The keys that encrypt a room, derived from its epoch keys: one per purpose, device and session, so that a counter
// that starts at zero in every session never meets the same key twice (S9).

import { fromBase64url } from '../bytes.ts';
import type { DeviceId, RoomId, SessionId } from '../ids.ts';
import type { Aead, Crypto } from '../protocol/crypto.ts';
import { labelled, Writer } from '../protocol/wire.ts';

export type Purpose = 'entry' | 'snapshot' | 'receipt' | 'ephemeral';

/** Derived keys kept at hand; a long log has one per page load of each device. */
const KEPT = 64;

export class Keyring {
	readonly #crypto: Crypto;
	readonly #room: RoomId;
	readonly #epochs: ReadonlyMap<number, Uint8Array>;
	readonly #derived = new Map<string, Promise<Aead>>();

	/** @param epochs 32-byte keys by epoch number; may grow later. */
	constructor(crypto: Crypto, room: RoomId, epochs: ReadonlyMap<number, Uint8Array>) {
		this.#crypto = crypto;
		this.#room = room;
		this.#epochs = epochs;
	}

	/** The key for what `device` writes in `session`; null when this device does not hold the epoch's key. */
	aead(purpose: Purpose, epoch: number, device: DeviceId, session: SessionId): Promise<Aead> | null {
		const epochKey = this.#epochs.get(epoch);
		if (!epochKey) return null;
		const name = `${purpose}/${epoch}/${device}/${session}`;
		const known = this.#derived.get(name);
		if (known) return known;
		const info = labelled(
			`soundings/${purpose}-key/1`,
			fromBase64url(this.#room)!,
			fromBase64url(device)!,
			fromBase64url(session)!
		);
		const derived = this.#crypto.hkdf(epochKey, info, 32).then((key) => this.#crypto.aead(key));
		this.#derived.set(name, derived);
		if (this.#derived.size > KEPT) this.#derived.delete(this.#derived.keys().next().value!);
		return derived;
	}
}

/** The 12-byte nonce of a counter: four zero bytes, then the counter. */
export const nonceOf = (counter: number): Uint8Array<ArrayBuffer> => new Writer().u32(0).u64(counter).done();
