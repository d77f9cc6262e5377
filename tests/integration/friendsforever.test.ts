// A real trace of two people writing at the same time, through two devices and the real relay. It reaches its end
// content only if each transaction is applied where exactly its parents' ancestors have arrived, and agent 0 has the
// lower client id.

import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { twoDevices, type TwoDevices } from '../support/two-devices.ts';

interface Trace {
	readonly endContent: string;
	readonly txns: readonly {
		readonly parents: readonly number[];
		readonly agent: 0 | 1;
		readonly patches: readonly (readonly [position: number, deleted: number, inserted: string])[];
	}[];
}

const trace = JSON.parse(
	gunzipSync(readFileSync(new URL('../fixtures/friendsforever.json.gz', import.meta.url))).toString()
) as Trace;

/** For each transaction, the newest one of the other agent that its author knew; -1 for none. */
function knownOfOther({ txns }: Trace): number[] {
	const newest: [number, number][] = [];
	return txns.map(({ parents, agent }, index) => {
		const own: [number, number] = [-1, -1];
		for (const parent of parents) {
			const [first, second] = newest[parent]!;
			own[0] = Math.max(own[0], first);
			own[1] = Math.max(own[1], second);
		}
		const known = own[1 - agent]!;
		own[agent] = index;
		newest.push(own);
		return known;
	});
}

let two: TwoDevices;
beforeAll(async () => {
	two = await twoDevices();
});
afterAll(() => two.close());

test(
	'S2 S3: the friendsforever trace ends in its end content on both devices',
	{ timeout: 120_000 },
	async () => {
		const devices = [two.sam, two.ana];
		const texts = devices.map(({ doc }) => doc.getText('trace'));
		const known = knownOfOther(trace);
		const needed = new Set(known);
		/** How many entries an agent had written when this transaction of theirs was the last in them. */
		const entriesUpTo = new Map<number, number>();
		for (const device of devices) device.hold();

		for (const [index, { agent, patches }] of trace.txns.entries()) {
			const [device, text] = [devices[agent]!, texts[agent]!];
			await device.letIn(entriesUpTo.get(known[index]!) ?? 0);
			device.doc.transact(() => {
				for (const [position, deleted, inserted] of patches) {
					if (deleted > 0) text.delete(position, deleted);
					if (inserted !== '') text.insert(position, inserted);
				}
			});
			if (!needed.has(index)) continue;
			await device.settled();
			entriesUpTo.set(index, device.sync.counter.next);
		}
		for (const device of devices) await device.settled();
		const [sam, ana] = [two.sam, two.ana];
		await sam.letIn(ana.sync.counter.next);
		await ana.letIn(sam.sync.counter.next);

		expect(texts[0]!.toString()).toBe(trace.endContent);
		expect(texts[1]!.toString()).toBe(trace.endContent);
	}
);
