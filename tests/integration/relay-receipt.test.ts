// Receipts: entries that are not for the log, of which the relay keeps each device's latest.

import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { toBase64url } from '../../src/lib/core/bytes.ts';
import type { LogId } from '../../src/lib/core/ids.ts';
import { CLOSE } from '../../src/lib/core/protocol/close.ts';
import { KIND } from '../../src/lib/core/protocol/entry.ts';
import { crypto, TestDevice } from '../support/relay-peer.ts';
import { logScene } from '../support/relay-log-scene.ts';
import type { LogScene } from '../support/relay-log-scene.ts';
import { join, samAndAna } from '../support/relay-scenes.ts';
import type { Joined } from '../support/relay-scenes.ts';
import { WORLDS } from '../support/relay-world.ts';

describe.each(WORLDS)('a receipt %s', (_, openWorld) => {
	let scene: LogScene;
	let ana: Joined;
	let logId: LogId;
	beforeEach(async () => {
		scene = await logScene(openWorld, { role: 'viewer', limits: { receipt: 2000 } });
		logId = scene.welcome.head.logId;
		ana = await join(scene.world, scene.ana, scene.chain);
	});
	afterEach(() => scene.world.stop());

	type Change = Parameters<TestDevice['seal']>[2];
	const seal = (change: Change = {}) => scene.ana.seal(scene.chain, logId, { kind: KIND.receipt, ...change });
	const give = async (change: Change = {}) => {
		const entry = await seal(change);
		ana.peer.send({ type: 'receipt', entry });
		return entry;
	};

	test('reaches the others as it is, a viewer`s too, and is not in the log', async () => {
		const entry = await give();
		expect(await scene.peer.take('receipt')).toEqual({ type: 'receipt', entry });
		expect(ana.peer.untaken).toEqual([]);
		expect((await scene.store.room(scene.chain.room))?.seq).toBe(0);
	});

	test('the latest of each device is in every welcome, also after a restart', async () => {
		await give();
		const latest = await give();
		const own = await scene.sam.seal(scene.chain, logId, { kind: KIND.receipt });
		scene.peer.send({ type: 'receipt', entry: own });
		await ana.peer.take('receipt');
		const sorted = (all: readonly Uint8Array[]) => all.map((bytes) => toBase64url(bytes)).sort();
		const { welcome } = await join(scene.world, scene.sam, scene.chain);
		expect(sorted(welcome.receipts)).toEqual(sorted([latest, own]));
		await scene.world.stop();
		const world = await openWorld({ store: scene.store });
		const again = await join(world, scene.ana, scene.chain);
		expect(sorted(again.welcome.receipts)).toEqual(sorted([latest, own]));
		await world.stop();
	});

	test.each([
		['of another log', { logId: toBase64url(crypto.random(16)) as LogId }, 'log', true],
		['by somebody who knows more of the chain', { membership: crypto.random(32) }, 'membership', true],
		['of another epoch', { epoch: 9 }, 'epoch', true],
		['that is too large', { size: 2000 }, 'size', false]
	] as const)('S11: one %s is a nack, and the one before stays', async (_what, change, code, retryable) => {
		const first = await give();
		await scene.peer.take('receipt');
		const { counter, session } = { counter: 1, session: scene.ana.session };
		await give(change);
		expect(await ana.peer.take('nack')).toEqual({ type: 'nack', session, counter, code, retryable });
		expect((await join(scene.world, scene.sam, scene.chain)).welcome.receipts).toEqual([first]);
	});

	test('S10: one of another room, device, kind or format, in parts, or cut short is a 4400', async () => {
		const other = await samAndAna();
		const bad = [
			await scene.sam.seal(scene.chain, logId, { kind: KIND.receipt }),
			await seal({ room: other.chain.room }),
			await seal({ kind: KIND.update }),
			await seal({ kind: KIND.snapshot }),
			await seal({ format: 2 }),
			await seal({ critical: true }),
			await seal({ parts: 2 }),
			(await seal()).slice(0, 200),
			new Uint8Array(0)
		];
		for (const entry of bad) {
			const { peer } = await join(scene.world, scene.ana, scene.chain);
			peer.send({ type: 'receipt', entry });
			expect(await peer.closed).toMatchObject({ code: CLOSE.malformed });
			await scene.peer.take('peer-left');
		}
		expect(scene.peer.untaken).toEqual([]);
	});
});
