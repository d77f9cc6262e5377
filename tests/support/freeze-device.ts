// Writes what a browser keeps of a journal: the databases of its two rooms, as they are while edits wait, and the list of
// journals with the keys.

import { toBase64url } from '../../src/lib/core/bytes.ts';
import { createCommands } from '../../src/lib/core/journal/commands.ts';
import { openJournal } from '../../src/lib/core/journal/journal.ts';
import { withdrawalsIn } from '../../src/lib/core/journal/withdrawal-marks.ts';
import { must, seededRandom } from '../../src/lib/core/journal/testing.ts';
import { newSessionId } from '../../src/lib/core/ids.ts';
import type { Crypto } from '../../src/lib/core/protocol/crypto.ts';
import { Keyring } from '../../src/lib/core/sync/keyring.ts';
import { Outbox } from '../../src/lib/core/sync/outbox.ts';
import type { Cursor } from '../../src/lib/core/sync/ports.ts';
import { openSqliteStore } from '../../server/store/sqlite.ts';
import { asJson, type Keep } from './freeze-documents.ts';
import { startEngine } from './freeze-engine.ts';
import { serveStore } from './freeze-open.ts';
import { stateOf } from './freeze-pages.ts';
import type { FrozenRelay } from './freeze-relay.ts';
import type { Kept } from './freeze-kept.ts';
import { type FrozenRoom, LogWriter, newSession } from './freeze-room.ts';
import { EPOCH_AT, LATER_EPOCH } from './freeze-written.ts';
import { registryOf } from './freeze-registry.ts';
import { roomRows } from './freeze-room-rows.ts';
import { written } from './freeze-rows.ts';
import { MemoryRoomStore } from './memory-room-store.ts';

const NOW = Date.UTC(2026, 10, 21, 9);
/** Sam's page, with the last edits in it. */
const CLIENT = 2_020_304_055;
/** So that what is sealed travels in parts. */
const PART_BYTES = 90;

export async function keepDevice(
	keep: Keep,
	crypto: Crypto,
	{ room, personal, journal: id, story, relay }: Kept & { readonly relay: FrozenRelay }
): Promise<void> {
	const { chain, sam, ana, epoch } = room;
	const store = new MemoryRoomStore();
	await store.write({ chain: chain.statements });
	const epochs = new Map([[epoch.epoch, epoch.key]]);
	const served = openSqliteStore(relay.folder);
	const host = await serveStore(served);
	const engine = await startEngine({
		origin: host.origin,
		chain,
		device: sam.device,
		epochs,
		store,
		clientID: CLIENT,
		now: NOW
	});
	await engine.settled();
	await engine.stop();
	await host.close();
	await served.close();

	const journal = openJournal({
		shared: engine.doc,
		personal: story.sam.personal,
		me: sam.member,
		random: seededRandom(CLIENT),
		now: () => NOW,
		commands: createCommands
	});
	const phase = journal.tables.phases.rows()[0]!.id;
	const { cursor } = await store.load();
	must(journal.commands.addMilestone({ phase, title: 'Sealed on the train' }));
	await seal(crypto, room, store, cursor!);
	must(journal.commands.addMilestone({ phase, title: 'Typed without a network' }));
	must(journal.commands.renameJournal('From ward to data, offline'));
	// Of a log that is gone, and of an epoch whose key has never come.
	await store.write({ putHeld: [{ seq: 0, bytes: await fromGoneLog(crypto, room), why: 'epoch' }] });
	// What was written is stored by then.
	await store.load();
	const image = store.snapshot();
	const known = { opened: relay.seen, 'delivered-items': new Map([[ana.member, relay.seen]]) };
	const rows = roomRows(chain.room, image, known, withdrawalsIn(engine.doc));
	const alone = new MemoryRoomStore();
	await alone.write({ chain: personal.chain.statements, updates: [stateOf(story.sam).personal] });
	const own = roomRows(personal.chain.room, alone.snapshot(), {}, withdrawalsIn(story.sam.personal));
	keep('device.shared.json', asJson(written(rows)));
	keep('device.personal.json', asJson(written(own)));
	keep('device.registry.json', asJson(written(registryOf(crypto, { room, personal, journal: id }, NOW))));
	keep(
		'device.expected.json',
		asJson({
			journal: id,
			shared: chain.room,
			personal: personal.chain.room,
			logId: cursor!.logId,
			seq: cursor!.seq,
			hash: toBase64url(cursor!.hash)
		})
	);
}

async function fromGoneLog(crypto: Crypto, room: FrozenRoom): Promise<Uint8Array> {
	const gone = await LogWriter.begin(crypto, room);
	const header = (bytes: Uint8Array) => (bytes[EPOCH_AT] = LATER_EPOCH);
	await gone.writeOther(newSession(crypto, room.ana), room.chain, Uint8Array.of(1, 2, 3), { header });
	return gone.entries[0]!;
}

/** Seals what waits as a page does, which then does not get to send it. */
async function seal(
	crypto: Crypto,
	{ chain, epoch, sam }: FrozenRoom,
	store: MemoryRoomStore,
	cursor: Cursor
): Promise<void> {
	const session = newSessionId((length) => crypto.random(length));
	const context = {
		keyring: new Keyring(crypto, chain.room, new Map([[epoch.epoch, epoch.key]])),
		signer: sam.device.signer,
		room: chain.room,
		device: sam.id,
		session,
		logId: cursor.logId,
		epoch: chain.epoch,
		membership: chain.head,
		base: cursor
	};
	if (!(await new Outbox(store, { session, next: 0 }, []).sealNext(context, PART_BYTES)))
		throw new Error('nothing to seal');
}
