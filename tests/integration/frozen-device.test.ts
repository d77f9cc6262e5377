// A device as version 2 left it, with edits that wait: its engine goes on from these rows against the relay of that time.

import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import * as Y from 'yjs';
import { toBase64url } from '../../src/lib/core/bytes.ts';
import type {
	Cursor,
	Edit,
	Held,
	OwnEdits,
	Part,
	Sealed,
	Seen,
	StoredOthers
} from '../../src/lib/core/sync/ports.ts';
import { decodeEntry } from '../../src/lib/core/protocol/entry.ts';
import { openSqliteStore } from '../../server/store/sqlite.ts';
import type { RelayStore } from '../../server/store/store.ts';
import { startEngine } from '../support/freeze-engine.ts';
import { FROZEN, frozenJson } from '../support/freeze-files.ts';
import { frozenRoom, serveStore } from '../support/freeze-open.ts';
import { type FrozenDatabase, read, rowAt, rowsOf } from '../support/freeze-rows.ts';
import { MemoryRoomStore } from '../support/memory-room-store.ts';

const rows = read(frozenJson('v2/device.shared.json')) as FrozenDatabase;
const { seq } = frozenJson<{ seq: number }>('v2/device.expected.json');

/** What the browser's adapter reads out of these rows; frozen-device.browser.test.ts has it read them. */
function image() {
	const { rows: edits } = rows.stores.find(({ name }) => name === 'edits')!;
	return {
		updates: [...rowsOf<Uint8Array>(rows, 'updates')],
		edits: edits.map(({ key, value }): Edit => ({ key: key as number, update: value as Uint8Array })),
		nextEdit: 4,
		cursor: rowAt<Cursor>(rows, 'meta', 'cursor'),
		sealed: [...rowsOf<Sealed>(rows, 'sealed')],
		held: [...rowsOf<Held>(rows, 'held')],
		parts: [...rowsOf<Part>(rows, 'parts')],
		seen: [...rowsOf<Seen>(rows, 'seen')],
		chain: [...rowAt<Uint8Array[]>(rows, 'meta', 'chain')],
		snapshot: rowAt<Uint8Array>(rows, 'meta', 'snapshot'),
		own: [...rowsOf<OwnEdits>(rows, 'own')],
		others: rowAt<StoredOthers>(rows, 'meta', 'others')
	};
}

let folder: string;
let store: RelayStore;
let relay: Awaited<ReturnType<typeof serveStore>>;
beforeEach(async () => {
	folder = mkdtempSync(join(tmpdir(), 'soundings-frozen-'));
	copyFileSync(new URL('v2/store.sqlite', FROZEN), join(folder, 'soundings.sqlite'));
	store = openSqliteStore(folder);
	relay = await serveStore(store);
});
afterEach(async () => {
	await relay.close();
	await store.close();
	rmSync(folder, { recursive: true });
});

/** The device with its rows, or with none. */
async function device(rowsOfIt: MemoryRoomStore, clientID = 99) {
	const { chain, sam, epochs } = await frozenRoom('v2');
	return startEngine({ origin: relay.origin, chain, device: sam, epochs, store: rowsOfIt, clientID });
}

const titles = (doc: Y.Doc) =>
	[...doc.getMap<Y.Map<Y.Text>>('milestones').values()].map((each) => each.get('title')!.toJSON());

test('S3, S18: what waited in version 2 reaches the log once: sealed bytes as they were, then the rest', async () => {
	const own = new MemoryRoomStore(image());
	const engine = await device(own);
	expect(engine.sync.status).toMatchObject({ waiting: 3 });
	await engine.settled();
	const { keys, chain } = await frozenRoom('v2');
	const page = (await store.entriesAfter(chain.room, seq, Infinity))!;
	const [sealed] = rowsOf<Sealed>(rows, 'sealed');
	expect(sealed!.entries).toHaveLength(2);
	expect(page.entries.slice(0, 2).map(toBase64url)).toEqual(
		sealed!.entries.map(({ bytes }) => toBase64url(bytes))
	);
	expect(page.entries).toHaveLength(3);
	expect(engine.sync.status).toMatchObject({
		waiting: 0,
		held: 3,
		refused: 0,
		healed: false,
		loss: null,
		problem: null
	});
	expect(await own.edits()).toEqual([]);
	expect((await own.load()).sealed).toEqual([]);
	// Nobody but this device has them.
	expect(engine.sync.status.others.get(keys.ana.member)).toMatchObject({
		undelivered: 3,
		delivered: { seq: 17 }
	});
	await engine.stop();

	const fresh = await device(new MemoryRoomStore(), 100);
	await fresh.settled();
	expect(titles(fresh.doc)).toEqual(
		expect.arrayContaining(['Sealed on the train', 'Typed without a network'])
	);
	expect(Y.equalSnapshots(Y.snapshot(fresh.doc), Y.snapshot(engine.doc))).toBe(true);
	await fresh.stop();
});

test('S14, S18: the log is not read again from its start, and nothing of it is stored twice', async () => {
	const before = image();
	const own = new MemoryRoomStore({ ...before, edits: [], sealed: [] });
	const engine = await device(own);
	await engine.settled();
	await engine.stop();
	const after = own.snapshot();
	expect(after.updates).toHaveLength(before.updates.length);
	expect(after.cursor).toEqual(before.cursor);
	expect([after.held, after.parts, after.seen]).toEqual([before.held, before.parts, before.seen]);
	expect((await store.room((await frozenRoom('v2')).chain.room))!.seq).toBe(seq);
});

test('S10, S18: counters that its rows have shown are not believed a second time', async () => {
	const own = new MemoryRoomStore(image());
	const { entries } = (await store.entriesAfter((await frozenRoom('v2')).chain.room, 16, Infinity))!;
	const { device: by, session } = decodeEntry(entries[0]!)!.header;
	const { chain } = await frozenRoom('v2');
	// As a hostile relay would: an old entry once more, at the end of the log.
	await store.append([{ room: chain.room, device: by, session, counter: 4000, bytes: entries[0]! }]);
	const engine = await device(own);
	await engine.settled();
	expect(engine.sync.status).toMatchObject({ refused: 1, problem: null });
	await engine.stop();
});
