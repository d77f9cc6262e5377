// Snapshots as a hostile member or relay would make them: right in all that the wish does not say, and put into the relay's
// store past the relay's own checks.

import { concat, fromBase64url, toBase64url } from '../../src/lib/core/bytes.ts';
import { NO_SNAPSHOT, snapshotDigest } from '../../src/lib/core/protocol/snapshot.ts';
import type { LogPosition } from '../../src/lib/core/protocol/messages.ts';
import { type SealContext, sealChunks } from '../../src/lib/core/sync/seal.ts';
import { newSessionId, type RoomId } from '../../src/lib/core/ids.ts';
import type { Author } from './room-scene.ts';
import { memoryRelayStore } from './relay-memory-store.ts';
import type { StillWorld } from './still-world.ts';

export interface Wish {
	readonly by: Author;
	/** The document's state, one Yjs update; as many chunks as `pieces`. */
	readonly state: Uint8Array;
	readonly pieces?: number;
	/** What it covers; the log's end when absent. */
	readonly covers?: LogPosition;
	/** Of the seal; the room's when absent. */
	readonly context?: Partial<SealContext>;
	/** What becomes of its chunks before the relay has them. */
	readonly spoil?: (chunks: Uint8Array[]) => Uint8Array[];
	/** Whether the relay names what is there then, or the snapshot as it was made. */
	readonly digest?: 'spoilt' | 'made';
}

/** Makes it the relay's newest, and starts the relay again: every device says hello. */
export async function plant(world: StillWorld, wish: Wish): Promise<Uint8Array> {
	const { scene, store } = world;
	const { chain, crypto, keyring } = scene;
	const room = (await store.room(chain.room))!;
	const covers = wish.covers ?? room;
	const { by, state, pieces = 1 } = wish;
	const context: SealContext = {
		keyring,
		signer: by.device.signer,
		room: chain.room,
		device: by.id,
		session: newSessionId((length) => crypto.random(length)),
		logId: room.logId,
		epoch: chain.epoch,
		membership: chain.head,
		base: { seq: covers.seq, hash: covers.hash },
		...wish.context
	};
	const previous = room.snapshots[0]?.digest ?? null;
	const partSize = Math.ceil(state.length / pieces);
	const made: Uint8Array[] = [];
	for await (const chunk of sealChunks(context, previous ?? NO_SNAPSHOT, state, 0, partSize))
		made.push(chunk);
	const chunks = wish.spoil?.([...made]) ?? made;
	const named = wish.digest === 'made' ? made : chunks;
	const digest = await snapshotDigest(await Promise.all(named.map((chunk) => crypto.sha256(chunk))), crypto);
	for (const [i, chunk] of chunks.entries()) await store.stageChunk('planted', i, chunk);
	const taken = await store.takeSnapshot(chain.room, {
		upload: 'planted',
		previous,
		logId: room.logId,
		seq: covers.seq,
		hash: covers.hash,
		digest,
		chunks: chunks.length,
		bytes: concat(...chunks).length,
		made: world.clock.now()
	});
	if (taken.kind !== 'taken') throw new Error(`the store did not take it: ${taken.kind}`);
	await world.restartRelay(memoryRelayStore(store.snapshot()));
	return digest;
}

/** The id of a room that is not this one. */
export const otherRoom = (room: RoomId): RoomId =>
	toBase64url(fromBase64url(room)!.map((byte) => byte ^ 1)) as RoomId;
