// Every log entry that a relay's disk ever held, found again by its running hash: what a device's cursor claims to
// have read can be looked up even after the relay lost it.

import { toHex } from '../../../src/lib/core/bytes.ts';
import type { RoomId } from '../../../src/lib/core/ids.ts';
import { decodeEntry, type EntryHeader } from '../../../src/lib/core/protocol/entry.ts';
import { Keyring, nonceOf } from '../../../src/lib/core/sync/keyring.ts';
import { decodePlaintext } from '../../../src/lib/core/sync/plaintext.ts';
import type { Membership } from './person.ts';
import type { RelayHost } from './relay-host.ts';
import { Violation } from './violation.ts';

export interface OpenEntry {
	readonly seq: number;
	readonly header: EntryHeader;
	readonly payload: Uint8Array;
}

interface Known {
	readonly seq: number;
	readonly bytes: Uint8Array;
	readonly previous: string;
	opened: OpenEntry | null;
}

export class LogArchive {
	readonly #room: RoomId;
	readonly #keyring: Keyring;
	readonly #known = new Map<string, Known>();
	readonly #starts = new Set<string>();

	constructor({ crypto, chain, epochs }: Membership) {
		this.#room = chain.room;
		this.#keyring = new Keyring(crypto, chain.room, epochs);
	}

	/** Remembers what is on the disk. @returns the hash of the last entry there */
	learn(disk: RelayHost['disk']): Uint8Array | null {
		const room = disk.get(this.#room);
		if (!room) return null;
		let previous = toHex(room.start);
		this.#starts.add(previous);
		for (const [i, { bytes, hash }] of room.rows.entries()) {
			const name = toHex(hash);
			if (!this.#known.has(name)) this.#known.set(name, { seq: i + 1, bytes, previous, opened: null });
			previous = name;
		}
		return room.rows.at(-1)?.hash ?? room.start;
	}

	/** The entries up to a running hash, first one first. */
	async upTo(hash: Uint8Array): Promise<OpenEntry[]> {
		const out: OpenEntry[] = [];
		for (let at = toHex(hash); !this.#starts.has(at);) {
			const known = this.#known.get(at);
			if (!known) throw new Violation('S4', `no log ever had the hash ${at}`);
			known.opened ??= await this.#open(known);
			out.push(known.opened);
			at = known.previous;
		}
		return out.reverse();
	}

	async #open({ seq, bytes }: Known): Promise<OpenEntry> {
		const entry = decodeEntry(bytes);
		if (!entry) throw new Violation('S10', `the log holds what is no entry at ${seq}`);
		const { epoch, device, session, counter } = entry.header;
		const aead = await this.#keyring.aead('entry', epoch, device, session);
		const plain = await aead?.open(nonceOf(counter), entry.headerBytes, entry.ciphertext);
		const content = plain && decodePlaintext(plain);
		if (!content) throw new Violation('S10', `the log holds what nobody can open at ${seq}`);
		return { seq, header: entry.header, payload: content.payload };
	}
}

export interface Change {
	readonly parts: readonly OpenEntry[];
	/** Null while parts are missing. */
	readonly update: Uint8Array | null;
}

/** Entries put together: one change each, in the order of their first parts. */
export function changesIn(entries: readonly OpenEntry[]): Change[] {
	const groups = new Map<string, OpenEntry[]>();
	for (const entry of entries) {
		const group = groupOf(entry.header);
		groups.set(group, [...(groups.get(group) ?? []), entry]);
	}
	return [...groups.values()].map((parts) => {
		const whole = parts.length === parts[0]!.header.parts;
		const sorted = [...parts].sort((a, b) => a.header.part - b.header.part);
		return { parts, update: whole ? Buffer.concat(sorted.map(({ payload }) => payload)) : null };
	});
}

/** Names the change that an entry is a part of. */
export const groupOf = ({ device, session, counter, part }: EntryHeader): string =>
	`${device}.${session}.${counter - part}`;
