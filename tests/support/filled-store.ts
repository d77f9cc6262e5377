// A store with a room in it that a relay would have filled, without a relay.

import { openSqliteStore } from '../../server/store/sqlite.ts';
import { toBase64url } from '../../src/lib/core/bytes.ts';
import { newLogId } from '../../src/lib/core/ids.ts';
import type { LogId } from '../../src/lib/core/ids.ts';
import { decodeEntry } from '../../src/lib/core/protocol/entry.ts';
import type { Chain } from '../../src/lib/core/protocol/membership.ts';
import type { LogPosition } from '../../src/lib/core/protocol/messages.ts';
import type { RelayStore } from '../../server/store/store.ts';
import { crypto } from './relay-peer.ts';
import type { TestDevice } from './relay-peer.ts';

/** Makes the room when it is not there, and adds so many entries of this device. */
export async function fill(
	folder: string,
	device: TestDevice,
	chain: Chain,
	count: number
): Promise<LogPosition> {
	const store = openSqliteStore(folder);
	try {
		const logId = (await store.room(chain.room))?.logId ?? (await found(store, chain));
		for (let i = 0; i < count; i++) {
			const bytes = await device.seal(chain, logId);
			const { session, counter } = decodeEntry(bytes)!.header;
			await store.append([{ room: chain.room, device: device.id, session, counter, bytes }]);
		}
		const { seq, hash } = (await store.room(chain.room))!;
		return { logId, seq, hash };
	} finally {
		await store.close();
	}
}

/** Puts a snapshot of this device's behind all that is in the room's log. */
export async function compact(folder: string, device: TestDevice, chain: Chain): Promise<void> {
	const store = openSqliteStore(folder);
	try {
		const { logId, seq, hash, snapshots } = (await store.room(chain.room))!;
		const previous = snapshots[0]?.digest ?? null;
		const at = { logId, seq, hash };
		const wish = previous ? { at, previous, sizes: [500, 300] } : { at, sizes: [500, 300] };
		const { chunks, digest } = await device.snapshot(chain, wish);
		const upload = toBase64url(digest);
		for (const [index, chunk] of chunks.entries()) await store.stageChunk(upload, index, chunk);
		const bytes = chunks.reduce((sum, chunk) => sum + chunk.length, 0);
		const made = 1_700_000_000_000;
		const what = { ...at, digest, chunks: chunks.length, bytes, made, upload, previous };
		const { kind } = await store.takeSnapshot(chain.room, what);
		if (kind !== 'taken') throw new Error(`a good snapshot was not taken: ${kind}`);
	} finally {
		await store.close();
	}
}

async function found(store: RelayStore, chain: Chain): Promise<LogId> {
	const logId = newLogId((length) => crypto.random(length));
	await store.createRoom({ room: chain.room, logId, chain: chain.statements, created: 1_700_000_000_000 });
	return logId;
}
