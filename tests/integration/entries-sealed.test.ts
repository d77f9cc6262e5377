// Everything that leaves a device and everything that a relay keeps, looked through for the words that were typed: entries,
// snapshots, receipts, presence, and what is said at every connection.

import { afterEach, beforeEach, expect, test } from 'vitest';
import { encodeClientMessage, encodeRelayMessage } from '../../src/lib/core/protocol/messages.ts';
import { StillWorld } from '../support/still-world.ts';

const WORD = 'Wilhelmina';
/** As bytes, as text of two bytes a letter, and as the letters of the two ways to write bytes down. */
const SPELLINGS = [
	Buffer.from(WORD),
	Buffer.from(WORD, 'utf16le'),
	Buffer.from(Buffer.from(WORD).toString('hex')),
	// Wherever it begins within three bytes.
	...[0, 1, 2].map((shift) => {
		const text = Buffer.from(`${'.'.repeat(shift)}${WORD}`).toString('base64url');
		return Buffer.from(text.slice(Math.ceil((shift * 4) / 3), -2));
	})
];
const holds = (bytes: Uint8Array): boolean =>
	SPELLINGS.some((spelling) => Buffer.from(bytes).includes(spelling));

let world: StillWorld;
beforeEach(async () => (world = await StillWorld.open({ entry: 8192 })));
afterEach(() => world.close());

test('the words are found where they are spelled out', () => {
	for (const before of ['', 'a', 'ab', 'abc'])
		expect(holds(Buffer.from(Buffer.from(`${before}${WORD} and more`).toString('base64url')))).toBe(true);
	expect([holds(Buffer.from(`..${WORD}`)), holds(Buffer.from('Wilhelm'))]).toEqual([true, false]);
});

test('S13: no word that was typed, and nothing that was seen, leaves a device readable or is kept by a relay', async () => {
	const back: Uint8Array[] = [];
	world.meddle = (message) => {
		back.push(encodeRelayMessage(message));
		return message;
	};
	const sam = await world.device(world.scene.sam);
	const ana = await world.device(world.scene.ana);
	sam.sync.setSeen(new Map([[WORD, WORD]]));
	await sam.type(`${WORD} asked; `);
	// Long enough for parts, and for a snapshot to be worth it.
	for (let n = 0; n < 15; n++) {
		const scraps = sam.doc.getText('scraps');
		scraps.insert(0, `${WORD} `.repeat(900));
		await world.settle();
		scraps.delete(0, scraps.length);
		await world.settle();
	}
	await world.quiet();
	await world.quiet();
	sam.cut();
	await world.pass(5000);
	await ana.type(`${WORD} answered`);
	await world.pass(5000);

	const left = [...sam.sent, ...ana.sent];
	const kinds = new Set(left.map(({ type }) => type));
	expect([...kinds].sort()).toEqual(
		expect.arrayContaining(['append', 'delivered', 'ephemeral', 'hello', 'receipt', 'snapshot'])
	);
	expect(left.filter((message) => holds(encodeClientMessage(message))).map(({ type }) => type)).toEqual([]);
	expect(back.filter(holds)).toEqual([]);

	const { room } = world.scene.chain;
	const { snapshots } = (await world.store.room(room))!;
	expect(snapshots.length).toBeGreaterThan(0);
	const chunks = await Promise.all(
		snapshots.flatMap(({ digest, chunks: count }) =>
			Array.from({ length: count }, (_, index) => world.store.chunk(room, digest, index))
		)
	);
	const { cut } = (await world.store.room(room))!;
	const page = (await world.store.entriesAfter(room, cut, Infinity))!;
	const { delivered, receipts } = await world.store.reports(room);
	const statements = await world.store.chain(room);
	expect(receipts).toHaveLength(1);
	const kept = [...chunks.map((chunk) => chunk!), ...page.entries, ...delivered, ...receipts, ...statements];
	expect(kept.filter(holds)).toEqual([]);
	// And the device has them.
	expect(sam.text).toBe(`${WORD} asked; ${WORD} answered`);
});
