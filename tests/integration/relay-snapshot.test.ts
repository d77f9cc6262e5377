// What a relay does with a snapshot that a device uploads.

import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { toBase64url } from '../../src/lib/core/bytes.ts';
import type { LogId } from '../../src/lib/core/ids.ts';
import { CLOSE } from '../../src/lib/core/protocol/close.ts';
import { KIND } from '../../src/lib/core/protocol/entry.ts';
import { memoryRelayStore } from '../support/relay-memory-store.ts';
import { crypto } from '../support/relay-peer.ts';
import type { SnapshotWish, TestSnapshot } from '../support/relay-peer.ts';
import { logScene, sendChunks, takeChunks, takeTail } from '../support/relay-log-scene.ts';
import type { LogScene } from '../support/relay-log-scene.ts';
import { join, samAndAna } from '../support/relay-scenes.ts';
import { WORLDS } from '../support/relay-world.ts';

const limits = { page: 1000, entry: 5000, room: 40_000, ownerShare: 0, snapshot: 15_000 };

describe.each(WORLDS)('a snapshot %s', (_, openWorld) => {
	let scene: LogScene;
	beforeEach(async () => {
		scene = await logScene(openWorld, { limits });
		await scene.append(6);
	});
	afterEach(() => scene.world.stop());

	const seqsOf = async () => (await scene.store.room(scene.chain.room))!.snapshots.map(({ seq }) => seq);

	test('S5: is announced to all when it is whole, its author included', async () => {
		const ana = await join(scene.world, scene.ana, scene.chain, { position: scene.positions[6]! });
		const made = await scene.snapshot(6, { sizes: [100, 200, 300] });
		for (const chunk of made.chunks.slice(0, 2)) scene.peer.send({ type: 'snapshot', chunk });
		await scene.append(1);
		expect(scene.peer.untaken).toEqual([]);
		await ana.peer.take('entries');
		scene.peer.send({ type: 'snapshot', chunk: made.chunks[2]! });
		const announced = { type: 'snapshot', seq: 6, digest: made.digest, chunks: 3 };
		expect(await scene.peer.take('snapshot')).toEqual(announced);
		expect(await ana.peer.take('snapshot')).toEqual(announced);
	});

	test('S5: a fresh device gets its chunks as they came, and the log behind it', async () => {
		const made = await scene.compact(4, { sizes: [4000, 16, 300] });
		const ana = await join(scene.world, scene.ana, scene.chain);
		expect(ana.welcome).toMatchObject({
			from: 4,
			head: { seq: 6 },
			snapshot: { ...scene.positions[4], digest: made.digest, chunks: 3 },
			tail: scene.entries[4]!.length + scene.entries[5]!.length
		});
		expect(await takeChunks(ana)).toEqual(made.chunks);
		expect(await takeTail(ana)).toEqual(scene.entries.slice(4));
	});

	test('S5: the one before stays, and the log behind it', async () => {
		await scene.compact(2);
		await scene.compact(4);
		await scene.compact(5);
		expect(await scene.store.room(scene.chain.room)).toMatchObject({ cut: 4, seq: 6 });
		expect(await seqsOf()).toEqual([5, 4]);
	});

	test('S4: a room that was loaded again is as it was', async () => {
		await scene.compact(2, { sizes: [16, 20] });
		await scene.compact(4);
		await scene.append(2);
		const before = (await join(scene.world, scene.ana, scene.chain)).welcome;
		await scene.world.stop();
		const again = await openWorld({ store: scene.store, limits });
		const { welcome } = await join(again, scene.ana, scene.chain);
		const { connection: _one, peers: _them, ...rest } = before;
		expect(welcome).toMatchObject(rest);
		await again.stop();
	});

	test('S3: a late retry of an entry that went with the log is acknowledged, at the cut', async () => {
		await scene.compact(3);
		await scene.compact(5);
		scene.peer.send({ type: 'append', entry: scene.entries[0]! });
		expect(await scene.peer.take('ack')).toMatchObject({ counter: 0, ...hashOf(3) });
		expect((await scene.store.room(scene.chain.room))?.seq).toBe(6);
	});

	const hashOf = (seq: number) => ({ seq, hash: scene.positions[seq]!.hash });

	describe('two at once', () => {
		test('S5: uploaded side by side on two connections: one wins, the other is told', async () => {
			const ana = await join(scene.world, scene.ana, scene.chain, { position: scene.positions[6]! });
			const one = await scene.snapshot(6, { sizes: [50, 60] });
			const two = await scene.ana.snapshot(scene.chain, { at: scene.positions[5]!, sizes: [70, 80] });
			for (const index of [0, 1]) {
				ana.peer.send({ type: 'snapshot', chunk: two.chunks[index]! });
				scene.peer.send({ type: 'snapshot', chunk: one.chunks[index]! });
			}
			const answers = [await outcome(scene.peer, one.digest), await outcome(ana.peer, two.digest)];
			expect([...answers].sort()).toEqual(['stale', 'taken']);
			const [winner, ...others] = (await scene.store.room(scene.chain.room))!.snapshots;
			expect(others).toEqual([]);
			expect(winner!.digest).toEqual(answers[0] === 'taken' ? one.digest : two.digest);
		});

		// Whoever loses hears of the other one too, before or after.
		const outcome = async (peer: typeof scene.peer, digest: Uint8Array) => {
			for (;;) {
				const answer = await peer.takeEither('snapshot', 'snapshot-refused');
				if (answer.type === 'snapshot-refused') return answer.code;
				if (Buffer.from(answer.digest).equals(digest)) return 'taken';
			}
		};

		test('another one begun on the same connection takes the place of the first', async () => {
			const one = await scene.snapshot(5, { sizes: [50, 60] });
			const two = await scene.snapshot(6);
			scene.peer.send({ type: 'snapshot', chunk: one.chunks[0]! });
			sendChunks(scene.peer, two);
			expect(await scene.peer.take('snapshot')).toMatchObject({ digest: two.digest });
			scene.peer.send({ type: 'snapshot', chunk: one.chunks[1]! });
			expect(await scene.peer.take('snapshot-refused')).toMatchObject({ code: 'malformed' });
		});
	});

	describe('that is refused', () => {
		const refusal = async (made: TestSnapshot, code: string) => {
			const before = scene.store.snapshot();
			sendChunks(scene.peer, made);
			expect(await scene.peer.take('snapshot-refused')).toEqual({ type: 'snapshot-refused', code });
			// Not one more answer for the rest of its chunks, and nothing is kept of it.
			scene.peer.send({ type: 'snapshot', chunk: made.chunks.at(-1)! });
			expect(scene.store.snapshot()).toBe(before);
			await scene.append(1);
			const good = await scene.snapshot(scene.entries.length, { sizes: [100, 100] });
			sendChunks(scene.peer, good);
			expect(await scene.peer.take('snapshot')).toMatchObject({ digest: good.digest });
		};

		test.each<[string, Partial<SnapshotWish>, string]>([
			['of another log', { logId: toBase64url(crypto.random(16)) as LogId }, 'log'],
			['that covers another hash', { base: { seq: 6, hash: crypto.random(32) } }, 'log'],
			['that covers more than there is', { base: { seq: 7, hash: crypto.random(32) } }, 'log'],
			['of another epoch', { epoch: 9 }, 'epoch'],
			[
				'by somebody who knows of the chain what the relay does not',
				{ membership: crypto.random(32) },
				'membership'
			],
			['that follows one that is not there', { previous: crypto.random(32) }, 'stale'],
			['with a chunk that is too large', { sizes: [100, 5000] }, 'malformed'],
			['larger than a snapshot may be', { sizes: [4000, 4000, 4000, 4000] }, 'quota']
		])('S5: one %s', async (_what, wish, code) => {
			await refusal(await scene.snapshot(6, { sizes: [100, 100, 100], ...wish }), code);
		});

		test.each([
			['its place in the log', { base: { seq: 6, hash: crypto.random(32) } }, 'log'],
			['what it follows', { previous: crypto.random(32) }, 'stale'],
			['its epoch', { epoch: 9 }, 'epoch']
		] as const)(
			'one whose first chunk says enough (%s) need not be sent whole',
			async (_what, wish, code) => {
				const made = await scene.snapshot(6, { sizes: [100, 100, 100], ...wish });
				scene.peer.send({ type: 'snapshot', chunk: made.chunks[0]! });
				expect(await scene.peer.take('snapshot-refused')).toMatchObject({ code });
			}
		);

		test('S5: one that follows the wrong one, or covers less than the newest', async () => {
			const first = await scene.compact(5);
			const late = await scene.sam.snapshot(scene.chain, { at: scene.positions[6]! });
			const less = await scene.snapshot(4, { previous: first.digest });
			for (const made of [late, less]) {
				sendChunks(scene.peer, made);
				expect(await scene.peer.take('snapshot-refused')).toMatchObject({ code: 'stale' });
			}
			expect(await seqsOf()).toEqual([5]);
		});

		test('S10: one with a signature by another key, or with a flipped bit in any chunk', async () => {
			await refusal(await scene.snapshot(6, { signAs: scene.ana.device, sizes: [100, 100] }), 'malformed');
			for (const [index, at] of [
				[0, 250],
				[1, 190],
				[1, 300]
			] as const) {
				const made = await scene.snapshot(7, { previous: await newest(), sizes: [100, 100] });
				const flip = (chunk: Uint8Array) => chunk.with(at, chunk[at]! ^ 1);
				const chunks = made.chunks.map((chunk, i) => (i === index ? flip(chunk) : chunk));
				sendChunks(scene.peer, { ...made, chunks });
				expect(await scene.peer.take('snapshot-refused')).toMatchObject({ code: 'malformed' });
			}
		});
		const newest = async () => (await scene.store.room(scene.chain.room))!.snapshots[0]!.digest;

		test.each([
			['without its first chunk', [1, 2]],
			['with a gap', [0, 2]],
			['with a chunk twice', [0, 0, 1, 1]],
			['backwards', [2, 1, 0]]
		])('S10: one that comes %s', async (_what, order) => {
			const made = await scene.snapshot(6, { sizes: [100, 100, 100] });
			const chunks = order.map((index) => made.chunks[index]!);
			sendChunks(scene.peer, { ...made, chunks });
			expect(await scene.peer.take('snapshot-refused')).toMatchObject({ code: 'malformed' });
			expect(await seqsOf()).toEqual([]);
		});

		test('S11: one that came in the wrong order can be sent again as it is', async () => {
			const made = await scene.snapshot(6, { sizes: [100, 100, 100] });
			sendChunks(scene.peer, { ...made, chunks: [...made.chunks].reverse() });
			// The last of them is the first one, and begins anew.
			expect(await scene.peer.take('snapshot-refused')).toMatchObject({ code: 'malformed' });
			sendChunks(scene.peer, made);
			expect(await scene.peer.take('snapshot')).toMatchObject({ digest: made.digest });
		});

		test('S10: chunks of two snapshots put together', async () => {
			const counter = 500;
			const one = await scene.snapshot(6, { sizes: [100, 100], counter });
			const two = await scene.snapshot(5, { sizes: [100, 100], counter });
			sendChunks(scene.peer, { ...one, chunks: [one.chunks[0]!, two.chunks[1]!] });
			expect(await scene.peer.take('snapshot-refused')).toMatchObject({ code: 'malformed' });
		});

		test('S10: a chunk of another room or device, or what is none, closes the connection', async () => {
			const other = await samAndAna();
			const strange = [
				(await scene.ana.snapshot(scene.chain, { at: scene.positions[6]! })).chunks[0]!,
				(await scene.sam.snapshot(other.chain, { at: scene.positions[6]! })).chunks[0]!,
				await scene.sam.seal(scene.chain, scene.welcome.head.logId),
				crypto.random(100)
			];
			for (const chunk of strange) {
				const { peer } = await join(scene.world, scene.sam, scene.chain, { position: scene.positions[6]! });
				peer.send({ type: 'snapshot', chunk });
				expect(await peer.closed).toMatchObject({ code: CLOSE.malformed });
			}
			expect(await seqsOf()).toEqual([]);
		});

		test('S10: in an append it is no entry of the log, and so a receipt', async () => {
			for (const kind of [KIND.snapshot, KIND.receipt]) {
				const entry = await scene.sam.seal(scene.chain, scene.welcome.head.logId, { kind });
				scene.peer.send({ type: 'append', entry });
				expect(await scene.peer.take('nack')).toMatchObject({ code: 'role', retryable: false });
			}
		});
	});

	test('of which the connection goes in the middle leaves nothing behind', async () => {
		const dropped = Promise.withResolvers<string>();
		const staged: string[] = [];
		const store = memoryRelayStore();
		const watched = {
			...store,
			stageChunk: (upload: string, index: number, chunk: Uint8Array) => {
				staged.push(upload);
				return store.stageChunk(upload, index, chunk);
			},
			dropUpload: (upload: string) => {
				dropped.resolve(upload);
				return store.dropUpload(upload);
			}
		};
		const other = await logScene(openWorld, { limits: { ...limits, room: 5000 } }, watched);
		await other.append(3);
		const half = async () => {
			const made = await other.snapshot(3, { sizes: [4000, 4000] });
			const { peer } = await join(other.world, other.sam, other.chain, { position: other.positions[3]! });
			peer.send({ type: 'snapshot', chunk: made.chunks[0]! });
			peer.send({
				type: 'delivered',
				statement: await other.sam.delivered(other.chain, other.positions[3]!)
			});
			await other.peer.takeEither('delivered', 'peer-left');
			return peer;
		};
		const peer = await half();
		await other.world.leave(peer);
		expect(await dropped.promise).toBe(staged[0]);
		// There would be no room for another one if the first one still counted.
		await other.peer.take('peer-left');
		await other.compact(3, { sizes: [4000] });
		await other.world.stop();
	});

	test('S11: of a full room makes room again', async () => {
		while ((await scene.store.room(scene.chain.room))!.bytes + 4300 < limits.room)
			await scene.append(1, 4000);
		const append = async (size: number) => {
			const entry = await scene.sam.seal(scene.chain, scene.welcome.head.logId, { size });
			scene.peer.send({ type: 'append', entry });
			return (await scene.peer.takeEither('ack', 'nack')).type;
		};
		expect(await append(4000)).toBe('nack');
		const end = scene.entries.length;
		await scene.compact(end, { sizes: [4000, 4000] });
		expect(await append(4000)).toBe('ack');
	});

	test('S11: must not make a room fuller than it may be, unless it makes a full one less full', async () => {
		while ((await scene.store.room(scene.chain.room))!.bytes + 4300 < limits.room)
			await scene.append(1, 4000);
		// Stands for too little of the log to make up for itself.
		sendChunks(scene.peer, await scene.snapshot(1, { sizes: [4000, 4000] }));
		expect(await scene.peer.take('snapshot-refused')).toMatchObject({ code: 'quota' });
		sendChunks(scene.peer, await scene.snapshot(scene.entries.length - 1, { sizes: [4000, 4000] }));
		expect(await scene.peer.take('snapshot')).toMatchObject({ seq: scene.entries.length - 1 });
	});

	test('S15: a snapshot begun again and again has the relay read little of the log, and nothing while there is room', async () => {
		let pages = 0;
		const entriesAfter = scene.store.entriesAfter.bind(scene.store);
		scene.store.entriesAfter = (...asked) => {
			pages += 1;
			return entriesAfter(...asked);
		};
		const begin = async (times: number): Promise<void> => {
			for (let i = 0; i < times; i++) {
				const { chunks } = await scene.snapshot(1, { sizes: [4000, 20] });
				scene.peer.send({ type: 'snapshot', chunk: chunks[0]! });
			}
			// Answered after the chunks were.
			const { logId } = scene.positions[0]!;
			scene.peer.send({ type: 'append', entry: await scene.sam.seal(scene.chain, logId, { epoch: 9 }) });
			for (;;) if ((await scene.peer.takeEither('nack', 'snapshot-refused')).type === 'nack') return;
		};
		await begin(5);
		expect(pages).toBe(0);
		while ((await scene.store.room(scene.chain.room))!.bytes + 4300 < limits.room)
			await scene.append(1, 4000);
		pages = 0;
		await begin(5);
		expect(pages).toBeGreaterThan(0);
		expect(pages).toBeLessThanOrEqual(2 * 5);
	});

	test('S11: may be staged though the room is full, but no more than a room may hold', async () => {
		while ((await scene.store.room(scene.chain.room))!.bytes + 4300 < limits.room)
			await scene.append(1, 4000);
		const peers = await Promise.all(
			Array.from({ length: 4 }, () =>
				join(scene.world, scene.sam, scene.chain, { position: scene.positions.at(-1)! })
			)
		);
		const answers: string[] = [];
		for (const { peer } of peers) {
			const made = await scene.snapshot(scene.entries.length, { sizes: [4500, 4500, 4500, 20] });
			for (const chunk of made.chunks.slice(0, 3)) peer.send({ type: 'snapshot', chunk });
			// Answered after the chunks were.
			peer.send({
				type: 'append',
				entry: await scene.sam.seal(scene.chain, scene.positions[0]!.logId, { epoch: 9 })
			});
			const answer = await peer.takeEither('nack', 'snapshot-refused');
			answers.push(answer.type === 'nack' ? 'staged' : answer.code);
		}
		expect(answers).toEqual(['staged', 'staged', 'quota', 'quota']);
	});
});

