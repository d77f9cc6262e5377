// Three members on one relay: two write, also while they are apart, and one only looks on.

import { afterEach, beforeEach, expect, test } from 'vitest';
import * as Y from 'yjs';
import { toHex } from '../../src/lib/core/bytes.ts';
import { MemoryRoomStore } from '../support/memory-room-store.ts';
import { type StillDevice, StillWorld } from '../support/still-world.ts';

let world: StillWorld;
let sam: StillDevice;
let ana: StillDevice;
let vik: StillDevice;
beforeEach(async () => {
	world = await StillWorld.open({ entry: 4096 });
	sam = await world.device(world.scene.sam);
	ana = await world.device(world.scene.ana);
	vik = await world.device(world.scene.vik);
});
afterEach(() => world.close());

/** State vector, delete set and content. */
const all = (doc: Y.Doc) => ({
	snapshot: toHex(Y.encodeSnapshot(Y.snapshot(doc))),
	text: doc.getText('t').toJSON(),
	map: doc.getMap('m').toJSON(),
	pending: [doc.store.pendingStructs, doc.store.pendingDs]
});

/** What another start of that page would show. */
function stored({ store }: StillDevice): Y.Doc {
	const doc = new Y.Doc();
	for (const row of store.documentUpdates()) Y.applyUpdate(doc, row);
	return doc;
}

async function expectSame(text: RegExp): Promise<void> {
	await world.pass(3000);
	const fresh = await world.device(world.scene.vik, new MemoryRoomStore());
	await world.pass(3000);
	const [first, ...others] = [sam, ana, vik, fresh].flatMap((device) => [
		all(device.doc),
		all(stored(device))
	]);
	expect(first!.text).toMatch(text);
	expect(first!.pending).toEqual([null, null]);
	for (const other of others) expect(other).toEqual(first);
}

test('S2: what one writes is with everybody who is there, also with those who write nothing', async () => {
	await sam.type('asked');
	expect([ana.text, vik.text]).toEqual(['asked', 'asked']);
	await ana.type(' and answered');
	expect([sam.text, vik.text]).toEqual(['asked and answered', 'asked and answered']);
	await expectSame(/^asked and answered$/);
});

test('S2: so is what two write at once, and what one of them only takes out', async () => {
	await sam.type('asked, twice, ');
	sam.doc.getText('t').delete(5, 7);
	ana.doc.getText('t').insert(0, 'Ana: ');
	sam.doc.getMap('m').set('by', 'sam');
	ana.doc.getMap('m').set('by', 'ana');
	ana.doc.getMap('m').set('gone', 1);
	ana.doc.getMap('m').delete('gone');
	await world.settle();
	await expectSame(/^Ana: asked, $/);
});

test('S2: so is what they wrote while the line was cut, a change in parts and a pure deletion among it', async () => {
	await sam.type('asked and answered');
	await world.pass(2000);
	sam.cut();
	ana.cut();
	sam.doc.getText('t').delete(0, 6);
	ana.doc.getText('t').insert(18, ` ${'at length '.repeat(2000)}`);
	await world.pass(5000);
	await expectSame(/^and answered at length .* at length $/);
});
