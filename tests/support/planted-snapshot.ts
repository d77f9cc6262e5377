// Snapshots as a hostile member or relay would make them: right in all that the wish does not say, and put into the relay's
// store past the relay's own checks; or offered to the relay as any editor may.

import { concat, fromBase64url, toBase64url } from '../../src/lib/core/bytes.ts';
import {
	decodeRelayMessage,
	encodeClientMessage,
	helloSignedBytes,
	type RelayMessage
} from '../../src/lib/core/protocol/messages.ts';
import { NO_SNAPSHOT, snapshotDigest } from '../../src/lib/core/protocol/snapshot.ts';
import type { LogPosition } from '../../src/lib/core/protocol/messages.ts';
import { type SealContext, sealChunks } from '../../src/lib/core/sync/seal.ts';
import { newSessionId, type RoomId } from '../../src/lib/core/ids.ts';
import type { Author } from './room-scene.ts';
import { memoryRelayStore } from './relay-memory-store.ts';
import { ORIGIN, type StillWorld } from './still-world.ts';

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
	const { chain, crypto } = scene;
	const room = (await store.room(chain.room))!;
	const covers = wish.covers ?? room;
	const { state, pieces = 1 } = wish;
	const context = contextOf(world, wish, covers);
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

/**
 * Offers it to the relay from a line of its author's own, while everybody stays connected.
 * @returns whether the relay took it
 */
export async function offer(world: StillWorld, wish: Pick<Wish, 'by' | 'state'>): Promise<boolean> {
	const { chain } = world.scene;
	const { by, state } = wish;
	const heard: RelayMessage[] = [];
	const line = world.connect({
		send: (frame) => void heard.push(decodeRelayMessage(frame)!),
		close: () => undefined,
		buffered: () => 0
	});
	const next = async <Type extends RelayMessage['type']>(type: Type) => {
		await world.settle();
		return heard.find((message): message is Extract<RelayMessage, { type: Type }> => message.type === type);
	};
	const { nonce } = (await next('challenge'))!;
	const fields = { nonce, origin: ORIGIN, room: chain.room, device: by.id };
	const signature = await by.device.signer.sign(helloSignedBytes('device', fields));
	const rest = { position: null, proof: { kind: 'none' }, token: '', distrust: null } as const;
	const hello = { type: 'hello', room: chain.room, device: by.id, signature, ...rest } as const;
	void line?.receive(encodeClientMessage(hello));
	const { head, snapshot } = (await next('welcome'))!;
	const previous = snapshot?.digest ?? NO_SNAPSHOT;
	for await (const chunk of sealChunks(contextOf(world, wish, head), previous, state, 0, state.length))
		void line?.receive(encodeClientMessage({ type: 'snapshot', chunk }));
	const taken = await next('snapshot');
	line?.ended(1005);
	await world.settle();
	return taken !== undefined;
}

function contextOf(
	world: StillWorld,
	{ by, context }: Pick<Wish, 'by' | 'context'>,
	covers: LogPosition
): SealContext {
	const { chain, crypto, keyring } = world.scene;
	return {
		keyring,
		signer: by.device.signer,
		room: chain.room,
		device: by.id,
		session: newSessionId((length) => crypto.random(length)),
		logId: covers.logId,
		epoch: chain.epoch,
		membership: chain.head,
		base: { seq: covers.seq, hash: covers.hash },
		...context
	};
}

/** The id of a room that is not this one. */
export const otherRoom = (room: RoomId): RoomId =>
	toBase64url(fromBase64url(room)!.map((byte) => byte ^ 1)) as RoomId;
