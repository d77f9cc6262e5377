// Snapshots and receipts that only a later build can read: this one believes nothing of them, says what it must, and loses
// nothing.

import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { concat } from '../../src/lib/core/bytes.ts';
import { encodeHeader, ENTRY_FORMAT, entrySignedBytes, KIND } from '../../src/lib/core/protocol/entry.ts';
import {
	chunkSignedBytes,
	decodeChunk,
	NO_SNAPSHOT,
	snapshotDigest
} from '../../src/lib/core/protocol/snapshot.ts';
import { nonceOf } from '../../src/lib/core/sync/keyring.ts';
import { CONTENT, encodePlaintext } from '../../src/lib/core/sync/plaintext.ts';
import { openReceipt } from '../../src/lib/core/sync/receipts.ts';
import { sealChunks } from '../../src/lib/core/sync/seal.ts';
import { SnapshotReader } from '../../src/lib/core/sync/snapshot-reader.ts';
import { MemoryRoomStore } from '../support/memory-room-store.ts';
import { plant } from '../support/planted-snapshot.ts';
import { type RoomScene, roomScene } from '../support/room-scene.ts';
import { StillWorld } from '../support/still-world.ts';

const LATER = 200;

describe('S18: a snapshot of a later build', () => {
	let world: StillWorld;
	beforeEach(async () => (world = await StillWorld.open()));
	afterEach(() => world.close());

	test('whose format is not known is passed by: the log says the same, and nobody’s words go', async () => {
		const sam = await world.device(world.scene.sam);
		await sam.type('asked and answered');
		const state = Y.encodeStateAsUpdate(sam.doc);
		const digest = await plant(world, {
			by: world.scene.ana,
			state,
			spoil: (chunks) => chunks.map((chunk) => chunk.with(0, LATER))
		});
		await world.pass(3000);
		const fresh = await world.device(world.scene.ana, new MemoryRoomStore());
		await world.pass(3000);
		for (const device of [sam, fresh]) {
			expect([device.text, device.stored]).toEqual(['asked and answered', 'asked and answered']);
			expect(device.status).toMatchObject({ link: 'live', healed: false });
			expect(device.of('hello').at(-1)!.distrust).toEqual(digest);
		}
		const { snapshots } = (await world.store.room(world.scene.chain.room))!;
		expect(snapshots.map((each) => each.digest)).toEqual([digest]);
	});

	test('twice, so that the log’s beginning is gone: it is said, and what is here goes back into the log', async () => {
		const sam = await world.device(world.scene.sam);
		await sam.type('asked and answered');
		const later = {
			by: world.scene.ana,
			state: Y.encodeStateAsUpdate(sam.doc),
			spoil: (chunks: Uint8Array[]) => chunks.map((chunk) => chunk.with(0, LATER))
		};
		await plant(world, later);
		await plant(world, later);
		await world.pass(5000);
		expect(sam.status).toMatchObject({ link: 'live', problem: { kind: 'snapshot-unreadable' } });
		expect([sam.text, sam.stored]).toEqual(['asked and answered', 'asked and answered']);
		const { snapshots } = (await world.store.room(world.scene.chain.room))!;
		await world.quiet();
		await sam.type(', and more');
		await world.quiet();
		expect(sam.of('snapshot')).toEqual([]);
		expect((await world.store.room(world.scene.chain.room))!.snapshots).toEqual(snapshots);
	});
});

describe('S18: what this build cannot read yet', () => {
	let scene: RoomScene;
	beforeEach(async () => (scene = await roomScene()));

	/** What a reader makes of ana's one chunk, right in all that is not changed. */
	async function readingOf(change: { readonly content?: number; readonly format?: number }) {
		const { crypto, keyring, chain, logId, ana } = scene;
		const base = { seq: 7, hash: scene.random(32) };
		const by = { signer: ana.device.signer, device: ana.id, session: ana.session };
		const where = { room: chain.room, logId, epoch: chain.epoch, membership: chain.head, base };
		const state = Y.encodeStateAsUpdate(new Y.Doc());
		const { value: made } = await sealChunks(
			{ keyring, ...where, ...by },
			NO_SNAPSHOT,
			state,
			5,
			1000
		).next();
		const additional = decodeChunk(made as Uint8Array)!.additional.with(0, change.format ?? ENTRY_FORMAT);
		const aead = (await keyring.aead('snapshot', chain.epoch, ana.id, ana.session))!;
		const plain = encodePlaintext(change.content ?? CONTENT.yjsUpdate, state);
		const ciphertext = await aead.seal(nonceOf(5), additional, plain);
		const signature = await by.signer.sign(chunkSignedBytes(additional, ciphertext));
		const chunk = concat(additional, ciphertext, signature);
		const digest = await snapshotDigest([await crypto.sha256(chunk)], crypto);
		const offer = { logId, ...base, digest, chunks: 1 };
		return new SnapshotReader({ room: chain.room, verifier: crypto, keyring, chain, offer }).take(chunk);
	}

	test('a snapshot’s content or format that came later is not taken for a document', async () => {
		expect(await readingOf({})).toMatchObject({ kind: 'state' });
		expect(await readingOf({ content: LATER })).toEqual({ kind: 'wrong', why: 'not-yet' });
		expect(await readingOf({ format: LATER })).toEqual({ kind: 'wrong', why: 'malformed' });
	});

	/** A receipt of ana's. */
	async function receipt(content: number, said: object): Promise<Uint8Array> {
		const { keyring, chain, logId, ana } = scene;
		const header = encodeHeader({
			format: ENTRY_FORMAT,
			kind: KIND.receipt,
			critical: false,
			...{ room: chain.room, logId, epoch: chain.epoch, membership: chain.head },
			...{ device: ana.id, session: ana.session, counter: 0, part: 0, parts: 1 },
			base: { seq: 0, hash: new Uint8Array(32) }
		});
		const aead = (await keyring.aead('receipt', chain.epoch, ana.id, ana.session))!;
		const payload = new TextEncoder().encode(JSON.stringify(said));
		const ciphertext = await aead.seal(nonceOf(0), header, encodePlaintext(content, payload));
		return concat(header, ciphertext, await ana.device.signer.sign(entrySignedBytes(header, ciphertext)));
	}

	test.each([
		['of another content', LATER, { v: 1, seen: {} }, null],
		['in a later version', CONTENT.seen, { v: 2, seen: { journal: 'x' } }, null],
		[
			'with more in it than is known',
			CONTENT.seen,
			{ v: 1, seen: { journal: 'x' }, more: [1] },
			{ journal: 'x' }
		]
	])('a receipt %s claims nothing that it does not say', async (_, content, said, seen) => {
		const { crypto: verifier, keyring, chain } = scene;
		const context = { room: chain.room, verifier, keyring, chain };
		const opened = await openReceipt(context, await receipt(content, said));
		expect(opened && Object.fromEntries(opened.seen)).toEqual(seen);
	});
});
