// A disk without room, as SQLite itself makes one: PRAGMA max_page_count on the relay's own connection.

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join as joinPath } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openStoreFile } from '../../server/store/sqlite-file.ts';
import type { StoreFile } from '../../server/store/sqlite-file.ts';
import { openSqliteStore } from '../../server/store/sqlite.ts';
import type { RelayStore } from '../../server/store/store.ts';
import { CLOSE } from '../../src/lib/core/protocol/close.ts';
import type { Chain } from '../../src/lib/core/protocol/membership.ts';
import type { LogPosition } from '../../src/lib/core/protocol/messages.ts';
import { limitedRelay } from '../support/limited-relay.ts';
import type { LimitedRelay } from '../support/limited-relay.ts';
import { TestDevice } from '../support/relay-peer.ts';

let folder: string;
let file: StoreFile;
let store: RelayStore;
let relay: LimitedRelay;
let sam: TestDevice;
let chain: Chain;
beforeEach(async () => {
	folder = await mkdtemp(joinPath(tmpdir(), 'soundings-full-'));
	file = openStoreFile(folder);
	store = openSqliteStore(folder, file);
	relay = await limitedRelay({ store });
	sam = await TestDevice.create();
	chain = await sam.found();
});
afterEach(async () => {
	await relay.stop();
	await store.close();
	await rm(folder, { recursive: true });
});

/** SQLite never goes below what is used: "1" means that there is no room for another page. */
const roomFor = (pages: number): void => file.db.exec(`PRAGMA max_page_count = ${pages}`);

async function comeIn(position: LogPosition | null = null) {
	const peer = await relay.dial();
	await sam.hello(peer, chain, relay.origin, { position });
	return { peer, welcome: await peer.take('welcome') };
}

test('S1: on a full disk nothing is acknowledged: 4503, the relay stays up, and works again when there is room', async () => {
	const { peer, welcome } = await comeIn();
	const { logId } = welcome.head;
	const acked: { readonly entry: Uint8Array; readonly seq: number; readonly hash: Uint8Array }[] = [];
	roomFor(1 + Number(file.db.prepare('PRAGMA page_count').get()?.page_count) + 10);
	const refused = await (async () => {
		for (;;) {
			const entry = await sam.seal(chain, logId, { size: 20_000 });
			peer.send({ type: 'append', entry });
			const outcome = await Promise.race([peer.closed, peer.take('ack').catch(() => peer.closed)]);
			if ('code' in outcome) return entry;
			acked.push({ entry, seq: outcome.seq, hash: outcome.hash });
		}
	})();
	expect(await peer.closed).toMatchObject({ code: CLOSE.tryLater });
	expect(relay.logged).toContainEqual(expect.objectContaining({ event: 'store-failed', doing: 'append' }));
	expect(acked.length).toBeGreaterThan(0);

	// Reading goes on; a room more is refused like an entry.
	const { seq, hash } = acked.at(-1)!;
	const during = await comeIn();
	expect(during.welcome.head).toEqual({ logId, seq, hash });
	await during.peer.take('entries');
	roomFor(1);
	// A page that is there could still be changed: that is not what the health check asks.
	await expect(store.check()).rejects.toThrow(/full/);
	during.peer.send({ type: 'append', entry: refused });
	expect(await during.peer.closed).toMatchObject({ code: CLOSE.tryLater });

	roomFor(100_000);
	await expect(store.check()).resolves.toBeUndefined();
	const after = await comeIn({ logId, seq, hash });
	expect(after.welcome.from).toBe(seq);
	after.peer.send({ type: 'append', entry: refused });
	expect(await after.peer.take('ack')).toMatchObject({ seq: seq + 1 });
	const kept = (await store.entriesAfter(chain.room, 0, Infinity))!.entries;
	expect(kept).toEqual([...acked.map(({ entry }) => entry), refused]);
});

test('a room that finds no place is not half made', async () => {
	const filler = Array.from({ length: 40 }, () => TestDevice.create());
	roomFor(1);
	let refused: TestDevice | null = null;
	let theirs: Chain | null = null;
	for (const device of await Promise.all(filler)) {
		theirs = await device.found();
		const peer = await relay.dial();
		await device.hello(peer, theirs, relay.origin);
		const outcome = await Promise.race([peer.closed, peer.take('welcome').catch(() => peer.closed)]);
		if ('code' in outcome) {
			expect(outcome.code).toBe(CLOSE.tryLater);
			refused = device;
			break;
		}
	}
	expect(refused).not.toBeNull();
	expect(await store.room(theirs!.room)).toBeNull();
	roomFor(100_000);
	const peer = await relay.dial();
	await refused!.hello(peer, theirs!, relay.origin);
	await peer.take('welcome');
});

test('S1: a limit on the store is a full disk too: --max-store', async () => {
	await relay.stop();
	await store.close();
	file = openStoreFile(folder, 200_000);
	store = openSqliteStore(folder, file);
	relay = await limitedRelay({ store });
	const { peer, welcome } = await comeIn();
	const outcomes: number[] = [];
	for (let i = 0; i < 20; i++) {
		peer.send({ type: 'append', entry: await sam.seal(chain, welcome.head.logId, { size: 20_000 }) });
		const outcome = await Promise.race([peer.closed, peer.take('ack').catch(() => peer.closed)]);
		if ('code' in outcome) break;
		outcomes.push(outcome.seq);
	}
	expect(outcomes.length).toBeGreaterThan(3);
	expect(outcomes.length).toBeLessThan(10);
	expect(await peer.closed).toMatchObject({ code: CLOSE.tryLater });
});
