// Taking a snapshot from one connection: chunk by chunk, in order, each checked and put on disk as it comes, so that
// nothing large is held in memory. The last one decides: the snapshot is the room's newest now, or was refused.

import { equal, toBase64url } from '../../src/lib/core/bytes.ts';
import type { DeviceId } from '../../src/lib/core/ids.ts';
import type { SnapshotRefusal } from '../../src/lib/core/protocol/close.ts';
import { currentRole } from '../../src/lib/core/protocol/membership.ts';
import type { RelayMessage } from '../../src/lib/core/protocol/messages.ts';
import {
	CHUNK_OVERHEAD,
	decodeChunk,
	NO_SNAPSHOT,
	snapshotDigest,
	verifyChunk
} from '../../src/lib/core/protocol/snapshot.ts';
import type { Chunk } from '../../src/lib/core/protocol/snapshot.ts';
import { ENTRY_OVERHEAD } from '../../src/lib/core/protocol/entry.ts';
import { sha256 } from '../crypto.ts';
import { judgeHeader, mayWrite, quotaOf } from './appends.ts';
import type { RelayLimits, RelayPorts } from './ports.ts';
import type { Room } from './room.ts';

export interface UploadPorts {
	readonly relay: RelayPorts;
	readonly send: (message: RelayMessage) => void;
	/** Keeps the room in memory until the work is done. */
	readonly hold: <T>(work: () => Promise<T>) => Promise<T>;
}

interface Upload {
	/** Under which its chunks are staged. */
	readonly name: string;
	readonly group: string;
	readonly first: Chunk;
	/** By the relay's clock: nothing behind what it covers came earlier. */
	readonly made: number;
	/** Bytes that count against the room's quota now and will not once this is taken; null: nobody had to know yet. */
	frees: number | null;
	readonly hashes: Uint8Array[];
	bytes: number;
}

/** What lies behind a snapshot is measured up to so many pages: mostly there is next to nothing, and reading is not free. */
const MOST_PAGES = 2;

/** Where a header says which of the chunks it is: counter and part. All else is the same in every chunk. */
const PLACE = [134, 144] as const;

export class Uploads {
	readonly #room: Room;
	readonly #device: DeviceId;
	readonly #ports: UploadPorts;
	#upload: Upload | null = null;
	/** What is left of it may still be on its way. */
	#refused: string | null = null;
	#busy = false;
	#left = false;

	constructor(room: Room, device: DeviceId, ports: UploadPorts) {
		this.#room = room;
		this.#device = device;
		this.#ports = ports;
	}