describe.each(WORLDS)('roles and shares %s', (_, openWorld) => {
	test('S5: a viewer may make no snapshot', async () => {
		const scene = await logScene(openWorld, { role: 'viewer' });
		await scene.append(2);
		const { peer } = await join(scene.world, scene.ana, scene.chain, { position: scene.positions[2]! });
		sendChunks(peer, await scene.ana.snapshot(scene.chain, { at: scene.positions[2]!, sizes: [20, 20] }));
		expect(await peer.take('snapshot-refused')).toMatchObject({ code: 'role' });
		expect((await scene.store.room(scene.chain.room))!.snapshots).toEqual([]);
		await scene.world.stop();
	});

	test('an editor may make one', async () => {
		const scene = await logScene(openWorld);
		await scene.append(2);
		const { peer } = await join(scene.world, scene.ana, scene.chain, { position: scene.positions[2]! });
		sendChunks(peer, await scene.ana.snapshot(scene.chain, { at: scene.positions[2]! }));
		expect(await peer.take('snapshot')).toMatchObject({ seq: 2 });
		await scene.world.stop();
	});

	test('the last part of a room is its owner`s', async () => {
		const scene = await logScene(openWorld, { limits: { room: 3000, ownerShare: 1500 } });
		await scene.append(4);
		const { peer } = await join(scene.world, scene.ana, scene.chain, { position: scene.positions[4]! });
		peer.send({ type: 'append', entry: await scene.ana.seal(scene.chain, scene.welcome.head.logId) });
		expect(await peer.take('nack')).toMatchObject({ code: 'quota', retryable: true });
		await scene.append(4);
		const entry = await scene.sam.seal(scene.chain, scene.welcome.head.logId);
		scene.peer.send({ type: 'append', entry });
		expect(await scene.peer.take('nack')).toMatchObject({ code: 'quota' });
		await scene.world.stop();
	});

	test('S11: an editor who fills the log and makes snapshots leaves its owner that part, and may not take it with one', async () => {
		const limits = { entry: 5000, room: 40_000, ownerShare: 6000, snapshot: 40_000 };
		const scene = await logScene(openWorld, { limits });
		const { peer } = await join(scene.world, scene.ana, scene.chain);
		const { logId } = scene.welcome.head;
		let at = { logId, seq: 0, hash: scene.welcome.head.hash };
		const fill = async (): Promise<void> => {
			for (let answer = 'ack'; answer === 'ack';) {
				peer.send({ type: 'append', entry: await scene.ana.seal(scene.chain, logId, { size: 4000 }) });
				const said = await peer.takeEither('ack', 'nack');
				answer = said.type;
				if (said.type === 'ack') at = { logId, seq: said.seq, hash: said.hash };
			}
		};
		const large = { at, sizes: Array.from({ length: 7 }, () => 4000) };
		await fill();
		// It stands for nothing of the log, and comes on top of it.
		sendChunks(peer, await scene.ana.snapshot(scene.chain, large));
		expect(await peer.take('snapshot-refused')).toMatchObject({ code: 'quota' });
		const made = await scene.ana.snapshot(scene.chain, { ...large, at });
		sendChunks(peer, made);
		expect(await peer.take('snapshot')).toMatchObject({ seq: at.seq });
		await fill();
		const owner = await join(scene.world, scene.sam, scene.chain, { position: at });
		owner.peer.send({ type: 'append', entry: await scene.sam.seal(scene.chain, logId, { size: 4000 }) });
		await owner.peer.take('ack');
		// On disk there is no more than twice what counts.
		const { bytes, snapshots } = (await scene.store.room(scene.chain.room))!;
		const kept = snapshots.reduce((sum, snapshot) => sum + snapshot.bytes, bytes);
		expect(kept).toBeLessThanOrEqual(2 * limits.room);
		await scene.world.stop();
	});
});
