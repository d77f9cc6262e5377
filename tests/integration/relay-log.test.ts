import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { toBase64url } from '../../src/lib/core/bytes.ts';
import type { LogId } from '../../src/lib/core/ids.ts';
import { CLOSE } from '../../src/lib/core/protocol/close.ts';
import { CRITICAL, KIND } from '../../src/lib/core/protocol/entry.ts';
import type { RelayStore } from '../../server/store/store.ts';
import { memoryRelayStore } from '../support/relay-memory-store.ts';
import { crypto, TestDevice } from '../support/relay-peer.ts';
import type { RelayPeer } from '../support/relay-peer.ts';
import { join, makeInvite, samAndAna } from '../support/relay-scenes.ts';
import type { Joined } from '../support/relay-scenes.ts';
import { WORLDS } from '../support/relay-world.ts';
import type { World } from '../support/relay-world.ts';

type Scene = Awaited<ReturnType<typeof samAndAna>>;

const append = (peer: RelayPeer, entry: Uint8Array) => peer.send({ type: 'append', entry });
const sha256 = (...parts: Uint8Array[]) =>
	new Uint8Array(createHash('sha256').update(Buffer.concat(parts)).digest());

/** Takes whole pages until the log's end, checking that they follow each other. */
async function takeLog(peer: RelayPeer, from: number): Promise<Uint8Array[]> {
	const entries: Uint8Array[] = [];
	for (;;) {
		const page = await peer.take('entries');
		expect(page.first).toBe(from + entries.length + 1);
		entries.push(...page.entries);
		if (!page.more) return entries;
	}
}