	/**
	 * The next chunk. Calls do not overlap.
	 * @returns why the connection has to end, or null
	 */
	async take(bytes: Uint8Array): Promise<string | null> {
		const chunk = decodeChunk(bytes);
		if (!chunk) return 'chunk';
		const { header } = chunk;
		if (header.room !== this.#room.id || header.device !== this.#device)
			return 'chunk of another room or device';
		const group = `${header.session}.${header.counter - header.part}`;
		if (header.part > 0 && group === this.#refused) return null;
		this.#busy = true;
		try {
			await this.#ports.hold(() => this.#takeNext(chunk, group, bytes));
		} finally {
			this.#busy = false;
			if (this.#left) await this.#drop();
		}
		return null;
	}

	/** The connection is over. */
	left(): void {
		this.#left = true;
		if (this.#busy) return;
		this.#drop().catch((error: unknown) =>
			this.#ports.relay.log({ event: 'store-failed', doing: 'drop an upload', error: String(error) })
		);
	}

	async #takeNext(chunk: Chunk, group: string, bytes: Uint8Array): Promise<void> {
		if (chunk.header.part === 0) {
			this.#refused = null;
			await this.#drop();
		}
		const refusal = (await this.#judge(chunk, group, bytes.length)) ?? (await this.#add(chunk, bytes));
		if (!refusal) return;
		this.#refused = group;
		await this.#drop();
		this.#ports.send({ type: 'snapshot-refused', code: refusal });
	}

	/** Whether this is the next chunk of a snapshot that may be taken, as far as is known now. */
	async #judge(chunk: Chunk, group: string, size: number): Promise<SnapshotRefusal | null> {
		const { relay } = this.#ports;
		const room = this.#room;
		const { header } = chunk;
		const fault = judgeHeader(room, header);
		if (fault) return fault;
		const role = currentRole(room.chain, this.#device);
		if (!role || !mayWrite(role)) return 'role';
		if (size > largestChunk(relay.limits)) return 'malformed';
		if (header.part === 0) {
			const begun = await this.#begin(chunk, group);
			if (begun) return begun;
		}
		const upload = this.#upload;
		if (upload?.group !== group || header.part !== upload.hashes.length) return 'malformed';
		if (!equal(withoutPlace(chunk), withoutPlace(upload.first))) return 'malformed';
		if (upload.bytes + size > relay.limits.snapshot) return 'quota';
		const quota = quotaOf(role, relay.limits);
		// One that makes a full room less full is always taken, also when the quota is less than it was: there is no other way.
		if (room.staged + size > Math.max(quota, room.size)) return 'quota';
		if (!(await this.#leavesRoom(upload, room.size + upload.bytes + size, quota))) return 'quota';
		return (await verifyChunk(chunk, relay.crypto)) ? null : 'malformed';
	}

	async #begin(first: Chunk, group: string): Promise<SnapshotRefusal | null> {
		const { store, clock, crypto } = this.#ports.relay;
		const { kept, head, reserved } = this.#room;
		const { base } = first.header;
		const { newest } = kept;
		const isAtEnd = base.seq === head.seq && reserved === 0;
		const made = isAtEnd ? clock.now() : kept.newestSince;
		if (!equal(first.previous, newest?.digest ?? NO_SNAPSHOT) || base.seq < (newest?.seq ?? 0))
			return 'stale';
		const hash = await store.hashAt(this.#room.id, base.seq);
		if (!hash || !equal(hash, base.hash)) return 'log';
		const name = toBase64url(crypto.random(16));
		this.#upload = { name, group, first, made, frees: null, hashes: [], bytes: 0 };
		return null;
	}

	/** @param size of the room with both snapshots */
	async #leavesRoom(upload: Upload, size: number, quota: number): Promise<boolean> {
		if (size <= quota) return true;
		const { kept } = this.#room;
		upload.frees ??= (kept.newest?.bytes ?? 0) + (await this.#covered(upload.first.header.base.seq));
		const after = size - upload.frees;
		return after <= quota || after <= this.#room.size;
	}

	/** Bytes of the entries behind the newest snapshot, up to this one; 0 when more follow it than are worth counting. */
	async #covered(seq: number): Promise<number> {
		const { store, limits } = this.#ports.relay;
		const { id, head, kept } = this.#room;
		const { tail } = kept;
		let behind = 0;
		let at = seq;
		for (let pages = 0; at < head.seq; pages++) {
			const page = pages < MOST_PAGES ? await store.entriesAfter(id, at, limits.page) : null;
			if (!page || page.entries.length === 0) return 0;
			const entries = page.entries.slice(0, head.seq - at);
			behind += entries.reduce((sum, { length }) => sum + length, 0);
			at += entries.length;
		}
		return Math.max(0, tail - behind);
	}

	/** Keeps a chunk that was found good. With the last one the snapshot is taken. */
	async #add(chunk: Chunk, bytes: Uint8Array): Promise<SnapshotRefusal | null> {
		const upload = this.#upload!;
		upload.bytes += bytes.length;
		this.#room.staged += bytes.length;
		await this.#ports.relay.store.stageChunk(upload.name, upload.hashes.length, bytes);
		upload.hashes.push(sha256(bytes));
		return upload.hashes.length < chunk.header.parts ? null : this.#finish(upload);
	}

	async #finish(upload: Upload): Promise<SnapshotRefusal | null> {
		const { header, previous } = upload.first;
		const taken = await this.#room.takeSnapshot({
			upload: upload.name,
			previous: equal(previous, NO_SNAPSHOT) ? null : previous,
			logId: header.logId,
			seq: header.base.seq,
			hash: header.base.hash,
			digest: await snapshotDigest(upload.hashes, this.#ports.relay.crypto),
			chunks: header.parts,
			bytes: upload.bytes,
			made: upload.made
		});
		if (taken !== 'taken') return taken;
		this.#forget(upload);
		return null;
	}

	async #drop(): Promise<void> {
		const upload = this.#upload;
		if (!upload) return;
		this.#forget(upload);
		await this.#ports.relay.store.dropUpload(upload.name);
	}

	#forget({ bytes }: Upload): void {
		this.#upload = null;
		this.#room.staged -= bytes;
	}
}

/** Its ciphertext may be as large as an entry's. */
const largestChunk = ({ entry }: RelayLimits): number => entry + CHUNK_OVERHEAD - ENTRY_OVERHEAD;

const withoutPlace = ({ additional }: Chunk): Uint8Array => additional.slice().fill(0, ...PLACE);
