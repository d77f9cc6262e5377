// Writes the file of a relay that is in use for a while: two snapshots and the log behind the older one, names of entries that
// are gone, a log id of before it was restored from a backup, and what devices say of themselves.

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { toBase64url } from '../../src/lib/core/bytes.ts';
import type { InviteId, RoomId } from '../../src/lib/core/ids.ts';
import type { Crypto } from '../../src/lib/core/protocol/crypto.ts';
import { decodeEntry } from '../../src/lib/core/protocol/entry.ts';
import { seenText } from '../../src/lib/core/sync/receipts.ts';
import { backupStore } from '../../server/store/backup.ts';
import { restoreStore } from '../../server/store/restore.ts';
import { openSqliteStore } from '../../server/store/sqlite.ts';
import type { RelayStore, Report } from '../../server/store/store.ts';
import { asJson, type Keep } from './freeze-documents.ts';
import { packed } from './freeze-files.ts';
import { deliveredBy, receiptBy, type Versions, versionsIn } from './freeze-reports.ts';
import { type FrozenRoom, freezeRoom, LogWriter } from './freeze-room.ts';
import { putSnapshot } from './freeze-snapshots.ts';
import type { Story } from './freeze-story.ts';
import { leaveParts, writeOn } from './freeze-written.ts';

const CREATED = Date.UTC(2026, 8, 28);
const RESTORED = new Date(Date.UTC(2026, 10, 20, 6));
/** Chunks that a relay had of a snapshot whose author went away. */
const UNFINISHED = 'never-finished';
/** The number of Ana's receipt: her clock. Sam's is of a build that did not number them. */
const RECEIPT = Date.UTC(2026, 10, 20, 18);
/** What the snapshots cover. */
const [OLDER, NEWER] = [7, 12] as const;

export interface FrozenRelay {
	/** Its data, with more in it than is frozen; to be removed. */
	readonly folder: string;
	/** What Ana has seen. */
	readonly seen: Versions;
}

/** @param log as the members wrote it before; goes on behind the restored backup */
export async function keepRelay(
	keep: Keep,
	crypto: Crypto,
	room: FrozenRoom,
	log: LogWriter,
	story: Story
): Promise<FrozenRelay> {
	const [first, folder] = [newFolder(), newFolder()];
	const { room: id } = room.chain;
	const before = { logId: log.logId, until: log.entries.length };
	const old = openSqliteStore(first);
	await fill(old, room, log);
	await append(old, id, log.entries, [await deliveredBy(room.sam, room, log.position)]);
	const older = await putSnapshot(old, crypto, room, log, { by: room.sam, seq: OLDER, pieces: 3 });
	const newer = await putSnapshot(old, crypto, room, log, { by: room.ana, seq: NEWER, pieces: 2 });
	const silent = await addSilent(old, crypto, room);
	await old.close();
	const backup = join(first, 'backup.sqlite');
	await backupStore(first, backup);
	await restoreStore(folder, backup, false, RESTORED);

	const store = openSqliteStore(folder);
	await log.goOnAs((await store.room(id))!.logId);
	const page = await writeOn(crypto, room, log, story);
	const seen = await versionsIn(page.journal, crypto);
	await leaveParts(crypto, room, log, page);
	const delivered = [
		await deliveredBy(room.sam, room, log.position),
		await deliveredBy(room.ana, room, log.at(before.until + 1))
	];
	const receipts = [
		await receiptBy(crypto, room.sam, room, log, seenText(new Map())),
		await receiptBy(crypto, room.ana, room, log, seenText(seen, RECEIPT))
	];
	await append(store, id, log.entries.slice(before.until), [...delivered, ...receipts]);
	await store.stageChunk(UNFINISHED, 0, crypto.random(300));
	const silentLog = (await store.room(silent))!.logId;
	await store.close();

	keep('store.sqlite', readFileSync(join(folder, 'soundings.sqlite')));
	keep('relay.entries.bin', packed(log.entries));
	keep('relay.snapshots.bin', packed([...older.chunks, ...newer.chunks]));
	keep('relay.delivered.bin', packed(delivered.map(({ bytes }) => bytes)));
	keep('relay.receipts.bin', packed(receipts.map(({ bytes }) => bytes)));
	const lengths = (from: number) => log.entries.slice(from).reduce((sum, { length }) => sum + length, 0);
	const { seq, hash, logId } = log.position;
	keep(
		'store.expected.json',
		asJson({
			room: id,
			created: CREATED,
			logId,
			former: [before],
			seq,
			hash: toBase64url(hash),
			cut: OLDER,
			bytes: lengths(OLDER),
			tail: lengths(NEWER),
			statements: room.chain.statements.length,
			snapshots: [newer.expected, older.expected],
			delivered: { sam: seq, ana: before.until + 1 },
			seen: { sam: { number: 0, items: {} }, ana: { number: RECEIPT, items: Object.fromEntries(seen) } },
			boxes: {
				taken: { invite: room.forAna.id, by: room.ana.id, box: toBase64url(room.forAna.box) },
				open: { invite: room.open.id, box: toBase64url(room.open.box) }
			},
			silent: { room: silent, logId: silentLog },
			unfinished: UNFINISHED
		})
	);
	rmSync(first, { recursive: true });
	return { folder, seen };
}

const newFolder = () => mkdtempSync(join(tmpdir(), 'soundings-freeze-'));

/** The room as its members made it, before anybody wrote. */
async function fill(
	store: RelayStore,
	{ chain, ana, forAna, open }: FrozenRoom,
	log: LogWriter
): Promise<void> {
	const { room, statements } = chain;
	await store.createRoom({ room, logId: log.logId, chain: statements.slice(0, 1), created: CREATED });
	for (let length = 1; length < statements.length; length++) {
		const box = [forAna, open].find((each) => each.length === length + 1);
		const added = box ? { invite: box.id as InviteId, box: box.box } : null;
		await store.addStatements(room, length, statements.slice(length, length + 1), added);
	}
	await store.takeBox(room, forAna.id as InviteId, ana.id);
}

async function append(
	store: RelayStore,
	room: RoomId,
	entries: readonly Uint8Array[],
	reports: readonly Report[]
): Promise<void> {
	const named = entries.map((bytes) => {
		const { device, session, counter } = decodeEntry(bytes)!.header;
		return { room, device, session, counter, bytes };
	});
	await store.append(named, reports);
}

/** A room that nobody has written to. */
async function addSilent(store: RelayStore, crypto: Crypto, room: FrozenRoom): Promise<RoomId> {
	const { founded } = await freezeRoom(crypto);
	const { logId } = await LogWriter.begin(crypto, { ...room, chain: founded });
	await store.createRoom({ room: founded.room, logId, chain: founded.statements, created: CREATED });
	return founded.room;
}
