// A journal whose data the browser deleted, fetched back from the relay: its keys are in another database, and may still
// be here. A room counts as here once its membership chain is stored (room-database.ts), so that is stored last: what a
// closed page leaves half fetched is never shown as if it were the journal.

import { Awareness } from 'y-protocols/awareness';
import { Doc } from 'yjs';
import type { JournalId } from '../core/ids.ts';
import type { Chain } from '../core/protocol/membership.ts';
import type { RoomChange } from '../core/sync/ports.ts';
import type { RoomStatus } from '../core/sync/room-status.ts';
import { DurablePersistence } from '../platform/durable-persistence.ts';
import { IndexedDbRoomStore } from '../platform/indexeddb-room-store.ts';
import { Registry, type RoomRow } from '../platform/registry.ts';
import { isWhole, RoomDatabase } from '../platform/room-database.ts';
import { deviceFrom } from '../platform/webcrypto.ts';
import { attempt } from './attempt.ts';
import type { Outcome } from './contract.ts';
import { browserClock } from './here.ts';
import type { Problem } from './problems.ts';
import { askChain } from './refill-chain.ts';
import { RoomLeader } from './room/room-leader.ts';

/** No news from the relay for so long: it is not worth waiting for. */
const SILENCE_MS = 30_000;

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
			if (await isHere(room)) continue;
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

async function isHere(room: RoomRow['room']): Promise<boolean> {
	const database = await attempt(() => RoomDatabase.open(room, false));
	if (!database.ok) return false;
	try {
		return await isWhole(database.value);
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
	// Of an attempt before this one.
	await RoomDatabase.delete(keys.room);
	const database = await RoomDatabase.open(keys.room);
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

/** Reads the log to its end. */
function caughtUp(leader: RoomLeader): Promise<Outcome<RoomStatus>> {
	return new Promise((resolve) => {
		let cancel: () => void = () => undefined;
		const end = (outcome: Outcome<RoomStatus>) => {
			cancel();
			stop();
			resolve(outcome);
		};
		const wait = () => {
			cancel();
			cancel = browserClock.after(SILENCE_MS, () => end(failed('relay-unreachable')));
		};
		const stop = leader.sync.subscribe(() => {
			const { status } = leader.sync;
			if (status.link === 'live') end({ ok: true, value: status });
			else if (status.problem?.kind === 'storage' && status.problem.fault === 'quota')
				end(failed('storage-full'));
			else if (status.problem !== null || status.ended !== null) end(failed('relay-unreachable'));
			else wait();
		});
		wait();
		leader.connect();
	});
}
