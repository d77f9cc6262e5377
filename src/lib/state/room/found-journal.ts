// Making the rooms of a journal on this device: keys, membership chain, first content, all durable before the journal
// appears in any list.

import * as Y from 'yjs';
import { type MemberId, newMemberId, type RoomId } from '../../core/ids.ts';
import type { JournalPorts } from '../../core/journal/journal.ts';
import type { Result } from '../../core/journal/result.ts';
import { foundRoom } from '../../core/protocol/membership.ts';
import type { EpochKey } from '../../core/sync/invite.ts';
import { StorageError } from '../../core/sync/ports.ts';
import { DurablePersistence } from '../../platform/durable-persistence.ts';
import { IndexedDbRoomStore } from '../../platform/indexeddb-room-store.ts';
import type { RoomRow } from '../../platform/registry.ts';
import { RoomDatabase } from '../../platform/room-database.ts';
import { generateDevice, webCrypto } from '../../platform/webcrypto.ts';
import { browserClock, random } from '../here.ts';

export { joinJournal, startJournal } from '../../core/journal/start.ts';

/** A room that this device founds: new keys, its chain stored. */
export async function newRoom(owner: MemberId = newMemberId(random)): Promise<RoomRow> {
	const { device, stored } = await generateDevice();
	const chain = await foundRoom(webCrypto, device, owner);
	const epochs: EpochKey[] = [{ epoch: chain.epoch, key: random(32) }];
	await storeChain(chain.room, chain.statements);
	return { room: chain.room, device: stored, epochs };
}

/** Makes the room's database and stores the membership chain in it. */
export async function storeChain(room: RoomId, chain: readonly Uint8Array[]): Promise<void> {
	const database = await RoomDatabase.open(room, true);
	try {
		await new IndexedDbRoomStore(database).write({ chain });
	} finally {
		database.close();
	}
}

/**
 * Writes the first content of both documents through their outboxes, and resolves when it is stored. Their chains must
 * be: without its chain a room does not count as here.
 * @param write gets the documents; returns what the core made of it
 */
export async function writeFirst(
	rooms: { readonly shared: RoomId; readonly personal: RoomId },
	me: MemberId,
	write: (ports: JournalPorts) => Result
): Promise<Result> {
	const shared = await openDocument(rooms.shared);
	const personal = await openDocument(rooms.personal);
	try {
		return write({ shared: shared.doc, personal: personal.doc, me, random, now: () => browserClock.now() });
	} finally {
		await Promise.all([shared.close(), personal.close()]);
	}
}

async function openDocument(room: RoomId): Promise<{ doc: Y.Doc; close: () => Promise<void> }> {
	const database = await RoomDatabase.open(room, false);
	const doc = new Y.Doc();
	const store = new IndexedDbRoomStore(database);
	const persistence = new DurablePersistence({ database, store, doc });
	await persistence.whenLoaded;
	return {
		doc,
		async close() {
			await persistence.destroy();
			const { state } = persistence;
			database.close();
			doc.destroy();
			if (state.kind === 'failed') throw new StorageError(state.fault);
		}
	};
}
