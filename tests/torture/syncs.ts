// One more life of the relay, under a system-call tracer.

import { spawnSync } from 'node:child_process';
import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { TestDevice } from '../support/relay-peer.ts';
import { dialRelay } from '../support/relay-world.ts';
import type { Place } from '../support/server-under-test.ts';
import { TorturedRelay } from './relay.ts';
import { judgeTrace } from './trace.ts';
import { TortureError } from './writer.ts';

const BURSTS = 60;

/**
 * @returns what the trace proves, in words; or why there is none
 * @throws TortureError when an acknowledgement came before its sync
 */
export async function proveSyncs(place: Place): Promise<string> {
	const why = whyNoTrace();
	if (why !== null)
		return `NOT traced: ${why}. Install strace to see that a disk sync precedes every batch of acks.`;
	const file = join(place.folder, 'trace');
	const relay = new TorturedRelay(place, file);
	const address = await relay.address();
	const device = await TestDevice.create();
	const chain = await device.found();
	const peer = await dialRelay(address);
	await device.hello(peer, chain, address);
	const { head } = await peer.take('welcome');
	let sent = 0;
	for (let burst = 1; burst <= BURSTS; burst++) {
		const entries = await Promise.all(
			Array.from({ length: 1 + (burst % 7) }, () => device.seal(chain, head.logId, { size: burst * 50 }))
		);
		for (const entry of entries) peer.send({ type: 'append', entry });
		for (const _ of entries) await peer.take('ack');
		sent += entries.length;
	}
	await relay.stop();
	const lines: string[] = [];
	for await (const line of createInterface({ input: createReadStream(file) })) lines.push(line);
	const { acks, batches, syncs, early } = judgeTrace(lines);
	if (early > 0)
		throw new TortureError(`${early} of ${acks} acks came before what they stand for was synced`);
	if (acks !== sent || syncs < 1)
		throw new TortureError(`the trace shows ${acks} of ${sent} acks and ${syncs} syncs`);
	return `traced: ${acks} acks in ${batches} batches, ${syncs} disk syncs of the store's log, none of the acks before its sync.`;
}

function whyNoTrace(): string | null {
	const tried = spawnSync('strace', ['-f', '-o', '/dev/null', process.execPath, '--version'], {
		encoding: 'utf8'
	});
	if (tried.error) return `strace cannot be started (${tried.error.message})`;
	return tried.status === 0
		? null
		: `strace may not trace here (${tried.stderr.trim().split('\n')[0] ?? ''})`;
}
