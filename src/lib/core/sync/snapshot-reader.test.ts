import { beforeEach, describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { type RoomScene, roomScene } from '../../../../tests/support/room-scene.ts';
import { newLogId } from '../ids.ts';
import type { SnapshotOffer } from '../protocol/messages.ts';
import { NO_SNAPSHOT, snapshotDigest } from '../protocol/snapshot.ts';
import { Keyring } from './keyring.ts';
import { type SealContext, sealChunks } from './seal.ts';
import { SnapshotReader, type SnapshotReading } from './snapshot-reader.ts';

let scene: RoomScene;
let state: Uint8Array;
let base: SealContext['base'];
beforeEach(async () => {
	scene = await roomScene();
	const doc = new Y.Doc();
	doc.getText('t').insert(0, 'asked and answered, at some length');
	state = Y.encodeStateAsUpdate(doc);
	base = { seq: 7, hash: scene.random(32) };
});

interface Wish extends Partial<SealContext> {
	readonly state?: Uint8Array;
	readonly previous?: Uint8Array;
	readonly counter?: number;
}

async function chunksOf({ state: of = state, previous = NO_SNAPSHOT, counter = 5, ...wish }: Wish = {}) {
	const { keyring, chain, logId, ana } = scene;
	const { room, epoch, head: membership } = chain;
	const author = { signer: ana.device.signer, device: ana.id, session: ana.session };
	const context = { keyring, room, logId, epoch, membership, base, ...author, ...wish };
	const chunks: Uint8Array[] = [];
	for await (const chunk of sealChunks(context, previous, of, counter, Math.ceil(of.length / 3)))
		chunks.push(chunk);
	return chunks;
}

/** What a reader that was offered just these makes of them, up to the first thing that is wrong. */
async function read(
	chunks: readonly Uint8Array[],
	change: Partial<SnapshotOffer> = {}
): Promise<SnapshotReading> {
	const { crypto: verifier, chain, keyring, logId } = scene;
	const hashes = await Promise.all(chunks.map((chunk) => verifier.sha256(chunk)));
	const digest = await snapshotDigest(hashes, verifier);
	const offer: SnapshotOffer = { logId, ...base, digest, chunks: chunks.length, ...change };
	const reader = new SnapshotReader({ room: chain.room, verifier, keyring, chain, offer });
	let reading: SnapshotReading = { kind: 'more' };
	for (const chunk of chunks) {
		reading = await reader.take(chunk);
		if (reading.kind === 'wrong') break;
	}
	return reading;
}
const fault = async (chunks: readonly Uint8Array[], change: Partial<SnapshotOffer> = {}) => {
	const reading = await read(chunks, change);
	return reading.kind === 'wrong' ? reading.why : reading.kind;
};

test('S5: what an editor made is read as it was', async () => {
	expect(await read(await chunksOf())).toEqual({ kind: 'state', state });
});

describe('S5 S10: is refused', () => {
	test.each([
		['by a viewer', () => ({ signer: scene.vik.device.signer, device: scene.vik.id }), 'role'],
		['by nobody', () => ({ signer: scene.mallory.device.signer, device: scene.mallory.id }), 'role'],
		['signed by another', () => ({ signer: scene.vik.device.signer }), 'signature'],
		['of another log', () => ({ logId: newLogId(scene.random) }), 'other'],
		['on another entry', () => ({ base: { ...base, seq: 6 } }), 'other'],
		['on another hash', () => ({ base: { ...base, hash: NO_SNAPSHOT } }), 'other'],
		['of what is no update', () => ({ state: new Uint8Array(90).fill(255) }), 'content'],
		['at a membership head that is not known', () => ({ membership: NO_SNAPSHOT }), 'not-yet'],
		['by somebody before they came', () => ({ membership: scene.founded.head }), 'role']
	] as const)('one %s', async (_, wish, why) => {
		expect(await fault(await chunksOf(wish()))).toBe(why);
	});

	test('one whose epoch key is not here', async () => {
		scene.epochs.set(2, scene.random(32));
		const chunks = await chunksOf({ epoch: 2 });
		scene.epochs.delete(2);
		scene = { ...scene, keyring: new Keyring(scene.crypto, scene.chain.room, scene.epochs) };
		expect(await fault(chunks)).toBe('not-yet');
	});

	test('one that is not the one named', async () => {
		expect(await fault(await chunksOf(), { digest: NO_SNAPSHOT })).toBe('digest');
	});

	test('one with chunks left out, exchanged, twice, or of two snapshots', async () => {
		const [a, b, c] = (await chunksOf()) as [Uint8Array, Uint8Array, Uint8Array];
		const others = await chunksOf({ counter: 50 });
		const later = await chunksOf({ previous: scene.random(32) });
		for (const wrong of [
			[a, b],
			[b, a, c],
			[a, c, b],
			[a, a, c],
			[a, others[1]!, c],
			[a, later[1]!, c]
		]) {
			expect(await fault(wrong)).toBe('malformed');
		}
		expect(await fault([a, b.subarray(0, 100), c])).toBe('malformed');
	});
});
