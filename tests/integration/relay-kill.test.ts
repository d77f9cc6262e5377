import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join as joinPath } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { openSqliteStore } from '../../server/store/sqlite.ts';
import { startKillableRelay } from '../support/killable-relay.ts';
import { samAndAna } from '../support/relay-scenes.ts';
import { dialRelay } from '../support/relay-world.ts';

// Processes are started, which takes a while on a busy machine.
vi.setConfig({ testTimeout: 30_000 });

test('S1: what was acknowledged before a kill -9 is there afterwards, with the same place and hash', async () => {
	const folder = await mkdtemp(joinPath(tmpdir(), 'soundings-kill-'));
	const { sam, chain } = await samAndAna();
	const acked = new Map<number, { hash: Uint8Array; entry: Uint8Array }>();
	const unanswered: Uint8Array[] = [];
	let position = null;
	for (const appends of [1, 40, 200]) {
		const relay = await startKillableRelay(folder);
		onTestFinished(() => relay.kill());
		const peer = await dialRelay(relay.origin);
		await sam.hello(peer, chain, relay.origin, { position });
		const { head } = await peer.take('welcome');
		// Entries that were stored but whose ack the kill swallowed: sending the same bytes again is safe (S3).
		const entries = [...unanswered.splice(0)];
		while (entries.length < appends) entries.push(await sam.seal(chain, head.logId));
		const byCounter = new Map(entries.map((entry) => [counterOf(entry), entry]));
		for (const entry of entries) peer.send({ type: 'append', entry });
		const enough = Math.ceil(appends / 2);
		for (let i = 0; i < enough;) {
			const message = await peer.takeEither('ack', 'entries');
			if (message.type === 'entries') continue;
			acked.set(message.seq, { hash: message.hash, entry: byCounter.get(message.counter)! });
			byCounter.delete(message.counter);
			position = { logId: head.logId, seq: message.seq, hash: message.hash };
			i++;
		}
		unanswered.push(...byCounter.values());
		await relay.kill();
	}
	const store = openSqliteStore(folder);
	const { entries } = (await store.entriesAfter(chain.room, 0, Infinity))!;
	expect(acked.size).toBeGreaterThan(100);
	for (const [seq, { hash, entry }] of acked) {
		expect(entries[seq - 1]).toEqual(entry);
		expect(await store.hashAt(chain.room, seq)).toEqual(hash);
	}
	expect(new Set(entries.map(counterOf)).size).toBe(entries.length);
	await store.close();
	await rm(folder, { recursive: true });
});

const counterOf = (entry: Uint8Array): number => Number(Buffer.from(entry).readBigUInt64BE(134));
