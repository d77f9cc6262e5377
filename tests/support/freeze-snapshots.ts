// Puts a snapshot into a store, as a device that has read the log up to there makes it.

import * as Y from 'yjs';
import { toBase64url } from '../../src/lib/core/bytes.ts';
import { newSessionId } from '../../src/lib/core/ids.ts';
import type { Crypto } from '../../src/lib/core/protocol/crypto.ts';
import { NO_SNAPSHOT, snapshotDigest } from '../../src/lib/core/protocol/snapshot.ts';
import { Keyring } from '../../src/lib/core/sync/keyring.ts';
import { readEntry } from '../../src/lib/core/sync/reader.ts';
import { sealChunks } from '../../src/lib/core/sync/seal.ts';
import type { RelayStore } from '../../server/store/store.ts';
import type { FrozenAuthor, FrozenRoom, LogWriter } from './freeze-room.ts';

/** When the first one came; the next ones a day later each. */
const MADE = Date.UTC(2026, 10, 16);
const DAY = 86_400_000;

export interface Wish {
	readonly by: FrozenAuthor;
	/** What it covers. */
	readonly seq: number;
	/** How many chunks it takes. */
	readonly pieces: number;
}

/** @returns its chunks, and what the store is to say of it */
export async function putSnapshot(
	store: RelayStore,
	crypto: Crypto,
	room: FrozenRoom,
	log: LogWriter,
	{ by, seq, pieces }: Wish
) {
	const { room: id } = room.chain;
	const kept = (await store.room(id))!.snapshots;
	const previous = kept[0]?.digest ?? null;
	const state = await contentAfter(seq, crypto, room, log);
	const session = { author: by, id: newSessionId((length) => crypto.random(length)), next: 0 };
	const context = { ...log.contextOf(session, room.chain), base: log.at(seq) };
	const chunks: Uint8Array[] = [];
	const size = Math.ceil(state.length / pieces);
	for await (const chunk of sealChunks(context, previous ?? NO_SNAPSHOT, state, 0, size)) chunks.push(chunk);
	const digest = await snapshotDigest(await Promise.all(chunks.map((chunk) => crypto.sha256(chunk))), crypto);
	const upload = toBase64url(digest);
	for (const [index, chunk] of chunks.entries()) await store.stageChunk(upload, index, chunk);
	const bytes = chunks.reduce((sum, { length }) => sum + length, 0);
	const made = MADE + kept.length * DAY;
	const { logId, hash } = context.base;
	const what = { logId, seq, hash, digest, chunks: chunks.length, bytes, made };
	const { kind } = await store.takeSnapshot(id, { ...what, upload, previous });
	if (kind !== 'taken') throw new Error(`the store did not take it: ${kind}`);
	const expected = { ...what, by: by.id, hash: toBase64url(hash), digest: toBase64url(digest) };
	return { chunks, expected };
}

/** The document as whoever has read so many entries has it. */
export async function contentAfter(
	seq: number,
	crypto: Crypto,
	{ chain, epoch }: FrozenRoom,
	{ logId, entries }: LogWriter
): Promise<Uint8Array> {
	const keyring = new Keyring(crypto, chain.room, new Map([[epoch.epoch, epoch.key]]));
	const seen = { mayAdd: () => true };
	const doc = new Y.Doc();
	let parts: Uint8Array[] = [];
	for (const bytes of entries.slice(0, seq)) {
		const reading = await readEntry(
			{ verifier: crypto, keyring, room: chain.room, logId, chain, seen },
			bytes
		);
		if (reading.kind !== 'payload') continue;
		parts.push(reading.payload);
		if (reading.header.part + 1 < reading.header.parts) continue;
		Y.applyUpdate(doc, Buffer.concat(parts));
		parts = [];
	}
	return Y.encodeStateAsUpdate(doc);
}
