// Every log entry that a relay's disk ever held, found again by its running hash: what a device's cursor claims to have
// read can be looked up even after the relay lost it, or a snapshot took its place.

import { toHex } from '../../../src/lib/core/bytes.ts';
import type { RoomId } from '../../../src/lib/core/ids.ts';
import { decodeEntry, type EntryHeader } from '../../../src/lib/core/protocol/entry.ts';
import { Keyring, nonceOf } from '../../../src/lib/core/sync/keyring.ts';
import { decodePlaintext } from '../../../src/lib/core/sync/plaintext.ts';
import { hashAt, type MemoryRoom, type Row } from '../relay-memory-room.ts';
import type { Membership } from './person.ts';
import { PLANTED, type RelayHost } from './relay-host.ts';
import { Violation } from './violation.ts';

export interface OpenEntry {
	readonly seq: number;
	/** As the relay's store knows it. */
	readonly name: string;
	readonly header: EntryHeader;
	readonly payload: Uint8Array;
}

interface Known {
	/** Null: here a restored log goes on under a new id. */
	readonly row: Row | null;
	readonly seq: number;
	readonly previous: string;
	opened: OpenEntry | null;
}

/** A way through a log, up to some entry. */
export interface Lineage {
	/** How many entries there are, those that a hostile relay put in included. */
	readonly length: number;
	/** What members wrote, first one first. */
	readonly entries: readonly OpenEntry[];
}

export class LogArchive {
	readonly #room: RoomId;
	readonly #keyring: Keyring;
	readonly #known = new Map<string, Known>();
	readonly #starts = new Set<string>();
	readonly #learned = new WeakSet<Row>();
	/** What of each log snapshots were ever taken of. */
	readonly #covered = new Map<string, number>();

	constructor({ crypto, chain, epochs }: Membership) {
		this.#room = chain.room;
		this.#keyring = new Keyring(crypto, chain.room, epochs);
	}

	/** Remembers what is on the disk. @returns the hash of the last entry there */
	learn(disk: RelayHost['disk']): Uint8Array | null {
		const room = disk.get(this.#room);
		if (!room) return null;
		const { rows, cut, snapshots, start } = room;
		let first = rows.length;
		while (first > 0 && !this.#learned.has(rows[first - 1]!)) first -= 1;
		if (cut === 0) this.#starts.add(toHex(start));
		let previous = this.#continue(room, cut + first, toHex(first > 0 ? rows[first - 1]!.hash : start));
		for (const [i, row] of rows.slice(first).entries()) {
			const seq = cut + first + i + 1;
			this.#learned.add(row);
			this.#keep(toHex(row.hash), { row, seq, previous, opened: null });
			previous = this.#continue(room, seq, toHex(row.hash));
		}
		for (const { hash, seq } of snapshots) this.#covered.set(toHex(hash), seq);
		return hashAt(room, cut + rows.length);
	}

	/** Whether any log ever had this running hash. */
	knows(hash: Uint8Array): boolean {
		const name = toHex(hash);
		return this.#known.has(name) || this.#starts.has(name);
	}

	/** The log up to a running hash. */
	async upTo(hash: Uint8Array): Promise<Lineage> {
		const entries: OpenEntry[] = [];
		let length = 0;
		for (let at = toHex(hash); !this.#starts.has(at);) {
			const known = this.#known.get(at);
			if (!known) throw new Violation('S4', `no log ever had the hash ${at}`);
			length = Math.max(length, known.seq);
			if (known.row && !known.row.name.startsWith(PLANTED)) {
				known.opened ??= await this.#open(known.row, known.seq);
				entries.push(known.opened);
			}
			at = known.previous;
		}
		return { length, entries: entries.reverse() };
	}

	/** Up to which entry of this lineage a snapshot was ever taken; 0: none was. */
	coveredUpTo(hash: Uint8Array): number {
		for (let at = toHex(hash); !this.#starts.has(at);) {
			const covered = this.#covered.get(at);
			if (covered !== undefined) return covered;
			const known = this.#known.get(at);
			if (!known) return 0;
			at = known.previous;
		}
		return 0;
	}

	/** Opens entries as they lie on a disk. */
	openAll(rows: readonly Row[], after: number): Promise<OpenEntry[]> {
		const written = rows.map((row, i) => ({ row, seq: after + i + 1 }));
		const own = written.filter(({ row }) => !row.name.startsWith(PLANTED));
		return Promise.all(own.map(({ row, seq }) => this.#open(row, seq)));
	}

	#keep(hash: string, known: Known): void {
		if (!this.#known.has(hash)) this.#known.set(hash, known);
	}

	/** Over the ends of former logs. @returns the hash from which the log goes on behind `seq` */
	#continue({ formers }: MemoryRoom, seq: number, hash: string): string {
		let previous = hash;
		for (const former of formers.filter(({ until }) => until === seq)) {
			const name = toHex(former.hash);
			this.#keep(name, { row: null, seq, previous, opened: null });
			previous = name;
		}
		return previous;
	}

	async #open({ bytes, name }: Row, seq: number): Promise<OpenEntry> {
		const entry = decodeEntry(bytes);
		if (!entry) throw new Violation('S10', `the log holds what is no entry at ${seq}`);
		const { epoch, device, session, counter } = entry.header;
		const aead = await this.#keyring.aead('entry', epoch, device, session);
		const plain = await aead?.open(nonceOf(counter), entry.headerBytes, entry.ciphertext);
		const content = plain && decodePlaintext(plain);
		if (!content) throw new Violation('S10', `the log holds what nobody can open at ${seq}`);
		return { seq, name, header: entry.header, payload: content.payload };
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
