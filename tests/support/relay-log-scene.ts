// A room with Sam and Ana in it whose log a test fills and compacts.

import type { LogPosition } from '../../src/lib/core/protocol/messages.ts';
import { NO_SNAPSHOT } from '../../src/lib/core/protocol/snapshot.ts';
import { memoryRelayStore } from './relay-memory-store.ts';
import type { MemoryRelayStore } from './relay-memory-store.ts';
import type { Message, RelayPeer, SnapshotWish, TestSnapshot } from './relay-peer.ts';
import { join, samAndAna } from './relay-scenes.ts';
import type { Joined } from './relay-scenes.ts';
import type { World, WorldOptions } from './relay-world.ts';

export const sendChunks = (peer: RelayPeer, { chunks }: TestSnapshot): void => {
	for (const chunk of chunks) peer.send({ type: 'snapshot', chunk });
};

/** @param open opens the world that the room is in */
export async function logScene<Opened extends World>(
	open: (options: WorldOptions) => Promise<Opened>,
	options: Omit<WorldOptions, 'store'> & { readonly role?: 'editor' | 'viewer' } = {},
	store: MemoryRelayStore = memoryRelayStore()
) {
	const { role, ...rest } = options;
	const world = await open({ ...rest, store });
	const people = await samAndAna(role);
	const { sam, chain } = people;
	const { peer, welcome } = await join(world, sam, chain);
	const entries: Uint8Array[] = [];
	/** Where the log was after each entry, the beginning first. */
	const positions: LogPosition[] = [welcome.head];
	let newest: Uint8Array = NO_SNAPSHOT;

	/** Appends so many of Sam's. */
	const append = async (count: number, size = 100): Promise<void> => {
		for (let i = 0; i < count; i++) {
			const entry = await sam.seal(chain, welcome.head.logId, { size });
			peer.send({ type: 'append', entry });
			const { seq, hash } = await peer.take('ack');
			entries.push(entry);
			positions.push({ logId: welcome.head.logId, seq, hash });
		}
	};

	/** Sam's next snapshot of the log up to there. */
	const snapshot = (seq: number, wish: Partial<SnapshotWish> = {}): Promise<TestSnapshot> =>
		sam.snapshot(chain, { at: positions[seq]!, previous: newest, ...wish });

	/** The same, uploaded and taken. */
	const compact = async (seq: number, wish: Partial<SnapshotWish> = {}): Promise<TestSnapshot> => {
		const made = await snapshot(seq, wish);
		sendChunks(peer, made);
		await peer.take('snapshot');
		newest = made.digest;
		return made;
	};

	return { ...people, world, store, peer, welcome, entries, positions, append, snapshot, compact };
}

export type LogScene<Opened extends World = World> = Awaited<ReturnType<typeof logScene<Opened>>>;

/** All chunks that a welcome promises. */
export async function takeChunks({ peer, welcome }: Joined): Promise<Uint8Array[]> {
	const chunks: Uint8Array[] = [];
	while (chunks.length < welcome.snapshot!.chunks) {
		const message: Message<'chunk'> = await peer.take('chunk');
		if (message.index !== chunks.length) throw new Error(`chunk ${message.index} out of order`);
		chunks.push(message.chunk);
	}
	return chunks;
}

/** Everything that is missing up to the head that the welcome named. */
export async function takeTail({ peer, welcome }: Joined): Promise<Uint8Array[]> {
	const entries: Uint8Array[] = [];
	while (welcome.from + entries.length < welcome.head.seq) {
		const page = await peer.take('entries');
		if (page.first !== welcome.from + entries.length + 1) throw new Error(`a page at ${page.first}`);
		entries.push(...page.entries);
	}
	return entries;
}