describe.each(WORLDS)('the log %s', (_, openWorld) => {
	let store: RelayStore;
	let world: World;
	let scene: Scene;
	let sam: Joined;
	let logId: LogId;
	beforeEach(async () => {
		store = memoryRelayStore();
		world = await openWorld({ store, limits: { page: 1000, entry: 5000, room: 40_000, ownerShare: 0 } });
		scene = await samAndAna();
		sam = await join(world, scene.sam, scene.chain);
		logId = sam.welcome.head.logId;
	});
	afterEach(() => world.stop());

	const seal = (change: Parameters<TestDevice['seal']>[2] = {}) => scene.sam.seal(scene.chain, logId, change);

	test('an entry is acknowledged with its place and the running hash, and forwarded as it came', async () => {
		const ana = await join(world, scene.ana, scene.chain);
		const entry = await seal();
		append(sam.peer, entry);
		const ack = await sam.peer.take('ack');
		expect(ack).toMatchObject({ session: scene.sam.session, counter: 0, seq: 1 });
		expect(ack.hash).toEqual(sha256(sam.welcome.head.hash, entry));
		expect(await ana.peer.take('entries')).toEqual({
			type: 'entries',
			first: 1,
			entries: [entry],
			more: false
		});
	});

	test('S4: many appends of two at once are seen in one dense order by both', async () => {
		const ana = await join(world, scene.ana, scene.chain);
		const mine = await Promise.all(Array.from({ length: 30 }, () => seal()));
		const theirs = await Promise.all(Array.from({ length: 30 }, () => scene.ana.seal(scene.chain, logId)));
		mine.forEach((entry, i) => {
			append(sam.peer, entry);
			append(ana.peer, theirs[i]!);
		});
		const late = await join(world, scene.ana, scene.chain);
		const places = async (peer: RelayPeer, own: readonly Uint8Array[]) => {
			const log: Uint8Array[] = [];
			let acked = 0;
			while (log.length < 60) {
				const next = await peer.takeEither('ack', 'entries');
				expect(next.type === 'ack' ? next.seq : next.first).toBe(log.length + 1);
				if (next.type === 'ack') log.push(own[acked++]!);
				else log.push(...next.entries);
			}
			return log;
		};
		const [one, two] = await Promise.all([places(sam.peer, mine), places(ana.peer, theirs)]);
		expect(two).toEqual(one);
		const seen: Uint8Array[] = [];
		while (seen.length < 60) {
			const page = await late.peer.take('entries');
			expect(page.first).toBe(late.welcome.from + seen.length + 1);
			seen.push(...page.entries);
		}
		expect(seen).toEqual(one);
	});

	test('S3: a lost ack and a retry, also on another connection, give one entry and the same answer', async () => {
		const ana = await join(world, scene.ana, scene.chain);
		const entry = await seal();
		append(sam.peer, entry);
		const ack = await sam.peer.take('ack');
		append(sam.peer, entry);
		expect(await sam.peer.take('ack')).toEqual(ack);
		await world.leave(sam.peer);
		const again = await join(world, scene.sam, scene.chain, { position: { logId, seq: 1, hash: ack.hash } });
		append(again.peer, entry);
		expect(await again.peer.take('ack')).toEqual(ack);
		const marker = await seal();
		append(again.peer, marker);
		expect((await again.peer.take('ack')).seq).toBe(2);
		expect((await ana.peer.take('entries')).entries).toEqual([entry]);
		await ana.peer.take('peer-left');
		expect((await ana.peer.take('entries')).entries).toEqual([marker]);
	});

	test('S9: other bytes under a used counter are not acknowledged', async () => {
		append(sam.peer, await seal({ counter: 7 }));
		await sam.peer.take('ack');
		append(sam.peer, await seal({ counter: 7 }));
		expect(await sam.peer.take('nack')).toMatchObject({ counter: 7, code: 'log', retryable: false });
	});

	describe('replay', () => {
		const write = async (count: number) => {
			const entries: Uint8Array[] = [];
			const positions = [sam.welcome.head];
			for (let i = 0; i < count; i++) {
				entries.push(await seal());
				append(sam.peer, entries.at(-1)!);
				const { seq, hash } = await sam.peer.take('ack');
				positions.push({ logId, seq, hash });
			}
			return { entries, positions };
		};

		test('S4: everything comes in pages, in order, one`s own included', async () => {
			const { entries, positions } = await write(12);
			const { peer, welcome } = await join(world, scene.sam, scene.chain);
			expect(welcome).toMatchObject({ from: 0, head: positions[12] });
			expect(await takeLog(peer, 0)).toEqual(entries);
		});

		test('it goes on behind a position of this very log', async () => {
			const { entries, positions } = await write(5);
			const { peer, welcome } = await join(world, scene.ana, scene.chain, { position: positions[3]! });
			expect(welcome.from).toBe(3);
			expect(await takeLog(peer, 3)).toEqual(entries.slice(3));
		});

		test('at the end nothing is replayed; the next thing is the next entry', async () => {
			const { positions } = await write(2);
			const { peer, welcome } = await join(world, scene.ana, scene.chain, { position: positions[2]! });
			expect(welcome).toMatchObject({ from: 2, head: { seq: 2 } });
			const next = await seal();
			append(sam.peer, next);
			expect(await peer.take('entries')).toMatchObject({ first: 3, entries: [next] });
		});

		test('S7: a position of another log, of another history or beyond the end starts from the beginning', async () => {
			const { entries, positions } = await write(3);
			const strange = [
				{ ...positions[2]!, logId: toBase64url(crypto.random(16)) as LogId },
				{ ...positions[2]!, hash: crypto.random(32) },
				{ ...positions[3]!, seq: 4 },
				{ ...positions[0]!, hash: crypto.random(32) }
			];
			for (const position of strange) {
				const { peer, welcome } = await join(world, scene.ana, scene.chain, { position });
				expect(welcome.from).toBe(0);
				expect(await takeLog(peer, 0)).toEqual(entries);
			}
		});

		test('S4: appends while it runs are neither lost nor doubled, and the ack comes in its place', async () => {
			const { entries } = await write(20);
			const { peer } = await join(world, scene.ana, scene.chain);
			const own = await scene.ana.seal(scene.chain, logId);
			append(peer, own);
			const log: Uint8Array[] = [];
			while (log.length < 20) {
				const page = await peer.take('entries');
				expect(page.first).toBe(log.length + 1);
				log.push(...page.entries);
			}
			expect(log.slice(0, 20)).toEqual(entries);
			expect(await peer.take('ack')).toMatchObject({ seq: 21 });
			if (log.length === 21) expect(log[20]).toEqual(own);
		});
	});

	describe('what is refused', () => {
		test.each([
			['another log', { logId: toBase64url(crypto.random(16)) as LogId }, 'log', true],
			['a membership head that is not known here', { membership: crypto.random(32) }, 'membership', true],
			['another epoch', { epoch: 9 }, 'epoch', true],
			['more bytes than allowed', { size: 5000 }, 'size', false]
		] as const)('S11: %s is a nack, never a close', async (_what, change, code, retryable) => {
			append(sam.peer, await seal(change));
			expect(await sam.peer.take('nack')).toEqual({
				type: 'nack',
				session: scene.sam.session,
				counter: 0,
				code,
				retryable
			});
			append(sam.peer, await seal());
			expect(await sam.peer.take('ack')).toMatchObject({ counter: 1, seq: 1 });
		});

		test('S11: over the room`s quota is a nack, appends that wait for their commit included', async () => {
			for (let i = 0; i < 12; i++) append(sam.peer, await seal({ size: 4000 }));
			const answers: string[] = [];
			while (answers.length < 12) {
				const { type } = await sam.peer.takeEither('ack', 'nack');
				answers.push(type);
			}
			expect(answers.filter((type) => type === 'ack')).toHaveLength(9);
			expect((await store.room(scene.chain.room))?.bytes).toBeLessThanOrEqual(40_000);
		});

		test('S10: an entry of another room or device closes the connection', async () => {
			const other = await samAndAna();
			for (const entry of [
				await scene.ana.seal(scene.chain, logId),
				await seal({ room: other.chain.room })
			]) {
				const { peer } = await join(world, scene.sam, scene.chain);
				append(peer, entry);
				expect(await peer.closed).toMatchObject({ code: CLOSE.malformed });
			}
			expect((await store.room(scene.chain.room))?.seq).toBe(0);
		});

		test.each([
			['cut short', (entry: Uint8Array) => entry.slice(0, 200)],
			['empty', () => new Uint8Array(0)]
		])('S10: an entry that is %s closes the connection and is not stored', async (_what, damage) => {
			append(sam.peer, damage(await seal()));
			expect(await sam.peer.closed).toMatchObject({ code: CLOSE.malformed });
			expect((await store.room(scene.chain.room))?.seq).toBe(0);
		});

		test('S10: a flipped bit behind the header is stored for the readers to refuse', async () => {
			const entry = await seal();
			entry[200]! ^= 1;
			append(sam.peer, entry);
			expect(await sam.peer.take('ack')).toMatchObject({ seq: 1 });
		});

		test('the newest membership head that the author knew may be an older one', async () => {
			const { statement, chain } = await makeInvite(scene.chain, scene.sam);
			sam.peer.send({ type: 'statement', statement, box: new Uint8Array(80) });
			await sam.peer.take('statement');
			append(sam.peer, await seal());
			expect((await sam.peer.take('ack')).seq).toBe(1);
			append(sam.peer, await scene.sam.seal(chain, logId));
			expect((await sam.peer.take('ack')).seq).toBe(2);
		});
	});

	test('S1: when the store fails nothing is acknowledged or forwarded, and a later attempt succeeds', async () => {
		const ana = await join(world, scene.ana, scene.chain);
		const entry = await seal();
		(store as ReturnType<typeof memoryRelayStore>).failNext(new Error('disk full'));
		append(sam.peer, entry);
		expect(await sam.peer.closed).toMatchObject({ code: CLOSE.tryLater });
		expect(sam.peer.untaken).toEqual([]);
		await ana.peer.take('peer-left');
		const again = await join(world, scene.sam, scene.chain);
		append(again.peer, entry);
		expect(await again.peer.take('ack')).toMatchObject({ seq: 1 });
		expect(await ana.peer.take('entries')).toMatchObject({ first: 1, entries: [entry] });
	});
});

