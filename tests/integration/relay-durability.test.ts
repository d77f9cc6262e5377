// What an acknowledgement stands for: the entry is on disk, behind everything that was acknowledged before.

import { mkdtemp, rm } from 'node:fs/promises';
import { DatabaseSync } from 'node:sqlite';
import { tmpdir } from 'node:os';
import { join as joinPath } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { openStoreFile } from '../../server/store/sqlite-file.ts';
import { openSqliteStore } from '../../server/store/sqlite.ts';
import { CLOSE } from '../../src/lib/core/protocol/close.ts';
import { limitedRelay } from '../support/limited-relay.ts';
import { memoryRelayStore } from '../support/relay-memory-store.ts';
import { TestDevice } from '../support/relay-peer.ts';
import { join, samAndAna } from '../support/relay-scenes.ts';
import { dialRelay, memoryWorld } from '../support/relay-world.ts';
import { newPlace, ServerUnderTest } from '../support/server-under-test.ts';

// A process is started, which takes a while on a busy machine.
vi.setConfig({ testTimeout: 30_000 });

let folder: string;
beforeEach(async () => {
	folder = await mkdtemp(joinPath(tmpdir(), 'soundings-durable-'));
});
afterEach(() => rm(folder, { recursive: true }));

/** A memory store whose commits wait until they are let through. */
function heldStore() {
	const store = memoryRelayStore();
	const held: (() => void)[] = [];
	return {
		/** Settles the oldest commit that waits. */
		release: () => held.shift()?.(),
		waiting: () => held.length,
		store: {
			...store,
			append: async (...batch: Parameters<typeof store.append>) => {
				const result = await store.append(...batch);
				await new Promise<void>((resolve) => held.push(resolve));
				return result;
			}
		}
	};
}

const turns = async (count: number) => {
	for (let i = 0; i < count; i++) await new Promise(setImmediate);
};

test('S1: nobody is told of an entry, its author or a reader, before its commit is through', async () => {
	const { store, release } = heldStore();
	const world = await memoryWorld({ store });
	const scene = await samAndAna();
	const sam = await join(world, scene.sam, scene.chain);
	const ana = await join(world, scene.ana, scene.chain);
	const { logId } = sam.welcome.head;
	for (let i = 0; i < 3; i++)
		sam.peer.send({ type: 'append', entry: await scene.sam.seal(scene.chain, logId) });
	await turns(20);
	expect([...sam.peer.untaken, ...ana.peer.untaken]).toEqual([]);
	release();
	expect(await sam.peer.take('ack')).toMatchObject({ seq: 1 });
	expect(await ana.peer.take('entries')).toMatchObject({ first: 1 });
	await world.stop();
});

test('S1: a relay that stops commits and acknowledges what it has taken before it says 4503', async () => {
	const { store, release, waiting } = heldStore();
	const world = await memoryWorld({ store });
	const scene = await samAndAna();
	const { peer, welcome } = await join(world, scene.sam, scene.chain);
	for (let i = 0; i < 5; i++)
		peer.send({ type: 'append', entry: await scene.sam.seal(scene.chain, welcome.head.logId) });
	await turns(20);
	const stopped = world.stop();
	expect(await Promise.race([peer.closed, turns(20)])).toBeUndefined();
	while (waiting() > 0) {
		release();
		await turns(5);
	}
	for (let seq = 1; seq <= 5; seq++) expect(await peer.take('ack')).toMatchObject({ seq });
	expect(await peer.closed).toMatchObject({ code: CLOSE.tryLater });
	await stopped;
});

test('S1: SIGTERM with appends in flight: what was acknowledged is there, and the process ends cleanly', async () => {
	const place = await newPlace();
	const server = new ServerUnderTest(place);
	const address = await server.address();
	const sam = await TestDevice.create();
	const chain = await sam.found();
	const peer = await dialRelay(address);
	await sam.hello(peer, chain, address);
	const { head } = await peer.take('welcome');
	const entries = await Promise.all(
		Array.from({ length: 400 }, (_, counter) => sam.seal(chain, head.logId, { counter }))
	);
	for (const entry of entries) peer.send({ type: 'append', entry });
	const acked: { readonly seq: number; readonly counter: number }[] = [await peer.take('ack')];
	server.signal('SIGTERM');
	expect(await peer.closed).toMatchObject({ code: CLOSE.tryLater });
	while (peer.untaken.length > 0) acked.push(await peer.take('ack'));
	expect(await server.exit).toBe(0);
	const store = openSqliteStore(place.data);
	const kept = (await store.entriesAfter(chain.room, 0, Infinity))!.entries;
	for (const { seq, counter } of acked) expect(kept[seq - 1]).toEqual(entries[counter]);
	await store.close();
	await place.remove();
});

test('S1: the running relay`s own connection reads back WAL and synchronous FULL, and its health depends on that', async () => {
	const file = openStoreFile(folder);
	const store = openSqliteStore(folder, file);
	await expect(store.check()).resolves.toBeUndefined();
	expect(file.db.prepare('PRAGMA synchronous').get()).toEqual({ synchronous: 2 });
	expect(file.db.prepare('PRAGMA journal_mode').get()).toEqual({ journal_mode: 'wal' });
	file.db.exec('PRAGMA synchronous = NORMAL');
	await expect(store.check()).rejects.toThrow(/do not reach the disk/);
	await store.close();
});

test('S1: at its ack an entry can be read by another connection, at the acknowledged place and hash', async () => {
	const store = openSqliteStore(folder);
	const relay = await limitedRelay({ store });
	const sam = await TestDevice.create();
	const chain = await sam.found();
	const peer = await relay.dial();
	await sam.hello(peer, chain, relay.origin);
	const { head } = await peer.take('welcome');
	const reader = new DatabaseSync(joinPath(folder, 'soundings.sqlite'), { readOnly: true });
	const hashAt = reader.prepare('SELECT hash FROM entries WHERE seq = ?');
	for (let i = 0; i < 50; i++) {
		peer.send({ type: 'append', entry: await sam.seal(chain, head.logId) });
		const { seq, hash } = await peer.take('ack');
		expect(hashAt.get(seq)?.hash).toEqual(hash);
	}
	reader.close();
	await relay.stop();
	await store.close();
});
