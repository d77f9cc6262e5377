// The trace of two people writing at the same time, through two devices and the real relay.

import { afterAll, beforeAll, expect, test } from 'vitest';
import { knownOfOther, readTrace } from '../support/friendsforever.ts';
import { twoDevices, type TwoDevices } from '../support/two-devices.ts';

const trace = readTrace();

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