describe.each(WORLDS)('stopping %s', (_, openWorld) => {
	test('S1: waits for the commit that runs, acknowledges it, then says "try later"', async () => {
		const store = memoryRelayStore();
		const reached = Promise.withResolvers<null>();
		const released = Promise.withResolvers<null>();
		const slowAppend = async (batch: Parameters<RelayStore['append']>[0]) => {
			reached.resolve(null);
			await released.promise;
			return store.append(batch);
		};
		const world = await openWorld({ store: { ...store, append: slowAppend } });
		const { sam, chain } = await samAndAna();
		const { peer, welcome } = await join(world, sam, chain);
		append(peer, await sam.seal(chain, welcome.head.logId));
		await reached.promise;
		const stopped = world.stop();
		expect(peer.untaken).toEqual([]);
		released.resolve(null);
		expect(await peer.take('ack')).toMatchObject({ seq: 1 });
		expect(await peer.closed).toMatchObject({ code: CLOSE.tryLater });
		await stopped;
		expect(world.load).toEqual({ rooms: 0, connections: 0 });
	});
});

describe.each(WORLDS)('roles %s', (_, openWorld) => {
	test.each([
		['an update', { kind: KIND.update }],
		['a snapshot', { kind: KIND.snapshot }],
		['an unknown kind', { kind: 99 }],
		['an unknown critical kind', { kind: 99, critical: true }],
		['a receipt', { kind: KIND.receipt }],
		['a critical receipt', { kind: KIND.receipt, critical: true }],
		['a receipt of an unknown format', { kind: KIND.receipt, format: 2 }]
	] as const)('a viewer may not append %s', async (_what, change) => {
		const world = await openWorld();
		const { ana, chain } = await samAndAna('viewer');
		const { peer, welcome } = await join(world, ana, chain);
		expect(welcome.role).toBe('viewer');
		peer.send({ type: 'append', entry: await ana.seal(chain, welcome.head.logId, change) });
		expect(await peer.take('nack')).toMatchObject({ code: 'role', retryable: false });
		await world.stop();
	});

	test('S18: an editor may append a kind and a format that this relay does not know', async () => {
		const world = await openWorld();
		const { ana, chain } = await samAndAna();
		const { peer, welcome } = await join(world, ana, chain);
		const change = { kind: 99, critical: true, format: 7 };
		const entry = await ana.seal(chain, welcome.head.logId, change);
		expect(entry[1]! & CRITICAL).toBe(CRITICAL);
		peer.send({ type: 'append', entry });
		expect(await peer.take('ack')).toMatchObject({ seq: 1 });
		await world.stop();
	});
});
