// What a device has read past without being able to use it yet: it must be as safe as the cursor that passed it, else a page
// that crashes then would never see it again.

import { afterEach, beforeEach, expect, test } from 'vitest';
import * as Y from 'yjs';
import { toBase64url } from '../../src/lib/core/bytes.ts';
import { decodeEntry } from '../../src/lib/core/protocol/entry.ts';
import type { EntryWish } from '../support/room-scene.ts';
import { type StillDevice, StillWorld } from '../support/still-world.ts';

const LATER_KIND = 77;

let world: StillWorld;
let sam: StillDevice;
beforeEach(async () => {
	world = await StillWorld.open();
	sam = await world.device(world.scene.sam);
	await sam.type('asked');
	await world.pass(2000);
});
afterEach(() => world.close());

/** Puts an entry of ana's behind what sam has read, and has him read on from where he was. */
async function append(wish: EntryWish): Promise<Uint8Array> {
	const { scene, store } = world;
	const { id: device, session } = scene.ana;
	const { logId, seq } = (await store.room(scene.chain.room))!;
	expect(sam.store.snapshot().cursor).toMatchObject({ logId, seq });
	const bytes = await scene.entry(scene.ana, { logId, ...wish });
	const { counter } = decodeEntry(bytes)!.header;
	await store.append([{ room: scene.chain.room, device, session, counter, bytes }]);
	await world.restartRelay();
	expect(sam.status).toMatchObject({ link: 'live', loss: null });
	expect(sam.store.snapshot().cursor).toMatchObject({ logId, seq: seq + 1 });
	return bytes;
}

/** The page is gone in this very moment; another is opened on what was stored. */
async function crash(): Promise<void> {
	const store = sam.store.crash();
	sam.stop();
	sam = await world.device(world.scene.sam, store);
	await world.pass(2000);
}

test('S6: what cannot be read yet is stored together with the cursor that passes it', async () => {
	const bytes = await append({ kind: LATER_KIND, critical: true });
	const rows = () => sam.store.snapshot().held.map((held) => [held.why, toBase64url(held.bytes)]);
	expect(rows()).toEqual([['kind', toBase64url(bytes)]]);
	await crash();
	expect(sam.status).toMatchObject({ link: 'live', held: 1 });
	expect(rows()).toEqual([['kind', toBase64url(bytes)]]);
});

test('S6: so are the parts of a change whose rest is on its way', async () => {
	const typed = new Y.Doc();
	Y.applyUpdate(typed, Y.encodeStateAsUpdate(sam.doc));
	const before = Y.encodeStateVector(typed);
	typed.getText('t').insert(5, ' and answered');
	const update = Y.encodeStateAsUpdate(typed, before);
	const half = Math.ceil(update.length / 2);
	const part = { parts: 2, counter: 40 };
	await append({ ...part, part: 0, payload: update.subarray(0, half) });
	await crash();
	await append({ ...part, part: 1, counter: 41, payload: update.subarray(half) });
	expect([sam.text, sam.stored]).toEqual(['asked and answered', 'asked and answered']);
	expect(sam.store.snapshot().parts).toEqual([]);
});

test('S6, S10: and which counters the log has shown, so that a replay is known after it', async () => {
	const doc = new Y.Doc();
	doc.getText('t').insert(0, 'once ');
	const bytes = await append({ payload: Y.encodeStateAsUpdate(doc), counter: 7 });
	await crash();
	const { scene, store } = world;
	const { id: device, session } = scene.ana;
	// A hostile relay shows it again, at another place.
	await store.append([{ room: scene.chain.room, device, session, counter: 4000, bytes }]);
	await world.restartRelay();
	expect(sam.status).toMatchObject({ link: 'live', refused: 1 });
});
