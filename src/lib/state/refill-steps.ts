// A journal whose data the browser deleted, fetched back from the relay: its keys are in another database, and may still
// be here. A room counts as here once its membership chain is stored (room-database.ts), so that is stored last: what a
// closed page leaves half fetched is never shown as if it were the journal. Nothing is deleted here: what is there may
// have words that no relay has, and an attempt goes on where the one before it ended.

import { Awareness } from 'y-protocols/awareness';
import { Doc } from 'yjs';
import type { JournalId } from '../core/ids.ts';
import type { Chain } from '../core/protocol/membership.ts';
import type { RoomChange } from '../core/sync/ports.ts';
import { DurablePersistence } from '../platform/durable-persistence.ts';
import { IndexedDbRoomStore } from '../platform/indexeddb-room-store.ts';
import { Registry, type RoomRow } from '../platform/registry.ts';
import { isWhole, RoomDatabase } from '../platform/room-database.ts';
import { deviceFrom } from '../platform/webcrypto.ts';
import { attempt } from './attempt.ts';
import type { Outcome } from './contract.ts';
import type { Problem } from './problems.ts';
import { caughtUp } from './refill-caught-up.ts';
import { askChain } from './refill-chain.ts';
import { RoomLeader } from './room/room-leader.ts';

/** Fetches what is missing of a journal; whole when it resolves with `ok`. Does nothing where nothing is missing. */
export function refillJournal(id: JournalId): Promise<Outcome> {
	return navigator.locks.request(`soundings-refill-${id}`, async () => {
		const done = await attempt(() => refill(id));
		return done.ok ? done.value : done;
	});
}

const failed = (problem: Problem): Outcome<never> => ({ ok: false, problem });

async function refill(id: JournalId): Promise<Outcome> {
	const registry = await Registry.open();
	try {
		const journal = await registry.journal(id);
		if (!journal) return failed('journal-missing');
		if (journal.sample) return failed('journal-nowhere');
		for (const room of [journal.shared, journal.personal]) {
			const here = await isHere(room);
			if (!here.ok) return here;
			if (here.value) continue;
			const keys = await registry.room(room);
			if (!keys) return failed('journal-keys-gone');
			const fetched = await fetchRoom(keys, journal.admission);
			if (!fetched.ok) return fetched;
		}
		return { ok: true, value: null };
	} finally {
		registry.close();
	}
}

/** What cannot be opened is there all the same, unless the browser says that it is not. */
async function isHere(room: RoomRow['room']): Promise<Outcome<boolean>> {
	const database = await attempt(() => RoomDatabase.open(room, false));
	if (!database.ok) return database.problem === 'storage-gone' ? { ok: true, value: false } : database;
	try {
		return { ok: true, value: await isWhole(database.value) };
	} finally {
		database.value.close();
	}
}

/** Keeps the chain back until all the rest is stored. */
class RefillStore extends IndexedDbRoomStore {
	override write({ chain: _later, ...change }: RoomChange): Promise<void> {
		return super.write(change);
	}

	finish({ statements }: Chain): Promise<void> {
		return super.write({ chain: statements });
	}
}

async function fetchRoom(keys: RoomRow, admission = ''): Promise<Outcome> {
	const asked = await askChain(keys.room, deviceFrom(keys.device));
	if (!asked.ok) return asked;
	const database = await RoomDatabase.open(keys.room, true);
	const doc = new Doc();
	const store = new RefillStore(database);
	const persistence = new DurablePersistence({ database, store, doc });
	const awareness = new Awareness(doc);
	awareness.setLocalState(null);
	const leader = new RoomLeader({
		room: keys.room,
		device: keys.device,
		epochs: new Map(keys.epochs.map(({ epoch, key }) => [epoch, key])),
		chain: asked.value,
		doc,
		awareness,
		persistence,
		store,
		admission: () => admission,
		onStored: () => undefined,
		isOwnClient: () => false,
		renewPresence: () => undefined
	});
	try {
		await persistence.whenLoaded;
		const outcome = await caughtUp(leader);
		await leader.stop();
		if (outcome.ok) await store.finish(outcome.value.chain);
		return outcome.ok ? { ok: true, value: null } : outcome;
	} finally {
		await persistence.destroy();
		awareness.destroy();
		database.close();
		doc.destroy();
	}
}
