import { mkdtemp, rm } from 'node:fs/promises';
import { DatabaseSync } from 'node:sqlite';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { openSqliteStore } from '../../server/store/sqlite.ts';
import { startKillableRelay } from '../support/killable-relay.ts';
import { sendChunks } from '../support/relay-log-scene.ts';
import { samAndAna } from '../support/relay-scenes.ts';
import { dialRelay } from '../support/relay-world.ts';

// Processes are started, which takes a while on a busy machine.
vi.setConfig({ testTimeout: 30_000 });

test('S1, S5: a relay that is killed while it takes a snapshot has the one before, the whole log, and no rest of it', async () => {
	const folder = await mkdtemp(join(tmpdir(), 'soundings-kill-'));
	const { sam, chain } = await samAndAna();
	const sizes = Array.from({ length: 20 }, () => 50_000);

	const first = await startKillableRelay(folder);
	onTestFinished(() => first.kill());
	const peer = await dialRelay(first.origin);
	await sam.hello(peer, chain, first.origin);
	const { head } = await peer.take('welcome');
	for (let i = 0; i < 5; i++) peer.send({ type: 'append', entry: await sam.seal(chain, head.logId) });
	let at = head;
	for (let i = 0; i < 5; i++) {
		const { seq, hash } = await peer.take('ack');
		at = { logId: head.logId, seq, hash };
	}
	const kept = await sam.snapshot(chain, { at, sizes: [100] });
	sendChunks(peer, kept);
	await peer.take('snapshot');
	const half = await sam.snapshot(chain, { at, sizes, previous: kept.digest });
	sendChunks(peer, { ...half, chunks: half.chunks.slice(0, -1) });
	// Answered after the chunks were.
	peer.send({ type: 'append', entry: await sam.seal(chain, head.logId, { epoch: 9 }) });
	await peer.take('nack');
	await first.kill();

	const file = new DatabaseSync(join(folder, 'soundings.sqlite'));
	expect(file.prepare('SELECT count(*) AS n FROM chunks').get()?.n).toBe(20);
	file.close();
	const second = await startKillableRelay(folder);
	onTestFinished(() => second.kill());
	const again = await dialRelay(second.origin);
	await sam.hello(again, chain, second.origin, { position: at });
	const welcome = await again.take('welcome');
	expect(welcome).toMatchObject({ from: 5, head: at, snapshot: { digest: kept.digest, seq: 5 } });
	again.send({ type: 'snapshot', chunk: half.chunks.at(-1)! });
	expect(await again.take('snapshot-refused')).toMatchObject({ code: 'malformed' });
	sendChunks(again, half);
	expect(await again.take('snapshot')).toMatchObject({ digest: half.digest, chunks: 20 });
	await second.kill();

	const store = openSqliteStore(folder);
	expect(await store.room(chain.room)).toMatchObject({ seq: 5, cut: 5, bytes: 0 });
	for (const [index, chunk] of half.chunks.entries())
		expect(await store.chunk(chain.room, half.digest, index)).toEqual(chunk);
	await store.close();
	const left = new DatabaseSync(join(folder, 'soundings.sqlite'));
	expect(left.prepare('SELECT count(*) AS n FROM chunks').get()?.n).toBe(21);
	left.close();
	await rm(folder, { recursive: true });
});
