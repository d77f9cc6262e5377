import { beforeEach, describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { MemoryRoomStore } from '../../../../tests/support/memory-room-store.ts';
import { type RoomScene, roomScene } from '../../../../tests/support/room-scene.ts';
import { concat } from '../bytes.ts';
import { newLogId } from '../ids.ts';
import { decodeEntry } from '../protocol/entry.ts';
import { Outbox, type SessionCounter } from './outbox.ts';
import { StorageError } from './ports.ts';
import { readEntry } from './reader.ts';
import { largestPayload, type SealContext } from './seal.ts';

let scene: RoomScene;
let store: MemoryRoomStore;
let counter: SessionCounter;
let context: SealContext;
let doc: Y.Doc;

beforeEach(async () => {
	scene = await roomScene();
	store = new MemoryRoomStore();
	const { sam, keyring, chain, logId } = scene;
	counter = { session: sam.session, next: 0 };
	context = {
		keyring,
		signer: sam.device.signer,
		room: chain.room,
		device: sam.id,
		session: sam.session,
		logId,
		epoch: chain.epoch,
		membership: chain.head,
		base: { seq: 0, hash: new Uint8Array(32) }
	};
	doc = new Y.Doc();
	doc.on('update', (update: Uint8Array) => void store.addEdit(update));
});

const type = (text: string): void => doc.getText('t').insert(0, text);
const open = async (): Promise<Outbox> => new Outbox(store, counter, (await store.load()).sealed);
const LARGE = 100_000;
const namesOf = (entries: readonly Uint8Array[]) =>
	entries.map((entry) => {
		const { session, counter: number } = decodeEntry(entry)!.header;
		return `${session}.${number}`;
	});

/** What a reader makes of entries, put together. */
async function payloadOf(entries: readonly Uint8Array[], logId = scene.logId): Promise<Uint8Array> {
	const { crypto: verifier, keyring, chain } = scene;
	const seen = { mayAdd: () => true };
	const payloads: Uint8Array[] = [];
	for (const entry of entries) {
		const reading = await readEntry({ verifier, keyring, room: chain.room, logId, chain, seen }, entry);
		if (reading.kind !== 'payload') throw new Error(JSON.stringify(reading));
		payloads.push(reading.payload);
	}
	return concat(...payloads);
}

function textOf(update: Uint8Array): string {
	const copy = new Y.Doc();
	Y.applyUpdate(copy, update);
	return copy.getText('t').toJSON();
}

describe('S3: every edit leaves as one entry', () => {
	test('edits that waited together are one, and move from edit to sealed in one step', async () => {
		type('b');
		type('a');
		const outbox = await open();
		expect(await outbox.sealNext(context, LARGE)).toBe(true);
		const entries = outbox.unsent();
		expect(entries).toHaveLength(1);
		expect(textOf(await payloadOf(entries))).toBe('ab');
		expect(store.snapshot()).toMatchObject({ edits: [], sealed: [{ edits: 2 }] });
		expect(outbox.sealedEdits).toBe(2);
	});

	test('a pure deletion is an edit', async () => {
		type('gone');
		await (await open()).sealNext(context, LARGE);
		doc.getText('t').delete(0, 4);
		const outbox = new Outbox(store, counter, []);
		await outbox.sealNext(context, LARGE);
		const payload = await payloadOf(outbox.unsent());
		expect(Y.decodeUpdate(payload).structs).toEqual([]);
		Y.applyUpdate(doc, payload);
		expect(doc.getText('t').toJSON()).toBe('');
	});

	test('nothing waits: nothing is sealed, nothing stored', async () => {
		const before = store.snapshot();
		expect(await (await open()).sealNext(context, LARGE)).toBe(false);
		expect(store.snapshot()).toEqual(before);
		expect(counter.next).toBe(0);
	});

	test('an entry is given out once per connection, and again when the relay could not take it', async () => {
		type('a');
		const outbox = await open();
		await outbox.sealNext(context, LARGE);
		const sent = outbox.unsent();
		expect(outbox.unsent()).toEqual([]);
		outbox.resend(counter.session, 0);
		expect(outbox.unsent()).toEqual(sent);
	});

	test('about 64 KB of edits at most go together', async () => {
		for (let i = 0; i < 5; i++) type('x'.repeat(30_000));
		const outbox = await open();
		await outbox.sealNext(context, LARGE);
		expect(outbox.sealedEdits).toBe(2);
		expect(await store.edits()).toHaveLength(3);
	});

	test('all that waits counts as the outbox’s, sealed or not', async () => {
		type('b');
		const outbox = await open();
		await outbox.sealNext(context, LARGE);
		type('a');
		expect((await outbox.payloads()).map(textOf)).toEqual(['b', '']);
		const all = Y.mergeUpdates([...(await outbox.payloads())]);
		expect(textOf(all)).toBe('ab');
	});
});

describe('S9: a counter never stands for two different entries', () => {
	test('a retry, also after a restart, is the stored bytes', async () => {
		type('a');
		const outbox = await open();
		await outbox.sealNext(context, LARGE);
		const sent = outbox.unsent();
		expect((await open()).unsent()).toEqual(sent);
		store = store.crash();
		const later = new Outbox(store, { session: scene.ana.session, next: 0 }, (await store.load()).sealed);
		expect(later.unsent()).toEqual(sent);
		expect(later.bytesOf(counter.session, 0)).toEqual(sent[0]);
	});

	test('what could not be stored is not sent, and its counter is not used again', async () => {
		type('a');
		const outbox = await open();
		await Promise.resolve();
		await store.edits();
		store.failNext('quota');
		await expect(outbox.sealNext(context, LARGE)).rejects.toBeInstanceOf(StorageError);
		expect(outbox.unsent()).toEqual([]);
		const again = await open();
		await again.sealNext(context, LARGE);
		type('b');
		const names = namesOf(again.unsent());
		expect(new Set(names).size).toBe(1);
		expect(names[0]).toBe(`${counter.session}.${counter.next - 1}`);
	});

	test('another log or epoch, or smaller parts, means other counters for the same change', async () => {
		type('long enough to travel in several parts');
		const outbox = await open();
		await outbox.sealNext(context, LARGE);
		const all = [outbox.unsent()];
		await outbox.resealStale(context, LARGE);
		expect(outbox.unsent()).toEqual([]);
		const logId = newLogId(scene.random);
		await outbox.resealStale({ ...context, logId }, LARGE);
		all.push(outbox.unsent());
		expect(textOf(await payloadOf(all[1]!, logId))).toBe(doc.getText('t').toJSON());
		await outbox.resealSmaller(counter.session, 1, { ...context, logId }, 20);
		all.push(outbox.unsent());
		expect(all[2]!.length).toBeGreaterThan(1);
		expect(textOf(await payloadOf(all[2]!, logId))).toBe(doc.getText('t').toJSON());
		const names = namesOf(all.flat());
		expect(new Set(names).size).toBe(names.length);
		expect(store.snapshot().sealed).toHaveLength(1);
		expect((await open()).unsent()).toEqual(all[2]);
	});
});

describe('a change that travels in parts', () => {
	test('fits the limit in every part, and is whole again when they are put together', async () => {
		const limit = 700;
		type('much to say '.repeat(300));
		const outbox = await open();
		await outbox.sealNext(context, largestPayload(limit));
		const parts = outbox.unsent();
		expect(parts.length).toBeGreaterThan(5);
		expect(Math.max(...parts.map((part) => part.length))).toBeLessThanOrEqual(limit);
		expect(textOf(await payloadOf(parts))).toBe(doc.getText('t').toJSON());
	});

	test('waits until the log has its last part', async () => {
		type('three parts or so, of which the middle one comes last');
		const outbox = await open();
		await outbox.sealNext(context, 30);
		const count = outbox.unsent().length;
		const key = store.snapshot().sealed[0]!.key;
		for (const number of [...Array(count).keys()].filter((number) => number !== 1)) {
			expect(outbox.settleCounter(counter.session, number)).toEqual({ own: true, settled: [], edits: 0 });
		}
		expect(outbox.sealedEdits).toBe(1);
		expect(outbox.settleCounter(counter.session, 1)).toEqual({ own: true, settled: [key], edits: 1 });
		expect(outbox.isEmpty).toBe(true);
		expect(outbox.settleCounter(counter.session, 1)).toEqual({ own: false, settled: [], edits: 0 });
	});

	test('largestPayload is the largest that fits', () => {
		for (const limit of [400, 1024, 4096, 256 * 1024]) expect(largestPayload(limit)).toBeLessThan(limit);
		expect(largestPayload(10)).toBe(1);
	});
});
